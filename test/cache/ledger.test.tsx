import {
  QueryClient,
  QueryClientProvider,
  useInfiniteQuery,
  useQueryClient,
} from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { describe, expect, test, vi } from 'vitest'
import {
  AppmixerProvider,
  flowQueryOptions,
  flowsQueryOptions,
  getFlows,
  useAppmixerClient,
  useApproveTask,
  useDeleteFlow,
  useFlow,
  useFlows,
  useFlowsCount,
  usePeopleTask,
  usePeopleTasks,
  usePeopleTasksCount,
  useRejectTask,
  useStartFlow,
  useStopFlow,
  useUpdateFlow,
  type Flow,
} from '../../src/index.ts'
import { createManualClock, createSandbox, type Fault } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'
import { createGate, type Held } from './gate.ts'

const pending = { role: 'approver', filter: 'status:pending' } as const

/** What a screen of the product shows, and everything that one can do on it. */
function useScreen() {
  return {
    flows: useFlows(),
    flowCount: useFlowsCount(),
    tasks: usePeopleTasks(pending),
    taskCount: usePeopleTasksCount(pending),
    update: useUpdateFlow(),
    start: useStartFlow(),
    stop: useStopFlow(),
    remove: useDeleteFlow(),
    approve: useApproveTask(),
    reject: useRejectTask(),
  }
}

type Screen = ReturnType<typeof useScreen>

interface Case {
  title: string
  /** Does it to the first that it can be done to, and answers its id. */
  act(screen: Screen): string
  route: Fault['on'] & string
  /** What the screen says about that id. */
  shown(screen: Screen, id: string): unknown
  before: unknown
  after: unknown
}

const flowOf = ({ flows }: Screen, id: string) => flows.data?.find(({ flowId }) => flowId === id)
const taskOf = ({ tasks }: Screen, id: string) => tasks.data?.find(({ taskId }) => taskId === id)
const anyIn = ({ flows }: Screen, stage: string) =>
  flows.data!.find((flow) => flow.stage === stage && !flow.name!.match(/Enrich new contacts/))!
    .flowId

const cases: Case[] = [
  {
    title: 'a new name',
    act: ({ update, ...screen }) => {
      const flowId = anyIn({ update, ...screen }, 'stopped')
      update.mutate({ flowId, name: 'Renamed' })
      return flowId
    },
    route: 'PUT /flows/:flowId',
    shown: (screen, id) => flowOf(screen, id)?.name === 'Renamed',
    before: false,
    after: true,
  },
  {
    title: 'a start',
    act: (screen) => {
      const flowId = anyIn(screen, 'stopped')
      screen.start.mutate({ flowId })
      return flowId
    },
    route: 'POST /flows/:flowId/coordinator',
    shown: (screen, id) => flowOf(screen, id)?.stage,
    before: 'stopped',
    after: 'starting',
  },
  {
    title: 'a stop',
    act: (screen) => {
      const flowId = anyIn(screen, 'running')
      screen.stop.mutate({ flowId })
      return flowId
    },
    route: 'POST /flows/:flowId/coordinator',
    shown: (screen, id) => flowOf(screen, id)?.stage,
    before: 'running',
    after: 'stopping',
  },
  {
    title: 'a deletion',
    act: (screen) => {
      const { flowId } = screen.flows.data![0]!
      screen.remove.mutate({ flowId })
      return flowId
    },
    route: 'DELETE /flows/:flowId',
    shown: (screen, id) => [flowOf(screen, id) === undefined, screen.flowCount.data],
    before: [false, 28],
    after: [true, 27],
  },
  ...(['approve', 'reject'] as const).map((verb): Case => ({
    title: `to ${verb} a task`,
    act: (screen) => {
      const { taskId } = screen.tasks.data![0]!
      screen[verb].mutate({ taskId })
      return taskId
    },
    route: `PUT /plugins/appmixer/utils/tasks/tasks/:taskId/${verb}`,
    shown: (screen, id) => [taskOf(screen, id) === undefined, screen.taskCount.data],
    before: [false, 7],
    after: [true, 6],
  })),
]

