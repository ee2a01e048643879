import {
  InfiniteQueryObserver,
  MutationObserver,
  QueryClient,
  QueryObserver,
} from '@tanstack/react-query'
import { describe, expect, it } from 'vitest'
import type * as main from '../src/index.ts'
import {
  accountFlowsQueryOptions,
  appComponentsQueryOptions,
  appsQueryOptions,
  categoriesQueryOptions,
  componentsQueryOptions,
  connectComponentAccountMutationOptions,
  deleteIntegrationMutationOptions,
  disconnectComponentAccountMutationOptions,
  integrationsCountQueryOptions,
  integrationsQueryOptions,
  integrationTemplatesQueryOptions,
  publishDraftMutationOptions,
  chartQueryOptions,
  chartsQueryOptions,
  coordinatorStatusQueryOptions,
  createChartMutationOptions,
  createPeopleTaskMutationOptions,
  deleteChartMutationOptions,
  getLogs,
  logAggregationsQueryOptions,
  logsInfiniteQueryOptions,
  logTailInfiniteQueryOptions,
  logQueryOptions,
  logsQueryOptions,
  updateChartMutationOptions,
  usageQueryOptions,
  validateFlowQueryOptions,
  type LogRef,
  accountsQueryOptions,
  approveTaskMutationOptions,
  authenticateUserMutationOptions,
  cloneFlowMutationOptions,
  componentAccountsQueryOptions,
  createAccountMutationOptions,
  createFlowMutationOptions,
  createStoreItemMutationOptions,
  createStoreMutationOptions,
  deleteAccountMutationOptions,
  deleteFlowMutationOptions,
  deleteStoreItemsMutationOptions,
  deleteStoreMutationOptions,
  flowAuthenticationQueryOptions,
  flowQueryOptions,
  flowThumbnailQueryOptions,
  flowsInfiniteQueryOptions,
  flowsCountQueryOptions,
  flowsQueryOptions,
  peopleTaskQueryOptions,
  peopleTasksInfiniteQueryOptions,
  peopleTasksCountQueryOptions,
  peopleTasksQueryOptions,
  rejectTaskMutationOptions,
  renameStoreMutationOptions,
  setAccountNameMutationOptions,
  signupUserMutationOptions,
  startFlowMutationOptions,
  stopFlowMutationOptions,
  storeQueryOptions,
  storeRecordsInfiniteQueryOptions,
  storeRecordsCountQueryOptions,
  storeRecordsQueryOptions,
  storesQueryOptions,
  testAccountMutationOptions,
  updateFlowMutationOptions,
  updateStoreItemMutationOptions,
  userQueryOptions,
  type AppmixerClient,
  type AppmixerQuery,
} from '../src/index.ts'
import { createManualClock, createSandbox, demoUsers, type Sandbox } from '../src/sandbox/index.ts'
import { ada, ben, clientOf } from './support.tsx'
import { waitFor } from './until.ts'

interface Scene {
  sandbox: Sandbox
  client: AppmixerClient
  queryClient: QueryClient
  stopped: string
  stoppedName: string
  /** One that lacks an account. */
  broken: string
  running: string
  otherFlow: string
  task: string
  otherTask: string
  store: string
  otherStore: string
  account: string
  otherAccount: string
  /** An account that the broken flow could work with. */
  spareAccount: string
  /** The component of the broken flow that lacks an account, and one of the running flow that has one. */
  lacking: string
  using: string
  /** A draft of the running flow. */
  draft: string
  chart: string
  otherChart: string
  log: LogRef
}

/** `startFlow` for `startFlowMutationOptions`. */
type MutationName<Name = keyof typeof main> = Name extends `${infer Mutation}MutationOptions`
  ? Mutation
  : never

