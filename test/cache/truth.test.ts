import {
  dehydrate,
  hashKey,
  hydrate,
  InfiniteQueryObserver,
  MutationObserver,
  onlineManager,
  QueryClient,
  QueryObserver,
} from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  authenticateUserMutationOptions,
  createAccountMutationOptions,
  deleteFlowMutationOptions,
  deleteStoreItemsMutationOptions,
  flowQueryOptions,
  flowsCountQueryOptions,
  flowsInfiniteQueryOptions,
  flowsQueryOptions,
  peopleTasksQueryOptions,
  approveTaskMutationOptions,
  createStoreItemMutationOptions,
  storeRecordsInfiniteQueryOptions,
  storeRecordsQueryOptions,
  updateStoreItemMutationOptions,
  signupUserMutationOptions,
  updateFlowMutationOptions,
  type AppmixerMutation,
  type Flow,
} from '../../src/index.ts'
import { createSandbox, demoUsers } from '../../src/sandbox/index.ts'
import { clientOf } from '../support.tsx'
import { createGate } from './gate.ts'
import { waitFor } from '../until.ts'

afterEach(() => onlineManager.setOnline(true))

describe('data that comes from elsewhere while a write is pending', () => {
  test('by setQueryData stays when the write is rolled back, and what the write showed does not', async () => {
    const { queryClient, detail, flowId, write, gate, refuse } = await createWorld()
    gate.hold('GET')
    refuse()
    const ended = write(updateFlowMutationOptions, { flowId, name: 'Mine' })
    await until(() => gate.held.length === 1)
    queryClient.setQueryData(detail.queryKey, (flow) => ({ ...flow!, description: 'App' }))
    expect(queryClient.getQueryData(detail.queryKey)).toMatchObject({
      name: 'Mine',
      description: 'App',
    })
    await gate.held[0]!.release()
    await ended
    expect(queryClient.getQueryData(detail.queryKey)).toMatchObject({
      name: 'Before',
      description: 'App',
    })
  })

  test('by hydrate stays when the write is rolled back', async () => {
    const { queryClient, detail, flowId, write, gate, refuse } = await createWorld()
    gate.hold('GET')
    refuse()
    const ended = write(updateFlowMutationOptions, { flowId, name: 'Mine' })
    await until(() => gate.held.length === 1)
    const other = new QueryClient()
    const theirs = { ...queryClient.getQueryData(detail.queryKey)!, name: 'Theirs' }
    other.setQueryData(detail.queryKey, theirs, { updatedAt: Date.now() + 1_000 })
    hydrate(queryClient, dehydrate(other))
    expect(queryClient.getQueryData(detail.queryKey)!.name).toBe('Mine')
    await gate.held[0]!.release()
    await ended
    expect(queryClient.getQueryData(detail.queryKey)!.name).toBe('Theirs')
  })

  test('a count that the app raises by one is one more, before and after', async () => {
    const { queryClient, count, flowId, write, gate, refuse } = await createWorld()
    const { queryKey } = count
    const before = queryClient.getQueryData(queryKey)!
    gate.hold('GET')
    refuse()
    const ended = write(deleteFlowMutationOptions, { flowId })
    await until(() => gate.held.length === 1)
    expect(queryClient.getQueryData(queryKey)).toBe(before - 1)
    queryClient.setQueryData(queryKey, (shown) => shown! + 1)
    expect(queryClient.getQueryData(queryKey)).toBe(before)
    await gate.held[0]!.release()
    await ended
    expect(queryClient.getQueryData(queryKey)).toBe(before + 1)
  })

  test('a page that was fetched stays when a write is rolled back', async () => {
    const { queryClient, client, flowId, write, gate, refuse } = await createWorld()
    const options = flowsInfiniteQueryOptions(client, { limit: 5 })
    const observer = new InfiniteQueryObserver(queryClient, options as any)
    const close = observer.subscribe(() => {})
    await until(() => observer.getCurrentResult().isSuccess)
    refuse()
    const ended = write(updateFlowMutationOptions, { flowId, name: 'Mine' })
    await until(() => gate.held.length === 1)
    await observer.fetchNextPage()
    gate.hold('GET')
    await gate.held[0]!.release()
    await ended
    const { pages } = queryClient.getQueryData(options.queryKey)!
    expect(pages.map((page) => page.length)).toEqual([5, 5])
    close()
  })

  test('is seen by the reads of an app that hashes keys its own way', async () => {
    const { queryClient, list, flowId, write, gate, refuse } = await createWorld({
      queryKeyHashFn: (key) => `own ${hashKey(key)}`,
    })
    refuse()
    const ended = write(updateFlowMutationOptions, { flowId, name: 'Mine' })
    await until(() => gate.held.length === 1)
    await queryClient.refetchQueries({ queryKey: list.queryKey, exact: true })
    expect(nameOf(queryClient.getQueryData(list.queryKey), flowId)).toBe('Mine')
    gate.hold('GET')
    await gate.held[0]!.release()
    await ended
    expect(nameOf(queryClient.getQueryData(list.queryKey), flowId)).toBe('Before')
  })
})

