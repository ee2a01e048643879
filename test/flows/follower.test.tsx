import {
  focusManager,
  MutationObserver,
  QueryClient,
  QueryClientProvider,
} from '@tanstack/react-query'
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import {
  AppmixerProvider,
  endSession,
  flowQueryOptions,
  startFlowMutationOptions,
  useAppmixerSession,
  useFlow,
  useFlows,
  useInfiniteFlows,
  useStartFlow,
  useUpdateFlow,
  type AppmixerClient,
} from '../../src/index.ts'
import type { Flow } from '../../src/flows/types.ts'
import { createManualClock, createSandbox, type StoredFlow } from '../../src/sandbox/index.ts'
import { ada, baseUrl, clientOf } from '../support.tsx'

const clock = createManualClock()
const sandbox = createSandbox({ clock, data: 'large' })
const token = sandbox.tokenFor(ada)
const flows = sandbox.database.flows.slice(0, 60)
const status = 'GET /flows/:flowId/coordinator/status'
const page = { limit: 60, projection: 'name,stage' }

let signals: AbortSignal[]
let queryClient: QueryClient

beforeEach(() => {
  vi.useFakeTimers({ now: clock.now() })
  signals = []
  sandbox.requests.clear()
  for (const flow of flows) Object.assign(flow, { stage: 'stopped', transition: undefined })
  // What is no longer used is kept, so that no timer runs but those that ask.
  const kept = { gcTime: Infinity }
  queryClient = new QueryClient({ defaultOptions: { queries: kept, mutations: kept } })
})

afterEach(() => {
  cleanup()
  // A command waits for its flow, whatever is mounted.
  endSession(clientOf(sandbox), queryClient)
  sandbox.faults.clear()
  focusManager.setFocused(undefined)
  vi.useRealTimers()
})

test('50 flows on their way, three lists of them: one request of each list at a time, less and less often', async () => {
  move(flows.slice(0, 50))
  renderHook(
    () => [
      useFlows(page),
      useFlows({ ...page, sort: 'name:1', limit: 1_000 }),
      useFlows({ ...page, offset: 10 }),
    ],
    { wrapper: App },
  )
  await pass(0)
  expect(sandbox.requests.count()).toBe(3)

  const perStep: number[] = []
  for (let step = 0; step < 300; step++) {
    sandbox.requests.clear()
    await pass(200)
    perStep.push(sandbox.requests.count())
  }
  expect(new Set(perStep)).toEqual(new Set([0, 3]))
  const total = perStep.reduce((sum, count) => sum + count)
  expect(total).toBeGreaterThan(10 * 3)
  expect(total).toBeLessThanOrEqual(17 * 3)

  // It gave up after a minute.
  sandbox.requests.clear()
  await pass(3_600_000)
  expect(sandbox.requests.count()).toBe(0)
})

test('an endless list follows what it shows on its way', async () => {
  const [flow] = flows as [StoredFlow]
  move([flow], 2_000)
  const { result } = renderHook(() => useInfiniteFlows(page).data?.pages.flat(), { wrapper: App })
  await pass(0)
  expect(stageOf(result.current, flow)).toBe('starting')
  await pass(10_000)
  expect(stageOf(result.current, flow)).toBe('running')
})

test('of several, one that has failed is told by the coordinator, and the others go on', async () => {
  const [fine, broken] = flows as [StoredFlow, StoredFlow]
  const { result } = renderHook(
    () => ({ list: useFlows(page).data, start: useStartFlow(), other: useStartFlow() }),
    { wrapper: App },
  )
  await pass(0)
  broken.outcome = 'failed'
  fine.outcome = 'never'
  act(() => {
    result.current.start.mutate(broken)
    result.current.other.mutate(fine)
  })
  await pass(0)
  delete broken.outcome
  delete fine.outcome
  await pass(10_000)
  await pass(10_000)
  expect(result.current.start.error).toMatchObject({ code: 'failed' })
  expect(stageOf(result.current.list, broken)).toBe('stopped')
  expect(result.current.other.isPending).toBe(true)
  expect(stageOf(result.current.list, fine)).toBe('starting')
})

