/** What every mutation does to the cache, on one page. The sandbox proves it: test/effects.test.ts. */
import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type {
  Account,
  AccountRef,
  ComponentAccount,
  CreateAccountInput,
  SetAccountNameInput,
} from '../accounts/types.ts'
import type { AppmixerClient } from '../client/client.ts'
import type {
  Chart,
  ChartRef,
  ChartUpdate,
  CreateChartInput,
  UpdateChartInput,
} from '../charts/types.ts'
import type {
  CloneFlowInput,
  CreateFlowInput,
  Flow,
  FlowRef,
  FlowsCountQuery,
  FlowUpdate,
  UpdateFlowInput,
} from '../flows/types.ts'
import type {
  CreatePeopleTaskInput,
  PeopleTask,
  PeopleTaskRef,
  PeopleTasksCountQuery,
  PeopleTasksQuery,
} from '../people-tasks/types.ts'
import type {
  CreateStoreInput,
  CreateStoreItemInput,
  DeleteStoreItemsInput,
  RenameStoreInput,
  Store,
  StoreItemRef,
  StoreRecord,
  StoreRecordsCountQuery,
  StoreRecordsQuery,
  StoreRef,
  UpdateStoreItemInput,
} from '../stores/types.ts'
import type { Credentials, SignupInput } from '../users/types.ts'
import {
  changeRow,
  findCached,
  patchData,
  patchLists,
  removeRow,
  type Effect,
  type EffectOf,
  type Patch,
} from './effect.ts'
import { keyOf } from './keys.ts'

// Flows

export const createFlow: EffectOf<CreateFlowInput> = (client) => ({
  invalidates: flowLists(client),
})

export const cloneFlow: EffectOf<CloneFlowInput> = (client, { connectAccounts }) => ({
  invalidates: connectAccounts
    ? [...flowLists(client), keyOf(client, 'getAccountFlows')]
    : flowLists(client),
})

export const updateFlow: EffectOf<UpdateFlowInput> = (client, variables) => {
  const { flowId, forceUpdate: _, ...update } = variables
  return {
    entity: flowId,
    sets: fieldsOf(given(variables)),
    patches: patchFlow(client, flowId, (flow) => merge(flow, update)),
    invalidates: [
      ...flowReads(client, flowId),
      ...flowAccounts(client, flowId),
      // Other components need other fields and accounts, and belong to other apps.
      ...(update.flow
        ? [keyOf(client, 'validateFlow', { flowId }), keyOf(client, 'getUsage')]
        : []),
    ],
  }
}

export const startFlow: EffectOf<FlowRef> = (client, { flowId }) => ({
  entity: flowId,
  sets: { slot: 'stage', to: 'running' },
  patches: patchFlow(client, flowId, (flow) => ({ ...flow, stage: 'starting' })),
  invalidates: [...flowReads(client, flowId), ...activity(client, flowId)],
})

export const stopFlow: EffectOf<FlowRef> = (client, { flowId }) => ({
  entity: flowId,
  sets: { slot: 'stage', to: 'stopped' },
  patches: patchFlow(client, flowId, (flow) => ({ ...flow, stage: 'stopping' })),
  invalidates: [...flowReads(client, flowId), ...activity(client, flowId)],
})

export const deleteFlow: EffectOf<FlowRef> = (client, { flowId }) => ({
  entity: flowId,
  sets: deletion,
  patches: [
    patchLists<Flow, unknown>(client, 'getFlows', (rows) =>
      removeRow(rows, (row) => row.flowId === flowId),
    ),
    patchData<number, FlowsCountQuery>(client, 'getFlowsCount', undefined, (count, query) =>
      query.pattern || query.filter ? count : Math.max(0, count - 1),
    ),
  ],
  // Its log goes with it.
  invalidates: [
    ...flowLists(client),
    ...logReads(client),
    keyOf(client, 'getLog'),
    keyOf(client, 'getUsage'),
    keyOf(client, 'getAccountFlows'),
  ],
  removes: [
    keyOf(client, 'getFlow', { flowId }),
    keyOf(client, 'getFlowAuthentication', { flowId }),
    keyOf(client, 'validateFlow', { flowId }),
    keyOf(client, 'getCoordinatorStatus', { flowId }),
  ],
})

// People tasks

export const approveTask: EffectOf<PeopleTaskRef> = (client, { taskId }, queryClient) =>
  decide(client, queryClient, taskId, 'approved')

export const rejectTask: EffectOf<PeopleTaskRef> = (client, { taskId }, queryClient) =>
  decide(client, queryClient, taskId, 'rejected')