describe('a throw while a change is shown', () => {
  test('by a subscriber of the cache leaves nothing shown and nothing registered', async () => {
    const { queryClient, detail, flowId, write, gate, sandbox } = await createWorld()
    throwOnce(queryClient)
    await expect(write(updateFlowMutationOptions, { flowId, name: 'Mine' })).rejects.toThrow(
      mistake,
    )
    expect(queryClient.getQueryData(detail.queryKey)!.name).toBe('Before')
    expect(sandbox.requests.count('PUT')).toBe(0)
    gate.open()
    await write(updateFlowMutationOptions, { flowId, name: 'Mine' })
    expect(sandbox.requests.count('PUT')).toBe(1)
  })

  test('leaves a write that concerns no single entity unsent, so that later ones refetch', async () => {
    const { queryClient, client, write, gate, sandbox } = await createWorld()
    gate.open()
    const { storeId } = sandbox.database.stores[0]!
    const records = storeRecordsQueryOptions(client, { storeId })
    const { key } = (await queryClient.fetchQuery(records))[0]!
    const close = new QueryObserver(queryClient, {
      ...(records as object),
      queryKey: records.queryKey,
      staleTime: Infinity,
    }).subscribe(() => {})
    throwOnce(queryClient)
    const items = [{ storeId, key }]
    await expect(write(deleteStoreItemsMutationOptions, { items })).rejects.toThrow(mistake)
    sandbox.requests.clear()
    await write(deleteStoreItemsMutationOptions, { items })
    await until(() => queryClient.isFetching() === 0)
    expect(sandbox.requests.entries.map(({ method }) => method)).toEqual(['DELETE', 'GET'])
    close()
  })

  test('leaves what waits in its old order', async () => {
    const { queryClient, detail, flowId, write, gate, sandbox } = await createWorld()
    const update = (fields: object) => write(updateFlowMutationOptions, { flowId, ...fields })
    const ended = [
      update({ name: 'One', forceUpdate: true }),
      update({ name: 'Two', forceUpdate: true }),
      update({ name: 'Three', description: 'Text', forceUpdate: true }),
    ]
    await until(() => gate.held.length === 1)
    throwOnce(queryClient)
    await expect(update({ name: 'Four', forceUpdate: true })).rejects.toThrow(mistake)
    expect(queryClient.getQueryData(detail.queryKey)!.name).toBe('Three')
    gate.open()
    await gate.held[0]!.release()
    await Promise.all(ended)
    expect(sandbox.requests.of('PUT').map(({ body }) => (body as { name: string }).name)).toEqual([
      'One',
      'Two',
      'Three',
    ])
  })

  test('by holes in cached data does not keep a write from being sent', async () => {
    const { queryClient, list, detail, flowId, write, gate, sandbox } = await createWorld()
    queryClient.setQueryData(list.queryKey, (flows) => [null as never, ...flows!])
    gate.open()
    await write(updateFlowMutationOptions, { flowId, name: 'Mine' })
    expect(queryClient.getQueryData(detail.queryKey)!.name).toBe('Mine')
    expect(sandbox.requests.count('PUT')).toBe(1)
  })
})