describe.each(cases)('$title', ({ act: perform, route, shown, before, after }) => {
  const [method] = route.split(' ') as [string]

  test('is shown at once and stays when the server agrees', async () => {
    const { gate, result, frames } = await openScreen()
    gate.hold(method)
    let id = ''
    act(() => void (id = perform(result.current)))
    await waitFor(() => expect(shown(result.current, id)).toEqual(after))
    await act(() => released(gate.held))
    await quiet(result)
    expect(shown(result.current, id)).toEqual(after)
    expect(told(frames, (screen) => shown(screen, id))).toEqual([before, after])
  })

  test('is taken back when the server refuses, before anything was asked for again', async () => {
    const { gate, sandbox, result, frames } = await openScreen()
    gate.hold(method)
    gate.hold('GET')
    sandbox.faults.add({ on: route, status: 403, times: 1 })
    let id = ''
    act(() => void (id = perform(result.current)))
    await waitFor(() => expect(shown(result.current, id)).toEqual(after))
    await act(() => released(gate.held))
    await waitFor(() => expect(shown(result.current, id)).toEqual(before))
    gate.open()
    await act(() => released(gate.held))
    await quiet(result)
    expect(shown(result.current, id)).toEqual(before)
    expect(told(frames, (screen) => shown(screen, id))).toEqual([before, after, before])
  })

  test('that the server carried out although the answer was lost ends as the server has it', async () => {
    const { sandbox, result } = await openScreen()
    sandbox.faults.add({ on: route, network: 'lost', afterwards: true, times: 1 })
    let id = ''
    act(() => void (id = perform(result.current)))
    await quiet(result)
    expect(shown(result.current, id)).toEqual(after)
  })
})

describe('overlapping writes', () => {
  test('C1: on two flows: the first fails, what the second shows stays', async () => {
    const { gate, sandbox, result, frames } = await openScreen()
    const [first, second] = stoppedPair(result.current)
    gate.hold('PUT')
    sandbox.faults.add({ on: 'PUT /flows/:flowId', status: 500, times: 1 })
    act(() => result.current.update.mutate({ flowId: first, name: 'One' }))
    act(() => result.current.update.mutate({ flowId: second, name: 'Two' }))
    await waitFor(() => expect(gate.held).toHaveLength(2))
    await act(() => gate.held[0]!.release())
    await waitFor(() => expect(flowOf(result.current, first)?.name).not.toBe('One'))
    expect(flowOf(result.current, second)?.name).toBe('Two')
    await act(() => released(gate.held))
    await quiet(result)
    expect(flowOf(result.current, second)?.name).toBe('Two')
    expect(told(frames, (screen) => flowOf(screen, second)?.name === 'Two')).toEqual([false, true])
  })

  test('on two flows: the second fails, what the first shows stays', async () => {
    const { gate, sandbox, result } = await openScreen()
    const [first, second] = stoppedPair(result.current)
    gate.hold('PUT')
    act(() => result.current.update.mutate({ flowId: first, name: 'One' }))
    act(() => result.current.update.mutate({ flowId: second, name: 'Two' }))
    await waitFor(() => expect(gate.held).toHaveLength(2))
    sandbox.faults.add({ on: 'PUT /flows/:flowId', status: 500, times: 1 })
    await act(() => gate.held[1]!.release())
    await waitFor(() => expect(flowOf(result.current, second)?.name).not.toBe('Two'))
    expect(flowOf(result.current, first)?.name).toBe('One')
    await act(() => released(gate.held))
    await quiet(result)
    expect(flowOf(result.current, first)?.name).toBe('One')
  })

  test('on one flow are sent one after another, and the last is what is shown', async () => {
    const { gate, sandbox, result, frames } = await openScreen()
    const [flowId] = stoppedPair(result.current)
    gate.hold('P')
    act(() => {
      result.current.update.mutate({ flowId, name: 'One' })
      result.current.update.mutate({ flowId, name: 'Two' })
      result.current.start.mutate({ flowId })
    })
    await waitFor(() => expect(gate.held).toHaveLength(1))
    expect(flowOf(result.current, flowId)).toMatchObject({ name: 'Two', stage: 'starting' })
    await act(() => gate.held[0]!.release())
    await waitFor(() => expect(gate.held).toHaveLength(1))
    await act(() => gate.held[0]!.release())
    await waitFor(() => expect(gate.held).toHaveLength(1))
    await act(() => gate.held[0]!.release())
    await quiet(result)
    const writes = sandbox.requests.entries.filter(({ method }) => method !== 'GET')
    expect(writes.map(({ body }) => body)).toEqual([
      { name: 'One' },
      { name: 'Two' },
      { command: 'start' },
    ])
    expect(flowOf(result.current, flowId)).toMatchObject({ name: 'Two', stage: 'starting' })
    expect(told(frames, (screen) => flowOf(screen, flowId)?.name === 'Two')).toEqual([false, true])
  })

  test('on one flow: a failed first does not keep the second from being sent', async () => {
    const { sandbox, result } = await openScreen()
    const [flowId] = stoppedPair(result.current)
    sandbox.faults.add({ on: 'PUT /flows/:flowId', status: 500, times: 1 })
    act(() => {
      result.current.update.mutate({ flowId, name: 'One' })
      result.current.update.mutate({ flowId, name: 'Two' })
    })
    await quiet(result)
    expect(flowOf(result.current, flowId)?.name).toBe('Two')
    expect(sandbox.requests.count('PUT')).toBe(2)
  })

  test('C6: end with one request for each key on screen', async () => {
    const { gate, sandbox, result } = await openScreen()
    const ids = result.current.flows.data!.slice(0, 4).map(({ flowId }) => flowId)
    gate.hold('DELETE')
    act(() => {
      for (const flowId of ids) result.current.remove.mutate({ flowId })
    })
    await waitFor(() => expect(gate.held).toHaveLength(4))
    sandbox.requests.clear()
    await act(() => released(gate.held))
    await quiet(result)
    expect(
      sandbox.requests.entries.map(({ method, path }) => `${method} ${path}`).toSorted(),
    ).toEqual([
      ...ids.map((flowId) => `DELETE /flows/${flowId}`).toSorted(),
      'GET /flows',
      'GET /flows/count',
    ])
    expect(result.current.flowCount.data).toBe(24)
  })

  test('leave alone what they do not concern', async () => {
    const { sandbox, result } = await openScreen()
    sandbox.requests.clear()
    const { taskId } = result.current.tasks.data![0]!
    act(() => result.current.approve.mutate({ taskId }))
    await quiet(result)
    expect(sandbox.requests.count('GET /flows')).toBe(0)
    expect(sandbox.requests.count('GET')).toBe(2)
  })
})

