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
import type { Chart, ChartQuery, ChartsQuery } from '../charts/types.ts'
import { internalsOf, type AppmixerClient } from '../client/client.ts'
import { checkInput, endpoint } from '../client/endpoint.ts'
import { notSent } from '../client/failures.ts'
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
import { isUser } from '../users/checks.ts'
import type { Authentication, User } from '../users/types.ts'

/** An argument that may be left out; `null` does the same, as in the vendor's script. */
type Optional<T> = T | null | undefined

type Secret = Pick<PeopleTaskAccess, 'secret'>

/** The vendor's examples pass `"false"`. */
type Flag = boolean | 'true' | 'false'

type AccountFlags = { [Name in 'validateScope' | 'requestProfileInfo']?: Flag | undefined }

/** What the vendor's script has under `appmixer.api`: the same names, arguments and results. */
export interface AppmixerApi {
  /** Rejects with `response.status` 403 when the user does not exist, and when the password is wrong. */
  authenticateUser(username: string, password: string): Promise<Authentication>
  /** `email` defaults to the username. */
  signupUser(username: string, password: string, email?: Optional<string>): Promise<Authentication>
  /** Resolves to the id. `properties` go beside the name: `{ customFields }`. */
  createFlow(
    name: string,
    descriptor?: Optional<Record<string, unknown>>,
    properties?: Optional<Omit<CreateFlowInput, 'name' | 'flow'>>,
  ): Promise<string>
  deleteFlow(flowId: string): Promise<void>
  /** The flow, its id as `flowId` and as `id`. */
  getFlow(
    flowId: string,
    query?: Optional<Omit<FlowQuery, 'flowId'>>,
  ): Promise<Flow & { id: string }>
  getFlows(query?: Optional<FlowsQuery>): Promise<Flow[]>
  /** Resolves to a number; the vendor's code, other than its table, to `{ count }`. */
  getFlowsCount(query?: Optional<FlowsCountQuery>): Promise<number>
  updateFlow(flowId: string, update: Omit<UpdateFlowInput, 'flowId'>): Promise<FlowRef>
  /** Resolves to the id as soon as the server has accepted the command. */
  startFlow(flowId: string): Promise<string>
  /**
   * Resolves to the id as soon as the server has accepted the command. The vendor's code waits until the flow is
   * stopped, resolves to `true`, and rejects with the coordinator's status when stopping failed.
   */
  stopFlow(flowId: string): Promise<string>
  /** Resolves to the id of the copy. */
  cloneFlow(flowId: string, params?: Optional<Omit<CloneFlowInput, 'flowId'>>): Promise<string>
  /**
   * The user behind the client's token, or behind `token`. That one is sent with this request only: the client keeps
   * its own token and session, whatever the answer is.
   */
  getUser(token?: string): Promise<User>
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
    params: Optional<AccountFlags>,
    data: Omit<CreateAccountInput, keyof AccountFlags>,
  ): Promise<Account>
  /** `filter`: `service:!appmixer:aws`, several of them, `{ filter }`, or a query string `filter=…&filter=…`. */
  getAccounts(
    filter?: Optional<string | string[] | { filter?: string | string[] | undefined }>,
  ): Promise<Account[]>
  getComponentAccounts(
    componentType: string,
    componentId?: Optional<string | string[]>,
  ): Promise<ComponentAccount[]>
  getAccountFlows(accountId: string): Promise<AccountFlow[]>
  setAccountName(accountId: string, newName: string): Promise<void>
  /** With `aggs`, what `POST /logs` answers. */
  getLogs(query?: Optional<LogsQuery>): Promise<LogsPage>
  getLogs(query: Optional<LogsQuery>, aggs: Record<string, unknown>): Promise<LogAggregations>
  getLog(logId: string, index: string): Promise<LogEntry>
  getPeopleTasks(query?: Optional<PeopleTasksQuery>): Promise<PeopleTask[]>
  /** Resolves to a number; the vendor's code, other than its table, to `{ count }`. */
  getPeopleTasksCount(query?: Optional<PeopleTasksCountQuery>): Promise<number>
  getPeopleTask(id: string, params?: Optional<Secret>): Promise<PeopleTask>
  approveTask(id: string, params?: Optional<Secret>): Promise<PeopleTask>
  rejectTask(id: string, params?: Optional<Secret>): Promise<PeopleTask>
  getCharts(query?: Optional<ChartsQuery>): Promise<Chart[]>
  getChart(chartId: string, query?: Optional<Omit<ChartQuery, 'chartId'>>): Promise<Chart>
  deleteChart(chartId: string): Promise<void>
  getFlowAuthentication(flowId: string): Promise<FlowAuthentication>
}