describe('holes in cached data', () => {
  test('do not keep a deletion from being shown and sent', async () => {
    const { queryClient, client, list, count, flowId, write, gate, sandbox } = await createWorld()
    const infinite = flowsInfiniteQueryOptions(client, {})
    const rows = queryClient.getQueryData(list.queryKey)!
    const pages = [null as never, [null as never, ...rows]]
    const pageParams = [0, 1].map((index) => ({ index, offset: 0 }))
    queryClient.setQueryData(infinite.queryKey, { pages, pageParams })
    queryClient.setQueryData(list.queryKey, [null as never, ...rows])
    const before = queryClient.getQueryData(count.queryKey)!
    const ended = write(deleteFlowMutationOptions, { flowId })
    await until(() => gate.held.length === 1)
    const shown = () => JSON.stringify(queryClient.getQueryData(list.queryKey))
    expect(shown()).not.toContain(flowId)
    expect(JSON.stringify(queryClient.getQueryData(infinite.queryKey))).not.toContain(flowId)
    expect(queryClient.getQueryData(count.queryKey)).toBe(before - 1)
    gate.open()
    await gate.held[0]!.release()
    await ended
    expect(sandbox.requests.count('DELETE')).toBe(1)
  })

  test('do not keep a task from being decided, nor a record from being written', async () => {
    const { queryClient, client, write, gate, sandbox } = await createWorld()
    gate.open()
    const tasks = peopleTasksQueryOptions(client)
    const { taskId } = (await queryClient.fetchQuery(tasks)).find(
      ({ status }) => status === 'pending',
    )!
    queryClient.setQueryData(tasks.queryKey, (all) => [null as never, ...all!])
    await write(approveTaskMutationOptions, { taskId })
    const { storeId } = sandbox.database.stores[0]!
    const records = storeRecordsQueryOptions(client, { storeId, sort: 'updatedAt:-1' })
    await queryClient.fetchQuery(records)
    queryClient.setQueryData(records.queryKey, (all) => [null as never, ...all!])
    const written = write(createStoreItemMutationOptions, { storeId, key: 'new', value: 1 })
    await until(() => queryClient.getQueryData(records.queryKey)![0]?.key === 'new')
    await written
    expect(sandbox.requests.count('PUT') + sandbox.requests.count('POST')).toBe(2)
  })
})

describe('a key that is taken', () => {
  test.each([false, true])(
    'is shown by one row while another is renamed to it, on the same page or not (%s)',
    async (isOtherPage) => {
      const { queryClient, client, write, gate, sandbox } = await createWorld()
      const { storeId } = sandbox.database.stores[0]!
      const query = { storeId, sort: 'updatedAt:-1' }
      const list = storeRecordsQueryOptions(client, query)
      const infinite = storeRecordsInfiniteQueryOptions(client, query)
      const rows = (await queryClient.fetchQuery(list)).slice(0, 2)
      const [one, other] = rows.map(({ key }) => key) as [string, string]
      queryClient.setQueryData(infinite.queryKey, {
        pages: isOtherPage ? rows.map((row) => [row]) : [rows],
        pageParams: rows.map((_, index) => ({ index, offset: index })).slice(isOtherPage ? 0 : 1),
      })
      const keys = () => [
        queryClient.getQueryData(list.queryKey)!.map(({ key }) => key),
        queryClient
          .getQueryData(infinite.queryKey)!
          .pages.flat()
          .map(({ key }) => key),
      ]
      const before = keys()
      gate.hold('PATCH')
      const renamed = write(updateStoreItemMutationOptions, { storeId, key: one, newKey: other })
      await until(() => gate.held.length === 1)
      expect(keys()).toEqual(before)
      gate.open()
      void gate.held[0]!.release()
      await expect(renamed).rejects.toMatchObject({ code: 'http' })
      const isShownOnce = () => keys().every((all) => new Set(all).size === all.length)
      gate.hold('POST')
      const created = write(createStoreItemMutationOptions, { storeId, key: other, value: 'New' })
      await until(() => gate.held.length === 1)
      expect(isShownOnce()).toBe(true)
      await gate.held[0]!.release()
      await created
    },
  )
})