export const createPeopleTask: EffectOf<CreatePeopleTaskInput> = (client) => ({
  invalidates: [keyOf(client, 'getPeopleTasks'), keyOf(client, 'getPeopleTasksCount')],
})

// Charts

export const createChart: EffectOf<CreateChartInput> = (client) => ({
  invalidates: [keyOf(client, 'getCharts')],
})

export const updateChart: EffectOf<UpdateChartInput> = (client, { chartId, ...update }) => ({
  entity: chartId,
  sets: fieldsOf(given(update)),
  patches: [
    patchLists<Chart, unknown>(client, 'getCharts', (rows) =>
      changeRow(
        rows,
        (row) => row.chartId === chartId,
        (chart) => mergeChart(chart, update),
      ),
    ),
    patchData<Chart, unknown>(client, 'getChart', { chartId }, (chart) =>
      mergeChart(chart, update),
    ),
  ],
  invalidates: [keyOf(client, 'getCharts'), keyOf(client, 'getChart', { chartId })],
})

export const deleteChart: EffectOf<ChartRef> = (client, { chartId }) => ({
  entity: chartId,
  sets: deletion,
  patches: [
    patchLists<Chart, unknown>(client, 'getCharts', (rows) =>
      removeRow(rows, (row) => row.chartId === chartId),
    ),
  ],
  invalidates: [keyOf(client, 'getCharts')],
  removes: [keyOf(client, 'getChart', { chartId })],
})

// Data stores

export const createStore: EffectOf<CreateStoreInput> = (client) => ({
  invalidates: [keyOf(client, 'getStores')],
})

export const renameStore: EffectOf<RenameStoreInput> = (client, { storeId, name }) => ({
  entity: storeId,
  sets: fieldsOf({ name }),
  patches: [
    patchLists<Store, unknown>(client, 'getStores', (rows) =>
      changeRow(
        rows,
        (row) => row.storeId === storeId,
        (row) => ({ ...row, name }),
      ),
    ),
    patchData<Store, unknown>(client, 'getStore', { storeId }, (store) => ({ ...store, name })),
  ],
  invalidates: [keyOf(client, 'getStores'), keyOf(client, 'getStore', { storeId })],
})

export const deleteStore: EffectOf<StoreRef> = (client, { storeId }) => ({
  entity: storeId,
  sets: deletion,
  patches: [
    patchLists<Store, unknown>(client, 'getStores', (rows) =>
      removeRow(rows, (row) => row.storeId === storeId),
    ),
  ],
  invalidates: [keyOf(client, 'getStores')],
  removes: [keyOf(client, 'getStore', { storeId }), ...recordReads(client, storeId)],
})

export const createStoreItem: EffectOf<CreateStoreItemInput> = (
  client,
  { storeId, key, value },
) => ({
  entity: recordName({ storeId, key }),
  patches: [
    patchRecords(client, storeId, (rows, query) => {
      if (rows.some((row) => row.key === key)) {
        return changeRow(
          rows,
          (row) => row.key === key,
          (row) => ({ ...row, value }),
        )
      }
      return beginsWithLatest(query)
        ? [{ storeId, key, value }, ...rows].slice(0, query.limit)
        : rows
    }),
  ],
  invalidates: recordReads(client, storeId),
})

export const updateStoreItem: EffectOf<UpdateStoreItemInput> = (client, variables) => {
  const { storeId, key, newKey = key, value } = variables
  const change = { key: newKey, ...(value !== undefined && { value }) }
  return {
    entity: recordName({ storeId, key }),
    sets: fieldsOf(change),
    patches: [
      patchRecords(client, storeId, (rows) =>
        changeRow(
          rows,
          (row) => row.key === key,
          (row) => ({ ...row, ...change }),
        ),
      ),
    ],
    invalidates: recordReads(client, storeId),
  }
}

export const deleteStoreItems: EffectOf<DeleteStoreItemsInput> = (
  client,
  { items },
  queryClient,
) => {
  const storeIds = [...new Set(items.map(({ storeId }) => storeId))]
  return {
    patches: storeIds.flatMap((storeId) => {
      const doomed = new Set(items.filter((item) => item.storeId === storeId).map(({ key }) => key))
      const known = cachedKeys(client, queryClient, storeId)
      const gone = [...doomed].filter((key) => known.has(key)).length
      return [
        patchRecords(client, storeId, (rows) => removeRow(rows, ({ key }) => doomed.has(key))),
        patchData<number, StoreRecordsCountQuery>(
          client,
          'getStoreRecordsCount',
          { storeId },
          (count, { pattern, filter }) => (pattern || filter ? count : Math.max(0, count - gone)),
        ),
      ]
    }),
    invalidates: storeIds.flatMap((storeId) => recordReads(client, storeId)),
  }
}

