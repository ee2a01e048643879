import {
  notifyManager,
  QueryClient,
  QueryClientProvider,
  type DefaultOptions,
} from '@tanstack/react-query'
import { act, renderHook } from '@testing-library/react'
import { StrictMode, type ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  AppmixerProvider,
  approveTaskMutationOptions,
  deleteFlowMutationOptions,
  useAppmixerSession,
  useApproveTask,
  useCreatePeopleTask,
  useFlows,
  usePeopleTasks,
  usePeopleTasksCount,
  useRejectTask,
  useUndoable,
  useUndoables,
  type PeopleTask,
  type PeopleTaskRef,
  type UndoableHookOptions,
} from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl, ben } from '../support.tsx'
import { createGate } from './gate.ts'

const approval = 'PUT /plugins/appmixer/utils/tasks/tasks/:taskId/approve'
const waiting = { role: 'approver', filter: 'status:pending' } as const

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  // What React is notified of does not wait for a clock that stands still.
  notifyManager.setScheduler(setImmediate)
})
afterEach(() => {
  vi.useRealTimers()
  notifyManager.setScheduler((notify) => setTimeout(notify, 0))
})

describe('a decision that can be taken back', () => {
  test('shows at once to everybody, and is sent when its window closes, not before', async () => {
    const { sandbox, show } = createWorld()
    const list = await show(useInbox)
    const decide = await show(useApproval)
    const { taskId } = list.current.tasks.data![0]!
    sandbox.requests.clear()

    const outcome = await act(() => keep(decide.current.mutate({ taskId })))

    expect(idsOf(list.current)).not.toContain(taskId)
    expect(list.current.count.data).toBe(6)
    expect(list.current.all).toEqual(decide.current.pending)
    expect(decide.current.pending).toMatchObject([
      { action: 'approveTask', variables: { taskId }, closesAt: Date.now() + 5_000 },
    ])
    await pass(4_999)
    expect(sandbox.requests.count()).toBe(0)
    await pass(1)
    expect(await outcome.promise).toMatchObject({ status: 'done', data: { status: 'approved' } })
    expect(decide.current.pending).toEqual([])
    expect(sandbox.requests.entries.map(({ route }) => route.replace(/\/plugins.*\//, ''))).toEqual(
      [approval.replace(/\/plugins.*\//, ''), 'GET tasks', 'GET tasks-count'],
    )
  })

  test('waits as long as it is paused, and goes on with what was left of its window', async () => {
    const { sandbox, show } = createWorld()
    const list = await show(useInbox)
    const decide = await show(useApproval)
    const { taskId } = list.current.tasks.data![0]!
    sandbox.requests.clear()
    const outcome = await act(() => keep(decide.current.mutate({ taskId })))
    await pass(4_000)

    await act(async () => decide.current.pending[0]!.pause())
    expect(decide.current.pending[0]!.closesAt).toBe(Infinity)
    await pass(60_000)
    expect(sandbox.requests.count()).toBe(0)

    await act(async () => decide.current.pending[0]!.resume())
    await pass(999)
    expect(sandbox.requests.count()).toBe(0)
    await pass(1)
    expect(await outcome.promise).toMatchObject({ status: 'done' })
    expect(decide.current.pending).toEqual([])
  })

  test('is taken back without a request, an error or a callback', async () => {
    const { sandbox, queryClient, show } = createWorld()
    const callbacks = { onError: vi.fn(), onSettled: vi.fn() }
    const list = await show(useInbox)
    const decide = await show(() => useApproval(callbacks))
    const before = idsOf(list.current)
    sandbox.requests.clear()
    const outcome = await act(() => keep(decide.current.mutate({ taskId: before[0]! })))
    await pass(3_000)
    await act(async () => decide.current.undo())
    expect(await outcome.promise).toEqual({ status: 'undone' })
    expect([idsOf(list.current), list.current.count.data]).toEqual([before, 7])
    await pass(60_000)
    expect(sandbox.requests.count()).toBe(0)
    expect(queryClient.getMutationCache().getAll()).toEqual([])
    expect(callbacks.onError).not.toHaveBeenCalled()
    expect(callbacks.onSettled).not.toHaveBeenCalled()
  })

  test('for ever, is not sent before somebody says so', async () => {
    const { sandbox, show } = createWorld()
    const list = await show(useInbox)
    const decide = await show(() => useUndoable(approveTaskMutationOptions, { window: Infinity }))
    const { taskId } = list.current.tasks.data![0]!
    await act(async () => void decide.current.mutate({ taskId }))
    await pass(86_400_000)
    expect(decided(sandbox)).toEqual([])
    await act(async () => decide.current.flush())
    await settle()
    expect(decided(sandbox)).toEqual([taskId])
  })

  test('has a window of its own: of several, one is undone, one is sent early, one in time', async () => {
    const { sandbox, show } = createWorld()
    const list = await show(useInbox)
    const decide = await show(useApproval)
    const [first, second, third] = idsOf(list.current) as [string, string, string]
    for (const taskId of [first, second, third]) {
      await act(async () => void decide.current.mutate({ taskId }))
      await pass(1_000)
    }
    expect(decide.current.pending.map(({ closesAt }) => closesAt - Date.now())).toEqual([
      2_000, 3_000, 4_000,
    ])
    await act(async () => decide.current.pending[1]!.undo())
    await act(async () => decide.current.pending[1]!.send())
    await settle()
    expect(decided(sandbox)).toEqual([third])
    await pass(1_999)
    expect(decided(sandbox)).toEqual([third])
    await pass(1)
    expect(decided(sandbox)).toEqual([third, first])
    expect(idsOf(list.current)).toContain(second)
  })

  test('that the server refuses comes back, and the caller hears why', async () => {
    const { sandbox, show } = createWorld()
    const onError = vi.fn()
    const list = await show(useInbox)
    const decide = await show(() => useApproval({ onError }))
    const { taskId } = list.current.tasks.data![0]!
    sandbox.faults.add({ on: approval, status: 500 })
    const outcome = await act(() => keep(decide.current.mutate({ taskId })))
    await pass(5_000)
    expect(await outcome.promise).toMatchObject({ status: 'failed', error: { status: 500 } })
    expect(onError).toHaveBeenCalledOnce()
    await settle()
    expect(idsOf(list.current)).toContain(taskId)
  })

  test('gives way to the opposite: only the newer one is sent', async () => {
    const { sandbox, show } = createWorld()
    const list = await show(useInbox)
    const decide = await show(() => ({ approve: useApproval(), reject: useRejectTask() }))
    const { taskId } = list.current.tasks.data![0]!
    const outcome = await act(() => keep(decide.current.approve.mutate({ taskId })))
    await act(() => decide.current.reject.mutateAsync({ taskId }))
    expect(await outcome.promise).toMatchObject({ error: { code: 'superseded' } })
    expect(decide.current.approve.pending).toEqual([])
    await pass(10_000)
    expect(sandbox.requests.of('PUT').map(({ path }) => path.split('/').at(-1))).toEqual(['reject'])
  })

  test('does not keep other changes from being asked for', async () => {
    const { sandbox, show } = createWorld()
    const list = await show(useInbox)
    const decide = await show(() => ({ approve: useApproval(), create: useCreatePeopleTask() }))
    const before = idsOf(list.current)
    await act(async () => void decide.current.approve.mutate({ taskId: before[0]! }))
    await act(() =>
      decide.current.create.mutateAsync({
        title: 'New',
        approver: ada,
        requester: ben,
        decisionBy: '2027-01-01T00:00:00.000Z',
      }),
    )
    await settle()
    expect(list.current.tasks.data!.map(({ title }) => title)).toContain('New')
    expect(idsOf(list.current)).not.toContain(before[0])
    expect(sandbox.requests.count('PUT')).toBe(0)
  })

  test('with a window of 0 is sent at once', async () => {
    const { sandbox, show } = createWorld()
    const list = await show(useInbox)
    const decide = await show(() => useUndoable(approveTaskMutationOptions, { window: 0 }))
    await act(() => decide.current.mutate({ taskId: idsOf(list.current)[0]! }))
    expect(sandbox.requests.count('PUT')).toBe(1)
  })
})

describe('with options of the caller that would hold it up', () => {
  test('a scope keeps nothing back when the first of it is undone', async () => {
    const { sandbox, show } = createWorld({ mutations: { scope: { id: 'default' } } })
    const list = await show(useInbox)
    const decide = await show(() => ({
      own: useApproval({ scope: { id: 'one' } }),
      other: useApproval(),
    }))
    const [first, second, third, fourth] = idsOf(list.current) as [string, string, string, string]
    await act(async () => {
      void decide.current.own.mutate({ taskId: first })
      void decide.current.own.mutate({ taskId: second })
      void decide.current.other.mutate({ taskId: third })
      void decide.current.other.mutate({ taskId: fourth })
    })
    const undoables = list.current.all
    await act(async () => {
      undoables[0]!.undo()
      undoables[2]!.undo()
    })
    await pass(5_000)
    expect(decided(sandbox)).toEqual([second, fourth])
  })

  test('a retry sends nothing again: the first answer counts', async () => {
    const { sandbox, show } = createWorld()
    const list = await show(useInbox)
    const decide = await show(() => useApproval({ retry: 1 }))
    const [taskId] = idsOf(list.current) as [string]
    sandbox.faults.add({ on: approval, status: 500, times: 1 })
    const outcome = await act(() => keep(decide.current.mutate({ taskId })))
    await pass(5_000)
    await pass(60_000)
    expect(await outcome.promise).toMatchObject({ status: 'failed', error: { status: 500 } })
    expect(decided(sandbox)).toEqual([taskId])
  })
})

describe('the window', () => {
  test('outlives its component, and whoever comes later can still undo', async () => {
    const { sandbox, show } = createWorld()
    const flows = await show(useFlows)
    const [first, second] = flows.current.data!.map(({ flowId }) => flowId) as [string, string]
    const remove = await show(() => useUndoable(deleteFlowMutationOptions))
    await act(async () => {
      void remove.current.mutate({ flowId: first })
      void remove.current.mutate({ flowId: second })
    })
    await settle()
    remove.unmount()
    const shown = () => flows.current.data!.map(({ flowId }) => flowId)
    expect(shown()).not.toContain(first)
    const toast = await show(useUndoables)
    expect(toast.current.map(({ variables }) => variables)).toEqual([
      { flowId: first },
      { flowId: second },
    ])
    await act(async () => toast.current[0]!.undo())
    toast.unmount()
    await pass(5_000)
    expect(sandbox.requests.of('DELETE').map(({ path }) => path)).toEqual([`/flows/${second}`])
    expect([shown().includes(first), shown().includes(second)]).toEqual([true, false])
  })

  test('closes when the page goes: everything is sent, before the event is over, by requests that outlive it', async () => {
    const { sandbox, sent, show } = createWorld()
    const list = await show(useInbox)
    const decide = await show(useApproval)
    const ids = idsOf(list.current).slice(0, 2)
    await act(async () => ids.forEach((taskId) => void decide.current.mutate({ taskId })))
    sent.splice(0)
    const requests = await act(async () => {
      window.dispatchEvent(new Event('pagehide'))
      await microtasks()
      return sent.map(({ method, keepalive }) => [method, keepalive])
    })
    expect(requests).toEqual([
      ['PUT', true],
      ['PUT', true],
    ])
    await settle()
    expect(decided(sandbox)).toEqual(ids)
    expect(sandbox.requests.count('PUT')).toBe(2)
  })

  test('closes for good when one signs out: what was not sent never is, not in any name', async () => {
    const { sandbox, gate, show } = createWorld()
    const decide = await show(() => ({
      ...useInbox(),
      approve: useApproval(),
      session: useAppmixerSession(),
    }))
    const [taskId] = idsOf(decide.current) as [string]
    const outcome = await act(() => keep(decide.current.approve.mutate({ taskId })))
    await act(async () => decide.current.session.signOut())
    expect(await outcome.promise).toEqual({ status: 'undone' })
    expect(decide.current.approve.pending).toEqual([])
    window.dispatchEvent(new Event('pagehide'))
    await pass(60_000)
    expect([sandbox.requests.count('PUT'), gate.held]).toEqual([0, []])
  })

  test('can be closed before signing out', async () => {
    const { sandbox, show } = createWorld()
    const list = await show(useInbox)
    const decide = await show(useApproval)
    const { taskId } = list.current.tasks.data![0]!
    await act(async () => void decide.current.mutate({ taskId }))
    await act(async () => decide.current.flush())
    await settle()
    expect(decided(sandbox)).toEqual([taskId])
  })

  test('listens to the page only while it is open', async () => {
    const { show } = createWorld()
    const add = vi.spyOn(window, 'addEventListener')
    const remove = vi.spyOn(window, 'removeEventListener')
    const of = (spy: typeof add | typeof remove) =>
      spy.mock.calls.filter(([type]) => type === 'pagehide').length
    const list = await show(useInbox)
    const decide = await show(useApproval)
    expect(of(add)).toBe(0)
    await act(async () => void decide.current.mutate({ taskId: idsOf(list.current)[0]! }))
    expect([of(add), of(remove)]).toEqual([1, 0])
    await act(async () => decide.current.undo())
    expect(of(add)).toBe(1)
    expect(of(remove)).toBeGreaterThan(0)
  })
})

test('somebody who approves the same without a window waits for the one that is open', async () => {
  const { sandbox, show } = createWorld()
  const list = await show(useInbox)
  const decide = await show(() => ({ later: useApproval(), now: useApproveTask() }))
  const { taskId } = list.current.tasks.data![0]!
  await act(async () => void decide.current.later.mutate({ taskId }))
  const second = await act(() => keep(decide.current.now.mutateAsync({ taskId })))
  await pass(5_000)
  expect(await second.promise).toMatchObject({ status: 'approved' })
  expect(sandbox.requests.count('PUT')).toBe(1)
})

test('what was also asked for without a window is sent when it is undone, and only the undone one hears nothing', async () => {
  const { sandbox, show } = createWorld()
  const list = await show(useInbox)
  const heard = vi.fn()
  const decide = await show(() => ({
    later: useApproval({ onSuccess: heard, onError: heard, onSettled: heard }),
    now: useApproveTask(),
  }))
  const { taskId } = list.current.tasks.data![0]!
  const first = await act(() => keep(decide.current.later.mutate({ taskId })))
  const second = await act(() => keep(decide.current.now.mutateAsync({ taskId })))
  await act(async () => decide.current.later.undo())
  expect(await first.promise).toEqual({ status: 'undone' })
  expect(await act(() => second.promise)).toMatchObject({ status: 'approved' })
  expect(idsOf(list.current)).not.toContain(taskId)
  expect(sandbox.requests.count('PUT')).toBe(1)
  expect(heard).not.toHaveBeenCalled()
})

function useInbox() {
  return {
    tasks: usePeopleTasks(waiting),
    count: usePeopleTasksCount(waiting),
    all: useUndoables(),
  }
}

function useApproval(options: UndoableHookOptions<PeopleTaskRef, PeopleTask> = {}) {
  return useUndoable(approveTaskMutationOptions, options)
}

/** An app of Ada's in a time that stands still, with every request that left it. */
function createWorld(defaultOptions: DefaultOptions = {}) {
  const sandbox = createSandbox({ clock: createManualClock() })
  const gate = createGate(sandbox)
  const sent: Request[] = []
  const queryClient = new QueryClient({ defaultOptions })
  const token = sandbox.tokenFor(ada)
  const fetch: typeof globalThis.fetch = (input, init) => {
    const request = new Request(input, init)
    sent.push(request)
    return gate.fetch(request)
  }
  const wrapper = ({ children }: { children: ReactNode }) => (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider baseUrl={baseUrl} token={token} fetch={fetch}>
          {children}
        </AppmixerProvider>
      </QueryClientProvider>
    </StrictMode>
  )
  async function show<T>(useIt: () => T) {
    const { result, unmount } = renderHook(useIt, { wrapper })
    await settle()
    return {
      get current() {
        return result.current
      },
      unmount,
    }
  }
  return { sandbox, gate, sent, queryClient, show }
}

/** A promise in an object, so that waiting for the object does not wait for it. */
async function keep<T>(promise: Promise<T>): Promise<{ promise: Promise<T> }> {
  return { promise }
}

function idsOf({ tasks }: Pick<ReturnType<typeof useInbox>, 'tasks'>): string[] {
  return tasks.data!.map(({ taskId }) => taskId)
}

/** The tasks that were decided, in the order in which the server heard of it. */
function decided({ requests }: ReturnType<typeof createSandbox>): string[] {
  return requests.of('PUT').map(({ path }) => path.split('/').at(-2)!)
}

/** What a page still gets done when an event says that it goes. */
async function microtasks(): Promise<void> {
  for (let turn = 0; turn < 40; turn++) await Promise.resolve()
}

/** Lets time pass, and what comes of it happen. */
async function pass(ms: number): Promise<void> {
  await act(() => vi.advanceTimersByTimeAsync(ms))
  await settle()
}

async function settle(): Promise<void> {
  await act(async () => {
    for (let turn = 0; turn < 25; turn++) {
      await new Promise(setImmediate)
      vi.advanceTimersByTime(0)
    }
  })
}