describe('a cache that is restored', () => {
  test('asks again for what was not confirmed: a deletion that the server refused is there again', async () => {
    const { queryClient, client, list, flowId, write, gate } = await createWorld()
    const options = { ...list, staleTime: Infinity, refetchInterval: false } as const
    const close = new QueryObserver(queryClient, options).subscribe(() => {})
    void write(deleteFlowMutationOptions, { flowId }).catch(() => {})
    await until(() => gate.held.length === 1)
    expect(nameOf(queryClient.getQueryData(list.queryKey), flowId)).toBeUndefined()
    const stored = JSON.parse(JSON.stringify(dehydrate(queryClient))) as unknown
    close()

    const restored = new QueryClient()
    hydrate(restored, stored as ReturnType<typeof dehydrate>)
    const observer = new QueryObserver(restored, {
      ...flowsQueryOptions(client),
      staleTime: Infinity,
      refetchInterval: false,
    })
    const end = observer.subscribe(() => {})
    await until(() => nameOf(observer.getCurrentResult().data, flowId) === 'Before')
    end()
  })

  test('leaves fresh what was confirmed', async () => {
    const { queryClient, list, flowId, write, gate } = await createWorld()
    const options = { ...list, staleTime: Infinity, refetchInterval: false } as const
    const close = new QueryObserver(queryClient, options).subscribe(() => {})
    gate.open()
    await write(updateFlowMutationOptions, { flowId, name: 'Mine' }, { invalidate: false })
    expect(queryClient.getQueryState(list.queryKey)!.isInvalidated).toBe(false)
    close()
  })
})

test('a list that is read beside steady writes is shown, and is right when they end', async () => {
  const { queryClient, list, flowId, write, gate, sandbox } = await createWorld()
  queryClient.removeQueries({ queryKey: list.queryKey })
  gate.open()
  let isOver = false
  const saved = (async () => {
    for (let count = 0; !isOver; count++) {
      await write(updateFlowMutationOptions, { flowId, name: `Save ${count}` })
      await new Promise(setImmediate)
    }
  })()
  gate.hold('GET')
  const observer = new QueryObserver(queryClient, { ...list, refetchInterval: false })
  const close = observer.subscribe(() => {})
  for (let reads = 1; !observer.getCurrentResult().isSuccess; reads++) {
    expect(reads).toBeLessThan(5)
    await until(() => gate.held.length > 0)
    const before = sandbox.requests.count('PUT')
    // At least one write settles while each read is under way.
    await until(() => sandbox.requests.count('PUT') > before + 2)
    await gate.held[0]!.release()
    await until(() => gate.held.length > 0 || observer.getCurrentResult().isSuccess)
  }
  expect(nameOf(observer.getCurrentResult().data, flowId)).toMatch(/^Save/)
  isOver = true
  await saved
  gate.open()
  while (gate.held.length > 0) await gate.held[0]!.release()
  await until(() => queryClient.isFetching() === 0)
  const truth = sandbox.database.flows.find((flow) => flow.flowId === flowId)!.name
  expect(nameOf(queryClient.getQueryData(list.queryKey), flowId)).toBe(truth)
  close()
})

