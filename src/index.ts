// Setting up
export { AppmixerProvider, type AppmixerProviderProps } from './react/AppmixerProvider.tsx'
export { useAppmixerClient } from './react/context.ts'
export {
  createAppmixerClient,
  type AppmixerClient,
  type AppmixerClientOptions,
} from './client/client.ts'
export type { GetToken, SessionState, TokenRequest } from './client/token.ts'
export { endSession } from './cache/scopes.ts'

// Query keys
export { appmixerKeys, type AppmixerKeys } from './keys.ts'
export { useAppmixerKeys } from './useAppmixerKeys.ts'
export type { AppmixerKey } from './cache/keys.ts'

// Errors
export {
  AppmixerError,
  isAppmixerError,
  type AppmixerErrorCode,
  type AppmixerErrorReason,
} from './client/errors.ts'
export { errorMessage, type ErrorMessages } from './client/errorMessage.ts'
export type { DriftReport } from './client/drift.ts'

// What all calls, reads and changes have in common
export type { CallOptions, Endpoint } from './client/endpoint.ts'
export type { AppmixerQuery } from './cache/query.ts'
export type { AppmixerInfiniteQuery } from './cache/infiniteQuery.ts'
export type { OffsetPosition } from './cache/infiniteQuery.ts'
export type { PagesOnScreenOption } from './cache/infiniteQuery.ts'
export { rowsOf, type Rows } from './cache/infiniteQuery.ts'
export type { AppmixerMutation, AppmixerMutationOptions } from './cache/mutation.ts'
export type { EffectOptions } from './cache/effect.ts'
export type { MutationHookOptions, QueryHookOptions } from './react/hooks.ts'
export type {
  InfiniteQueryHookResult,
  MutationHookResult,
  QueryHookResult,
  SuspenseQueryHookResult,
} from './react/hooks.ts'
export type { SuspenseQueryHookOptions } from './react/hooks.ts'
export type { InfiniteQueryHookOptions } from './react/hooks.ts'
export type { Skippable } from './react/hooks.ts'

// Many at once
export {
  bulkOf,
  type AppmixerBulk,
  type Bulk,
  type BulkResult,
  type BulkState,
} from './cache/bulk.ts'
export type { BulkHook, BulkHookOptions } from './react/useBulk.ts'

// Undo
export {
  useUndoable,
  useUndoables,
  type UndoableHook,
  type UndoableHookOptions,
} from './react/useUndoable.ts'
export type { Undoable, UndoableOutcome } from './cache/undo.ts'

// Moving from the vendor's script
export { createAppmixerApi, type AppmixerApi } from './api.ts'
export type { AppmixerApiError } from './apiError.ts'

// What you may declare yourself; with a star, so that a module declaration reaches it
export type * from './register.ts'

// Flows
export { flowFilter, flowSort, type FlowCondition, type FlowConditions } from './flows/filter.ts'
export {
  useCloneFlow,
  useCoordinatorStatus,
  useCreateFlow,
  useDeleteFlow,
  useDeleteFlows,
  useFlow,
  useFlowActivity,
  useFlows,
  useFlowsCount,
  useInfiniteFlows,
  useStartFlow,
  useStartFlows,
  useStopFlow,
  useStopFlows,
  useSuspenseCoordinatorStatus,
  useSuspenseFlow,
  useSuspenseFlows,
  useSuspenseFlowsCount,
  useSuspenseValidateFlow,
  useUpdateFlow,
  useValidateFlow,
  type FlowActivity,
} from './flows/hooks.ts'
export {
  coordinatorStatusQueryOptions,
  flowQueryOptions,
  flowsCountQueryOptions,
  flowsQueryOptions,
  validateFlowQueryOptions,
  flowsInfiniteQueryOptions,
} from './flows/queries.ts'
export {
  cloneFlowMutationOptions,
  createFlowMutationOptions,
  deleteFlowMutationOptions,
  startFlowMutationOptions,
  stopFlowMutationOptions,
  updateFlowMutationOptions,
} from './flows/mutations.ts'
export {
  cloneFlow,
  createFlow,
  deleteFlow,
  getCoordinatorStatus,
  getFlow,
  getFlows,
  getFlowsCount,
  startFlow,
  stopFlow,
  updateFlow,
  validateFlow,
} from './flows/endpoints.ts'
export type {
  InfiniteFlowsQuery,
  CloneFlowInput,
  CoordinatorStatus,
  CreateFlowInput,
  Flow,
  FlowQuery,
  FlowRef,
  FlowShare,
  FlowsCountQuery,
  FlowsQuery,
  FlowTicket,
  FlowUpdate,
  FlowValidation,
  UpdateFlowInput,
} from './flows/types.ts'

