// All that needs no React: client, calls, builders, errors and the types of the data
export * from './api.ts'

// Setting up
export { AppmixerProvider, type AppmixerProviderProps } from './react/AppmixerProvider.tsx'
export { useAppmixerClient } from './react/context.ts'
export {
  useErrorMessage,
  type AppmixerMessages,
  type FlowListMessages,
  type ListMessages,
  type TaskInboxMessages,
} from './react/messages.ts'
export { endSession } from './cache/scopes.ts'

// What all reads and changes have in common
export type { AppmixerQuery } from './cache/query.ts'
export type { AppmixerInfiniteQuery } from './cache/infiniteQuery.ts'
export type { OffsetPosition } from './cache/offsetQuery.ts'
export type { PagesOnScreenOption } from './cache/pagesOnScreen.ts'
export { rowsOf, type Rows } from './cache/rowsOf.ts'
export type { AppmixerMutation } from './cache/mutation.ts'
export type { EffectOptions } from './cache/effect.ts'
export type { MutationHookOptions, QueryHookOptions } from './react/hooks.ts'
export type {
  InfiniteQueryHookResult,
  MutationHookResult,
  QueryHookResult,
  SuspenseQueryHookResult,
} from './react/results.ts'
export type { SuspenseQueryHookOptions } from './react/useAppmixerSuspenseQuery.ts'
export type { InfiniteQueryHookOptions } from './react/useAppmixerInfiniteQuery.ts'
export type { Skippable } from './react/skip.ts'

// Many at once
export { bulkOf, type Bulk } from './cache/bulk.ts'
export type { AppmixerBulk } from './cache/bulkOptions.ts'
export type { BulkResult, BulkState } from './cache/bulkState.ts'
export type { BulkHook, BulkHookOptions } from './react/useBulk.ts'

// Undo
export {
  useUndoable,
  useUndoables,
  type UndoableHook,
  type UndoableHookOptions,
} from './react/useUndoable.ts'
export type { Undoable, UndoableOutcome } from './cache/undo.ts'

// Flows
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

export * as FlowList from './flows/FlowList.tsx'
export {
  useFlowList,
  type FlowListModel,
  type FlowListOptions,
  type FlowRow,
  type StageFilter,
} from './flows/useFlowList.ts'

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

export * as TaskInbox from './people-tasks/TaskInbox.tsx'
export {
  useTaskInbox,
  type TaskInboxModel,
  type TaskInboxOptions,
  type TaskRow,
  type TaskTab,
} from './people-tasks/useTaskInbox.ts'

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

// Usage
export { useUsage } from './usage/hooks.ts'
export { useSuspenseUsage } from './usage/suspenseHooks.ts'
export { usageQueryOptions } from './usage/queries.ts'

// Users
export { useAuthenticateUser, useSignupUser, useUser } from './users/hooks.ts'
export { useSuspenseUser } from './users/suspenseHooks.ts'
export { useAppmixerSession, type AppmixerSession } from './users/useAppmixerSession.ts'
export { userQueryOptions } from './users/queries.ts'
export { authenticateUserMutationOptions, signupUserMutationOptions } from './users/mutations.ts'
