import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { appendFileSync } from 'node:fs'
import { test } from 'vitest'
import { AppmixerProvider, useFlows, useDeleteFlows, useFlowActivity } from '../../src/index.ts'
import { baseUrl } from '../support.tsx'

test.each([1_000])(
  '%d deletions, list and a pending hook per row on screen',
  async (n) => {
    const flows = Array.from({ length: n }, (_, i) => ({
      flowId: `f${i}`,
      name: `n${i}`,
      stage: 'stopped',
    }))
    const fetch = (async (input: any, init: any) => {
      const request = new Request(input, init)
      await new Promise((r) => setTimeout(r, 1))
      return request.method === 'DELETE' ? Response.json({ flowId: 'x' }) : Response.json(flows)
    }) as any
    const queryClient = new QueryClient()
    const wrapper = ({ children }: any) => (
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider baseUrl={baseUrl} token="a.b.c" fetch={fetch}>
          {children}
        </AppmixerProvider>
      </QueryClientProvider>
    )
    const { result } = renderHook(
      () => {
        const list = useFlows({ limit: n })
        const bulk = useDeleteFlows()
        const rows = flows.slice(0, 1).map(({ flowId }) => useFlowActivity(flowId))
        return { list, bulk, rows }
      },
      { wrapper },
    )
    await act(() => new Promise((r) => setTimeout(r, 100)))
    const t0 = performance.now()
    let shown = 0
    await act(async () => {
      const over = result.current.bulk.run(flows.map(({ flowId }) => ({ flowId })))
      shown = performance.now() - t0
      await over
    })
    const total = performance.now() - t0
    appendFileSync(
      'out/perf.txt',
      `${process.env.LABEL} n=${n} run() returned after ${shown.toFixed(0)} ms, all done after ${total.toFixed(0)} ms; done ${result.current.bulk.done} mutations in cache ${queryClient.getMutationCache().getAll().length}\n`,
    )
  },
  120_000,
)