test('of several commands, each ends when its flow is shown where it was sent', async () => {
  const { result } = renderHook(() => [useFlows(page), useStartFlow(), useStartFlow()] as const, {
    wrapper: App,
  })
  await pass(0)
  const [, start, other] = result.current
  act(() => {
    start.mutate(flows[0]!)
    other.mutate(flows[1]!)
  })
  for (let step = 0; step < 20; step++) await pass(200)
  expect(result.current.slice(1).map(({ status: state }) => state)).toEqual(['success', 'success'])
  expect(sandbox.requests.count(status)).toBeLessThanOrEqual(1)
})

test('a command that is given again, after another change, ends for both who gave it', async () => {
  const { result } = renderHook(
    () => [useFlows(page), useStartFlow(), useUpdateFlow(), useStartFlow()] as const,
    { wrapper: App },
  )
  await pass(0)
  const [, start, update, again] = result.current
  const { flowId } = flows[0]!
  act(() => start.mutate({ flowId }))
  await pass(0)
  act(() => {
    update.mutate({ flowId, name: 'Other', forceUpdate: true })
    again.mutate({ flowId })
  })
  for (let step = 0; step < 20; step++) await pass(200)
  expect(result.current.slice(1).map(({ status: state }) => state)).toEqual([
    'success',
    'success',
    'success',
  ])
})

test('a command is followed by the client that gave it, as long as it says', async () => {
  let looks = 0
  const fetch: typeof globalThis.fetch = (input, init) => {
    const request = new Request(input, init)
    if (request.url.endsWith('/status')) looks++
    return sandbox.fetch(request)
  }
  const run = (client: AppmixerClient, { flowId }: StoredFlow) =>
    new MutationObserver(queryClient, startFlowMutationOptions(client)).mutate({ flowId })
  const [one, other] = flows as [StoredFlow, StoredFlow]
  one.outcome = 'never'
  other.outcome = 'never'
  const patient = clientOf(sandbox)
  const onTimeout = vi.fn()
  run(patient, one).catch(() => {})
  await pass(0)
  run(clientOf(sandbox, ada, { fetch, flowTimeout: 5_000 }), other).catch(onTimeout)
  for (let second = 0; second < 6; second++) await pass(1_000)
  delete one.outcome
  delete other.outcome
  expect(onTimeout).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'timeout' }))
  expect(looks).toBeGreaterThan(0)
})

test('what waits for a command is sent as soon as the server has taken it, not only when the flow has arrived', async () => {
  const { result } = renderHook(() => [useFlows(page), useStartFlow(), useUpdateFlow()] as const, {
    wrapper: App,
  })
  await pass(0)
  const [, start, update] = result.current
  const { flowId } = flows[0]!
  act(() => {
    start.mutate({ flowId })
    update.mutate({ flowId, name: 'Other', forceUpdate: true })
  })
  await pass(0)
  expect([sandbox.requests.count('PUT'), result.current[1].status]).toEqual([1, 'pending'])
})

test('what another user commanded is seen with the next look, and then asked for no more', async () => {
  move(flows.slice(0, 1), 300)
  const { result } = renderHook(() => useFlows(page).data, { wrapper: App })
  await pass(0)
  sandbox.requests.clear()
  await pass(400)
  await pass(1)
  expect(stageOf(result.current, flows[0]!)).toBe('running')
  await pass(60_000)
  expect(sandbox.requests.entries.map(({ route }) => route)).toEqual(['GET /flows'])
})

test('a new command starts the pace anew', async () => {
  move(flows.slice(0, 1))
  const { result } = renderHook(() => [useFlows(page), useStartFlow()] as const, { wrapper: App })
  await pass(0)
  for (let second = 0; second < 20; second++) await pass(1_000)
  sandbox.requests.clear()
  await act(async () => result.current[1].mutate(flows[1]!))
  await pass(0)
  await pass(399)
  expect(sandbox.requests.count('GET')).toBe(0)
  await pass(1)
  expect(sandbox.requests.count('GET')).toBe(1)
})