/** Every mutation of the package, in the ways that differ. A mutation that is missing here does not compile. */
const mutations = {
  createFlow: [({ client }) => run(createFlowMutationOptions(client), { name: 'Fresh' })],
  cloneFlow: [
    ({ client, stopped: flowId }) => run(cloneFlowMutationOptions(client), { flowId }),
    ({ client, running: flowId }) =>
      run(cloneFlowMutationOptions(client), { flowId, connectAccounts: true }),
  ],
  updateFlow: [
    ({ client, stopped: flowId }) =>
      run(updateFlowMutationOptions(client), { flowId, name: 'Another name' }),
    ({ client, running: flowId }) =>
      run(updateFlowMutationOptions(client), { flowId, flow: {}, forceUpdate: true }),
    ({ client, broken: flowId }) => run(updateFlowMutationOptions(client), { flowId, flow: {} }),
    ({ client, stopped: flowId }) =>
      run(updateFlowMutationOptions(client), { flowId, thumbnail: 'data:image/gif;base64,' }),
    ({ client, running: flowId }) =>
      run(updateFlowMutationOptions(client), { flowId, name: 'Other', forceUpdate: true }),
  ],
  startFlow: [({ client, stopped: flowId }) => run(startFlowMutationOptions(client), { flowId })],
  stopFlow: [({ client, running: flowId }) => run(stopFlowMutationOptions(client), { flowId })],
  deleteFlow: [({ client, running: flowId }) => run(deleteFlowMutationOptions(client), { flowId })],
  approveTask: [({ client, task: taskId }) => run(approveTaskMutationOptions(client), { taskId })],
  rejectTask: [({ client, task: taskId }) => run(rejectTaskMutationOptions(client), { taskId })],
  createStore: [({ client }) => run(createStoreMutationOptions(client), { name: 'Fresh' })],
  renameStore: [
    ({ client, store: storeId }) =>
      run(renameStoreMutationOptions(client), { storeId, name: 'Another name' }),
  ],
  deleteStore: [
    ({ client, store: storeId }) => run(deleteStoreMutationOptions(client), { storeId }),
  ],
  createStoreItem: [
    ({ client, store: storeId }) =>
      run(createStoreItemMutationOptions(client), { storeId, key: 'fresh', value: 0 }),
  ],
  updateStoreItem: [
    ({ client, store: storeId }) =>
      run(updateStoreItemMutationOptions(client), {
        storeId,
        key: 'discount/max',
        newKey: 'rebate/max',
      }),
  ],
  deleteStoreItems: [
    ({ client, store: storeId }) =>
      run(deleteStoreItemsMutationOptions(client), { items: [{ storeId, key: 'discount/max' }] }),
  ],
  createAccount: [
    ({ client }) =>
      run(createAccountMutationOptions(client), {
        service: 'appmixer:hubspot',
        token: { key: 'k' },
        name: 'Second',
      }),
  ],
  setAccountName: [
    ({ client, account: accountId }) =>
      run(setAccountNameMutationOptions(client), { accountId, displayName: 'Another name' }),
  ],
  testAccount: [
    ({ client, account: accountId }) => run(testAccountMutationOptions(client), { accountId }),
  ],
  deleteAccount: [
    ({ client, account: accountId }) => run(deleteAccountMutationOptions(client), { accountId }),
  ],
  connectComponentAccount: [
    ({ client, lacking: componentId, spareAccount: accountId }) =>
      run(connectComponentAccountMutationOptions(client), { componentId, accountId }),
  ],
  disconnectComponentAccount: [
    ({ client, using: componentId }) =>
      run(disconnectComponentAccountMutationOptions(client), { componentId }),
  ],
  deleteIntegration: [
    ({ client, running: flowId }) => run(deleteIntegrationMutationOptions(client), { flowId }),
  ],
  publishDraft: [
    ({ client, draft: flowId }) =>
      run(publishDraftMutationOptions(client), { flowId, forceUpdate: true }),
  ],
  createPeopleTask: [
    ({ client }) =>
      run(createPeopleTaskMutationOptions(client), {
        title: 'Fresh',
        approver: ada,
        requester: ben,
        decisionBy: '2027-01-01T00:00:00.000Z',
      }),
  ],
  createChart: [({ client }) => run(createChartMutationOptions(client), { name: 'Fresh' })],
  updateChart: [
    ({ client, chart: chartId }) =>
      run(updateChartMutationOptions(client), { chartId, name: 'Another name' }),
  ],
  deleteChart: [
    ({ client, chart: chartId }) => run(deleteChartMutationOptions(client), { chartId }),
  ],
  authenticateUser: [({ client }) => run(authenticateUserMutationOptions(client), demoUsers.ada)],
  signupUser: [
    ({ client }) =>
      run(signupUserMutationOptions(client), {
        username: 'eve@acme.test',
        password: 'long enough',
      }),
  ],
} satisfies Record<MutationName, ((scene: Scene) => Run)[]>

