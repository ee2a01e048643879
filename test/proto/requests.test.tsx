import {
  dehydrate,
  focusManager,
  hydrate,
  QueryClient,
  QueryClientProvider,
} from '@tanstack/react-query'
import { act, cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterAll, afterEach, beforeEach, test, vi } from 'vitest'
import {
  AppmixerProvider,
  flowsQueryOptions,
  useFlow,
  useFlows,
  useFlowsCount,
  useStartFlow,
  useStartFlows,
  startFlowMutationOptions,
} from '../../src/index.ts'
import { createManualClock, createSandbox, type StoredFlow } from '../../src/sandbox/index.ts'
import { ada, baseUrl, clientOf } from '../support.tsx'
import { appendFileSync } from 'node:fs'

const clock = createManualClock()
const sandbox = createSandbox({
  clock,
  data: 'large',
  startDuration: 3_000,
  latency: Number(process.env.LAT ?? 0),
})
const token = sandbox.tokenFor(ada)
const flows = sandbox.database.flows.slice(0, 60)
const page = { limit: 60, projection: 'name,stage' }
let queryClient: QueryClient
const out: string[] = []

beforeEach(() => {
  vi.useFakeTimers({ now: clock.now() })
  sandbox.requests.clear()
  for (const flow of flows)
    Object.assign(flow, { stage: 'stopped', transition: undefined, missingAccounts: undefined })
  queryClient = new QueryClient({
    defaultOptions: { queries: { gcTime: Infinity, staleTime: 60_000 } },
  })
  queryClient.mount()
})
afterEach(() => {
  cleanup()
  queryClient.unmount()
  focusManager.setFocused(undefined)
  vi.useRealTimers()
})
afterAll(() => appendFileSync('out/requests.txt', `--- ${process.env.LABEL}\n${out.join('\n')}\n`))

function note(name: string, extra = '') {
  const counts: Record<string, number> = {}
  for (const { route } of sandbox.requests.entries) counts[route!] = (counts[route!] ?? 0) + 1
  out.push(`${name}: ${sandbox.requests.count()} ${JSON.stringify(counts)} ${extra}`)
}
const stage = (list: any, i = 0) => list?.find((f: any) => f.flowId === flows[i]!.flowId)?.stage

