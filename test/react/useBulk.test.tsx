import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, test } from 'vitest'
import {
  AppmixerProvider,
  approveTaskMutationOptions,
  peopleTasksQueryOptions,
  useAppmixerQuery,
  useApproveTasks,
  useBulk,
  useFlowList,
  useFlowActivity,
  useFlows,
  useRejectTasks,
  useStartFlows,
} from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { createGate } from '../cache/gate.ts'
import { ada, baseUrl, ben } from '../support.tsx'

test('a run goes on when its component is gone, and one that is mounted later sees it, and can cancel it', async () => {
  const { sandbox, gate, wrapper } = createWorld()
  gate.hold('PUT')
  const bar = renderHook(() => useApproveTasks({ concurrency: 2 }), { wrapper })
  const { run } = bar.result.current
  act(() => void run(tasksOf(sandbox)))
  await waitFor(() => expect(gate.held).toHaveLength(2))
  bar.unmount()
  await gate.held[0]!.release()
  const toast = renderHook(() => ({ approve: useApproveTasks(), reject: useRejectTasks() }), {
    wrapper,
  })
  await waitFor(() =>
    expect(toast.result.current.approve).toMatchObject({ isRunning: true, done: 1, total: 9 }),
  )
  expect(toast.result.current.reject).toMatchObject({ isRunning: false, total: 0 })
  await waitFor(() => expect(gate.held).toHaveLength(2))
  act(() => toast.result.current.approve.cancel())
  while (gate.held.length > 0) await act(() => gate.held[0]!.release())
  await waitFor(() => expect(toast.result.current.approve.isRunning).toBe(false))
  expect(toast.result.current.approve).toMatchObject({ done: 3, cancelled: 6 })
  act(() => toast.result.current.approve.reset())
  await waitFor(() => expect(toast.result.current.approve.total).toBe(0))
})

test('a row is free as soon as its own request is done, however long the run takes', async () => {
  const { sandbox, gate, wrapper, clock } = createWorld()
  const [first, second] = sandbox.database.flows
    .filter(({ stage, missingAccounts }) => stage === 'stopped' && !missingAccounts)
    .map(({ flowId }) => flowId) as [string, string]
  const { result } = renderHook(
    () => {
      const list = useFlowList({ pageSize: 100 })
      const start = useStartFlows({ concurrency: 1 })
      const words = [useFlowActivity(first), useFlowActivity(second)]
      const rows = [first, second].map((id) => list.rows.find(({ key }) => key === id))
      return { list, start, words, busy: rows.map((row) => row?.isBusy) }
    },
    { wrapper },
  )
  await waitFor(() => expect(result.current.busy).toEqual([false, false]))
  gate.hold('POST')
  await act(async () => {
    void result.current.start.run([{ flowId: first }, { flowId: second }])
  })
  expect(result.current.words).toEqual(['starting', 'starting'])
  await waitFor(() => expect(gate.held).toHaveLength(1))
  await act(() => gate.held[0]!.release())
  await waitFor(() => expect(gate.held).toHaveLength(1))
  expect(result.current.words).toEqual(['starting', 'starting'])
  clock.advance(5_000)
  await act(async () => result.current.list.refetch())
  await waitFor(() => expect(result.current.words).toEqual([undefined, 'starting']))
  await waitFor(() => expect(result.current.busy).toEqual([false, true]))
  expect(result.current.start).toMatchObject({ isRunning: true, done: 1 })
})

test('another user sees nothing of it, not for a frame, and nothing is sent in another name', async () => {
  const world = createWorld()
  const { sandbox, gate, wrapper } = world
  const frames: [user: string, total: number][] = []
  gate.hold('POST')
  const { result, rerender } = renderHook(
    () => {
      const bulk = useStartFlows()
      const flows = useFlows()
      frames.push([world.user, bulk.total])
      return { bulk, flows }
    },
    { wrapper },
  )
  await waitFor(() => expect(result.current.flows.isSuccess).toBe(true))
  const stopped = sandbox.database.flows.filter(({ stage }) => stage === 'stopped').slice(0, 8)
  act(() => void result.current.bulk.run(stopped.map(({ flowId }) => ({ flowId }))))
  await waitFor(() => expect(gate.held).toHaveLength(4))
  frames.splice(0)
  world.user = ben
  rerender()
  await waitFor(() => expect(result.current.flows.isSuccess).toBe(true))
  expect(frames.filter(([name, total]) => name === ben && total > 0)).toEqual([])
  expect(result.current.bulk).toMatchObject({ isRunning: false, total: 0 })
  expect(sandbox.requests.count('POST')).toBe(0)
  expect(gate.held.every(({ request }) => request.signal.aborted)).toBe(true)
})

test('takes any mutation, and shares its run with the named hook', async () => {
  const { sandbox, wrapper } = createWorld()
  const { result } = renderHook(
    () => ({
      own: useBulk(approveTaskMutationOptions, { concurrency: 2 }),
      named: useBulk(approveTaskMutationOptions),
      pages: useAppmixerQuery(peopleTasksQueryOptions, { role: 'approver' as const }),
    }),
    { wrapper },
  )
  await act(async () => void (await result.current.own.run(tasksOf(sandbox))))
  expect(result.current.own).toMatchObject({ isRunning: false, done: 9 })
  expect(result.current.named.results).toBe(result.current.own.results)
  await waitFor(() => expect(result.current.pages.data?.length).toBeGreaterThan(0))
})

test('its functions stay the same from render to render', () => {
  const { wrapper } = createWorld()
  const { result, rerender } = renderHook(() => useStartFlows(), { wrapper })
  const { run, cancel, retryFailed, reset } = result.current
  rerender()
  expect(result.current).toMatchObject({ run, cancel, retryFailed, reset })
})

/** An app on a sandbox behind a gate; whose it is shows with the next render. */
function createWorld() {
  const clock = createManualClock()
  const sandbox = createSandbox({ clock })
  const gate = createGate(sandbox)
  const queryClient = new QueryClient()
  const tokens: Record<string, string> = {
    [ada]: sandbox.tokenFor(ada),
    [ben]: sandbox.tokenFor(ben),
  }
  const world = { sandbox, gate, clock, user: ada, wrapper }
  function wrapper({ children }: { children: ReactNode }) {
    return (
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider
          baseUrl={baseUrl}
          userKey={world.user}
          token={tokens[world.user]}
          fetch={gate.fetch}
        >
          {children}
        </AppmixerProvider>
      </QueryClientProvider>
    )
  }
  return world
}

function tasksOf(sandbox: ReturnType<typeof createSandbox>) {
  return sandbox.database.tasks
    .filter(({ approver, status }) => approver === ada && status === 'pending')
    .map(({ taskId }) => ({ taskId }))
}