/**
 * The vendor SDK's 37 methods over this client, to move code from its script as it is. Each method rejects with an
 * {@link AppmixerApiError}, which has `response`, `data` and an axios-like `code`, as there; an argument that makes no
 * sense is refused with code `input` before anything is sent. `cause` is the {@link AppmixerError}.
 *
 * @example
 * const api = createAppmixerApi(client)
 * const flows = await api.getFlows({ limit: 20, pattern: 'slack' })
 */
export function createAppmixerApi(client: AppmixerClient): AppmixerApi {
  // Refuses at once what is no client.
  internalsOf(client)
  return {
    authenticateUser: (username, password) =>
      call(() => authenticateUser(client, { username, password })),
    signupUser: (username, password, email) =>
      call(() =>
        signupUser(client, { username, password, email: text('email', email) || undefined }),
      ),
    createFlow: (name, descriptor, properties) =>
      call(async () => {
        const flow = object('descriptor', descriptor)
        const input = { name, flow, ...object('properties', properties) }
        return (await createFlow(client, input)).flowId
      }),
    deleteFlow: (flowId) => call(() => deleteFlow(client, { flowId })),
    getFlow: (flowId, query) =>
      call(async () => {
        const flow = await getFlow(client, { ...object('query', query), flowId })
        return { ...flow, id: flow.flowId }
      }),
    getFlows: (query) => call(() => getFlows(client, object('query', query))),
    getFlowsCount: (query) => call(() => getFlowsCount(client, object('query', query))),
    updateFlow: (flowId, update) =>
      call(() => {
        checkInput(update, {}, 'updateFlow')
        return updateFlow(client, { ...update, flowId })
      }),
    startFlow: (flowId) => call(async () => (await startFlow(client, { flowId })).flowId),
    stopFlow: (flowId) => call(async () => (await stopFlow(client, { flowId })).flowId),
    cloneFlow: (flowId, params) =>
      call(async () => (await cloneFlow(client, { ...object('params', params), flowId })).flowId),
    getUser: (token) =>
      call(() => (token === undefined ? getUser(client) : getUserOf(client, { token }))),
    getStores: () => call(() => getStores(client)),
    getStore: (storeId) => call(() => getStore(client, { storeId })),
    getStoreRecordsCount: (query) => call(() => getStoreRecordsCount(client, query)),
    getStoreRecords: (query) => call(() => getStoreRecords(client, query)),
    createStore: (name) => call(async () => (await createStore(client, { name })).storeId),
    deleteStore: (storeId) => call(() => deleteStore(client, { storeId })),
    renameStore: (storeId, newName) => call(() => renameStore(client, { storeId, name: newName })),
    createStoreItem: (storeId, key, value) =>
      call(() => createStoreItem(client, { storeId, key, value })),
    deleteStoreItems: (items) => call(() => deleteStoreItems(client, { items })),
    createAccount: (params, data) =>
      call(() => {
        checkInput(data, {}, 'createAccount')
        const { validateScope, requestProfileInfo } = object('params', params)
        return createAccount(client, {
          ...data,
          validateScope: flag('validateScope', validateScope),
          requestProfileInfo: flag('requestProfileInfo', requestProfileInfo),
        })
      }),
    getAccounts: (filter) => call(() => getAccounts(client, { filter: filtersOf(filter) })),
    getComponentAccounts: (componentType, componentId) =>
      call(() =>
        getComponentAccounts(client, {
          componentType,
          componentId: texts('componentId', componentId),
        }),
      ),
    getAccountFlows: (accountId) => call(() => getAccountFlows(client, { accountId })),
    setAccountName: (accountId, newName) =>
      call(() => setAccountName(client, { accountId, displayName: newName })),
    getLogs: ((query: Optional<LogsQuery>, aggs?: Optional<Record<string, unknown>>) =>
      call<LogsPage | LogAggregations>(() =>
        isGiven(aggs)
          ? getLogAggregations(client, { ...object('query', query), aggs })
          : getLogs(client, object('query', query)),
      )) as AppmixerApi['getLogs'],
    getLog: (logId, index) => call(() => getLog(client, { logId, index })),
    getPeopleTasks: (query) => call(() => getPeopleTasks(client, object('query', query))),
    getPeopleTasksCount: (query) => call(() => getPeopleTasksCount(client, object('query', query))),
    getPeopleTask: (taskId, params) =>
      call(() => getPeopleTask(client, { ...object('params', params), taskId })),
    approveTask: (taskId, params) =>
      call(() => approveTask(client, { ...object('params', params), taskId })),
    rejectTask: (taskId, params) =>
      call(() => rejectTask(client, { ...object('params', params), taskId })),
    getCharts: (query) => call(() => getCharts(client, object('query', query))),
    getChart: (chartId, query) =>
      call(() => getChart(client, { ...object('query', query), chartId })),
    deleteChart: (chartId) => call(() => deleteChart(client, { chartId })),
    getFlowAuthentication: (flowId) => call(() => getFlowAuthentication(client, { flowId })),
  }
}

