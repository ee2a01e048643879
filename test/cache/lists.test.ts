import { MutationObserver, QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, test, vi } from 'vitest'
import {
  approveTaskMutationOptions,
  cloneFlowMutationOptions,
  createFlowMutationOptions,
  deleteFlowMutationOptions,
  flowQueryOptions,
  flowsCountQueryOptions,
  flowsQueryOptions,
  peopleTasksCountQueryOptions,
  peopleTasksQueryOptions,
  startFlowMutationOptions,
  updateFlowMutationOptions,
  type AppmixerMutation,
  type AppmixerQuery,
  type FlowsQuery,
} from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { ada, clientOf } from '../support.tsx'
import { createGate } from './gate.ts'
import { waitFor } from '../until.ts'

const clock = createManualClock()
const sandbox = createSandbox({ clock })
const owner = sandbox.database.users[0]!.id

/** Flows by the filter of a list, and whether it lists a flow in the team of sales that was changed to support. */
const filters: [
  filter: FlowsQuery['filter'],
  before: boolean,
  meanwhile: boolean,
  after: boolean,
][] = [
  [undefined, true, true, true],
  ['stage:stopped', true, true, true],
  ['customFields.team:sales', true, false, false],
  ['customFields.team:!sales', false, false, true],
  ['customFields.team:support', false, false, true],
  [['customFields.team:sales', 'customFields.team:support'], true, true, true],
  [['customFields.team:sales', 'stage:stopped'], true, false, false],
  [['customFields.team:~SAL', `userId:${owner}`], true, false, false],
  ['customFields.region:!', true, true, true],
  [`userId:!${owner}`, false, false, false],
]

describe('a changed flow leaves exactly the lists whose filter it no longer fits, at once', () => {
  test.each(filters)('%s', async (filter, before, meanwhile, after) => {
    const { gate, load, ids, mutate } = createPage()
    const flowId = aFlow({ team: 'sales' })
    const list = await load(flowsQueryOptions, { ...(filter && { filter }) })
    expect(ids(list).includes(flowId)).toBe(before)
    gate.hold('PUT')
    const done = mutate(updateFlowMutationOptions, { flowId, customFields: { team: 'support' } })
    await waitFor(() => expect(gate.held).toHaveLength(1))
    expect(ids(list).includes(flowId)).toBe(meanwhile)
    await gate.held[0]!.release()
    await done
    await waitFor(() => expect(ids(list).includes(flowId)).toBe(after))
  })

  test('and is back in them when the server refuses', async () => {
    const { load, ids, mutate } = createPage()
    const flowId = aFlow({ team: 'sales' })
    const list = await load(flowsQueryOptions, { filter: 'customFields.team:sales' })
    const before = ids(list)
    sandbox.faults.add({ on: 'PUT /flows/:flowId', status: 500, times: 1 })
    await mutate(updateFlowMutationOptions, { flowId, customFields: {} })
    expect(ids(list)).toEqual(before)
  })

  test('and stays where only the server can tell, as with a pattern', async () => {
    const { gate, load, ids, mutate } = createPage()
    const flowId = aFlow({ team: 'sales' })
    const lists = [
      await load(flowsQueryOptions, { pattern: 'Mine' }),
      await load(flowsQueryOptions, { filter: 'name:Mine', projection: 'stage' }),
    ]
    gate.hold('PUT')
    const done = mutate(updateFlowMutationOptions, { flowId, description: 'Text', name: 'Other' })
    await waitFor(() => expect(gate.held).toHaveLength(1))
    // The update says what the name is now, so the second list can tell.
    expect(lists.map((list) => ids(list).includes(flowId))).toEqual([true, false])
    await gate.held[0]!.release()
    await done
    await waitFor(() => expect(ids(lists[0]!)).not.toContain(flowId))
  })
})

test('a flow that starts stays in the list of stopped ones, as starting, until the server confirms', async () => {
  const { gate, load, ids, mutate } = createPage()
  const flowId = aFlow({})
  const stopped = await load(flowsQueryOptions, { filter: 'stage:stopped' })
  const running = await load(flowsCountQueryOptions, { filter: 'stage:running' })
  const before = running.getCurrentResult().data!
  gate.hold('POST')
  const done = mutate(startFlowMutationOptions, { flowId })
  await waitFor(() => expect(gate.held).toHaveLength(1))
  const shown = stopped.getCurrentResult().data!.find((flow) => flow.flowId === flowId)
  expect([shown?.stage, running.getCurrentResult().data]).toEqual(['starting', before])
  await gate.held[0]!.release()
  clock.advance(2_000)
  await done
  await waitFor(() => expect(ids(stopped)).not.toContain(flowId))
})

test('a new flow and a copy appear as the server has them: at no time a row without name, stage and owner', async () => {
  const { load, ids, mutate, queryClient } = createPage()
  const lists = [
    await load(flowsQueryOptions, {}),
    await load(flowsQueryOptions, { filter: 'customFields.team:sales' }),
    await load(flowsQueryOptions, { filter: 'stage:running' }),
  ]
  const lengths = lists.map((list) => ids(list).length)
  const rows: object[] = []
  queryClient.getQueryCache().subscribe(() => {
    for (const list of lists) rows.push(...(list.getCurrentResult().data ?? []))
  })
  await mutate(createFlowMutationOptions, { name: 'Fresh', customFields: { team: 'sales' } })
  await mutate(cloneFlowMutationOptions, { flowId: aFlow({ team: 'sales' }), prefix: 'Copy of ' })
  await waitFor(() =>
    expect(lists.map((list) => ids(list).length)).toEqual([
      lengths[0]! + 3,
      lengths[1]! + 3,
      lengths[2]!,
    ]),
  )
  const complete = { flowId: expect.any(String), name: expect.any(String), userId: owner }
  for (const row of new Set(rows)) {
    expect(row).toMatchObject({ ...complete, stage: expect.any(String) as string })
  }
})

