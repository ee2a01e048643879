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
import { getPeopleTask } from '../people-tasks/endpoints.ts'
import type { CreatePeopleTaskInput, PeopleTask, PeopleTaskRef } from '../people-tasks/types.ts'
import { getStore } from '../stores/endpoints.ts'
import type {
  CreateStoreInput,
  CreateStoreItemInput,
  DeleteStoreItemsInput,
  RenameStoreInput,
  StoreRecordsCountQuery,
  StoreRef,
  UpdateStoreItemInput,
} from '../stores/types.ts'
import type { Credentials, SignupInput } from '../users/types.ts'
import {
  changeRow,
  findCached,
  patchCounts,
  patchData,
  patchLists,
  removeRow,
  type Effect,
  type EffectOf,
  type Instead,
  type Truth,
} from './effect.ts'
import { deletion, fieldsOf, flowLists, given, logReads } from './effectParts.ts'
import { keyOf } from './keys.ts'
import {
  beginsWithLatest,
  cachedKeys,
  goneStore,
  patchRecords,
  patchStore,
  recordName,
  recordReads,
} from './storePatches.ts'
import { goneTask, patchTask } from './taskPatches.ts'

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
  instead: ifGone(() => goneChart(client, chartId)),
  invalidates: [keyOf(client, 'getCharts'), keyOf(client, 'getChart', { chartId })],
})

export const deleteChart: EffectOf<ChartRef> = (client, { chartId }) => ({
  entity: chartId,
  sets: deletion,
  ...goneChart(client, chartId),
  invalidates: [keyOf(client, 'getCharts')],
  instead: ifGone(() => goneChart(client, chartId)),
})

// Data stores

export const createStore: EffectOf<CreateStoreInput> = (client) => ({
  invalidates: [keyOf(client, 'getStores')],
})

export const renameStore: EffectOf<RenameStoreInput> = (client, { storeId, name }) => ({
  entity: storeId,
  sets: fieldsOf({ name }),
  patches: patchStore(client, storeId, { name }),
  invalidates: [keyOf(client, 'getStores'), keyOf(client, 'getStore', { storeId })],
  async instead(reason) {
    if (reason === 'gone') return goneStore(client, storeId)
    if (reason !== 'name-taken') return undefined
    const current = await getStore(client, { storeId })
    return { current, patches: patchStore(client, storeId, current) }
  },
})

export const deleteStore: EffectOf<StoreRef> = (client, { storeId }) => ({
  entity: storeId,
  sets: deletion,
  ...goneStore(client, storeId),
  invalidates: [keyOf(client, 'getStores')],
  instead: ifGone(() => goneStore(client, storeId)),
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
    instead: ifGone(() => ({
      patches: [patchRecords(client, storeId, (rows) => removeRow(rows, (row) => row.key === key))],
    })),
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
        patchCounts<StoreRecordsCountQuery>(
          client,
          'getStoreRecordsCount',
          { storeId },
          ({ pattern, filter }) => (pattern || filter ? 0 : -gone),
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
  instead: ifGone(() => goneAccount(client, accountId)),
})

/** It tells how the token is; it changes nothing. */
export const testAccount: EffectOf<AccountRef> = (client, { accountId }) => ({
  invalidates: [],
  instead: ifGone(() => goneAccount(client, accountId)),
})

/** The server stops the flows that use it. Which ones only it knows, so every flow is asked for again. */
export const deleteAccount: EffectOf<AccountRef> = (client, { accountId }) => ({
  entity: accountId,
  sets: deletion,
  ...goneAccount(client, accountId),
  invalidates: [
    ...accountReads(client),
    ...flowLists(client),
    ...logReads(client),
    keyOf(client, 'getFlow'),
    keyOf(client, 'validateFlow'),
    keyOf(client, 'getCoordinatorStatus'),
    keyOf(client, 'getUsage'),
  ],
  instead: ifGone(() => goneAccount(client, accountId)),
})

// Users

export const authenticateUser: EffectOf<Credentials> = () => ({ invalidates: [] })

export const signupUser: EffectOf<SignupInput> = () => ({ invalidates: [] })

// What the rows above are made of








function accountReads(client: AppmixerClient): QueryKey[] {
  return [
    keyOf(client, 'getAccounts'),
    keyOf(client, 'getComponentAccounts'),
    keyOf(client, 'getFlowAuthentication'),
  ]
}

function ifGone(truth: () => Truth): Instead {
  return (reason) => (reason === 'gone' ? truth() : undefined)
}

function goneChart(client: AppmixerClient, chartId: string): Truth {
  return {
    patches: [
      patchLists<Chart, unknown>(client, 'getCharts', (rows) =>
        removeRow(rows, (row) => row.chartId === chartId),
      ),
    ],
    removes: [keyOf(client, 'getChart', { chartId })],
  }
}

function goneAccount(client: AppmixerClient, accountId: string): Truth {
  const without = <Row extends { accountId: string }>(rows: Row[]) =>
    removeRow(rows, (row) => row.accountId === accountId)
  return {
    patches: [
      patchLists<Account, unknown>(client, 'getAccounts', without),
      patchLists<ComponentAccount, unknown>(client, 'getComponentAccounts', without),
    ],
    removes: [keyOf(client, 'getAccountFlows', { accountId })],
  }
}

/** A list that was asked for without the traces stays without them. */
function mergeChart(chart: Chart, { traces, ...light }: ChartUpdate): Chart {
  return { ...chart, ...given(light), ...(traces && chart.traces && { traces }) }
}


function decide(
  client: AppmixerClient,
  queryClient: QueryClient,
  taskId: string,
  status: 'approved' | 'rejected',
): Effect {
  const isIt = (task: PeopleTask) => task.taskId === taskId
  const before = findCached(queryClient, client, 'getPeopleTasks', isIt)
  return {
    entity: taskId,
    sets: { slot: 'status', to: status },
    patches: patchTask(client, before, { taskId, status }),
    invalidates: [
      keyOf(client, 'getPeopleTasks'),
      keyOf(client, 'getPeopleTasksCount'),
      keyOf(client, 'getPeopleTask', { taskId }),
      // The flow that asked goes on with the answer: it writes to the log and sends messages.
      ...logReads(client),
      keyOf(client, 'getUsage'),
    ],
    async instead(reason) {
      if (reason === 'gone') return goneTask(client, before, taskId)
      if (reason !== 'task-decided') return undefined
      const current = await getPeopleTask(client, { taskId })
      return { current, patches: patchTask(client, before, current) }
    },
  }
}
