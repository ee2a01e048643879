import { focusManager, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, cleanup, render, renderHook } from '@testing-library/react'
import { StrictMode, type ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  AppmixerProvider,
  getPeopleTasks,
  startFlow,
  useFlowsCount,
  useInfiniteLogs,
  usePendingTaskCount,
  useSuspenseFlowsCount,
} from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl, clientOf } from '../support.tsx'

const clock = createManualClock()
const sandbox = createSandbox({ clock })
const token = sandbox.tokenFor(ada)
let queryClient: QueryClient

/** The intervals that run. */
const intervals = new Set<unknown>()

beforeEach(() => {
  vi.useFakeTimers()
  const { setInterval, clearInterval } = globalThis
  vi.spyOn(globalThis, 'setInterval').mockImplementation((...args) => {
    const timer = setInterval(...args)
    intervals.add(timer)
    return timer
  })
  vi.spyOn(globalThis, 'clearInterval').mockImplementation((timer) => {
    intervals.delete(timer)
    clearInterval(timer)
  })
  sandbox.requests.clear()
  queryClient = new QueryClient()
})

afterEach(async () => {
  cleanup()
  await vi.advanceTimersByTimeAsync(0)
  focusManager.setFocused(undefined)
  expect(intervals.size).toBe(0)
  vi.restoreAllMocks()
  vi.useRealTimers()
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

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

let renders = 0

function Count({ every }: { every: number | false }) {
  renders++
  return useFlowsCount({}, { refetchInterval: every }).data
}

it('1,000 hooks on one key are one request per interval, and no render when nothing changed (V3)', async () => {
  const list = (length: number, every: number | false) => (
    <App>
      {Array.from({ length }, (_, index) => (
        <Count key={index} every={every} />
      ))}
    </App>
  )
  const { rerender } = render(list(1_000, 5_000))
  await pass(100)
  expect(sandbox.requests.count()).toBe(1)
  renders = 0
  for (const requests of [2, 3, 4]) {
    await pass(5_000)
    expect(sandbox.requests.count()).toBe(requests)
  }
  expect(renders).toBe(0)
  rerender(list(1, 5_000))
  await pass(5_000)
  expect(sandbox.requests.count()).toBe(5)
  rerender(list(1, false))
  await pass(60_000)
  expect(sandbox.requests.count()).toBe(5)
})

it('the shortest interval of all that show a key counts, whenever they came', async () => {
  const { rerender } = render(<Count every={10_000} />, { wrapper: App })
  await pass(100)
  sandbox.requests.clear()
  const both = (
    <>
      <Count every={10_000} />
      <Count key="fast" every={2_000} />
    </>
  )
  rerender(both)
  await pass(100)
  expect(sandbox.requests.count()).toBe(1) // TanStack's own: the second one found the first answer stale
  await pass(10_000)
  expect(sandbox.requests.count()).toBe(6)
  rerender(<Count every={10_000} />)
  sandbox.requests.clear()
  await pass(20_000)
  expect(sandbox.requests.count()).toBe(2)
})

it('waits for a slow answer instead of asking twice', async () => {
  renderHook(() => useFlowsCount({}, { refetchInterval: 1_000 }), { wrapper: App })
  await pass(100)
  const heal = sandbox.faults.add({ on: 'GET /flows/count', delay: 5_000 })
  await pass(4_900)
  expect(sandbox.requests.count()).toBe(2)
  heal()
  clock.advance(5_000)
  await pass(1_050)
  expect(sandbox.requests.count()).toBe(3)
})

it('rests while the tab is hidden, and asks once as soon as it is back', async () => {
  renderHook(() => useFlowsCount({}, { refetchInterval: 1_000 }), { wrapper: App })
  await pass(100)
  focusManager.setFocused(false)
  await pass(3_600_000)
  expect(sandbox.requests.count()).toBe(1)
  focusManager.setFocused(true)
  await pass(0)
  expect(sandbox.requests.count()).toBe(2)
})

it('asks on in the background for whoever wants that', async () => {
  const options = { refetchInterval: 1_000, refetchIntervalInBackground: true }
  renderHook(() => useFlowsCount({}, options), { wrapper: App })
  await pass(100)
  focusManager.setFocused(false)
  await pass(3_000)
  expect(sandbox.requests.count()).toBe(4)
})

it('does not ask for what is switched off, and follows what the host has set for all', async () => {
  queryClient.setDefaultOptions({ queries: { refetchInterval: 1_000 } })
  const use = (enabled: boolean) => useFlowsCount({}, { enabled })
  const { rerender } = renderHook(use, { wrapper: App, initialProps: false })
  await pass(3_000)
  expect(sandbox.requests.count()).toBe(0)
  rerender(true)
  await pass(3_500)
  expect(sandbox.requests.count()).toBe(4)
})

it('an interval may depend on the data: it ends when something has begun', async () => {
  const { flowId } = sandbox.database.flows.find(({ stage }) => stage === 'stopped')!
  const untilSome = ({ state }: { state: { data?: number | undefined } }) =>
    state.data === 0 ? 1_000 : false
  const use = () => useFlowsCount({ filter: 'stage:starting' }, { refetchInterval: untilSome }).data
  const { result } = renderHook(() => [use(), use()], { wrapper: App })
  await pass(2_100)
  expect([result.current, sandbox.requests.count()]).toEqual([[0, 0], 3])
  await act(() => startFlow(clientOf(sandbox), { flowId }))
  sandbox.requests.clear()
  await pass(60_000)
  expect([result.current, sandbox.requests.count()]).toEqual([[1, 1], 1])
})

it('works suspended, page after page, and under StrictMode', async () => {
  const wrapper = ({ children }: { children: ReactNode }) => (
    <StrictMode>
      <App>{children}</App>
    </StrictMode>
  )
  queryClient.setQueryData(['other'], 1)
  const options = { refetchInterval: 1_000 }
  const { result, unmount } = renderHook(
    () => [useSuspenseFlowsCount({}, options).data, useInfiniteLogs({}, options).isSuccess],
    { wrapper },
  )
  await pass(100)
  await pass(100)
  expect(result.current).toEqual([expect.any(Number), true])
  sandbox.requests.clear()
  await pass(3_000)
  expect(sandbox.requests.count('GET /flows/count')).toBe(3)
  expect(sandbox.requests.count('GET /logs')).toBe(3)
  unmount()
  await pass(3_000)
  expect(sandbox.requests.count()).toBe(6)
})

it('T-18: the badge counts the tasks of a role that wait, overdue ones too, and one decision lowers it', async () => {
  const use = () => usePendingTaskCount({ role: 'approver' }, { refetchInterval: 15_000 }).data
  const { result } = renderHook(() => [use(), use()], { wrapper: App })
  await pass(100)
  const filter = ['status:pending', 'status:due']
  const pending = await getPeopleTasks(clientOf(sandbox), { role: 'approver', filter })
  expect(pending.length).toBeGreaterThan(0)
  expect(result.current).toEqual([pending.length, pending.length])
  const [{ search } = { search: new URLSearchParams() }] = sandbox.requests.entries
  expect(search.getAll('filter[]')).toEqual(filter)
  expect(search.get('role')).toBe('approver')
  sandbox.database.tasks.find(({ taskId }) => taskId === pending[0]!.taskId)!.status = 'approved'
  sandbox.requests.clear()
  await pass(15_000)
  expect(result.current).toEqual([pending.length - 1, pending.length - 1])
  expect(sandbox.requests.count()).toBe(1)
})
