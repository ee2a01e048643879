import {
  createAccount,
  getAccountFlows,
  getAccounts,
  getComponentAccounts,
  setAccountName,
} from '../accounts/endpoints.ts'
import { getFlowAuthentication } from '../accounts/flowAuthentication.ts'
import type {
  Account,
  AccountFlow,
  ComponentAccount,
  CreateAccountInput,
  FlowAuthentication,
} from '../accounts/types.ts'
import { apiError } from './apiError.ts'
import { deleteChart, getChart, getCharts } from '../charts/endpoints.ts'
import type { Chart, ChartsQuery } from '../charts/types.ts'
import type { AppmixerClient } from '../client/client.ts'
import {
  cloneFlow,
  createFlow,
  deleteFlow,
  getFlow,
  getFlows,
  getFlowsCount,
  startFlow,
  stopFlow,
  updateFlow,
} from '../flows/endpoints.ts'
import type {
  CloneFlowInput,
  CreateFlowInput,
  Flow,
  FlowQuery,
  FlowRef,
  FlowsCountQuery,
  FlowsQuery,
  UpdateFlowInput,
} from '../flows/types.ts'
import { getLog, getLogAggregations, getLogs } from '../logs/endpoints.ts'
import type { LogAggregations, LogEntry, LogsPage, LogsQuery } from '../logs/types.ts'
import {
  approveTask,
  getPeopleTask,
  getPeopleTasks,
  getPeopleTasksCount,
  rejectTask,
} from '../people-tasks/endpoints.ts'
import type {
  PeopleTask,
  PeopleTaskAccess,
  PeopleTasksCountQuery,
  PeopleTasksQuery,
} from '../people-tasks/types.ts'
import {
  createStore,
  createStoreItem,
  deleteStore,
  deleteStoreItems,
  getStore,
  getStoreRecords,
  getStoreRecordsCount,
  getStores,
  renameStore,
} from '../stores/endpoints.ts'
import type {
  DeletedItems,
  RenamedStore,
  Store,
  StoreItem,
  StoreItemRef,
  StoreRecord,
  StoreRecordsCountQuery,
  StoreRecordsQuery,
} from '../stores/types.ts'
import { authenticateUser, getUser, signupUser } from '../users/endpoints.ts'
import type { Authentication, User } from '../users/types.ts'

type Secret = Pick<PeopleTaskAccess, 'secret'>

/** What the vendor's script has under `appmixer.api`: the same names, arguments and results. */
export interface AppmixerApi {
  authenticateUser(username: string, password: string): Promise<Authentication>
  signupUser(username: string, password: string, email?: string): Promise<Authentication>
  /** Resolves to the id. `properties` go beside the name: `{ customFields }`. */
  createFlow(
    name: string,
    descriptor?: Record<string, unknown>,
    properties?: Omit<CreateFlowInput, 'name' | 'flow'>,
  ): Promise<string>
  deleteFlow(flowId: string): Promise<void>
  /** The flow, its id as `flowId` and as `id`. */
  getFlow(flowId: string, query?: Omit<FlowQuery, 'flowId'>): Promise<Flow & { id: string }>
  getFlows(query?: FlowsQuery): Promise<Flow[]>
  /** Resolves to a number; the vendor's code, other than its table, to `{ count }`. */
  getFlowsCount(query?: FlowsCountQuery): Promise<number>
  updateFlow(flowId: string, update: Omit<UpdateFlowInput, 'flowId'>): Promise<FlowRef>
  /** Resolves to the id as soon as the server has taken the command. */
  startFlow(flowId: string): Promise<string>
  /** Resolves to the id as soon as the server has taken the command; the vendor's code waits until it stands. */
  stopFlow(flowId: string): Promise<string>
  /** Resolves to the id of the copy. */
  cloneFlow(flowId: string, params?: Omit<CloneFlowInput, 'flowId'>): Promise<string>
  getUser(): Promise<User>
  getStores(): Promise<Store[]>
  getStore(storeId: string): Promise<Store>
  /** Resolves to a number; the vendor's code, other than its table, to `{ count }`. */
  getStoreRecordsCount(query: StoreRecordsCountQuery): Promise<number>
  getStoreRecords(query: StoreRecordsQuery): Promise<StoreRecord[]>
  /** Resolves to the id; the vendor's code, other than its table, to `{ storeId }`. */
  createStore(name: string): Promise<string>
  deleteStore(storeId: string): Promise<void>
  renameStore(storeId: string, newName: string): Promise<RenamedStore>
  /** A value of any JSON kind keeps its kind; the vendor's code loses `0`, `false`, `null` and `''`. */
  createStoreItem(storeId: string, key: string, value: unknown): Promise<StoreItem>
  deleteStoreItems(items: StoreItemRef[]): Promise<DeletedItems>
  createAccount(
    params: { validateScope?: Flag; requestProfileInfo?: Flag } | undefined,
    data: Omit<CreateAccountInput, 'validateScope' | 'requestProfileInfo'>,
  ): Promise<Account>
  /** `filter`: `service:!appmixer:aws`, several of them, `{ filter }`, or a query string `filter=…&filter=…`. */
  getAccounts(filter?: string | string[] | { filter?: string | string[] }): Promise<Account[]>
  getComponentAccounts(
    componentType: string,
    componentId?: string | string[],
  ): Promise<ComponentAccount[]>
  getAccountFlows(accountId: string): Promise<AccountFlow[]>
  setAccountName(accountId: string, newName: string): Promise<void>
  /** With `aggs`, what `POST /logs` answers. */
  getLogs(query?: LogsQuery): Promise<LogsPage>
  getLogs(query: LogsQuery, aggs: Record<string, unknown>): Promise<LogAggregations>
  getLog(logId: string, index: string): Promise<LogEntry>
  getPeopleTasks(query?: PeopleTasksQuery): Promise<PeopleTask[]>
  getPeopleTasksCount(query?: PeopleTasksCountQuery): Promise<number>
  getPeopleTask(id: string, params?: Secret): Promise<PeopleTask>
  approveTask(id: string, params?: Secret): Promise<PeopleTask>
  rejectTask(id: string, params?: Secret): Promise<PeopleTask>
  getCharts(query?: ChartsQuery): Promise<Chart[]>
  getChart(chartId: string): Promise<Chart>
  deleteChart(chartId: string): Promise<void>
  getFlowAuthentication(flowId: string): Promise<FlowAuthentication>
}