/** What can be read, asked in ways that a change could show in. */
function reads(scene: Scene): Read[] {
  const { client, stopped, stoppedName, broken, running, otherFlow, task, otherTask } = scene
  const { store, otherStore, account, otherAccount, chart, otherChart, log } = scene
  const { spareAccount, lacking, using, draft } = scene
  return [
    flowsQueryOptions(client),
    flowsQueryOptions(client, { filter: 'stage:running', projection: '-flow,-thumbnail' }),
    flowsInfiniteQueryOptions(client, { limit: 100 }),
    flowsCountQueryOptions(client),
    flowsCountQueryOptions(client, { filter: 'stage:running' }),
    flowsCountQueryOptions(client, { filter: 'stage:stopped' }),
    flowsCountQueryOptions(client, { pattern: stoppedName }),
    ...[stopped, broken, running, otherFlow, draft].flatMap((flowId) => [
      flowQueryOptions(client, { flowId }),
      flowThumbnailQueryOptions(client, { flowId }),
      validateFlowQueryOptions(client, { flowId }),
      coordinatorStatusQueryOptions(client, { flowId }),
    ]),
    peopleTasksQueryOptions(client),
    peopleTasksQueryOptions(client, { role: 'approver', filter: 'status:pending' }),
    peopleTasksInfiniteQueryOptions(client, { limit: 100 }),
    peopleTasksCountQueryOptions(client, { filter: 'status:pending' }),
    peopleTaskQueryOptions(client, { taskId: task }),
    peopleTaskQueryOptions(client, { taskId: otherTask }),
    storesQueryOptions(client),
    ...[store, otherStore].flatMap((storeId) => [
      storeQueryOptions(client, { storeId }),
      storeRecordsQueryOptions(client, { storeId }),
      storeRecordsQueryOptions(client, { storeId, pattern: 'discount' }),
      storeRecordsInfiniteQueryOptions(client, { storeId, limit: 100 }),
      storeRecordsCountQueryOptions(client, { storeId }),
      storeRecordsCountQueryOptions(client, { storeId, pattern: 'discount' }),
    ]),
    accountsQueryOptions(client),
    accountsQueryOptions(client, { filter: 'service:appmixer:hubspot' }),
    ...[account, otherAccount, spareAccount].map((accountId) =>
      accountFlowsQueryOptions(client, { accountId }),
    ),
    componentAccountsQueryOptions(client, { componentType: 'appmixer:hubspot' }),
    ...[lacking, using].map((componentId) =>
      componentAccountsQueryOptions(client, { componentType: 'appmixer:hubspot', componentId }),
    ),
    ...[running, broken].map((flowId) => flowAuthenticationQueryOptions(client, { flowId })),
    integrationsQueryOptions(client),
    integrationsCountQueryOptions(client),
    integrationTemplatesQueryOptions(client),
    categoriesQueryOptions(client),
    appsQueryOptions(client),
    appComponentsQueryOptions(client, { app: 'appmixer.slack' }),
    componentsQueryOptions(client, { names: 'appmixer.slack' }),
    logsQueryOptions(client),
    logsInfiniteQueryOptions(client),
    logTailInfiniteQueryOptions(client),
    logAggregationsQueryOptions(client, {
      aggs: { flows: { terms: { field: 'flowId', size: 99 } } },
    }),
    logQueryOptions(client, log),
    chartsQueryOptions(client),
    ...[chart, otherChart].map((chartId) => chartQueryOptions(client, { chartId })),
    usageQueryOptions(client),
    userQueryOptions(client),
  ]
}

