import {
  hashKey,
  MutationObserver,
  partialMatchKey,
  QueryClient,
  type QueryKey,
} from '@tanstack/react-query'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  accountFlowsQueryOptions,
  accountsQueryOptions,
  appComponentsQueryOptions,
  appmixerKeys,
  appsQueryOptions,
  categoriesQueryOptions,
  chartQueryOptions,
  chartsQueryOptions,
  componentAccountsQueryOptions,
  componentsQueryOptions,
  coordinatorStatusQueryOptions,
  createAppmixerClient,
  flowAuthenticationQueryOptions,
  flowQueryOptions,
  flowThumbnailQueryOptions,
  flowsCountQueryOptions,
  flowsInfiniteQueryOptions,
  flowsQueryOptions,
  integrationsCountQueryOptions,
  integrationsInfiniteQueryOptions,
  integrationsQuery,
  integrationsQueryOptions,
  integrationTemplatesCountQueryOptions,
  integrationTemplatesInfiniteQueryOptions,
  integrationTemplatesQuery,
  integrationTemplatesQueryOptions,
  logAggregationsQueryOptions,
  logQueryOptions,
  logsInfiniteQueryOptions,
  logsQueryOptions,
  logTailInfiniteQueryOptions,
  peopleTaskQueryOptions,
  peopleTasksCountQueryOptions,
  peopleTasksInfiniteQueryOptions,
  peopleTasksQueryOptions,
  storeQueryOptions,
  storeRecordsCountQueryOptions,
  storeRecordsInfiniteQueryOptions,
  storeRecordsQueryOptions,
  storesQueryOptions,
  updateFlowMutationOptions,
  usageQueryOptions,
  userQueryOptions,
  validateFlowQueryOptions,
} from '../src/index.ts'
import type * as main from '../src/index.ts'
import { createSandbox } from '../src/sandbox/index.ts'
import { ada, clientOf } from './support.tsx'
import { waitFor } from './until.ts'

const client = createAppmixerClient({ baseUrl: 'https://api.acme.test', userKey: 'ada' })
const keys = appmixerKeys(client)

/** Inputs as callers write them: with fields of all kinds, some of them `undefined`. */
const fields = fc.constantFrom('limit', 'filter', 'pattern', 'sort', 'secret')
const values = fc.oneof(
  fc.constant(undefined),
  fc.integer(),
  fc.string(),
  fc.array(fc.string()),
  fc.boolean(),
)
const query = fc.dictionary(fields, values) as fc.Arbitrary<any>
const id = fc.string()
const storeQuery = fc.tuple(id, query).map(([storeId, rest]) => ({ storeId, ...rest }))
const ref = fc.record({ logId: id, index: id })

type Name<Factory> = Exclude<keyof Factory, 'all'>
type Factories = { [Resource in Name<typeof keys>]: Record<Name<(typeof keys)[Resource]>, unknown> }
type OptionsName<Name = keyof typeof main> = Name extends `${string}QueryOptions` ? Name : never

/** How each factory function is called, and which options have its key. What is missing here does not compile. */
const inputs = {
  accounts: {
    list: [query],
    ofComponent: [query],
    flows: [id],
    flowAuthentication: [id],
  },
  apps: { list: [], ofApp: [query], components: [query] },
  charts: { list: [query], detail: [id, query] },
  flows: {
    list: [query],
    infinite: [query],
    count: [query],
    detail: [id, query],
    thumbnail: [id],
    validation: [id],
    status: [id],
  },
  integrations: { categories: [] },
  logs: {
    list: [query],
    infinite: [query],
    tail: [query],
    detail: [ref],
    aggregations: [query],
  },
  peopleTasks: {
    list: [query],
    infinite: [query],
    count: [query],
    detail: [id, query],
  },
  stores: {
    list: [],
    detail: [id],
    records: [storeQuery],
    infiniteRecords: [storeQuery],
    recordsCount: [storeQuery],
  },
  usage: { detail: [query] },
  users: { current: [] },
} satisfies Factories as unknown as Record<string, Record<string, fc.Arbitrary<any>[]>>

const factories = Object.entries(inputs).flatMap(([resource, kinds]) =>
  Object.entries(kinds).map(([kind, args]) => ({
    name: `${resource}.${kind}`,
    all: (keys as any)[resource].all as QueryKey,
    make: (keys as any)[resource][kind] as (...args: unknown[]) => QueryKey,
    args: fc.tuple(...args),
  })),
)