/** The vendor's examples pass `"false"`. */
type Flag = boolean | 'true' | 'false'

/**
 * The vendor SDK's 37 methods over this client, to move code from its script as it is. A rejected promise carries
 * `response.status`, `response.data` and an axios-like `code`, as there; `cause` is the {@link AppmixerError}.
 *
 * @example
 * const api = createAppmixerApi(client)
 * const flows = await api.getFlows({ limit: 20, pattern: 'slack' })
 */
export function createAppmixerApi(client: AppmixerClient): AppmixerApi {
  async function call<Input, Output>(
    endpoint: (client: AppmixerClient, input: Input) => Promise<Output>,
    input: Input,
  ): Promise<Output> {
    try {
      return await endpoint(client, input)
    } catch (error) {
      throw apiError(error)
    }
  }

  return {
    authenticateUser: (username, password) => call(authenticateUser, { username, password }),
    signupUser: (username, password, email) => call(signupUser, { username, password, email }),
    async createFlow(name, descriptor = {}, properties = {}) {
      return (await call(createFlow, { name, flow: descriptor, ...properties })).flowId
    },
    deleteFlow: (flowId) => call(deleteFlow, { flowId }),
    async getFlow(flowId, query) {
      const flow = await call(getFlow, { flowId, ...query })
      return { ...flow, id: flow.flowId }
    },
    getFlows: (query = {}) => call(getFlows, query),
    getFlowsCount: (query = {}) => call(getFlowsCount, query),
    updateFlow: (flowId, update) => call(updateFlow, { flowId, ...update }),
    startFlow: async (flowId) => (await call(startFlow, { flowId })).flowId,
    stopFlow: async (flowId) => (await call(stopFlow, { flowId })).flowId,
    cloneFlow: async (flowId, params) => (await call(cloneFlow, { flowId, ...params })).flowId,
    getUser: () => call(getUser, undefined),
    getStores: () => call(getStores, undefined),
    getStore: (storeId) => call(getStore, { storeId }),
    getStoreRecordsCount: (query) => call(getStoreRecordsCount, query),
    getStoreRecords: (query) => call(getStoreRecords, query),
    createStore: async (name) => (await call(createStore, { name })).storeId,
    deleteStore: (storeId) => call(deleteStore, { storeId }),
    renameStore: (storeId, newName) => call(renameStore, { storeId, name: newName }),
    createStoreItem: (storeId, key, value) => call(createStoreItem, { storeId, key, value }),
    deleteStoreItems: (items) => call(deleteStoreItems, { items }),
    createAccount: (params = {}, data) =>
      call(createAccount, {
        ...data,
        validateScope: isSet(params.validateScope),
        requestProfileInfo: isSet(params.requestProfileInfo),
      }),
    getAccounts: (filter) => call(getAccounts, { filter: filtersOf(filter) }),
    getComponentAccounts: (componentType, componentId) =>
      call(getComponentAccounts, { componentType, componentId }),
    getAccountFlows: (accountId) => call(getAccountFlows, { accountId }),
    setAccountName: (accountId, newName) =>
      call(setAccountName, { accountId, displayName: newName }),
    getLogs: ((query: LogsQuery = {}, aggs?: Record<string, unknown>) =>
      aggs
        ? call(getLogAggregations, { ...query, aggs })
        : call(getLogs, query)) as AppmixerApi['getLogs'],
    getLog: (logId, index) => call(getLog, { logId, index }),
    getPeopleTasks: (query = {}) => call(getPeopleTasks, query),
    getPeopleTasksCount: (query = {}) => call(getPeopleTasksCount, query),
    getPeopleTask: (taskId, params) => call(getPeopleTask, { taskId, ...params }),
    approveTask: (taskId, params) => call(approveTask, { taskId, ...params }),
    rejectTask: (taskId, params) => call(rejectTask, { taskId, ...params }),
    getCharts: (query = {}) => call(getCharts, query),
    getChart: (chartId) => call(getChart, { chartId }),
    deleteChart: (chartId) => call(deleteChart, { chartId }),
    getFlowAuthentication: (flowId) => call(getFlowAuthentication, { flowId }),
  }
}

function isSet(flag: Flag | undefined): boolean | undefined {
  return flag === undefined ? undefined : String(flag) === 'true'
}

function filtersOf(
  filter: Parameters<AppmixerApi['getAccounts']>[0],
): string | string[] | undefined {
  if (typeof filter === 'string') {
    return /^filter(\[\])?=/.test(filter)
      ? [...new URLSearchParams(filter)].map(([, condition]) => condition)
      : filter
  }
  return Array.isArray(filter) ? filter : filter?.filter
}