describe('the effect of a mutation is exactly what it changes on the server', () => {
  it.each(Object.entries<((scene: Scene) => Run)[]>(mutations))('%s', async (_, variants) => {
    const changed = new Set<string>()
    const outdated = new Set<string>()
    for (const mutate of variants) {
      const scene = await createScene()
      const before = await readAll(reads(scene), scene.queryClient)

      await mutate(scene)(scene.queryClient)

      const after = await readAll(reads(scene), new QueryClient())
      const keys = [...before.keys()]
      const itsOutdated = keys.filter((key) => isOutdated(scene.queryClient, key))
      const groupOf = grouping(keys, itsOutdated, targetOf(scene.queryClient))
      for (const key of itsOutdated) outdated.add(groupOf(key))
      for (const key of keys) if (before.get(key) !== after.get(key)) changed.add(groupOf(key))
    }
    expect([...outdated].toSorted()).toEqual([...changed].toSorted())
  })
})

describe('P10: with every read on screen, a mutation sends itself, and asks once for what it changed', () => {
  it.each(Object.entries<((scene: Scene) => Run)[]>(mutations))('%s', async (_, [mutate]) => {
    const scene = await createScene()
    const { sandbox, queryClient } = scene
    await show(scene)
    const asked: string[] = []
    queryClient.getQueryCache().subscribe((event) => {
      if (event.type === 'updated' && event.action.type === 'fetch') {
        asked.push(JSON.stringify(event.query.queryKey))
      }
    })
    sandbox.requests.clear()

    await mutate!(scene)(queryClient)
    await waitFor(() => expect(queryClient.isFetching()).toBe(0))

    expect(asked).toEqual([...new Set(asked)])
    const sent = sandbox.requests.count()
    sandbox.requests.clear()
    const isAsked = ({ queryKey }: Read) => asked.includes(JSON.stringify(queryKey))
    await readAll(reads(scene).filter(isAsked), new QueryClient())
    expect(sent).toBe(1 + sandbox.requests.count())
  })
})

/** A read of whichever kind. */
type Read = Pick<AppmixerQuery<any>, 'queryKey'> & {
  queryFn: unknown
  initialPageParam?: unknown
}

type Run = (queryClient: QueryClient) => Promise<unknown>

function run<Variables>(
  options: { mutationFn: (variables: Variables, context: never) => Promise<unknown> },
  variables: Variables,
): Run {
  return (queryClient) =>
    new MutationObserver<unknown, Error, Variables>(queryClient, options as never).mutate(variables)
}

async function createScene(): Promise<Scene> {
  const clock = createManualClock()
  const sandbox = createSandbox({ clock, collectDuration: 0, keepDefaultStore: false })
  // The log of a day: that of a week takes longer to read than everything else.
  sandbox.database.loggedUntil = clock.now() - 86_400_000
  // A start ends with its answer here: no time passes in which the flow could run.
  const client = clientOf(sandbox, ada, { flowTimeout: 0 })
  const mine = sandbox.database.flows.filter(
    ({ userId }) => userId === sandbox.database.users[0]!.id,
  )
  const waiting = sandbox.database.tasks.filter(
    ({ approver, status, decisionBy }) =>
      approver === ada && status === 'pending' && decisionBy! > sandbox.database.now(),
  )
  const stopped = mine.find(({ stage }) => stage === 'stopped')!
  const accounts = sandbox.database.accounts.filter(({ userId }) => userId === stopped.userId)
  const account = accounts.find(({ service }) => service === 'appmixer:hubspot')!
  const charts = sandbox.database.charts.filter(({ userId }) => userId === stopped.userId)
  const isUsed = (flowId: string) => account.usedBy.some((use) => use.flowId === flowId)
  const running = mine.find(({ stage, flowId }) => stage === 'running' && isUsed(flowId))!
  const broken = mine.find(({ missingAccounts }) => missingAccounts)!
  const [lacking] = broken.missingAccounts as [string]
  Object.assign(broken.flow[lacking] as object, { type: 'appmixer.hubspot.crm.UpdateContact' })
  const spare = { ...account, accountId: 'spare', tokenId: 'spare', name: 'Spare', usedBy: [] }
  sandbox.database.accounts.push(spare)
  Object.assign(running, { type: 'integration-instance' })
  const draft = {
    ...structuredClone(broken),
    flowId: 'draft',
    type: 'integration-instance-draft',
    originFlowId: running.flowId,
  }
  sandbox.database.flows.push(draft)
  const { hits } = await getLogs(client, { flowId: running.flowId, size: 1 })
  return {
    sandbox,
    client,
    queryClient: new QueryClient(),
    stopped: stopped.flowId,
    stoppedName: stopped.name,
    broken: broken.flowId,
    running: running.flowId,
    otherFlow: mine.at(-1)!.flowId,
    task: waiting[0]!.taskId,
    otherTask: waiting[1]!.taskId,
    store: sandbox.database.stores[0]!.storeId,
    otherStore: sandbox.database.stores[1]!.storeId,
    account: account.accountId,
    otherAccount: accounts.find((other) => other !== account)!.accountId,
    spareAccount: spare.accountId,
    lacking,
    using: account.usedBy.find(({ flowId }) => flowId === running.flowId)!.componentId,
    draft: draft.flowId,
    chart: charts[0]!.chartId,
    otherChart: charts[1]!.chartId,
    log: { logId: hits[0]!._id, index: hits[0]!._index! },
  }
}