describe.each(factories)('keys.$name', ({ all, make, args }) => {
  test('a shorter key is a prefix of the longer ones', () => {
    fc.assert(
      fc.property(args, (given) => {
        const chain = [keys.all, all, ...[0, 1, 2].map((count) => make(...given.slice(0, count)))]
        for (const [index, key] of chain.entries()) {
          for (const prefix of chain.slice(0, index))
            expect(partialMatchKey(key, prefix)).toBe(true)
        }
      }),
    )
  })

  test('an input with a field less is a prefix, and what is undefined says nothing', () => {
    fc.assert(
      fc.property(args, fields, (given, field) => {
        const key = make(...given)
        const without = given.map((input: unknown) =>
          typeof input === 'object' ? { ...input, [field]: undefined } : input,
        )
        expect(partialMatchKey(key, make(...without))).toBe(true)
        const explicit = given.map((input: unknown) =>
          typeof input === 'object' ? { more: undefined, ...input } : input,
        )
        expect(make(...explicit)).toStrictEqual(key)
      }),
    )
  })

  test('no other read has its key', () => {
    fc.assert(
      fc.property(args, (given) => {
        const others = factories.filter((other) => other.make !== make)
        for (const other of others) {
          expect(partialMatchKey(make(...given), other.make())).toBe(false)
        }
      }),
      { numRuns: 10 },
    )
  })
})