describe('a count', () => {
  test('goes down in exactly the filters that the deleted flow fits, and never below zero', async () => {
    const { gate, load, mutate } = createPage()
    const flowId = aFlow({ team: 'unique' })
    await load(flowsQueryOptions, {})
    const queries = [
      {},
      { filter: 'customFields.team:unique' },
      { filter: 'customFields.team:!unique' },
      { filter: 'stage:stopped' },
      { pattern: 'Mine' },
    ]
    const counts = await Promise.all(queries.map((query) => load(flowsCountQueryOptions, query)))
    const shown = () => counts.map((count) => count.getCurrentResult().data!)
    const before = shown()
    gate.hold('DELETE')
    const done = mutate(deleteFlowMutationOptions, { flowId })
    await waitFor(() => expect(gate.held).toHaveLength(1))
    expect(shown().map((count, index) => count - before[index]!)).toEqual([-1, -1, 0, -1, 0])
    expect(shown()[1]).toBe(0)
    await gate.held[0]!.release()
    await done
    await waitFor(() =>
      expect(shown().map((count, index) => count - before[index]!)).toEqual([-1, -1, 0, -1, -1]),
    )
  })

  test('that is read while the server has decided already is not lowered twice', async () => {
    const { gate, load, mutate } = createPage()
    const tasks = await load(peopleTasksQueryOptions, { filter: 'status:pending' })
    const count = await load(peopleTasksCountQueryOptions, { filter: 'status:pending' })
    const shown = recorded(count)
    const before = count.getCurrentResult().data!
    gate.hold('PUT')
    const { taskId } = tasks.getCurrentResult().data!.find(({ approver }) => approver === ada)!
    const done = mutate(approveTaskMutationOptions, { taskId })
    await waitFor(() => expect(gate.held).toHaveLength(1))
    await gate.held[0]!.carryOut()
    sandbox.requests.clear()
    const refetched = count.refetch()
    await gate.held[0]!.release()
    await Promise.all([done, refetched])
    await waitFor(() => expect(count.getCurrentResult().fetchStatus).toBe('idle'))
    expect([...new Set(shown)]).toEqual([before, before - 1])
    expect(sandbox.requests.of('GET').filter(({ path }) => path.endsWith('count'))).toHaveLength(1)
  })
})

test('C5: a deleted flow that is open and polled says that it is gone, without a request or a frame of loading', async () => {
  const { load, mutate } = createPage()
  const flowId = aFlow({})
  const open = await load(flowQueryOptions, { flowId })
  const frames: unknown[] = []
  open.subscribe(({ status, data, error }) => {
    frames.push([status, data?.flowId, (error as { reason?: string } | null)?.reason])
  })
  open.setOptions({ ...open.options, refetchInterval: ({ state }) => (state.data ? 1_000 : false) })
  await mutate(deleteFlowMutationOptions, { flowId })
  vi.useFakeTimers()
  sandbox.requests.clear()
  await vi.advanceTimersByTimeAsync(60_000)
  vi.useRealTimers()
  expect(sandbox.requests.entries).toEqual([])
  expect(new Set(frames.map((frame) => JSON.stringify(frame)))).toEqual(
    new Set(['["error",null,"not-found"]']),
  )
})

describe('with none loaded', () => {
  test('a write asks for nothing and leaves nothing in the cache', async () => {
    const { mutate, queryClient } = createPage()
    sandbox.requests.clear()
    const flowId = aFlow({})
    await mutate(updateFlowMutationOptions, { flowId, name: 'Other' })
    await mutate(deleteFlowMutationOptions, { flowId })
    expect(sandbox.requests.entries.map(({ method }) => method)).toEqual(['PUT', 'DELETE'])
    expect(queryClient.getQueryCache().getAll()).toEqual([])
  })
})

function aFlow(customFields: Record<string, string>): string {
  const { database } = sandbox
  const flowId = database.random.uuid()
  const [btime, mtime] = [database.now(), database.now()]
  const flow = { a: { type: 'appmixer.utils.timers.Scheduler' } }
  const about = { name: 'Mine', stage: 'stopped', userId: owner, customFields, sharedWith: [] }
  database.flows.push({ flowId, btime, mtime, flow, ...about })
  return flowId
}

/** Somebody's cache on the sandbox, and a gate between them. */
function createPage() {
  const gate = createGate(sandbox)
  const queryClient = new QueryClient()
  const client = clientOf({ ...sandbox, fetch: gate.fetch })

  async function load<Query, Data>(
    optionsFor: (c: typeof client, query: Query) => AppmixerQuery<Data>,
    query: Query,
  ) {
    const { refetchInterval: _, ...options } = optionsFor(client, query)
    const observer = new QueryObserver<Data>(queryClient, options)
    observer.subscribe(() => {})
    await waitFor(() => expect(observer.getCurrentResult().isSuccess).toBe(true))
    return observer
  }
  return {
    gate,
    queryClient,
    load,
    ids: (list: QueryObserver<{ flowId: string }[]>) =>
      list.getCurrentResult().data!.map(({ flowId }) => flowId),
    mutate: <Variables, Data>(
      optionsFor: (c: typeof client) => AppmixerMutation<Variables, Data>,
      variables: Variables,
    ) =>
      new MutationObserver<Data, Error, Variables>(queryClient, optionsFor(client))
        .mutate(variables)
        .catch(() => {}),
  }
}

function recorded(observer: QueryObserver<number>): number[] {
  const shown = [observer.getCurrentResult().data!]
  observer.subscribe(({ data }) => void shown.push(data!))
  return shown
}