// Accounts

export const createAccount: EffectOf<CreateAccountInput> = (client) => ({
  invalidates: accountReads(client),
})

export const setAccountName: EffectOf<SetAccountNameInput> = (
  client,
  { accountId, displayName },
) => ({
  entity: accountId,
  sets: fieldsOf({ displayName }),
  patches: [
    patchLists<Account, unknown>(client, 'getAccounts', (rows) =>
      changeRow(
        rows,
        (row) => row.accountId === accountId,
        (row) => ({ ...row, displayName }),
      ),
    ),
    patchLists<ComponentAccount, unknown>(client, 'getComponentAccounts', (rows) =>
      changeRow(
        rows,
        (row) => row.accountId === accountId,
        (row) => ({ ...row, displayName }),
      ),
    ),
  ],
  invalidates: accountReads(client),
})

/** It tells how the token is; it changes nothing. */
export const testAccount: EffectOf<AccountRef> = () => ({ invalidates: [] })

/** The server stops the flows that use it. Which ones only it knows, so every flow is asked for again. */
export const deleteAccount: EffectOf<AccountRef> = (client, { accountId }) => ({
  entity: accountId,
  sets: deletion,
  patches: [
    patchLists<Account, unknown>(client, 'getAccounts', (rows) =>
      removeRow(rows, (row) => row.accountId === accountId),
    ),
    patchLists<ComponentAccount, unknown>(client, 'getComponentAccounts', (rows) =>
      removeRow(rows, (row) => row.accountId === accountId),
    ),
  ],
  invalidates: [
    ...accountReads(client),
    ...flowLists(client),
    ...logReads(client),
    keyOf(client, 'getFlow'),
    keyOf(client, 'validateFlow'),
    keyOf(client, 'getCoordinatorStatus'),
    keyOf(client, 'getUsage'),
  ],
  removes: [keyOf(client, 'getAccountFlows', { accountId })],
})

// Users

export const authenticateUser: EffectOf<Credentials> = () => ({ invalidates: [] })

export const signupUser: EffectOf<SignupInput> = () => ({ invalidates: [] })

// What the rows above are made of

const deletion = { slot: 'existence', to: 'deleted' }

/** Each given field replaces the stored one, so an update is moot once a newer one gives the same fields. */
function fieldsOf(update: object): { slot: string; to: unknown } {
  return { slot: Object.keys(update).toSorted().join(), to: update }
}

function flowLists(client: AppmixerClient): QueryKey[] {
  return [keyOf(client, 'getFlows'), keyOf(client, 'getFlowsCount')]
}

function flowReads(client: AppmixerClient, flowId: string): QueryKey[] {
  return [...flowLists(client), keyOf(client, 'getFlow', { flowId })]
}

/** A flow that starts or stops says so in the log, and counts as running or no longer. */
function activity(client: AppmixerClient, flowId: string): QueryKey[] {
  return [
    ...logReads(client),
    keyOf(client, 'getUsage'),
    keyOf(client, 'getCoordinatorStatus', { flowId }),
  ]
}

/** An entry once written never changes, so `getLog` stays as it is. */
function logReads(client: AppmixerClient): QueryKey[] {
  return [keyOf(client, 'getLogs'), keyOf(client, 'getLogAggregations')]
}

function patchFlow(client: AppmixerClient, flowId: string, change: (flow: Flow) => Flow): Patch[] {
  return [
    patchLists<Flow, unknown>(client, 'getFlows', (rows) =>
      changeRow(rows, (row) => row.flowId === flowId, change),
    ),
    patchData<Flow, unknown>(client, 'getFlow', { flowId }, change),
  ]
}

/** The heavy fields are merged only where they are already shown: a list without them stays without them. */
function merge(flow: Flow, update: FlowUpdate): Flow {
  const { flow: descriptor, thumbnail, ...light } = update
  return {
    ...flow,
    ...light,
    ...(descriptor && flow.flow && { flow: descriptor }),
    ...(thumbnail !== undefined && flow.thumbnail !== undefined && { thumbnail }),
  }
}