test('every options function has the key of its factory', () => {
  const ofOptions = {
    accountFlowsQueryOptions: [
      accountFlowsQueryOptions(client, { accountId: 'a' }),
      keys.accounts.flows('a'),
    ],
    accountsQueryOptions: [accountsQueryOptions(client), keys.accounts.list()],
    appComponentsQueryOptions: [
      appComponentsQueryOptions(client, { app: 'a' }),
      keys.apps.ofApp({ app: 'a' }),
    ],
    appsQueryOptions: [appsQueryOptions(client), keys.apps.list()],
    categoriesQueryOptions: [categoriesQueryOptions(client), keys.integrations.categories()],
    componentsQueryOptions: [
      componentsQueryOptions(client, { names: 'a.b' }),
      keys.apps.components({ names: 'a.b' }),
    ],
    integrationsCountQueryOptions: [
      integrationsCountQueryOptions(client, { pattern: 'x' }),
      keys.flows.count(integrationsQuery({ pattern: 'x' })),
    ],
    integrationsInfiniteQueryOptions: [
      integrationsInfiniteQueryOptions(client),
      keys.flows.infinite(integrationsQuery()),
    ],
    integrationsQueryOptions: [
      integrationsQueryOptions(client, { templateId: 't' }),
      keys.flows.list({ filter: ['type:integration-instance', 'templateId:t'] }),
    ],
    integrationTemplatesCountQueryOptions: [
      integrationTemplatesCountQueryOptions(client),
      keys.flows.count(integrationTemplatesQuery()),
    ],
    integrationTemplatesInfiniteQueryOptions: [
      integrationTemplatesInfiniteQueryOptions(client),
      keys.flows.infinite(integrationTemplatesQuery()),
    ],
    integrationTemplatesQueryOptions: [
      integrationTemplatesQueryOptions(client, { category: 'c', filter: 'stage:stopped' }),
      keys.flows.list({
        sharedWithPermissions: 'read',
        filter: ['type:integration-template', 'sharedWith:![]', 'categories:c', 'stage:stopped'],
      }),
    ],
    chartQueryOptions: [
      chartQueryOptions(client, { chartId: 'c', projection: 'name' }),
      keys.charts.detail('c', { projection: 'name' }),
    ],
    chartsQueryOptions: [chartsQueryOptions(client, { limit: 2 }), keys.charts.list({ limit: 2 })],
    componentAccountsQueryOptions: [
      componentAccountsQueryOptions(client, { componentType: 'a.b' }),
      keys.accounts.ofComponent({ componentType: 'a.b' }),
    ],
    coordinatorStatusQueryOptions: [
      coordinatorStatusQueryOptions(client, { flowId: 'f' }),
      keys.flows.status('f'),
    ],
    flowAuthenticationQueryOptions: [
      flowAuthenticationQueryOptions(client, { flowId: 'f' }),
      keys.accounts.flowAuthentication('f'),
    ],
    flowQueryOptions: [
      flowQueryOptions(client, { flowId: 'f', projection: undefined }),
      keys.flows.detail('f'),
    ],
    flowThumbnailQueryOptions: [
      flowThumbnailQueryOptions(client, { flowId: 'f' }),
      keys.flows.thumbnail('f'),
    ],
    flowsCountQueryOptions: [flowsCountQueryOptions(client), keys.flows.count()],
    flowsInfiniteQueryOptions: [
      flowsInfiniteQueryOptions(client, { limit: 5 }),
      keys.flows.infinite({ limit: 5 }),
    ],
    flowsQueryOptions: [flowsQueryOptions(client, {}), keys.flows.list()],
    logAggregationsQueryOptions: [
      logAggregationsQueryOptions(client, { aggs: {} }),
      keys.logs.aggregations({ aggs: {} }),
    ],
    logQueryOptions: [
      logQueryOptions(client, { logId: 'l', index: 'i' }),
      keys.logs.detail({ logId: 'l', index: 'i' }),
    ],
    logsInfiniteQueryOptions: [
      logsInfiniteQueryOptions(client, { flowId: 'f' }),
      keys.logs.infinite({ flowId: 'f' }),
    ],
    logsQueryOptions: [logsQueryOptions(client), keys.logs.list()],
    logTailInfiniteQueryOptions: [logTailInfiniteQueryOptions(client), keys.logs.tail()],
    peopleTaskQueryOptions: [
      peopleTaskQueryOptions(client, { taskId: 't', secret: 's' }),
      keys.peopleTasks.detail('t', { secret: 's' }),
    ],
    peopleTasksCountQueryOptions: [
      peopleTasksCountQueryOptions(client, { role: 'approver' }),
      keys.peopleTasks.count({ role: 'approver' }),
    ],
    peopleTasksInfiniteQueryOptions: [
      peopleTasksInfiniteQueryOptions(client),
      keys.peopleTasks.infinite(),
    ],
    peopleTasksQueryOptions: [
      peopleTasksQueryOptions(client, { filter: ['status:due'] }),
      keys.peopleTasks.list({ filter: ['status:due'] }),
    ],
    storeQueryOptions: [storeQueryOptions(client, { storeId: 's' }), keys.stores.detail('s')],
    storeRecordsCountQueryOptions: [
      storeRecordsCountQueryOptions(client, { storeId: 's' }),
      keys.stores.recordsCount({ storeId: 's' }),
    ],
    storeRecordsInfiniteQueryOptions: [
      storeRecordsInfiniteQueryOptions(client, { storeId: 's' }),
      keys.stores.infiniteRecords({ storeId: 's' }),
    ],
    storeRecordsQueryOptions: [
      storeRecordsQueryOptions(client, { storeId: 's', limit: 30 }),
      keys.stores.records({ storeId: 's', limit: 30 }),
    ],
    storesQueryOptions: [storesQueryOptions(client), keys.stores.list()],
    usageQueryOptions: [
      usageQueryOptions(client, { from: '2026-01-01' }),
      keys.usage.detail({ from: '2026-01-01' }),
    ],
    userQueryOptions: [userQueryOptions(client), keys.users.current()],
    validateFlowQueryOptions: [
      validateFlowQueryOptions(client, { flowId: 'f' }),
      keys.flows.validation('f'),
    ],
  } satisfies Record<OptionsName, [{ queryKey: QueryKey }, QueryKey]>
  for (const [{ queryKey }, key] of Object.values(ofOptions)) {
    expect(queryKey).toStrictEqual(key)
  }
  expect(new Set(Object.values(ofOptions).map(([, key]) => hashKey(key))).size).toBe(39)
})

test('no key holds a token or a secret, though two secrets are two keys', () => {
  const canary = 'canary-4711'
  const secretive = createAppmixerClient({
    baseUrl: 'https://api.acme.test',
    token: `${canary}-token`,
    secret: `${canary}-own`,
  })
  const { all, peopleTasks } = appmixerKeys(secretive)
  const ofSecret = (secret: string) => [
    peopleTasks.list({ secret }),
    peopleTasks.infinite({ secret }),
    peopleTasks.count({ secret }),
    peopleTasks.detail('t', { secret }),
  ]
  const [one, other] = [ofSecret(`${canary}-1`), ofSecret(`${canary}-2`)]
  expect(JSON.stringify([all, ...one, ...other])).not.toContain('4711')
  expect(new Set([...one, ...other].map(hashKey)).size).toBe(8)
})

test('the keys of two users, and of two tenants, have nothing in common', () => {
  const keysFor = (host: string, userKey: string) =>
    appmixerKeys(createAppmixerClient({ baseUrl: `https://${host}`, userKey, token: 't' }))
  const ours = keysFor('api.acme.test', 'ada')
  for (const theirs of [keysFor('api.acme.test', 'ben'), keysFor('api.other.test', 'ada')]) {
    expect(partialMatchKey(ours.flows.list(), theirs.all)).toBe(false)
  }
})

