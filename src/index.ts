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
export {
  rowsOf,
  type AppmixerInfiniteQuery,
  type OffsetPosition,
  type PagesOnScreenOption,
  type Rows,
} from './cache/infiniteQuery.ts'
export type { AppmixerMutation } from './cache/mutation.ts'
export type { EffectOptions } from './cache/effect.ts'
export {
  useAppmixerInfiniteQuery,
  useAppmixerMutation,
  useAppmixerQuery,
  useAppmixerSuspenseQuery,
  type InfiniteQueryHookOptions,
  type InfiniteQueryHookResult,
  type MutationHookOptions,
  type MutationHookResult,
  type QueryHookOptions,
  type QueryHookResult,
  type ReadOptions,
  type Skippable,
  type SuspenseQueryHookOptions,
  type SuspenseQueryHookResult,
  type WriteOptions,
} from './react/hooks.ts'

// Many at once
export {
  bulkOf,
  type AppmixerBulk,
  type Bulk,
  type BulkResult,
  type BulkState,
} from './cache/bulk.ts'
export { useBulk, type BulkHook, type BulkHookOptions } from './react/useBulk.ts'

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
  useFlow,
  useFlowPending,
  useFlows,
  useFlowsCount,
  useStartFlow,
  useStopFlow,
  useUpdateFlow,
  useValidateFlow,
  type FlowPending,
} from './flows/hooks.ts'
export { useInfiniteFlows } from './flows/infiniteHooks.ts'
export {
  useSuspenseCoordinatorStatus,
  useSuspenseFlow,
  useSuspenseFlows,
  useSuspenseFlowsCount,
  useSuspenseValidateFlow,
} from './flows/suspenseHooks.ts'
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
export { useDeleteFlows, useStartFlows, useStopFlows } from './flows/bulkHooks.ts'
export {
  deleteFlowsBulkOptions,
  startFlowsBulkOptions,
  stopFlowsBulkOptions,
} from './flows/bulk.ts'
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
  useCreatePeopleTask,
  usePendingTaskCount,
  usePeopleTask,
  usePeopleTasks,
  usePeopleTasksCount,
  useRejectTask,
  useTaskPending,
  type TaskPending,
} from './people-tasks/hooks.ts'
export { useInfinitePeopleTasks } from './people-tasks/infiniteHooks.ts'
export {
  useSuspensePeopleTask,
  useSuspensePeopleTasks,
  useSuspensePeopleTasksCount,
} from './people-tasks/suspenseHooks.ts'
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
export { useApproveTasks, useRejectTasks } from './people-tasks/bulkHooks.ts'
export { approveTasksBulkOptions, rejectTasksBulkOptions } from './people-tasks/bulk.ts'
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
  useCreateStore,
  useCreateStoreItem,
  useDeleteStore,
  useDeleteStoreItems,
  useRenameStore,
  useStore,
  useStoreRecords,
  useStoreRecordsCount,
  useStores,
  useUpdateStoreItem,
} from './stores/hooks.ts'
export { useInfiniteStoreRecords } from './stores/infiniteHooks.ts'
export {
  useSuspenseStore,
  useSuspenseStoreRecords,
  useSuspenseStoreRecordsCount,
  useSuspenseStores,
} from './stores/suspenseHooks.ts'
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
  deleteStoreItemsMutationOptions,
  deleteStoreMutationOptions,
  renameStoreMutationOptions,
  updateStoreItemMutationOptions,
} from './stores/mutations.ts'
export { useDeleteManyStoreItems } from './stores/bulkHooks.ts'
export { deleteManyStoreItemsBulkOptions } from './stores/bulk.ts'
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
  useTestAccount,
} from './accounts/hooks.ts'
export {
  useSuspenseAccountFlows,
  useSuspenseAccounts,
  useSuspenseComponentAccounts,
  useSuspenseFlowAuthentication,
} from './accounts/suspenseHooks.ts'
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
export { useTestAccounts } from './accounts/bulkHooks.ts'
export { testAccountsBulkOptions } from './accounts/bulk.ts'
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
export { useInfiniteLogs, useLog, useLogAggregations, useLogs } from './logs/hooks.ts'
export { useLogTail, type LogTailOptions } from './logs/tailHooks.ts'
export { logTailInfiniteQueryOptions } from './logs/tail.ts'
export {
  useSuspenseLog,
  useSuspenseLogAggregations,
  useSuspenseLogs,
} from './logs/suspenseHooks.ts'
export {
  logAggregationsQueryOptions,
  logQueryOptions,
  logsInfiniteQueryOptions,
  logsQueryOptions,
  type LogPosition,
} from './logs/queries.ts'
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
  useUpdateChart,
} from './charts/hooks.ts'
export { useSuspenseChart, useSuspenseCharts } from './charts/suspenseHooks.ts'
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
export { useUsage } from './usage/hooks.ts'
export { useSuspenseUsage } from './usage/suspenseHooks.ts'
export { usageQueryOptions } from './usage/queries.ts'
export { getUsage } from './usage/endpoints.ts'
export type { Usage, UsageQuery } from './usage/types.ts'

// Users
export { useAuthenticateUser, useSignupUser, useUser } from './users/hooks.ts'
export { useSuspenseUser } from './users/suspenseHooks.ts'
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