export * as FlowList from './flows/FlowList.tsx'
export {
  useFlowList,
  type FlowListModel,
  type FlowListOptions,
  type FlowRow,
  type StageFilter,
} from './flows/useFlowList.ts'
export type { FlowListMessages } from './flows/flowListMessages.ts'

// People tasks
export {
  useApproveTask,
  useApproveTasks,
  useCreatePeopleTask,
  useInfinitePeopleTasks,
  usePendingTaskCount,
  usePeopleTask,
  usePeopleTasks,
  usePeopleTasksCount,
  useRejectTask,
  useRejectTasks,
  useSuspensePeopleTask,
  useSuspensePeopleTasks,
  useSuspensePeopleTasksCount,
  useTaskActivity,
  type TaskActivity,
} from './people-tasks/hooks.ts'
export {
  peopleTaskQueryOptions,
  peopleTasksCountQueryOptions,
  peopleTasksQueryOptions,
  peopleTasksInfiniteQueryOptions,
} from './people-tasks/queries.ts'
export {
  approveTaskMutationOptions,
  createPeopleTaskMutationOptions,
  rejectTaskMutationOptions,
} from './people-tasks/mutations.ts'
export {
  approveTask,
  createPeopleTask,
  getPeopleTask,
  getPeopleTasks,
  getPeopleTasksCount,
  rejectTask,
} from './people-tasks/endpoints.ts'
export type {
  InfinitePeopleTasksQuery,
  CreatedPeopleTask,
  CreatePeopleTaskInput,
  PeopleTask,
  PeopleTaskAccess,
  PeopleTaskRef,
  PeopleTasksCountQuery,
  PeopleTasksQuery,
} from './people-tasks/types.ts'

export * as TaskInbox from './people-tasks/TaskInbox.tsx'
export {
  useTaskInbox,
  type TaskInboxModel,
  type TaskInboxOptions,
  type TaskRow,
  type TaskTab,
} from './people-tasks/useTaskInbox.ts'
export type { TaskInboxMessages } from './people-tasks/taskInboxMessages.ts'

// Data stores
export {
  useBulkDeleteStoreItems,
  useCreateStore,
  useCreateStoreItem,
  useDeleteStore,
  useDeleteStoreItems,
  useInfiniteStoreRecords,
  useRenameStore,
  useStore,
  useStoreRecords,
  useStoreRecordsCount,
  useStores,
  useSuspenseStore,
  useSuspenseStoreRecords,
  useSuspenseStoreRecordsCount,
  useSuspenseStores,
  useUpdateStoreItem,
} from './stores/hooks.ts'
export {
  storeQueryOptions,
  storeRecordsCountQueryOptions,
  storeRecordsQueryOptions,
  storesQueryOptions,
  storeRecordsInfiniteQueryOptions,
} from './stores/queries.ts'
export {
  createStoreItemMutationOptions,
  createStoreMutationOptions,
  deleteStoreItemsBulkOptions,
  deleteStoreItemsMutationOptions,
  deleteStoreMutationOptions,
  renameStoreMutationOptions,
  updateStoreItemMutationOptions,
} from './stores/mutations.ts'
export {
  createStore,
  createStoreItem,
  deleteStore,
  deleteStoreItems,
  downloadStore,
  getStore,
  getStoreRecords,
  getStoreRecordsCount,
  getStores,
  renameStore,
  updateStoreItem,
} from './stores/endpoints.ts'
export type {
  InfiniteStoreRecordsQuery,
  CreateStoreInput,
  CreateStoreItemInput,
  DeletedItems,
  DeleteStoreItemsInput,
  DownloadStoreInput,
  RenamedStore,
  RenameStoreInput,
  Store,
  StoreItem,
  StoreItemRef,
  StoreRecord,
  StoreRecordsCountQuery,
  StoreRecordsQuery,
  StoreRef,
  UpdateStoreItemInput,
} from './stores/types.ts'