/** Where a change of the flow's name or components shows among the accounts. */
function flowAccounts(client: AppmixerClient, flowId: string): QueryKey[] {
  return [keyOf(client, 'getAccountFlows'), keyOf(client, 'getFlowAuthentication', { flowId })]
}

function accountReads(client: AppmixerClient): QueryKey[] {
  return [
    keyOf(client, 'getAccounts'),
    keyOf(client, 'getComponentAccounts'),
    keyOf(client, 'getFlowAuthentication'),
  ]
}

function recordReads(client: AppmixerClient, storeId: string): QueryKey[] {
  return [
    keyOf(client, 'getStoreRecords', { storeId }),
    keyOf(client, 'getStoreRecordsCount', { storeId }),
  ]
}

function recordName({ storeId, key }: StoreItemRef): string {
  return `${storeId}/${key}`
}

function patchRecords(
  client: AppmixerClient,
  storeId: string,
  change: (rows: StoreRecord[], query: StoreRecordsQuery) => StoreRecord[],
): Patch {
  return patchData<StoreRecord[], StoreRecordsQuery>(client, 'getStoreRecords', { storeId }, change)
}

/** Whether a record that is written now comes first in this list; elsewhere only the server knows its place. */
function beginsWithLatest({ pattern, filter, offset = 0, sort }: StoreRecordsQuery): boolean {
  return !pattern && !filter && offset === 0 && sort === 'updatedAt:-1'
}

/** The keys that some cached list shows: what is known to be there, and so to be gone when it is deleted. */
function cachedKeys(
  client: AppmixerClient,
  queryClient: QueryClient,
  storeId: string,
): Set<string> {
  const lists = queryClient.getQueriesData<StoreRecord[]>({
    queryKey: keyOf(client, 'getStoreRecords', { storeId }),
  })
  return new Set(
    lists.flatMap(([, rows]) => (Array.isArray(rows) ? rows.map(({ key }) => key) : [])),
  )
}

/** A list that was asked for without the traces stays without them. */
function mergeChart(chart: Chart, { traces, ...light }: ChartUpdate): Chart {
  return { ...chart, ...given(light), ...(traces && chart.traces && { traces }) }
}

/** Without the fields that are `undefined`: JSON does not send them either. */
function given<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Fields>
}

function decide(
  client: AppmixerClient,
  queryClient: QueryClient,
  taskId: string,
  status: 'approved' | 'rejected',
): Effect {
  const isIt = (task: PeopleTask) => task.taskId === taskId
  const before = findCached(queryClient, client, 'getPeopleTasks', isIt)?.status
  return {
    entity: taskId,
    sets: { slot: 'status', to: status },
    patches: [
      patchLists<PeopleTask, PeopleTasksQuery>(client, 'getPeopleTasks', (rows, { filter }) =>
        wantsStatus(filter, status)
          ? changeRow(rows, isIt, (task) => ({ ...task, status }))
          : removeRow(rows, isIt),
      ),
      patchData<PeopleTask, unknown>(client, 'getPeopleTask', { taskId }, (task) => ({
        ...task,
        status,
      })),
      patchData<number, PeopleTasksCountQuery>(
        client,
        'getPeopleTasksCount',
        undefined,
        (count, query) => count + countChange(query, before, status),
      ),
    ],
    invalidates: [
      keyOf(client, 'getPeopleTasks'),
      keyOf(client, 'getPeopleTasksCount'),
      keyOf(client, 'getPeopleTask', { taskId }),
      // The flow that asked goes on with the answer: it writes to the log and sends messages.
      ...logReads(client),
      keyOf(client, 'getUsage'),
    ],
  }
}

/** By how much a decision changes a count; 0 where only the server can tell. */
function countChange(
  { role, pattern, filter }: PeopleTasksCountQuery,
  before: string | undefined,
  after: string,
): number {
  const others = asList(filter).some((condition) => !condition.startsWith('status:'))
  if (before === undefined || role === 'requester' || pattern || others) return 0
  return Number(wantsStatus(filter, after)) - Number(wantsStatus(filter, before))
}

/** Whether a list with this filter shows rows of this status; several `status:` conditions mean any of them. */
function wantsStatus(filter: string | string[] | undefined, status: string): boolean {
  const wanted = asList(filter).filter((condition) => condition.startsWith('status:'))
  const refused = wanted.filter((condition) => condition.startsWith('status:!'))
  if (refused.includes(`status:!${status}`)) return false
  return wanted.length === refused.length || wanted.includes(`status:${status}`)
}

function asList(filter: string | string[] | undefined): string[] {
  return filter === undefined ? [] : [filter].flat()
}
