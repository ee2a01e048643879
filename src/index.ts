// All that needs no React: client, calls, builders, errors and the types of the data
export * from './api.ts'

// Setting up
export { AppmixerProvider, type AppmixerProviderProps } from './react/AppmixerProvider.tsx'
export { useAppmixerClient } from './react/context.ts'
export {
  useErrorMessage,
  type AppmixerMessages,
  createFormat,
  useFormat,
  type FlowListMessages,
  type Format,
  type ChartGalleryMessages,
  type IntegrationGalleryMessages,
  type IntegrationSetupMessages,
  type ListMessages,
  type AccountListMessages,
  type StoreBrowserMessages,
  type LogViewerMessages,
  type TaskInboxMessages,
} from './react/messages.ts'
export { endSession } from './cache/scopes.ts'
export {
  connectDesigner,
  type DesignerConnection,
  type VendorEvent,
  type VendorEvents,
  type VendorScript,
} from './vendor/connectDesigner.ts'

// What all lists share
export type { ListView, PartialView, ViewOptions } from './headless/useControlled.ts'
export type {
  ListAction,
  ListModel,
  ListOptions,
  ListRow,
  ListUndo,
  Paging,
} from './headless/listModel.ts'
export type { ListBulk } from './headless/useListBulk.ts'
export type { Selection, SelectionOptions } from './headless/useSelection.ts'
export type { Render } from './headless/createPart.ts'
export type { ElementProps } from './headless/mergeProps.ts'

// Query keys
export { appmixerKeys, type AppmixerKeys } from './keys.ts'
export { useAppmixerKeys } from './useAppmixerKeys.ts'
export type { AppmixerKey } from './cache/keys.ts'

// What all reads and changes have in common
export type { AppmixerQuery } from './cache/query.ts'
export {
  rowsOf,
  type AppmixerInfiniteQuery,
  type OffsetPosition,
  type PagesOnScreenOption,
  type Rows,
} from './cache/infiniteQuery.ts'
export type { AppmixerMutation, AppmixerMutationOptions } from './cache/mutation.ts'
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

// Flows
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
  useFlowThumbnail,
} from './flows/hooks.ts'
export {
  coordinatorStatusQueryOptions,
  flowQueryOptions,
  flowThumbnailQueryOptions,
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

export * as FlowList from './flows/list/FlowList.tsx'
export { can, type FlowAction, type FlowUser } from './flows/can.ts'
export type {
  FlowListOptions,
  FlowListView,
  FlowQuestion,
  FlowRow,
  SharingFilter,
  StageFilter,
  FlowDetails,
  FlowPictureProblem,
  FlowSharing,
} from './flows/list/model.ts'
export type {
  FlowSharePermission,
  FlowShareProblem,
  FlowShareRow,
  FlowShareType,
} from './flows/list/sharing.ts'
export { useFlowList, type FlowListModel } from './flows/list/useFlowList.ts'

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

export * as TaskInbox from './people-tasks/inbox/TaskInbox.tsx'
export type {
  TaskInboxOptions,
  TaskInboxView,
  TaskOutcome,
  TaskQuestion,
  TaskRole,
  TaskRow,
  TaskTab,
} from './people-tasks/inbox/model.ts'
export {
  useTaskFromLink,
  type TaskFromLink,
  type TaskLink,
} from './people-tasks/useTaskFromLink.ts'
export { useTaskInbox, type TaskInboxModel } from './people-tasks/inbox/useTaskInbox.ts'

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
  saveFile,
  useStoreExport,
  useStoreImport,
  type ExportStoreRecordsInput,
  type PlanStoreImportFileInput,
  type StoreExportHook,
  type StoreImportHook,
} from './stores/transfer/hooks.ts'
export {
  storeImportOf,
  type RunStoreImportOptions,
  type StoreImport,
  type StoreImportFailure,
  type StoreImportState,
} from './stores/transfer/importRun.ts'
export * as StoreBrowser from './stores/browser/StoreBrowser.tsx'
export { useStoreBrowser, type StoreBrowserModel } from './stores/browser/useStoreBrowser.ts'
export type {
  RecordEditor,
  RecordRow,
  RecordWindow,
  StoreBrowserOptions,
  StoreBrowserState,
  StoreBrowserView,
  StoreForm,
  StoreQuestion,
  StoreRow,
} from './stores/browser/model.ts'

// Accounts
export {
  useAccountFlows,
  useAccounts,
  useComponentAccounts,
  useConnectComponentAccount,
  useCreateAccount,
  useDeleteAccount,
  useDisconnectComponentAccount,
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
  useConnectAccount,
  type ConnectAccountHook,
  type ConnectAccountHookOptions,
} from './accounts/useConnectAccount.ts'
export {
  useAccountChecks,
  useInvalidAccounts,
  type AccountCheck,
  type AccountChecksHook,
  type AccountStatus,
} from './accounts/useAccountChecks.ts'
export {
  useAccountUsage,
  type AccountUsage,
  type AccountUsageHook,
} from './accounts/useAccountUsage.ts'
export {
  accountFlowsQueryOptions,
  accountsQueryOptions,
  componentAccountsQueryOptions,
  flowAuthenticationQueryOptions,
} from './accounts/queries.ts'
export {
  connectComponentAccountMutationOptions,
  createAccountMutationOptions,
  deleteAccountMutationOptions,
  disconnectComponentAccountMutationOptions,
  setAccountNameMutationOptions,
  testAccountMutationOptions,
} from './accounts/mutations.ts'