describe('a list that was asked for before the write', () => {
  test('C3: and arrives during it does not hide it', async () => {
    const { gate, result, frames } = await openScreen()
    const [flowId] = stoppedPair(result.current)
    const name = flowOf(result.current, flowId)!.name
    gate.hold('GET /flows')
    act(() => void result.current.flows.refetch())
    await waitFor(() => expect(gate.held).toHaveLength(1))
    await gate.held[0]!.carryOut()
    gate.hold('PUT')
    act(() => result.current.update.mutate({ flowId, name: 'Renamed' }))
    await waitFor(() => expect(gate.held).toHaveLength(2))
    await act(() => gate.held[0]!.release())
    await waitFor(() => expect(result.current.flows.isFetching).toBe(false))
    expect(flowOf(result.current, flowId)!.name).toBe('Renamed')
    gate.open()
    await act(() => released(gate.held))
    await quiet(result)
    expect(told(frames, (screen) => flowOf(screen, flowId)!.name)).toEqual([name, 'Renamed'])
  })

  test('and arrives after it is asked for again, and is never shown', async () => {
    const { gate, sandbox, result, frames } = await openScreen()
    const [flowId] = stoppedPair(result.current)
    const name = flowOf(result.current, flowId)!.name
    gate.hold('GET /flows')
    act(() => void result.current.flows.refetch())
    await waitFor(() => expect(gate.held).toHaveLength(1))
    await gate.held[0]!.carryOut()
    const [stale] = gate.held
    gate.open()
    sandbox.requests.clear()
    act(() => result.current.update.mutate({ flowId, name: 'Renamed' }))
    await waitFor(() => expect(result.current.update.isSuccess).toBe(true))
    await act(() => stale!.release())
    await quiet(result)
    expect(told(frames, (screen) => flowOf(screen, flowId)!.name)).toEqual([name, 'Renamed'])
    expect(sandbox.requests.entries.filter(({ path }) => path === '/flows')).toHaveLength(1)
  })

  test('and arrives after it failed does not bring the failed state back', async () => {
    const { gate, sandbox, result } = await openScreen()
    const [flowId] = stoppedPair(result.current)
    const name = flowOf(result.current, flowId)!.name
    gate.hold('PUT')
    sandbox.faults.add({ on: 'PUT /flows/:flowId', status: 500 })
    act(() => result.current.update.mutate({ flowId, name: 'Renamed' }))
    await waitFor(() => expect(gate.held).toHaveLength(1))
    await act(async () => void (await result.current.flows.refetch()))
    expect(flowOf(result.current, flowId)!.name).toBe('Renamed')
    await act(() => released(gate.held))
    await quiet(result)
    expect(flowOf(result.current, flowId)!.name).toBe(name)
  })

  test('and is the first one: the loading screen goes straight to the written state', async () => {
    const { gate, sandbox, wrapper } = createWorld()
    const { flowId } = sandbox.database.flows.find(({ stage }) => stage === 'stopped')!
    gate.hold('GET /flows')
    const frames: Flow['name'][] = []
    const { result } = renderHook(
      () => {
        const flows = useFlows()
        frames.push(flows.data?.find((flow) => flow.flowId === flowId)?.name)
        return { flows, update: useUpdateFlow() }
      },
      { wrapper },
    )
    await waitFor(() => expect(gate.held).toHaveLength(1))
    await gate.held[0]!.carryOut()
    act(() => result.current.update.mutate({ flowId, name: 'Renamed' }))
    await waitFor(() => expect(result.current.update.isSuccess).toBe(true))
    gate.open()
    await act(() => released(gate.held))
    await waitFor(() => expect(result.current.flows.isSuccess).toBe(true))
    expect([...new Set(frames)]).toEqual([undefined, 'Renamed'])
  })

  test('shows no row that the server no longer has, when a write on that row fails', async () => {
    const { gate, sandbox, result, frames } = await openScreen()
    const [flowId] = stoppedPair(result.current)
    gate.hold('PUT')
    act(() => result.current.update.mutate({ flowId, name: 'Renamed' }))
    await waitFor(() => expect(gate.held).toHaveLength(1))
    sandbox.database.flows = sandbox.database.flows.filter((flow) => flow.flowId !== flowId)
    sandbox.faults.add({ on: 'PUT /flows/:flowId', status: 404 })
    await act(async () => void (await result.current.flows.refetch()))
    expect(flowOf(result.current, flowId)).toBeUndefined()
    gate.hold('GET')
    await act(() => gate.held[0]!.release())
    await waitFor(() => expect(result.current.update.isError).toBe(true))
    await act(() => released(gate.held))
    await quiet(result)
    expect(told(frames, (screen) => flowOf(screen, flowId) !== undefined)).toEqual([true, false])
  })
})

