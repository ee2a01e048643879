import { onlineManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { AppmixerProvider, useFlows, useStartFlow, useStores } from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'

const clock = createManualClock()
const sandbox = createSandbox({ clock })
const token = sandbox.tokenFor(ada)
const page = { limit: 60, projection: 'name,stage' }
let queryClient: QueryClient

beforeEach(() => {
  vi.useFakeTimers({ now: clock.now() })
  queryClient = new QueryClient({ defaultOptions: { queries: { gcTime: Infinity } } })
})

afterEach(() => {
  cleanup()
  onlineManager.setOnline(true)
  vi.useRealTimers()
})

test('a second start of a flow on its way, clicked offline, holds nothing up when the network is back', async () => {
  const flow = sandbox.database.flows[0]!
  Object.assign(flow, { stage: 'stopped', transition: undefined })
  const { result } = renderHook(
    () => ({ flows: useFlows(page).data, first: useStartFlow(), second: useStartFlow() }),
    { wrapper: App },
  )
  await pass(0)
  const shown = () => result.current.flows?.find(({ flowId }) => flowId === flow.flowId)?.stage
  act(() => result.current.first.mutate({ flowId: flow.flowId }))
  await pass(100)
  expect(shown()).toBe('starting')

  act(() => onlineManager.setOnline(false))
  await pass(3_000)
  act(() => result.current.second.mutate({ flowId: flow.flowId }))
  await pass(3_000)
  expect(result.current.second.isPaused).toBe(true)

  act(() => onlineManager.setOnline(true))
  await pass(90_000)
  expect([shown(), result.current.first.status, result.current.second.status]).toEqual([
    'running',
    'success',
    'success',
  ])
})

test('a start that takes its time, clicked offline, holds no read up when the network is back', async () => {
  const flow = sandbox.database.flows[1]!
  Object.assign(flow, { stage: 'stopped', transition: undefined, outcome: 'never' })
  const { result, rerender } = renderHook(
    ({ enabled }) => ({
      flows: useFlows(page),
      stores: useStores({ enabled }),
      start: useStartFlow(),
    }),
    { wrapper: App, initialProps: { enabled: false } },
  )
  await pass(0)
  act(() => onlineManager.setOnline(false))
  act(() => result.current.start.mutate({ flowId: flow.flowId }))
  rerender({ enabled: true })
  await pass(1_000)
  expect([result.current.stores.fetchStatus, result.current.start.isPaused]).toEqual([
    'paused',
    true,
  ])

  act(() => onlineManager.setOnline(true))
  await pass(1_000)
  expect([result.current.stores.isSuccess, result.current.start.status]).toEqual([true, 'pending'])
})

function App({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <AppmixerProvider baseUrl={baseUrl} token={token} fetch={sandbox.fetch}>
        {children}
      </AppmixerProvider>
    </QueryClientProvider>
  )
}

async function pass(ms: number) {
  for (let left = ms; left >= 0; left -= 100) {
    clock.advance(Math.min(left, 100))
    await act(() => vi.advanceTimersByTimeAsync(Math.min(left, 100)))
  }
}