export * as AccountList from './accounts/list/AccountList.tsx'
export { useAccountList, type AccountListModel } from './accounts/list/useAccountList.ts'
export type {
  AccountListOptions,
  AccountListState,
  AccountListView,
  AccountRow,
  RevokeQuestion,
} from './accounts/list/model.ts'

// Integrations
export {
  useCategories,
  useDeleteIntegration,
  useInfiniteIntegrations,
  useInfiniteIntegrationTemplates,
  useIntegrations,
  useIntegrationsCount,
  useIntegrationTemplates,
  useIntegrationTemplatesCount,
  usePublishDraft,
  useSuspenseCategories,
  useSuspenseIntegrations,
  useSuspenseIntegrationsCount,
  useSuspenseIntegrationTemplates,
  useSuspenseIntegrationTemplatesCount,
} from './integrations/hooks.ts'
export {
  categoriesQueryOptions,
  integrationsCountQueryOptions,
  integrationsInfiniteQueryOptions,
  integrationsQuery,
  integrationsQueryOptions,
  integrationTemplatesCountQueryOptions,
  integrationTemplatesInfiniteQueryOptions,
  integrationTemplatesQuery,
  integrationTemplatesQueryOptions,
} from './integrations/queries.ts'
export {
  deleteIntegrationMutationOptions,
  publishDraftMutationOptions,
} from './integrations/mutations.ts'
export {
  createSetup,
  type Setup,
  type SetupOptions,
  type SetupOutcome,
  type SetupState,
  type SetupStep,
  type SetupTarget,
} from './integrations/setup/setup.ts'
export type {
  AccountSetupField,
  FieldChoice,
  FieldProblem,
  FieldsetSetupField,
  SetupField,
  ShownSetupField,
  UnknownSetupField,
  ValueKind,
  ValueSetupField,
} from './integrations/setup/fields.ts'
export {
  useIntegrationSetup,
  type IntegrationSetupHook,
  type IntegrationSetupHookOptions,
} from './integrations/setup/useSetup.ts'
export {
  useConnectIntegration,
  type ConnectIntegrationHook,
  type ConnectStep,
} from './integrations/setup/useConnectIntegration.ts'

export * as IntegrationSetup from './integrations/setup/IntegrationSetup.tsx'
export {
  useIntegrationSetupForm,
  type IntegrationSetupModel,
} from './integrations/setup/useSetupModel.ts'
export type { IntegrationSetupOptions, IntegrationSetupState } from './integrations/setup/model.ts'
export * as IntegrationGallery from './integrations/gallery/IntegrationGallery.tsx'
export {
  useIntegrationGallery,
  type IntegrationGalleryModel,
} from './integrations/gallery/useIntegrationGallery.ts'
export type {
  IntegrationApp,
  IntegrationGalleryOptions,
  IntegrationGalleryState,
  IntegrationGalleryView,
  IntegrationRow,
} from './integrations/gallery/model.ts'

// Apps
export {
  useAppComponents,
  useApps,
  useComponents,
  useSuspenseAppComponents,
  useSuspenseApps,
  useSuspenseComponents,
} from './apps/hooks.ts'
export {
  appComponentsQueryOptions,
  appsQueryOptions,
  componentsQueryOptions,
  type CatalogQuery,
} from './apps/queries.ts'

// Logs
export {
  useInfiniteLogs,
  useLog,
  useLogAggregations,
  useLogHistogram,
  useLogTail,
  useLogs,
  useSuspenseLog,
  useSuspenseLogAggregations,
  useSuspenseLogs,
  type LogTailOptions,
  type LogHistogramOptions,
  type LogHistogramSearch,
  useFlowErrorCounts,
  type FlowErrorCounts,
  type FlowErrorCountsOptions,
} from './logs/hooks.ts'
export {
  logAggregationsQueryOptions,
  logQueryOptions,
  logsInfiniteQueryOptions,
  logsQueryOptions,
  logTailInfiniteQueryOptions,
} from './logs/queries.ts'
export type { LogPosition } from './logs/keys.ts'
export * as LogViewer from './logs/viewer/LogViewer.tsx'
export { useLogViewer, type LogViewerModel } from './logs/viewer/useLogViewer.ts'
export type {
  LogChip,
  LogDetail,
  LogExecutionRow,
  LogRow,
  LogViewerOptions,
  LogViewerView,
} from './logs/viewer/model.ts'

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
export * as ChartGallery from './charts/gallery/ChartGallery.tsx'
export { useChartGallery, type ChartGalleryModel } from './charts/gallery/useChartGallery.ts'
export type { ChartGalleryOptions, ChartGalleryView, ChartRow } from './charts/gallery/model.ts'
export { useChartData, type ChartDataOptions, type ChartDataResult } from './charts/data.ts'
export { chartQueryOptions, chartsQueryOptions } from './charts/queries.ts'
export {
  createChartMutationOptions,
  deleteChartMutationOptions,
  updateChartMutationOptions,
} from './charts/mutations.ts'

// Usage
export { useSuspenseUsage, useUsage } from './usage/hooks.ts'
export { usageQueryOptions } from './usage/queries.ts'

// Users
export { useAuthenticateUser, useSignupUser, useSuspenseUser, useUser } from './users/hooks.ts'
export { useAppmixerSession, type AppmixerSession } from './users/useAppmixerSession.ts'
export { userQueryOptions } from './users/queries.ts'
export { authenticateUserMutationOptions, signupUserMutationOptions } from './users/mutations.ts'