describe('the rest of the cache', () => {
  test('the pages of an infinite query are patched, and taken back', async () => {
    const { gate, sandbox, wrapper } = createWorld()
    const { result } = renderHook(
      () => {
        const client = useAppmixerClient()
        const pages = useInfiniteQuery({
          queryKey: [...flowsQueryOptions(client, { limit: 3 }).queryKey, 'infinite'],
          queryFn: ({ pageParam, signal }) =>
            getFlows(client, { limit: 3, offset: pageParam }, { signal }),
          initialPageParam: 0,
          getNextPageParam: (_, all) => all.length * 3,
        })
        return { pages, remove: useDeleteFlow(), start: useStartFlow() }
      },
      { wrapper },
    )
    await waitFor(() => expect(result.current.pages.isSuccess).toBe(true))
    act(() => void result.current.pages.fetchNextPage())
    await waitFor(() => expect(result.current.pages.data!.pages).toHaveLength(2))
    const [first, second] = result.current.pages.data!.pages
    const { flowId } = second!.find(({ stage }) => stage === 'stopped')!
    const shown = () => result.current.pages.data!.pages[1]!.find((flow) => flow.flowId === flowId)
    gate.hold('POST')
    sandbox.faults.add({ on: 'POST /flows/:flowId/coordinator', status: 500 })
    act(() => result.current.start.mutate({ flowId }))
    await waitFor(() => expect(shown()!.stage).toBe('starting'))
    expect(result.current.pages.data!.pages[0]).toBe(first)
    await act(() => released(gate.held))
    await waitFor(() => expect(shown()!.stage).toBe('stopped'))
    await waitFor(() => expect(result.current.pages.isFetching).toBe(false))
    gate.hold('DELETE')
    act(() => result.current.remove.mutate({ flowId }))
    await waitFor(() => expect(shown()).toBeUndefined())
    await act(() => released(gate.held))
    await waitFor(() => expect(result.current.remove.isSuccess).toBe(true))
  })

  test("somebody's own query below our keys, asked before the write, is asked again after it", async () => {
    const { gate, wrapper } = createWorld()
    const { result } = renderHook(
      () => {
        const client = useAppmixerClient()
        const own = useInfiniteQuery({
          queryKey: [...flowsQueryOptions(client, {}).queryKey, 'infinite'],
          queryFn: () => getFlows(client, {}),
          initialPageParam: 0,
          getNextPageParam: () => undefined,
        })
        return { own, update: useUpdateFlow() }
      },
      { wrapper },
    )
    await waitFor(() => expect(result.current.own.isSuccess).toBe(true))
    const { flowId } = result.current.own.data!.pages[0]!.find(({ stage }) => stage === 'stopped')!
    gate.hold('GET /flows')
    act(() => void result.current.own.refetch())
    await waitFor(() => expect(gate.held).toHaveLength(1))
    await gate.held[0]!.carryOut()
    const [stale] = gate.held
    gate.open()
    act(() => result.current.update.mutate({ flowId, name: 'Renamed' }))
    await waitFor(() => expect(result.current.update.isSuccess).toBe(true))
    await act(() => stale!.release())
    await waitFor(() => expect(result.current.own.isFetching).toBe(false))
    const names = result.current.own.data!.pages[0]!.map(({ name }) => name)
    expect(names).toContain('Renamed')
  })

  test("the caller's callbacks cannot prevent that the list is asked for again", async () => {
    const { sandbox, queryClient, wrapper } = createWorld()
    const stubborn = () => {
      throw new Error('A mistake of the caller')
    }
    queryClient.setDefaultOptions({ mutations: { onSuccess: stubborn } })
    const { result } = renderHook(
      () => ({
        flows: useFlows(),
        update: useUpdateFlow({ onMutate: () => {}, onSuccess: stubborn }),
      }),
      { wrapper },
    )
    await waitFor(() => expect(result.current.flows.isSuccess).toBe(true))
    const { flowId } = result.current.flows.data!.find(({ stage }) => stage === 'stopped')!
    sandbox.requests.clear()
    act(() => result.current.update.mutate({ flowId, name: 'Renamed' }, { onSuccess: () => {} }))
    await waitFor(() => expect(sandbox.requests.count('GET /flows')).toBe(1))
    await waitFor(() => expect(result.current.flows.isFetching).toBe(false))
    expect(result.current.flows.data!.map(({ name }) => name)).toContain('Renamed')
  })

  test('every callback of the caller is called, with the result', async () => {
    const { wrapper, sandbox } = createWorld()
    const options = { onMutate: vi.fn(), onSuccess: vi.fn(), onError: vi.fn(), onSettled: vi.fn() }
    const { result } = renderHook(() => useStartFlow(options), { wrapper })
    const { flowId } = sandbox.database.flows.find(({ stage }) => stage === 'stopped')!
    await act(() => result.current.mutateAsync({ flowId }))
    expect(options.onMutate).toHaveBeenCalledOnce()
    expect(options.onSuccess.mock.calls[0]!.slice(0, 2)).toEqual([
      { flowId, ticket: flowId },
      { flowId },
    ])
    expect(options.onSettled).toHaveBeenCalledOnce()
    expect(options.onError).not.toHaveBeenCalled()
  })

  test('a detail shows what its list shows, and both come back together', async () => {
    const { gate, sandbox, wrapper } = createWorld()
    const { flowId } = sandbox.database.flows.find(({ stage }) => stage === 'stopped')!
    const { result } = renderHook(
      () => ({ list: useFlows(), detail: useFlow(flowId), start: useStartFlow() }),
      { wrapper },
    )
    await waitFor(() =>
      expect(result.current.detail.isSuccess && result.current.list.isSuccess).toBe(true),
    )
    const stages = () => [
      result.current.detail.data!.stage,
      result.current.list.data!.find((flow) => flow.flowId === flowId)!.stage,
    ]
    gate.hold('POST')
    sandbox.faults.add({ on: 'POST /flows/:flowId/coordinator', status: 400 })
    act(() => result.current.start.mutate({ flowId }))
    await waitFor(() => expect(stages()).toEqual(['starting', 'starting']))
    await act(() => released(gate.held))
    await waitFor(() => expect(stages()).toEqual(['stopped', 'stopped']))
  })

  test('C12: nothing that was removed during a write comes back, whether it fails or not', async () => {
    for (const status of [undefined, 500]) {
      const { gate, sandbox, queryClient, wrapper } = createWorld()
      const { result } = renderHook(
        () => ({ client: useAppmixerClient(), update: useUpdateFlow(), cache: useQueryClient() }),
        { wrapper },
      )
      const { queryKey } = flowsQueryOptions(result.current.client)
      await queryClient.prefetchQuery(flowsQueryOptions(result.current.client))
      const { flowId } = queryClient
        .getQueryData(queryKey)!
        .find(({ stage }) => stage === 'stopped')!
      if (status) sandbox.faults.add({ on: 'PUT /flows/:flowId', status })
      gate.hold('PUT')
      act(() => result.current.update.mutate({ flowId, name: 'Renamed' }))
      await waitFor(() => expect(gate.held).toHaveLength(1))
      queryClient.removeQueries({ queryKey })
      await act(() => released(gate.held))
      await waitFor(() => expect(result.current.update.isPending).toBe(false))
      expect(queryClient.getQueryCache().findAll({ queryKey })).toEqual([])
    }
  })

  test('a deleted flow leaves no detail behind', async () => {
    const { queryClient, wrapper } = createWorld()
    const { result } = renderHook(
      () => ({ client: useAppmixerClient(), flows: useFlows(), remove: useDeleteFlow() }),
      { wrapper },
    )
    await waitFor(() => expect(result.current.flows.isSuccess).toBe(true))
    const { flowId } = result.current.flows.data![0]!
    const options = flowQueryOptions(result.current.client, { flowId })
    await queryClient.prefetchQuery(options)
    expect(queryClient.getQueryData(options.queryKey)).toMatchObject({ flowId })
    await act(() => result.current.remove.mutateAsync({ flowId }))
    expect(queryClient.getQueryData(options.queryKey)).toBeUndefined()
  })

  test('C11: a write whose screen is gone still brings the list up to date, and calls nobody', async () => {
    const { gate, sandbox, wrapper } = createWorld()
    const list = renderHook(() => useFlows(), { wrapper })
    await waitFor(() => expect(list.result.current.isSuccess).toBe(true))
    const { flowId } = list.result.current.data!.find(({ stage }) => stage === 'stopped')!
    const [onSettled, complaint] = [vi.fn(), vi.spyOn(console, 'error')]
    const form = renderHook(() => useUpdateFlow(), { wrapper })
    gate.hold('PUT')
    act(() => form.result.current.mutate({ flowId, name: 'Renamed' }, { onSettled }))
    await waitFor(() => expect(gate.held).toHaveLength(1))
    form.unmount()
    await act(() => released(gate.held))
    const shown = () => list.result.current.data!.find((flow) => flow.flowId === flowId)!
    await waitFor(() => expect(shown().name).toBe('Renamed'))
    await waitFor(() => expect(list.result.current.isFetching).toBe(false))
    expect(sandbox.requests.count('GET /flows')).toBe(2)
    expect(onSettled).not.toHaveBeenCalled()
    expect(complaint).not.toHaveBeenCalled()
    complaint.mockRestore()
  })
})