test('what somebody else sends on its way is asked for after 400 ms, whatever the pace was', async () => {
  move(flows.slice(0, 1))
  const { result } = renderHook(() => useFlows(page), { wrapper: App })
  await pass(0)
  for (let second = 0; second < 20; second++) await pass(1_000)
  move(flows.slice(1, 2))
  await act(async () => void (await result.current.refetch()))
  sandbox.requests.clear()
  await pass(399)
  expect(sandbox.requests.count()).toBe(0)
  await pass(1)
  expect(sandbox.requests.count()).toBe(1)
})

test('a command goes on when a page that shows its flow makes room for another', async () => {
  const { flowId } = flows[0]!
  flows[0]!.outcome = 'never'
  await queryClient.prefetchQuery(flowQueryOptions(clientOf(sandbox), { flowId }))
  const List = () => <>{useFlows(page).status}</>
  const Detail = () => <>{useFlow(flowId, { staleTime: Infinity }).status}</>
  let isDetail = false
  const { result, rerender } = renderHook(() => useStartFlow(), {
    wrapper: ({ children }) => (
      <App>
        {isDetail ? <Detail /> : <List />}
        {children}
      </App>
    ),
  })
  await pass(0)
  await act(async () => result.current.mutate({ flowId }))
  await pass(400)
  isDetail = true
  rerender()
  await pass(400)
  expect(result.current.status).toBe('pending')
  delete flows[0]!.outcome
})

test('a command that the server has not accepted is not followed: the answer would be about the one before', async () => {
  sandbox.faults.add({ on: 'POST /flows/:flowId/coordinator', delay: 5_000, times: 1 })
  const { result } = renderHook(() => [useFlows(page), useStartFlow()] as const, { wrapper: App })
  await pass(0)
  await act(async () => result.current[1].mutate(flows[1]!))
  sandbox.requests.clear()
  await pass(4_999)
  expect([sandbox.requests.count('GET'), stageOf(result.current[0].data, flows[1]!)]).toEqual([
    0,
    'starting',
  ])
  await pass(1)
  await pass(400)
  expect(sandbox.requests.of('GET').map(({ path }) => path)).toEqual(['/flows'])
})

test('waits as long as the server says', async () => {
  move(flows.slice(0, 1))
  renderHook(() => useFlows(page), { wrapper: App })
  await pass(0)
  sandbox.faults.add({ status: 429, headers: { 'retry-after': '20' }, times: 1 })
  await pass(400)
  expect(sandbox.requests.count()).toBe(2)
  for (let second = 0; second < 19; second++) await pass(1_000)
  expect(sandbox.requests.count()).toBe(2)
  await pass(1_000)
  expect(sandbox.requests.count()).toBe(3)
})

test('a server that does not know the status is asked for the flow itself', async () => {
  sandbox.faults.add({ on: status, status: 404 })
  const { result } = renderHook(() => [useFlow(flows[0]!.flowId), useStartFlow()] as const, {
    wrapper: App,
  })
  await pass(0)
  act(() => result.current[1].mutate(flows[0]!))
  await pass(0)
  expect(result.current[0].data?.stage).toBe('starting')
  for (let second = 0; second < 5; second++) await pass(1_000)
  const [flow, start] = result.current
  expect([flow.data?.stage, start.status, sandbox.requests.count(status)]).toEqual([
    'running',
    'success',
    0,
  ])
})

test('a stage that is not known is shown as it is, and not followed', async () => {
  Object.assign(flows[0]!, { stage: 'migrating' })
  const { result } = renderHook(() => useFlow(flows[0]!.flowId).data?.stage, { wrapper: App })
  await pass(0)
  await pass(60_000)
  expect([result.current, sandbox.requests.count()]).toEqual(['migrating', 1])
})