/** Puts every read on screen. */
async function show(scene: Scene): Promise<void> {
  for (const options of reads(scene)) {
    const shown = { ...options, refetchInterval: false, staleTime: Infinity } as any
    const observer: QueryObserver<any> =
      'initialPageParam' in options
        ? new InfiniteQueryObserver<any>(scene.queryClient, shown)
        : new QueryObserver<any>(scene.queryClient, shown)
    observer.subscribe(() => {})
  }
  await waitFor(() => expect(scene.queryClient.isFetching()).toBe(0))
}

/** The answer to every read as text, by its key as text. */
async function readAll(queries: Read[], queryClient: QueryClient): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (const options of queries) {
    const { queryKey } = options
    const asked = { ...options, retry: false, refetchInterval: false } as any
    const answer: unknown = await (
      'initialPageParam' in options
        ? queryClient.fetchInfiniteQuery<any>(asked)
        : queryClient.fetchQuery<any>(asked)
    ).catch((error: Error) => error.message)
    answers.set(JSON.stringify(queryKey), JSON.stringify(answer))
  }
  return answers
}

function isOutdated(queryClient: QueryClient, key: string): boolean {
  const state = queryClient.getQueryState(JSON.parse(key) as string[])
  return state === undefined || state.isInvalidated
}

/** The id of the mutation's entity: its variants count as one. */
function targetOf(queryClient: QueryClient): string | undefined {
  const [mutation] = queryClient.getMutationCache().getAll()
  const variables = mutation?.state.variables as Record<string, string> | undefined
  return variables?.['flowId'] ?? variables?.['taskId'] ?? variables?.['chartId']
}

/**
 * Reads by name, and by entity where the effect names one: a list is outdated when one way to ask for it is. Where
 * every read of a name is outdated the effect names no entity, for it cannot know which. `target` is what the
 * mutation was about: its variants count as one.
 */
function grouping(
  keys: string[],
  outdated: string[],
  target: string | undefined,
): (key: string) => string {
  const amountIn = (list: string[], name: string) =>
    list.filter((key) => partsOf(key).name === name).length
  return (key) => {
    const { name, id } = partsOf(key)
    const isWhole = amountIn(outdated, name) === amountIn(keys, name)
    if (id === undefined || isWhole) return name
    return `${name} ${id === target ? 'of it' : id}`
  }
}

function partsOf(key: string): { name: string; id: string | undefined } {
  type Key = [string, string, resource: string, kind: string, Record<string, string>?]
  const [, , resource, kind, input] = JSON.parse(key) as Key
  const id =
    input?.['flowId'] ??
    input?.['taskId'] ??
    input?.['storeId'] ??
    input?.['accountId'] ??
    input?.['chartId']
  return { name: `${resource}.${kind}`, id }
}