describe('the count of pending tasks', () => {
  test('goes down with every decision and comes back with the one that fails', async () => {
    const { gate, sandbox, result, frames } = await openScreen()
    const [first, second] = result.current.tasks.data!
    gate.hold('PUT')
    sandbox.faults.add({ on: approval, status: 500, times: 1 })
    act(() => result.current.approve.mutate({ taskId: first!.taskId }))
    act(() => result.current.reject.mutate({ taskId: second!.taskId }))
    await waitFor(() => expect(gate.held).toHaveLength(2))
    expect(result.current.taskCount.data).toBe(5)
    await act(() => released(gate.held))
    await quiet(result)
    expect(result.current.taskCount.data).toBe(6)
    expect(told(frames, ({ taskCount }) => taskCount.data)).toEqual([7, 5, 6])
  })

  test('does not change for a task that somebody else has decided, once the server said so', async () => {
    const { sandbox, result } = await openScreen()
    const { taskId } = result.current.tasks.data![0]!
    Object.assign(
      sandbox.database.tasks.find((task) => task.taskId === taskId)!,
      { status: 'approved' },
    )
    act(() => result.current.approve.mutate({ taskId }))
    await quiet(result)
    expect(result.current.approve.error).toMatchObject({ status: 400 })
    expect(taskOf(result.current, taskId)).toBeUndefined()
    expect(result.current.taskCount.data).toBe(6)
  })

  test('stays for requesters and for other filters until the server has spoken', async () => {
    const { gate, wrapper, sandbox } = createWorld()
    const { result } = renderHook(
      () => ({
        tasks: usePeopleTasks(pending),
        all: usePeopleTasksCount(),
        approved: usePeopleTasksCount({ role: 'approver', filter: 'status:approved' }),
        asked: usePeopleTasksCount({ role: 'requester', filter: 'status:pending' }),
        approve: useApproveTask(),
      }),
      { wrapper },
    )
    await waitFor(() => {
      const { approve: _, ...reads } = result.current
      expect(Object.values(reads).every(({ isSuccess }) => isSuccess)).toBe(true)
    })
    const counts = () =>
      [result.current.all, result.current.approved, result.current.asked].map(({ data }) => data)
    const [all, approved, asked] = counts() as [number, number, number]
    gate.hold('PUT')
    act(() => result.current.approve.mutate({ taskId: result.current.tasks.data![0]!.taskId }))
    await waitFor(() => expect(gate.held).toHaveLength(1))
    expect(counts()).toEqual([all, approved + 1, asked])
    await act(() => released(gate.held))
    await waitFor(() => expect(sandbox.requests.count('GET')).toBe(8))
    await waitFor(() => expect(result.current.tasks.isFetching).toBe(false))
    expect(counts()).toEqual([all, approved + 1, asked])
  })

  test('an opened task shows the decision at once', async () => {
    const { gate, sandbox, wrapper } = createWorld()
    const { taskId } = sandbox.database.tasks.find(
      ({ approver, status }) => approver === ada && status === 'pending',
    )!
    const { result } = renderHook(
      () => ({ task: usePeopleTask(taskId), approve: useApproveTask() }),
      { wrapper },
    )
    await waitFor(() => expect(result.current.task.isSuccess).toBe(true))
    gate.hold('PUT')
    act(() => result.current.approve.mutate({ taskId }))
    await waitFor(() => expect(result.current.task.data!.status).toBe('approved'))
    await act(() => released(gate.held))
    await waitFor(() => expect(result.current.task.data!.decisionMade).toBeTypeOf('string'))
  })
})