test('a refetch that makes room for the next page is made up for: the old name does not stay', async () => {
  const { queryClient, client, flowId, write, gate, sandbox } = await createWorld()
  const options = flowsInfiniteQueryOptions(client, { limit: 5 })
  const observer = new InfiniteQueryObserver(queryClient, {
    ...(options as any),
    staleTime: Infinity,
  })
  const close = observer.subscribe(() => {})
  await until(() => observer.getCurrentResult().isSuccess)
  gate.open()
  sandbox.database.flows.find((flow) => flow.flowId === flowId)!.description = 'New'
  gate.hold('GET /flows')
  await write(updateFlowMutationOptions, { flowId, name: 'Mine' })
  await until(() => gate.held.length > 0)
  // The refetch is under way, and the user scrolls.
  gate.open()
  await observer.fetchNextPage()
  const rows = () => queryClient.getQueryData(options.queryKey)!.pages.flat()
  expect(rows()).toHaveLength(10)
  await until(() => rows().find((flow) => flow.flowId === flowId)!.description === 'New')
  close()
})

describe('confidential mutations', () => {
  const canary = 'canary-7714'
  test.each([
    ['a sign-in', authenticateUserMutationOptions, { ...demoUsers.ada, password: canary }],
    ['a sign-up', signupUserMutationOptions, { username: 'eve@acme.test', password: canary }],
    ['an account', createAccountMutationOptions, { service: 'a:b', token: { key: canary } }],
  ] as [string, any, object][])('%s fails at once offline', async (_, optionsFor, variables) => {
    const { queryClient, client, gate } = await createWorld()
    gate.open()
    onlineManager.setOnline(false)
    vi.spyOn(gate, 'fetch').mockRejectedValue(new TypeError('Failed to fetch'))
    const observer = new MutationObserver<unknown, Error, object>(queryClient, optionsFor(client))
    const close = observer.subscribe(() => {})
    const ended = observer.mutate(variables)
    const all = { shouldDehydrateMutation: () => true }
    await expect(ended).rejects.toMatchObject({ code: 'network' })
    expect(JSON.stringify(dehydrate(queryClient))).not.toContain(canary)
    expect(JSON.stringify(dehydrate(queryClient, all))).not.toContain(canary)
    close()
  })
})

describe('what is done for a write', () => {
  beforeEach(() => void vi.restoreAllMocks())

  test.each([
    ['all are carried out', 'done'],
    ['all fail', 'failed'],
    ['all are deletions that fail', 'deleted'],
    ['all are superseded', 'superseded'],
  ])('does not grow with the number of writes that wait: %s', async (_, end) => {
    const queryClient = new QueryClient()
    const waiting = createSandbox()
    const gate = createGate(waiting)
    const client = clientOf({ ...waiting, fetch: gate.fetch }, undefined, { retries: 0 })
    const list = flowsQueryOptions(client)
    const infinite = flowsInfiniteQueryOptions(client, {})
    const rows = Array.from({ length: 100 }, (__, index): Flow => ({ flowId: `flow-${index}` }))
    let visits = 0
    const counted = rows.map((row) =>
      Object.defineProperty({ ...row }, 'flowId', {
        enumerable: true,
        get() {
          visits++
          return row.flowId
        },
      }),
    )
    const pages = [counted.slice(0, 40), counted.slice(40)]
    const pageParams = [0, 40].map((offset, index) => ({ index, offset }))
    queryClient.setQueryData(list.queryKey, counted)
    queryClient.setQueryData(infinite.queryKey, { pages, pageParams })
    gate.hold('PUT')
    gate.hold('DELETE')
    const write = (index: number, name: string) => {
      const variables = { flowId: `flow-${index}`, forceUpdate: true, name }
      const options: AppmixerMutation<any, any> =
        end === 'deleted' ? deleteFlowMutationOptions(client) : updateFlowMutationOptions(client)
      return new MutationObserver<unknown, Error, object>(queryClient, options)
        .mutate(variables)
        .catch(() => {})
    }
    const ends = [...counted.keys()].map((index) => write(index, 'Mine'))
    await until(() => gate.held.length === 100)
    const shown = () => [
      queryClient.getQueryData(list.queryKey)!,
      queryClient.getQueryData(infinite.queryKey)!.pages.flat(),
    ]
    for (const all of shown()) {
      expect(all.length).toBe(end === 'deleted' ? 0 : 100)
      expect(all.every(({ name }) => name === 'Mine')).toBe(true)
    }
    if (end === 'superseded') {
      for (const index of counted.keys()) {
        ends.push(write(index, 'Later'), write(index, 'Latest'))
      }
    }
    waiting.faults.add(
      end === 'done' ? { body: '{"flowId":"a"}' } : { status: 500, message: 'Out of order' },
    )
    gate.open()
    // The last first, so that what comes back is put before what is there.
    for (const { release } of gate.held.toReversed()) await release()
    await Promise.all(ends)
    for (const all of shown()) {
      expect(all.map(({ flowId }) => flowId)).toEqual(rows.map(({ flowId }) => flowId))
      if (end !== 'done') expect(all.some(({ name }) => name !== undefined)).toBe(false)
    }
    // A few looks at each row for each write, however many writes wait.
    expect(visits).toBeLessThan(100 * 100 * (end === 'superseded' ? 100 : 40))
  })
})

