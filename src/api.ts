// Everything that needs no React: for back ends, scripts and other frameworks. Nothing here may import React or
// react-query, not even a type of theirs; test/imports.test.ts keeps it so.

// The client
export { createAppmixerClient, type AppmixerClient } from './client/client.ts'
export type { AppmixerClientOptions } from './client/options.ts'
export type { GetToken, SessionState, TokenRequest } from './client/token.ts'
export type { CallOptions, Endpoint } from './client/endpoint.ts'
export type { DriftReport } from './client/checks.ts'

// Errors
export {
  AppmixerError,
  isAppmixerError,
  type AppmixerErrorCode,
  type AppmixerErrorReason,
} from './client/errors.ts'
export { errorMessage, type ErrorMessages } from './client/errorMessage.ts'

// Moving from the vendor's script
export { createAppmixerApi, type AppmixerApi } from './vendor/api.ts'
export type { AppmixerApiError } from './vendor/apiError.ts'

// What you may declare yourself; with a star, so that a module declaration reaches it
export type * from './register.ts'

// Flows
export { flowFilter, flowSort, type FlowCondition, type FlowConditions } from './flows/filter.ts'
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
  CloneAdditions,
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

// People tasks
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

// Data stores
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
export {
  exportStoreRecords,
  readStoreRecords,
  type ExportStoreRecordsOptions,
  type ReadStoreRecordsOptions,
  type TransferProgress,
} from './stores/transfer/exportRecords.ts'
export {
  planStoreImport,
  type PlannedRow,
  type PlanStoreImportInput,
  type StoreImportPlan,
} from './stores/transfer/planImport.ts'
export {
  jsonFormat,
  ndjsonFormat,
  type FileRow,
  type ImportProblem,
  type ReadableRow,
  type RecordFormat,
  type RefusedRow,
} from './stores/transfer/formats.ts'
export {
  readValue,
  textOfValue,
  valueTypeOf,
  valueTypes,
  type ReadValue,
  type ValueType,
} from './stores/transfer/values.ts'

// Accounts
export {
  connectComponentAccount,
  createAccount,
  deleteAccount,
  disconnectComponentAccount,
  getAccountFlows,
  getAccounts,
  getAuthSessionStatus,
  getAuthSessionTicket,
  getAuthUrl,
  getComponentAccounts,
  setAccountName,
  testAccount,
} from './accounts/endpoints.ts'
export {
  connectAccount,
  openConsentWindow,
  type ConnectAccountInput,
  type ConnectAccountOptions,
  type ConnectOutcome,
} from './accounts/connectAccount.ts'
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
  AuthSessionStatus,
  AuthSessionTicket,
  AuthUrl,
  AuthUrlQuery,
  ComponentAccount,
  ComponentAccountsQuery,
  ComponentRef,
  ConnectComponentAccountInput,
  CreateAccountInput,
  FlowAuthentication,
  FlowAuthenticationQuery,
  SetAccountNameInput,
} from './accounts/types.ts'

// Integrations
export {
  deleteIntegration,
  getCategories,
  getIntegrationStatus,
  publishDraft,
} from './integrations/endpoints.ts'
export {
  wizardFields,
  wizardServices,
  type AccountWizardField,
  type UnknownWizardField,
  type ValueWizardField,
  type WizardField,
} from './integrations/wizard.ts'
export type {
  Category,
  IntegrationsQuery,
  IntegrationStatus,
  IntegrationTemplatesQuery,
  IntegrationTicket,
  PublishDraftInput,
} from './integrations/types.ts'

// Apps
export { getAppComponents, getApps, getComponents } from './apps/endpoints.ts'
export type {
  App,
  AppComponentsQuery,
  ComponentAuth,
  ComponentManifest,
  ComponentsQuery,
} from './apps/types.ts'

// Logs
export { getLog, getLogAggregations, getLogs } from './logs/endpoints.ts'
export {
  escapeLucene,
  lucene,
  parseLucene,
  type LuceneCondition,
  type LuceneConditions,
  type LuceneParts,
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

export { isTimeRangeName, logQuery, type LogSearch } from './logs/search.ts'
export {
  histogramOf,
  histogramQuery,
  logInterval,
  type LogHistogram,
  type LogHistogramBucket,
  type LogInterval,
} from './logs/histogram.ts'
export {
  executionsOf,
  messageOf,
  severityOf,
  type ExecutionsOptions,
  type LogExecution,
  type LogSeverity,
} from './logs/executions.ts'
export { exportLogs, readLogs, type ExportLogsOptions } from './logs/exportLogs.ts'
export {
  resolveTimeRange,
  timeCondition,
  timeRanges,
  type RelativeTime,
  type TimeOptions,
  type TimePoint,
  type TimeRange,
  type TimeRangeName,
  type TimeSpan,
  type TimeUnit,
} from './time/range.ts'

// Charts
export { createChart, deleteChart, getChart, getCharts, updateChart } from './charts/endpoints.ts'
export {
  chartRequests,
  seriesOf,
  type ChartData,
  type ChartOptions,
  type ChartPoint,
  type ChartProblem,
  type ChartRequest,
  type ChartSeries,
} from './charts/series.ts'
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
export { getUsage } from './usage/endpoints.ts'
export type { Usage, UsageQuery } from './usage/types.ts'

// Users
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