// Accounts
export {
  useAccountFlows,
  useAccounts,
  useComponentAccounts,
  useCreateAccount,
  useDeleteAccount,
  useFlowAuthentication,
  useSetAccountName,
  useSuspenseAccountFlows,
  useSuspenseAccounts,
  useSuspenseComponentAccounts,
  useSuspenseFlowAuthentication,
  useTestAccount,
  useTestAccounts,
} from './accounts/hooks.ts'
export {
  accountFlowsQueryOptions,
  accountsQueryOptions,
  componentAccountsQueryOptions,
  flowAuthenticationQueryOptions,
} from './accounts/queries.ts'
export {
  createAccountMutationOptions,
  deleteAccountMutationOptions,
  setAccountNameMutationOptions,
  testAccountMutationOptions,
} from './accounts/mutations.ts'
export {
  createAccount,
  deleteAccount,
  getAccountFlows,
  getAccounts,
  getComponentAccounts,
  setAccountName,
  testAccount,
} from './accounts/endpoints.ts'
export {
  getFlowAuthentication,
  type FlowAuthenticationOptions,
} from './accounts/flowAuthentication.ts'
export {
  ensureServiceAccount,
  type EnsureServiceAccountInput,
} from './accounts/ensureServiceAccount.ts'
export type {
  Account,
  AccountFlow,
  AccountRef,
  AccountsQuery,
  AccountTest,
  ComponentAccount,
  ComponentAccountsQuery,
  CreateAccountInput,
  FlowAuthentication,
  FlowAuthenticationQuery,
  SetAccountNameInput,
} from './accounts/types.ts'

// Logs
export {
  useInfiniteLogs,
  useLog,
  useLogAggregations,
  useLogTail,
  useLogs,
  useSuspenseLog,
  useSuspenseLogAggregations,
  useSuspenseLogs,
  type LogTailOptions,
} from './logs/hooks.ts'
export {
  logAggregationsQueryOptions,
  logQueryOptions,
  logsInfiniteQueryOptions,
  logsQueryOptions,
  logTailInfiniteQueryOptions,
} from './logs/queries.ts'
export type { LogPosition } from './logs/keys.ts'
export { getLog, getLogAggregations, getLogs } from './logs/endpoints.ts'
export {
  escapeLucene,
  lucene,
  type LuceneCondition,
  type LuceneConditions,
  type LuceneRange,
  type LuceneValue,
} from './logs/lucene.ts'
export type {
  InfiniteLogsQuery,
  LogAggregation,
  LogAggregations,
  LogAggregationsQuery,
  LogBucket,
  LogEntry,
  LogRef,
  LogsPage,
  LogsQuery,
  LogTailQuery,
} from './logs/types.ts'

// Charts
export {
  useChart,
  useCharts,
  useCreateChart,
  useDeleteChart,
  useSuspenseChart,
  useSuspenseCharts,
  useUpdateChart,
} from './charts/hooks.ts'
export { chartQueryOptions, chartsQueryOptions } from './charts/queries.ts'
export {
  createChartMutationOptions,
  deleteChartMutationOptions,
  updateChartMutationOptions,
} from './charts/mutations.ts'
export { createChart, deleteChart, getChart, getCharts, updateChart } from './charts/endpoints.ts'
export type {
  Chart,
  ChartQuery,
  ChartRef,
  ChartsQuery,
  ChartTrace,
  ChartUpdate,
  CreateChartInput,
  UpdateChartInput,
} from './charts/types.ts'

// Usage
export { useSuspenseUsage, useUsage } from './usage/hooks.ts'
export { usageQueryOptions } from './usage/queries.ts'
export { getUsage } from './usage/endpoints.ts'
export type { Usage, UsageQuery } from './usage/types.ts'

// Users
export { useAuthenticateUser, useSignupUser, useSuspenseUser, useUser } from './users/hooks.ts'
export { useAppmixerSession, type AppmixerSession } from './users/useAppmixerSession.ts'
export { userQueryOptions } from './users/queries.ts'
export { authenticateUserMutationOptions, signupUserMutationOptions } from './users/mutations.ts'
export { authenticateUser, getUser, refreshAccessToken, signupUser } from './users/endpoints.ts'
export { withRefreshToken, type RefreshTokenOptions } from './users/withRefreshToken.ts'
export { virtualUser, type VirtualUserOptions } from './users/virtualUser.ts'
export type {
  Authentication,
  Credentials,
  Refreshed,
  RefreshInput,
  SignupInput,
  User,
} from './users/types.ts'