const mistake = 'A mistake of the app'

/** A subscriber of the app's that throws at the next change of the cache. */
function throwOnce(queryClient: QueryClient): void {
  const stop = queryClient.getQueryCache().subscribe(({ type }) => {
    if (type !== 'updated') return
    stop()
    throw new Error(mistake)
  })
}

/** A flow in a list, a count and a detail, and a gate at which every write waits. */
async function createWorld({ queryKeyHashFn }: { queryKeyHashFn?: (key: any) => string } = {}) {
  const sandbox = createSandbox()
  const gate = createGate(sandbox)
  const queryClient = new QueryClient({
    defaultOptions: { queries: queryKeyHashFn ? { queryKeyHashFn } : {} },
  })
  const client = clientOf({ ...sandbox, fetch: (...args: any) => gate.fetch(...(args as [any])) })
  const list = flowsQueryOptions(client)
  const count = flowsCountQueryOptions(client)
  const [flow] = await queryClient.fetchQuery(list)
  const { flowId } = flow!
  Object.assign(
    sandbox.database.flows.find((one) => one.flowId === flowId)!,
    {
      name: 'Before',
      stage: 'stopped',
    },
  )
  await queryClient.refetchQueries({ queryKey: list.queryKey })
  const detail = flowQueryOptions(client, { flowId })
  for (const options of [list, count, detail] as any[]) {
    await queryClient.fetchQuery({ ...options, staleTime: 0 })
  }
  gate.hold('PUT')
  gate.hold('DELETE')
  sandbox.requests.clear()

  function write<Variables>(
    optionsFor: (client_: any, options?: any) => AppmixerMutation<Variables, any>,
    variables: Variables,
    options?: object,
  ): Promise<unknown> {
    const ended = new MutationObserver<unknown, Error, Variables>(
      queryClient,
      optionsFor(client, options),
    ).mutate(variables)
    return isRefused ? ended.catch(() => {}) : ended
  }
  let isRefused = false
  function refuse(): void {
    isRefused = true
    sandbox.faults.add({ on: 'PUT /flows/:flowId', status: 500 })
    sandbox.faults.add({ on: 'DELETE /flows/:flowId', status: 500 })
  }
  return { sandbox, gate, queryClient, client, list, count, detail, flowId, write, refuse }
}

function nameOf(flows: Flow[] | undefined, flowId: string): string | null | undefined {
  return flows?.find((flow) => flow.flowId === flowId)?.name
}

async function until(condition: () => boolean): Promise<void> {
  await waitFor(() => {
    if (!condition()) throw new Error('Not yet')
  })
}