const approval = 'PUT /plugins/appmixer/utils/tasks/tasks/:taskId/approve'

/** A sandbox behind a gate, in a time that stands still, and an app of Ada's on it. */
function createWorld() {
  const sandbox = createSandbox({ clock: createManualClock() })
  const gate = createGate(sandbox)
  const queryClient = new QueryClient()
  const token = sandbox.tokenFor(ada)
  const wrapper = ({ children }: { children: ReactNode }) => (
    <QueryClientProvider client={queryClient}>
      <AppmixerProvider baseUrl={baseUrl} token={token} fetch={gate.fetch} flowTimeout={0}>
        {children}
      </AppmixerProvider>
    </QueryClientProvider>
  )
  return { sandbox, gate, queryClient, wrapper }
}

/** The screen, loaded, with every state that it ever rendered. */
async function openScreen() {
  const world = createWorld()
  const frames: Screen[] = []
  const { result } = renderHook(
    () => {
      const screen = useScreen()
      frames.push(screen)
      return screen
    },
    { wrapper: world.wrapper },
  )
  await quiet(result)
  frames.splice(0, frames.length - 1)
  return { ...world, result, frames }
}

/** Until everything is loaded and nothing is under way. */
async function quiet(result: { current: Screen }): Promise<void> {
  await waitFor(() => {
    const { flows, flowCount, tasks, taskCount, ...writes } = result.current
    for (const read of [flows, flowCount, tasks, taskCount]) {
      expect([read.status, read.fetchStatus]).toEqual(['success', 'idle'])
    }
    for (const write of Object.values(writes)) expect(write.isPending).toBe(false)
  })
}

/** What the frames said, one after another, without repetitions. */
function told<T>(frames: Screen[], say: (screen: Screen) => T): T[] {
  const said = frames.map(say)
  return said.filter(
    (it, index) => index === 0 || JSON.stringify(it) !== JSON.stringify(said[index - 1]),
  )
}

async function released(held: readonly Held[]): Promise<void> {
  while (held.length > 0) await held[0]!.release()
}

function stoppedPair({ flows }: Screen): [string, string] {
  const [first, second] = flows.data!.filter(({ stage }) => stage === 'stopped')
  return [first!.flowId, second!.flowId]
}