/** The user behind another token than the client's. */
const getUserOf = endpoint<{ token: string }, User>('GET /user', {
  bearer: ({ token }) => token,
  response: isUser,
})

/** Whatever fails, arguments included, is a rejection in the vendor's form. */
async function call<Output>(send: () => Promise<Output>): Promise<Output> {
  try {
    return await send()
  } catch (error) {
    throw apiError(error)
  }
}

function isGiven<T>(value: Optional<T>): value is T {
  return value !== undefined && value !== null
}

/** An optional object with optional fields. */
function object<T extends object>(name: string, value: Optional<T>): T {
  if (!isGiven(value)) return {} as T
  if (typeof value === 'object' && !Array.isArray(value)) return value
  return refuse(name, 'an object')
}

function text(name: string, value: Optional<string>): string | undefined {
  if (!isGiven(value)) return undefined
  return typeof value === 'string' ? value : refuse(name, 'a string')
}

function texts(name: string, value: Optional<string | string[]>): string | string[] | undefined {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value
  return Array.isArray(value) ? refuse(name, 'a list of strings') : text(name, value)
}

function flag(name: string, value: Optional<Flag>): boolean | undefined {
  if (!isGiven(value)) return undefined
  if (value === true || value === 'true') return true
  return value === false || value === 'false' ? false : refuse(name, 'true or false')
}

function filtersOf(
  filter: Parameters<AppmixerApi['getAccounts']>[0],
): string | string[] | undefined {
  if (typeof filter === 'string' && /^filter(\[\])?=/.test(filter)) {
    const search = new URLSearchParams(filter)
    return [...search.getAll('filter'), ...search.getAll('filter[]')]
  }
  if (typeof filter !== 'object' || Array.isArray(filter)) return texts('filter', filter)
  return texts('filter', filter?.filter)
}

function refuse(name: string, wanted: string): never {
  throw notSent('The call', `${name} is not ${wanted}`)
}
