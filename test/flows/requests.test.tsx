import { hydrate, dehydrate, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  AppmixerProvider,
  endSession,
  flowsQueryOptions,
  useFlow,
  useFlows,
  useFlowsCount,
  useStartFlow,
  useStartFlows,
} from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl, clientOf } from '../support.tsx'

const clock = createManualClock()
const sandbox = createSandbox({ clock, data: 'large', startDuration: 3_000 })
const token = sandbox.tokenFor(ada)
const flows = sandbox.database.flows.slice(0, 60)
const page = { limit: 60, projection: 'name,stage' }
const start = 'POST /flows/:flowId/coordinator'
const status = 'GET /flows/:flowId/coordinator/status'
let queryClient: QueryClient

beforeEach(() => {
  vi.useFakeTimers({ now: clock.now() })
  for (const flow of flows) {
    Object.assign(flow, { stage: 'stopped', transition: undefined, missingAccounts: undefined })
  }
  const queries = { gcTime: Infinity, staleTime: 60_000 }
  queryClient = new QueryClient({ defaultOptions: { queries } })
})

afterEach(() => {
  cleanup()
  endSession(clientOf(sandbox), queryClient)
  vi.useRealTimers()
})

describe('requests for starts that take three seconds', () => {
  test('one, with its list on screen', async () => {
    const { result } = renderHook(() => [useFlows(page), useStartFlow()] as const, { wrapper: App })
    await pass(0)
    sandbox.requests.clear()
    act(() => result.current[1].mutate(flows[0]!))
    await passTenSeconds()
    expect(result.current[1].status).toBe('success')
    expect(counts()).toEqual({ [start]: 1, 'GET /flows': 4 })
  })

  test('one, with list, detail and count on screen', async () => {
    const { result } = renderHook(
      () => [useStartFlow(), useFlows(page), useFlow(flows[0]!.flowId), useFlowsCount({})] as const,
      { wrapper: App },
    )
    await pass(0)
    sandbox.requests.clear()
    act(() => result.current[0].mutate(flows[0]!))
    await passTenSeconds()
    expect(result.current[2].data?.stage).toBe('running')
    expect(counts()).toEqual({
      [start]: 1,
      'GET /flows': 4,
      'GET /flows/:flowId': 4,
      'GET /flows/count': 1,
    })
  })

  test('fifty, with their list on screen', async () => {
    const { result } = renderHook(() => [useFlows(page), useStartFlows()] as const, {
      wrapper: App,
    })
    await pass(0)
    sandbox.requests.clear()
    act(() => void result.current[1].run(flows.slice(0, 50).map(({ flowId }) => ({ flowId }))))
    await passTenSeconds()
    expect(result.current[1].done).toBe(50)
    expect(counts()).toEqual({ [start]: 50, 'GET /flows': 4 })
  })

  test('fifty that nothing shows: the coordinator is asked for each less often', async () => {
    const { result } = renderHook(() => useStartFlows(), { wrapper: App })
    sandbox.requests.clear()
    act(() => void result.current.run(flows.slice(0, 50).map(({ flowId }) => ({ flowId }))))
    await passTenSeconds()
    await passTenSeconds()
    expect(counts()[start]).toBe(50)
    expect(counts()[status]).toBeLessThanOrEqual(100)
  })

  test('of another user, restored from a cache that is still fresh', async () => {
    const until = clock.now() + 3_000
    Object.assign(flows[0]!, { stage: 'running', transition: { stage: 'starting', until } })
    const before = new QueryClient()
    await before.prefetchQuery(flowsQueryOptions(clientOf(sandbox), page))
    hydrate(queryClient, JSON.parse(JSON.stringify(dehydrate(before))))
    before.clear()
    sandbox.requests.clear()
    const { result } = renderHook(() => useFlows(page), { wrapper: App })
    await passTenSeconds()
    const shown = result.current.data!.find(({ flowId }) => flowId === flows[0]!.flowId)!
    expect([shown.stage, counts()]).toEqual(['running', { 'GET /flows': 4 }])
  })
})

/** How often each route was asked. */
function counts(): Record<string, number> {
  const counted: Record<string, number> = {}
  for (const { route } of sandbox.requests.entries) counted[route] = (counted[route] ?? 0) + 1
  return counted
}

function App({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <AppmixerProvider baseUrl={baseUrl} token={token} fetch={sandbox.fetch} retries={0}>
        {children}
      </AppmixerProvider>
    </QueryClientProvider>
  )
}

async function passTenSeconds(): Promise<void> {
  for (let step = 0; step < 100; step++) await pass(100)
}

function pass(ms: number): Promise<void> {
  return act(async () => {
    clock.advance(ms)
    await vi.advanceTimersByTimeAsync(ms)
    for (let turn = 0; turn < 3; turn++) await vi.advanceTimersByTimeAsync(0)
  })
}