test('one start, list on screen', async () => {
  const { result } = renderHook(() => ({ list: useFlows(page), start: useStartFlow() }), {
    wrapper: App,
  })
  await pass(0)
  sandbox.requests.clear()
  act(() => result.current.start.mutate({ flowId: flows[0]!.flowId }))
  let t = 0
  for (let s = 0; s < 100 && result.current.start.isPending !== (s > 0 ? false : true); s++) {
    await pass(100)
    t += 100
  }
  await pass(100)
  note(
    '1 start, 1 list',
    `settled@${t} ${result.current.start.status} ${stage(result.current.list.data)}`,
  )
  for (let s = 0; s < 100; s++) await pass(100)
  note('   + 10 s later')
})
test('one start, list + detail + count on screen', async () => {
  const { result } = renderHook(
    () => ({
      list: useFlows(page),
      detail: useFlow(flows[0]!.flowId),
      count: useFlowsCount({}),
      start: useStartFlow(),
    }),
    { wrapper: App },
  )
  await pass(0)
  sandbox.requests.clear()
  act(() => result.current.start.mutate({ flowId: flows[0]!.flowId }))
  for (let s = 0; s < 100; s++) await pass(100)
  note(
    '1 start, list+detail+count',
    `${result.current.start.status} ${stage(result.current.list.data)} ${result.current.detail.data?.stage}`,
  )
})
test('three starts', async () => {
  const { result } = renderHook(
    () => ({ list: useFlows(page), s: [useStartFlow(), useStartFlow(), useStartFlow()] }),
    { wrapper: App },
  )
  await pass(0)
  sandbox.requests.clear()
  act(() => result.current.s.forEach((s, i) => s.mutate({ flowId: flows[i]!.flowId })))
  for (let s = 0; s < 100; s++) await pass(100)
  note('3 starts, 1 list', result.current.s.map((s) => s.status).join())
})
test('50 starts', async () => {
  const { result } = renderHook(() => ({ list: useFlows(page), s: useStartFlows() }), {
    wrapper: App,
  })
  await pass(0)
  sandbox.requests.clear()
  act(() => void result.current.s.run(flows.slice(0, 50).map(({ flowId }) => ({ flowId }))))
  for (let s = 0; s < 100; s++) await pass(100)
  note('50 starts in bulk, 1 list', `${result.current.s.done} done`)
})
test('start, nothing mounted', async () => {
  const { mutationFn, mutationKey } = startFlowMutationOptions(clientOf(sandbox))
  sandbox.requests.clear()
  let end = 0,
    t = 0
  const mutation = queryClient
    .getMutationCache()
    .build(queryClient, { mutationKey, mutationFn } as any)
  void mutation.execute({ flowId: flows[0]!.flowId } as any).then(() => {
    end = t
  })
  for (let s = 0; s < 100; s++) {
    await pass(100)
    t += 100
  }
  note('1 start, nothing mounted', `settled@${end} (flow runs at 3000)`)
})
test('50 starts, nothing mounted', async () => {
  const { result } = renderHook(() => useStartFlows(), { wrapper: App })
  await pass(0)
  sandbox.requests.clear()
  act(() => void result.current.run(flows.slice(0, 50).map(({ flowId }) => ({ flowId }))))
  for (let s = 0; s < 200; s++) await pass(100)
  note('50 starts in bulk, no list, 20 s', `${result.current.done} done`)
})
test('somebody else', async () => {
  move(flows.slice(0, 1), 3_000)
  const { result } = renderHook(() => useFlows(page), { wrapper: App })
  await pass(0)
  sandbox.requests.clear()
  let at = 0
  for (let s = 0; s < 100; s++) {
    await pass(100)
    if (!at && stage(result.current.data) === 'running') at = (s + 1) * 100
  }
  note('somebody else starts, 1 list', `seen@${at}`)
})
test('restored', async () => {
  move(flows.slice(0, 1), 3_000)
  const client = clientOf(sandbox)
  const before = new QueryClient()
  await before.prefetchQuery(flowsQueryOptions(client, page))
  hydrate(queryClient, JSON.parse(JSON.stringify(dehydrate(before))))
  before.clear()
  const { result } = renderHook(() => useFlows(page), { wrapper: App })
  sandbox.requests.clear()
  let at = 0
  for (let s = 0; s < 100; s++) {
    await pass(100)
    if (!at && stage(result.current.data) === 'running') at = (s + 1) * 100
  }
  note('restored with a flow starting (fresh), 1 list', `seen@${at || 'never'}`)
})
test('hidden', async () => {
  const { result } = renderHook(() => ({ list: useFlows(page), start: useStartFlow() }), {
    wrapper: App,
  })
  await pass(0)
  flows[0]!.outcome = 'never'
  act(() => result.current.start.mutate({ flowId: flows[0]!.flowId }))
  await pass(100)
  act(() => focusManager.setFocused(false))
  await pass(400)
  sandbox.requests.clear()
  const timers = vi.getTimerCount()
  await pass(3_600_000)
  note('hidden for 1 h, a command waits', `timers ${timers} ${result.current.start.status}`)
  delete flows[0]!.outcome
  Object.assign(flows[0]!, { stage: 'running', transition: undefined })
  sandbox.requests.clear()
  await act(async () => focusManager.setFocused(true))
  for (let s = 0; s < 30; s++) await pass(100)
  note('   back after 1 h', `${result.current.start.status} ${stage(result.current.list.data)}`)
})
test('never arrives', async () => {
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
  sandbox.requests.clear()
  for (let s = 0; s < 600; s++) await pass(100)
  note('50 never arrive, 3 lists, first 60 s')
  sandbox.requests.clear()
  await pass(3_600_000)
  note('   next hour')
})

function move(moving: StoredFlow[], duration?: number): void {
  const until = duration === undefined ? {} : { until: clock.now() + duration }
  for (const flow of moving)
    Object.assign(flow, { stage: 'running', transition: { stage: 'starting', ...until } })
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
function pass(ms: number): Promise<void> {
  return act(async () => {
    clock.advance(ms)
    await vi.advanceTimersByTimeAsync(ms)
    for (let turn = 0; turn < 3; turn++) await vi.advanceTimersByTimeAsync(0)
  })
}
