import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  bulkOf,
  createAppmixerClient,
  deleteFlowMutationOptions,
  deleteStoreItemsBulkOptions,
  endSession,
  flowQueryOptions,
  flowsCountQueryOptions,
  flowsQueryOptions,
  getStoreRecordsCount,
  peopleTasksCountQueryOptions,
  peopleTasksQueryOptions,
  startFlowMutationOptions,
  stopFlowMutationOptions,
  approveTaskMutationOptions,
  testAccountMutationOptions,
  updateFlowMutationOptions,
  type AppmixerMutation,
  type AppmixerQuery,
  type PeopleTasksCountQuery,
} from '../../src/index.ts'
import { createManualClock, createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'
import { until } from '../until.ts'
import { createGate } from './gate.ts'

const approval = 'PUT /plugins/appmixer/utils/tasks/tasks/:taskId/approve'
const waiting: PeopleTasksCountQuery = {
  role: 'approver',
  filter: ['status:pending', 'status:due'],
}

describe('many decisions at once', () => {
  test('are shown at once with one change of each query, four requests at a time, and one question in the end', async () => {
    const { sandbox, gate, client, queryClient, watch } = createWorld()
    const tasks = await watch(peopleTasksQueryOptions(client, waiting))
    const count = await watch(peopleTasksCountQueryOptions(client, waiting))
    const ids = tasks.data().map(({ taskId }) => ({ taskId }))
    expect(ids).toHaveLength(9)
    sandbox.requests.clear()
    gate.hold('PUT')
    const approve = bulkOf(queryClient, { client, mutation: approveTaskMutationOptions(client) })

    const over = approve.run(ids)
    await until(() => gate.held.length === 4)

    expect([tasks.data(), tasks.writes(), count.data(), count.writes()]).toEqual([[], 1, 0, 1])
    expect(approve.get()).toMatchObject({ isRunning: true, total: 9, done: 0, failed: 0 })
    for (let done = 1; done <= 9; done++) {
      await gate.held[0]!.release()
      await until(() => approve.get().done === done)
      await until(() => gate.held.length === Math.min(4, 9 - done))
    }
    expect((await over).results.map(({ status }) => status)).toEqual(ids.map(() => 'done'))
    await idle(queryClient)
    expect(said(sandbox)).toEqual([...ids.map(() => approval), ...taskReads])
    expect([tasks.data(), count.data()]).toEqual([[], 0])
  })

  test('one that is refused comes back alone and at once, and only it is sent again', async () => {
    const { sandbox, gate, client, queryClient, watch } = createWorld()
    const tasks = await watch(peopleTasksQueryOptions(client, waiting))
    const ids = tasks.data().map(({ taskId }) => ({ taskId }))
    const [, second] = ids
    sandbox.faults.add({
      on: approval.replace(':taskId', second!.taskId) as typeof approval,
      status: 500,
      message: 'Out of order',
      times: 1,
    })
    gate.hold('PUT')
    const approve = bulkOf(queryClient, { client, mutation: approveTaskMutationOptions(client) })
    const over = approve.run(ids)
    await until(() => gate.held.length === 4)
    await gate.held[1]!.release()
    await until(() => approve.get().failed === 1)

    expect(tasks.data()).toEqual([expect.objectContaining(second!)])
    expect(approve.get()).toMatchObject({ isRunning: true, done: 0 })
    gate.open()
    while (gate.held.length > 0) await gate.held[0]!.release()
    const { results, done, failed } = await over
    expect([done, failed]).toEqual([8, 1])
    expect(results[1]).toMatchObject({
      item: second,
      status: 'failed',
      error: { code: 'http', status: 500, serverMessage: 'Out of order' },
    })
    await idle(queryClient)
    expect(tasks.data()).toEqual([expect.objectContaining(second!)])

    sandbox.requests.clear()
    await approve.retryFailed()
    await idle(queryClient)
    expect(sandbox.requests.entries[0]!.path).toContain(second!.taskId)
    expect(said(sandbox)).toEqual([approval, 'GET tasks'])
    expect(approve.get()).toMatchObject({ total: 9, done: 9, failed: 0 })
    expect(approve.get().results.map(({ item }) => item)).toEqual(ids)
    expect(tasks.data()).toEqual([])
  })

  test('a list that arrives meanwhile shows what is done as the server has it, and what is not as it will be', async () => {
    const clock = createManualClock()
    const { sandbox, gate, client, queryClient, watch } = createWorld(clock)
    const flows = await watch(flowsQueryOptions(client))
    const stageOf = (flowId: string) => flows.data().find((flow) => flow.flowId === flowId)!.stage
    const [first, second] = startable(sandbox)
    gate.hold('POST')
    const start = bulkOf(queryClient, {
      client,
      mutation: startFlowMutationOptions(client),
      concurrency: 1,
    })
    const over = start.run([first!, second!])
    await until(() => gate.held.length === 1)
    await gate.held[0]!.release()
    await until(() => start.get().done === 1)
    clock.advance(5_000)
    sandbox.requests.clear()
    await flows.observer.refetch()
    expect([stageOf(first!.flowId), stageOf(second!.flowId)]).toEqual(['running', 'starting'])
    expect(said(sandbox)).toEqual(['GET /flows'])

    gate.open()
    await gate.held[0]!.release()
    await over
    // The second one is still waited for: its time stands still.
    await until(() => queryClient.isFetching() === 0)
    expect(stageOf(second!.flowId)).toBe('starting')
  })

  test('a list that was asked for before one was done, and arrives after it, does not bring it back', async () => {
    const { sandbox, gate, client, queryClient, watch } = createWorld()
    const flows = await watch(flowsQueryOptions(client))
    const shown = (flowId: string) => flows.data().some((flow) => flow.flowId === flowId)
    const [first, second] = flows.data().map(({ flowId }) => ({ flowId }))
    const remove = bulkOf(queryClient, {
      client,
      mutation: deleteFlowMutationOptions(client),
      concurrency: 1,
    })
    gate.hold('GET /flows')
    void flows.observer.refetch()
    await until(() => gate.held.length === 1)
    await gate.held[0]!.carryOut()
    gate.hold('DELETE')
    const over = remove.run([first!, second!])
    await until(() => gate.held.length === 2)
    await gate.held[1]!.release()
    await until(() => remove.get().done === 1)
    await gate.held[0]!.release()
    await until(() => flows.observer.getCurrentResult().fetchStatus === 'idle')
    expect([shown(first!.flowId), shown(second!.flowId)]).toEqual([false, false])
    sandbox.requests.clear()
    gate.open()
    await gate.held[0]!.release()
    await over
    await idle(queryClient)
    expect(said(sandbox)).toEqual(['DELETE /flows/:flowId', 'GET /flows'])
    expect([shown(first!.flowId), shown(second!.flowId)]).toEqual([false, false])
  })

  test('what is deleted leaves no detail behind, what is not keeps it', async () => {
    const { sandbox, client, queryClient, watch } = createWorld()
    const count = await watch(flowsCountQueryOptions(client))
    const [first, second] = sandbox.database.flows
    const details = [first!, second!].map(({ flowId }) => flowQueryOptions(client, { flowId }))
    for (const detail of details) await queryClient.prefetchQuery(detail)
    sandbox.faults.add({ on: `DELETE /flows/${second!.flowId}`, status: 403 })
    const before = count.data()
    await bulkOf(queryClient, { client, mutation: deleteFlowMutationOptions(client) }).run([
      first!,
      second!,
    ])
    await idle(queryClient)
    expect(details.map(({ queryKey }) => queryClient.getQueryData(queryKey) !== undefined)).toEqual(
      [false, true],
    )
    expect(count.data()).toBe(before - 1)
  })

  test('the same item twice is one; more items join a run that is under way', async () => {
    const { sandbox, gate, client, queryClient } = createWorld()
    const [a, b, c] = sandbox.database.accounts.map(({ accountId }) => ({ accountId }))
    gate.hold('POST')
    const check = bulkOf(queryClient, { client, mutation: testAccountMutationOptions(client) })
    const first = check.run([a!, { ...a! }, b!])
    await until(() => gate.held.length === 2)
    const second = bulkOf(queryClient, {
      client,
      mutation: testAccountMutationOptions(client),
    }).run([c!])
    await until(() => gate.held.length === 3)
    while (gate.held.length > 0) await gate.held[0]!.release()
    const { results } = await first
    expect(await second).toMatchObject({ total: 3, done: 3 })
    expect(results.map(({ item }) => item)).toEqual([a, b, c])
    expect(results[0]).toMatchObject({ data: { ok: true } })
    check.reset()
    expect(check.get()).toMatchObject({ total: 0, results: [] })
  })

  test('an item that JSON cannot hold fails with a reason, and the others are sent', async () => {
    const { sandbox, client, queryClient } = createWorld()
    const [a, b] = sandbox.database.flows.map(({ flowId }) => ({ flowId, name: 'New' }))
    const bad = { ...a!, customFields: { size: 1n } }
    const rename = bulkOf(queryClient, { client, mutation: updateFlowMutationOptions(client) })
    const { results } = await rename.run([bad, { ...b!, forceUpdate: true }])
    expect(results).toMatchObject([
      { item: bad, status: 'failed', error: { code: 'input' } },
      { status: 'done' },
    ])
    expect(await rename.retryFailed()).toMatchObject({ failed: 1, done: 1, isRunning: false })
    expect(sandbox.requests.count('PUT')).toBe(1)
  })
})

describe('one item of many and a change of its own', () => {
  test('is not sent twice when it is on its way already', async () => {
    const { sandbox, gate, client, queryClient, run } = createWorld()
    const [task, other] = tasksOf(sandbox)
    gate.hold('PUT')
    const single = run(approveTaskMutationOptions(client), task!)
    await until(() => gate.held.length === 1)
    const over = bulkOf(queryClient, { client, mutation: approveTaskMutationOptions(client) }).run([
      task!,
      other!,
    ])
    await until(() => gate.held.length === 2)
    while (gate.held.length > 0) await gate.held[0]!.release()
    expect(await over).toMatchObject({ done: 2 })
    await single
    expect(sandbox.requests.count('PUT')).toBe(2)
  })

  test('gives way to a newer change as long as it waits, and counts as cancelled', async () => {
    const { sandbox, gate, client, queryClient, run } = createWorld()
    const [first, second] = startable(sandbox)
    gate.hold('POST')
    const start = bulkOf(queryClient, {
      client,
      mutation: startFlowMutationOptions(client),
      concurrency: 1,
    })
    const over = start.run([first!, second!])
    await until(() => gate.held.length === 1)
    const stop = run(stopFlowMutationOptions(client), second!)
    await until(() => gate.held.length === 2)
    gate.open()
    while (gate.held.length > 0) await gate.held[0]!.release()
    await stop
    expect((await over).results.map(({ status }) => status)).toEqual(['done', 'cancelled'])
    expect(sandbox.requests.of('POST').map(({ body }) => body)).toEqual([
      { command: 'start' },
      { command: 'stop', background: true },
    ])
  })
})

describe('a run that is cancelled', () => {
  test('sends nothing more, takes back what was not sent, and lets the rest finish', async () => {
    const { sandbox, gate, client, queryClient, watch } = createWorld()
    const tasks = await watch(peopleTasksQueryOptions(client, waiting))
    const ids = tasks.data().map(({ taskId }) => ({ taskId }))
    gate.hold('PUT')
    const approve = bulkOf(queryClient, { client, mutation: approveTaskMutationOptions(client) })
    const over = approve.run(ids)
    await until(() => gate.held.length === 4)
    approve.cancel()
    expect(tasks.data().map(({ taskId }) => ({ taskId }))).toEqual(ids.slice(4))
    expect(tasks.writes()).toBe(2)
    expect(approve.get()).toMatchObject({ isRunning: true, cancelled: 5 })
    while (gate.held.length > 0) await gate.held[0]!.release()
    expect(await over).toMatchObject({ isRunning: false, done: 4, failed: 0, cancelled: 5 })
    await idle(queryClient)
    expect(sandbox.requests.count('PUT')).toBe(4)
    expect(tasks.data()).toHaveLength(5)
    await approve.retryFailed()
    expect(sandbox.requests.count('PUT')).toBe(4)
  })

  test('ends with the session, without another request or a change of anything', async () => {
    const { sandbox, gate, client, queryClient } = createWorld()
    gate.hold('PUT')
    const approve = bulkOf(queryClient, { client, mutation: approveTaskMutationOptions(client) })
    const over = approve.run(tasksOf(sandbox))
    await until(() => gate.held.length === 4)
    endSession(client, queryClient)
    expect(await over).toMatchObject({ isRunning: false, failed: 4, cancelled: 5 })
    expect(approve.get().results[0]).toMatchObject({ error: { code: 'session' } })
    expect(sandbox.requests.count('PUT')).toBe(0)
    expect(queryClient.getQueryCache().getAll()).toEqual([])
  })
})

test('after a cancelled run the reads are repeated once, when the last request has ended', async () => {
  const { sandbox, gate, client, queryClient, watch } = createWorld()
  const flows = await watch(flowsQueryOptions(client))
  const ids = flows.data().slice(0, 9)
  gate.hold('PUT')
  const rename = bulkOf(queryClient, {
    client,
    mutation: updateFlowMutationOptions(client),
    concurrency: 3,
  })
  const over = rename.run(ids.map(({ flowId }) => ({ flowId, name: 'New', forceUpdate: true })))
  await until(() => gate.held.length === 3)
  sandbox.requests.clear()
  rename.cancel()
  while (gate.held.length > 0) {
    await gate.held[0]!.release()
    await idleReads(queryClient)
  }
  expect(await over).toMatchObject({ done: 3, cancelled: 6 })
  await idle(queryClient)
  expect(sandbox.requests.count('GET /flows')).toBe(1)
})

test('after an item that was given twice, in two forms, the reads are repeated once', async () => {
  const { sandbox, gate, client, queryClient, watch } = createWorld()
  const flows = await watch(flowsQueryOptions(client))
  const { flowId } = flows.data()[0]!
  const name = 'New'
  gate.hold('PUT')
  const rename = bulkOf(queryClient, {
    client,
    mutation: updateFlowMutationOptions(client),
    variablesOf: ([item]: { flowId: string; tag: number }[]) => ({
      flowId: item!.flowId,
      name,
      forceUpdate: true,
    }),
  })
  sandbox.requests.clear()
  const over = rename.run([
    { flowId, tag: 1 },
    { flowId, tag: 2 },
  ])
  await until(() => gate.held.length === 1)
  await gate.held[0]!.release()
  expect(await over).toMatchObject({ done: 2 })
  await idle(queryClient)
  expect([sandbox.requests.count('PUT'), sandbox.requests.count('GET /flows')]).toEqual([1, 1])
})

test('what is begun right after a cancelled run is sent', async () => {
  const { sandbox, client, queryClient } = createWorld()
  const approve = bulkOf(queryClient, { client, mutation: approveTaskMutationOptions(client) })
  const [first, second] = tasksOf(sandbox)
  const over = approve.run([first!])
  approve.cancel()
  const { results } = await approve.run([second!])
  await over
  expect(results.map(({ status }) => status)).toEqual(['done'])
  expect(sandbox.requests.count('PUT')).toBe(1)
})

test('what a session that is over is told to do fails, and shows nothing to the next one of that user', async () => {
  const { sandbox, client, queryClient, watch } = createWorld()
  const approve = bulkOf(queryClient, { client, mutation: approveTaskMutationOptions(client) })
  endSession(client, queryClient)
  const next = createAppmixerClient({
    baseUrl,
    token: sandbox.tokenFor(ada),
    fetch: sandbox.fetch,
  })
  const tasks = await watch(peopleTasksQueryOptions(next, waiting))
  expect(await approve.run(tasksOf(sandbox))).toMatchObject({ failed: 9 })
  expect(tasks.data()).toHaveLength(9)
})

test.each([
  ['queries', 1, 9],
  ['mutations, when the second is added,', 3, 9],
  ['mutations, when the first begins,', 2, 1],
])(
  'what a subscriber of the %s disturbs fails, is not shown, and can be retried',
  async (kind, nth, failed) => {
    const { sandbox, client, queryClient, watch } = createWorld()
    const tasks = await watch(peopleTasksQueryOptions(client, waiting))
    const approve = bulkOf(queryClient, { client, mutation: approveTaskMutationOptions(client) })
    const mistake = new Error('A mistake of the app')
    const cache = kind === 'queries' ? queryClient.getQueryCache() : queryClient.getMutationCache()
    let events = 0
    const stop = cache.subscribe(() => {
      if (++events === nth) throw mistake
    })
    const over = approve.run(tasksOf(sandbox))
    stop()
    const { results, ...state } = await over
    expect(state).toMatchObject({ isRunning: false, done: 9 - failed, failed })
    expect(results[0]).toMatchObject({ status: 'failed', error: mistake })
    await idle(queryClient)
    expect(tasks.data()).toHaveLength(failed)
    expect(sandbox.requests.count('PUT')).toBe(9 - failed)
    expect(await approve.retryFailed()).toMatchObject({ done: 9, failed: 0 })
  },
)

describe('a server that asks to wait', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] }))
  afterEach(() => void vi.useRealTimers())

  test('T3: holds the whole run, and what it refused is sent again', async () => {
    const { sandbox, gate, client, queryClient } = createWorld()
    const ids = tasksOf(sandbox)
    sandbox.faults.add({ on: approval, status: 429, headers: { 'retry-after': '2' }, times: 1 })
    gate.hold('PUT')
    const approve = bulkOf(queryClient, { client, mutation: approveTaskMutationOptions(client) })
    const over = approve.run(ids)
    await until(() => gate.held.length === 4)
    const refusedAt = Date.now()
    const refused = gate.held.slice()
    for (const held of refused) await held.release()
    await until(() => approve.get().done === 3)
    expect(approve.get().resumesAt).toBe(refusedAt + 2_000)
    await vi.advanceTimersByTimeAsync(1_999)
    expect([gate.held.length, approve.get().isRunning]).toEqual([0, true])
    await vi.advanceTimersByTimeAsync(1)
    await until(() => gate.held.length === 4)
    expect(gate.held[0]!.request.url).toContain(ids[0]!.taskId)
    expect(approve.get().resumesAt).toBeUndefined()
    gate.open()
    while (gate.held.length > 0) await gate.held[0]!.release()
    expect(await over).toMatchObject({ done: 9, failed: 0 })
    expect(sandbox.requests.count('PUT')).toBe(10)
  })

  test.each([
    ['86400', 30_000],
    ['soon', 1_000],
  ])('T4: %s is a rest of %i ms', async (retryAfter, rest) => {
    const { sandbox, client, queryClient } = createWorld()
    sandbox.faults.add({ status: 429, headers: { 'retry-after': retryAfter }, times: 1 })
    const approve = bulkOf(queryClient, { client, mutation: approveTaskMutationOptions(client) })
    const over = approve.run(tasksOf(sandbox).slice(0, 1))
    await until(() => approve.get().resumesAt !== undefined)
    await vi.advanceTimersByTimeAsync(rest - 1)
    expect(sandbox.requests.count('PUT')).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(await over).toMatchObject({ done: 1 })
  })

  test('for ever is given up after five rests in a row: what is left fails, and can be retried', async () => {
    const { sandbox, client, queryClient } = createWorld()
    const takeBack = sandbox.faults.add({ on: approval, status: 429 })
    const approve = bulkOf(queryClient, { client, mutation: approveTaskMutationOptions(client) })
    const over = approve.run(tasksOf(sandbox))
    for (let rest = 0; rest < 5; rest++) {
      await until(() => approve.get().resumesAt !== undefined)
      await vi.advanceTimersByTimeAsync(1_000 * 2 ** rest)
    }
    expect(await over).toMatchObject({ done: 0, failed: 9, resumesAt: undefined })
    expect(approve.get().results[8]).toMatchObject({ error: { status: 429 } })
    expect(sandbox.requests.count('PUT')).toBe(6 * 4)
    takeBack()
    sandbox.faults.add({ on: approval, status: 429, times: 1 })
    const again = approve.retryFailed()
    await until(() => approve.get().resumesAt !== undefined)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await again).toMatchObject({ done: 9 })
  })

  test('holds nobody who has left: what it refuses after that is cancelled at once', async () => {
    const { sandbox, gate, client, queryClient } = createWorld()
    sandbox.faults.add({ status: 429, headers: { 'retry-after': '20' } })
    gate.hold('PUT')
    const approve = bulkOf(queryClient, { client, mutation: approveTaskMutationOptions(client) })
    const over = approve.run(tasksOf(sandbox))
    await until(() => gate.held.length === 4)
    approve.cancel()
    while (gate.held.length > 0) await gate.held[0]!.release()
    await until(() => !approve.get().isRunning)
    expect(await over).toMatchObject({ cancelled: 9, failed: 0, resumesAt: undefined })
    // Time stands still: a timer that is not cleared stays.
    await until(() => vi.getTimerCount() === 0)
  })

  test('can be left: nothing is sent after the rest', async () => {
    const { sandbox, client, queryClient } = createWorld()
    sandbox.faults.add({ status: 429, headers: { 'retry-after': '20' } })
    const approve = bulkOf(queryClient, { client, mutation: approveTaskMutationOptions(client) })
    const over = approve.run(tasksOf(sandbox))
    await until(() => approve.get().resumesAt !== undefined && sandbox.requests.count('PUT') === 4)
    await settled()
    approve.cancel()
    expect(await over).toMatchObject({ cancelled: 9, failed: 0, resumesAt: undefined })
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sandbox.requests.count('PUT')).toBe(4)
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('10,000 records go in 100 requests, one after another, and one that fails takes only its own with it', async () => {
  const { sandbox, client, queryClient } = createWorld()
  const { storeId } = sandbox.database.stores[0]!
  const keys = Array.from({ length: 10_000 }, (_, index) => `bulk-${index}`)
  const now = sandbox.database.now()
  sandbox.database.records[storeId] = keys.map((key) => ({
    key,
    storeId,
    userId: sandbox.database.users[0]!.id,
    value: 1,
    createdAt: now,
    updatedAt: now,
  }))
  sandbox.faults.add({ on: 'DELETE /store', status: 500, times: 1 })
  const remove = bulkOf(queryClient, deleteStoreItemsBulkOptions(client))
  const steps: number[] = []
  remove.subscribe(() => steps.push(remove.get().done + remove.get().failed))
  await remove.run(keys.map((key) => ({ storeId, key })))
  expect(remove.get()).toMatchObject({ total: 10_000, done: 9_900, failed: 100 })
  expect(sandbox.requests.of('DELETE /store').map(({ body }) => (body as []).length)).toEqual(
    Array.from({ length: 100 }, () => 100),
  )
  expect(steps).toContain(5_000)
  expect(await getStoreRecordsCount(client, { storeId })).toBe(100)
})

const taskReads = ['GET tasks', 'GET tasks-count']

/** A sandbox behind a gate, a client of Ada's on it, and a cache with what she looks at. */
function createWorld(clock = createManualClock()) {
  const sandbox = createSandbox({ clock })
  const gate = createGate(sandbox)
  const queryClient = new QueryClient()
  const client = createAppmixerClient({ baseUrl, token: sandbox.tokenFor(ada), fetch: gate.fetch })

  async function watch<Data>(options: AppmixerQuery<Data>) {
    const observer = new QueryObserver<Data>(queryClient, {
      ...(options as object),
      queryKey: options.queryKey,
      refetchInterval: false,
    })
    observer.subscribe(() => {})
    await until(() => observer.getCurrentResult().data !== undefined)
    let writes = 0
    queryClient.getQueryCache().subscribe((event) => {
      if (event.query.queryKey !== options.queryKey || event.type !== 'updated') return
      if (event.action.type === 'success' && event.action.manual) writes++
    })
    return {
      observer,
      data: () => queryClient.getQueryData<Data>(options.queryKey)!,
      writes: () => writes,
    }
  }

  function run<Variables, Data>(options: AppmixerMutation<Variables, Data>, variables: Variables) {
    return queryClient
      .getMutationCache()
      .build<Data, Error, Variables, unknown>(queryClient, options)
      .execute(variables)
  }

  return { sandbox, gate, client, queryClient, watch, run }
}

function tasksOf(sandbox: Sandbox) {
  return sandbox.database.tasks
    .filter(({ approver, status }) => approver === ada && status === 'pending')
    .map(({ taskId }) => ({ taskId }))
}

function startable({ database }: Sandbox) {
  return database.flows
    .filter(({ stage, missingAccounts }) => stage === 'stopped' && !missingAccounts)
    .map(({ flowId }) => ({ flowId }))
}

/** What was asked, by route; the reads, which come together, in alphabetical order. */
function said({ requests }: Sandbox): string[] {
  const routes = requests.entries.map(({ route }) =>
    route.startsWith('GET') ? route.replace(/\/plugins\/.*\//, '') : route,
  )
  return [
    ...routes.filter((route) => !route.startsWith('GET')),
    ...routes.filter((route) => route.startsWith('GET')).toSorted(),
  ]
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
}

async function idleReads(queryClient: QueryClient): Promise<void> {
  await settled()
  await until(() => queryClient.isFetching() === 0)
}

/** Until nothing is asked any more. */
async function idle(queryClient: QueryClient): Promise<void> {
  await until(() => queryClient.isFetching() + queryClient.isMutating() === 0)
}