test('L5: a page that is hidden for an hour asks for nothing, and then at most once for each key', async () => {
  move(flows.slice(0, 2))
  queryClient.mount()
  renderHook(() => [useFlows(page), useFlow(flows[0]!.flowId)], { wrapper: App })
  await pass(0)
  act(() => focusManager.setFocused(false))
  await pass(400)
  sandbox.requests.clear()
  await pass(3_600_000)
  // TanStack's own timers go on, and ask for nothing.
  expect(sandbox.requests.count()).toBe(0)
  for (const flow of flows.slice(0, 2))
    Object.assign(flow, { stage: 'running', transition: undefined })
  await act(async () => focusManager.setFocused(true))
  await pass(0)
  await pass(60_000)
  expect(sandbox.requests.entries.map(({ path }) => path).toSorted()).toEqual([
    '/flows',
    `/flows/${flows[0]!.flowId}`,
  ])
  queryClient.unmount()
})

test('signing out leaves no timer and no listener', async () => {
  move(flows.slice(0, 1))
  const { result } = renderHook(
    () => [useAppmixerSession(), useFlows(page), useStartFlow()] as const,
    { wrapper: App },
  )
  const leftovers = () => [
    vi.getTimerCount(),
    (queryClient.getQueryCache() as unknown as Listened).listeners.size,
    (focusManager as unknown as Listened).listeners.size,
  ]
  const before = leftovers()
  await pass(0)
  act(() => result.current[2].mutate(flows[1]!))
  await pass(0)
  await pass(400)
  act(() => result.current[0].signOut())
  await pass(1)
  expect(leftovers()).toEqual(before)
})

test('1,000 hooks on one key: one request per look (V3)', async () => {
  move(flows.slice(0, 1))
  renderHook(() => Array.from({ length: 1_000 }, () => useFlows(page)), { wrapper: App })
  await pass(0)
  expect(sandbox.requests.count()).toBe(1)
  for (const [pause, requests] of [
    [400, 2],
    [600, 3],
    [900, 4],
  ] as const) {
    await pass(pause)
    expect(sandbox.requests.count()).toBe(requests)
  }
})

test('V4: 1,000 keys, then nobody shows them: every request is aborted', async () => {
  sandbox.faults.add({ network: 'silent' })
  const { unmount } = renderHook(
    () => Array.from({ length: 1_000 }, (_, offset) => useFlows({ ...page, offset })),
    { wrapper: App },
  )
  await pass(0)
  expect(signals).toHaveLength(1_000)
  expect(signals.some(({ aborted }) => aborted)).toBe(false)
  unmount()
  expect(signals.every(({ aborted }) => aborted)).toBe(true)
  await pass(60_000)
  expect(signals).toHaveLength(1_000)
})

interface Listened {
  listeners: Set<unknown>
}

/** These are on their way for so long, for ever unless told otherwise; somebody else started them. */
function move(moving: StoredFlow[], duration?: number): void {
  const until = duration === undefined ? {} : { until: clock.now() + duration }
  for (const flow of moving) {
    Object.assign(flow, { stage: 'running', transition: { stage: 'starting', ...until } })
  }
}

function stageOf(list: Pick<Flow, 'flowId' | 'stage'>[] | undefined, { flowId }: StoredFlow) {
  return list?.find((flow) => flow.flowId === flowId)?.stage
}

function App({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <AppmixerProvider baseUrl={baseUrl} token={token} fetch={noted} retries={0}>
        {children}
      </AppmixerProvider>
    </QueryClientProvider>
  )
}

function noted(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const signal = init?.signal ?? (input as Request).signal
  signals.push(signal)
  return sandbox.fetch(input, init)
}

function pass(ms: number): Promise<void> {
  return act(async () => {
    clock.advance(ms)
    await vi.advanceTimersByTimeAsync(ms)
    for (let turn = 0; turn < 3; turn++) await vi.advanceTimersByTimeAsync(0)
  })
}