describe('with a QueryClient', () => {
  async function createScene() {
    const sandbox = createSandbox()
    const user = clientOf(sandbox, ada)
    const queryClient = new QueryClient()
    await queryClient.fetchQuery(flowsQueryOptions(user))
    await queryClient.fetchQuery(flowsQueryOptions(user, { limit: 2 }))
    await queryClient.fetchInfiniteQuery(flowsInfiniteQueryOptions(user, { limit: 2 }))
    await queryClient.fetchQuery(storesQueryOptions(user))
    const isInvalidated = (key: QueryKey) => queryClient.getQueryState(key)!.isInvalidated
    return { sandbox, user, queryClient, isInvalidated, keys: appmixerKeys(user) }
  }

  test('read: a key with its input finds the data of its hook, and of no other', async () => {
    const { queryClient, keys } = await createScene()
    const all = queryClient.getQueryData(keys.flows.list())!
    expect(all.length).toBeGreaterThan(2)
    expect(queryClient.getQueryData(keys.flows.list({ limit: 2 }))).toEqual(all.slice(0, 2))
    const endless = queryClient.getQueryData(keys.flows.infinite({ limit: 2 }))!
    expect(endless.pages).toEqual([all.slice(0, 2)])
    expect(queryClient.getQueriesData({ queryKey: keys.flows.list() })).toHaveLength(2)
  })

  test('invalidate: one list, all lists, all of a resource, everything', async () => {
    const { queryClient, isInvalidated, keys } = await createScene()
    await queryClient.invalidateQueries({ queryKey: keys.flows.list({ limit: 2 }) })
    expect(isInvalidated(keys.flows.list({ limit: 2 }))).toBe(true)
    expect(isInvalidated(keys.flows.list())).toBe(false)
    await queryClient.invalidateQueries({ queryKey: keys.flows.list() })
    expect(isInvalidated(keys.flows.list())).toBe(true)
    expect(isInvalidated(keys.flows.infinite({ limit: 2 }))).toBe(false)
    await queryClient.invalidateQueries({ queryKey: keys.flows.all })
    expect(isInvalidated(keys.flows.infinite({ limit: 2 }))).toBe(true)
    expect(isInvalidated(keys.stores.list())).toBe(false)
    await queryClient.invalidateQueries({ queryKey: keys.all })
    expect(isInvalidated(keys.stores.list())).toBe(true)
  })

  test('set: what the app writes is what the next reader gets', async () => {
    const { sandbox, user, queryClient, keys } = await createScene()
    const [flow] = queryClient.getQueryData(keys.flows.list())!
    queryClient.setQueryData(keys.flows.detail(flow!.flowId), flow)
    sandbox.requests.clear()
    const options = { ...flowQueryOptions(user, { flowId: flow!.flowId }), staleTime: Infinity }
    expect(await queryClient.fetchQuery(options)).toBe(flow)
    expect(sandbox.requests.count()).toBe(0)
  })

  test('cancel: a read under way is aborted, and what it had stays', async () => {
    const { user, queryClient, keys } = await createScene()
    const before = queryClient.getQueryData(keys.flows.list())
    const read = queryClient.fetchQuery(flowsQueryOptions(user)).catch(() => 'cancelled')
    await queryClient.cancelQueries({ queryKey: keys.flows.all })
    await read
    expect(queryClient.getQueryState(keys.flows.list())).toMatchObject({
      fetchStatus: 'idle',
      status: 'success',
    })
    expect(queryClient.getQueryData(keys.flows.list())).toBe(before)
  })

  test('a mutation is shown in lists of both kinds, which have keys of their own', async () => {
    const { user, queryClient, keys } = await createScene()
    const { flowId } = queryClient.getQueryData(keys.flows.list({ limit: 2 }))![0]!
    const rename = new MutationObserver(queryClient, updateFlowMutationOptions(user))
    const renamed = rename.mutate({ flowId, name: 'Renamed', forceUpdate: true })
    const namesIn = (rows: main.Flow[]) => rows.map(({ name }) => name)
    await waitFor(() => {
      expect(namesIn(queryClient.getQueryData(keys.flows.list())!)).toContain('Renamed')
    })
    const endless = queryClient.getQueryData(keys.flows.infinite({ limit: 2 }))!
    expect(namesIn(endless.pages[0]!)).toContain('Renamed')
    await renamed
  })
})
