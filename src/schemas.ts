/**
 * The zod schema of every answer and input, named after its type: `flowSchema` for `Flow`, `createFlowInputSchema` for
 * `CreateFlowInput`. Wants zod 4 beside it; nothing else of this package does. The schemas are made with `zod/mini`,
 * and work in whatever takes a zod 4 schema or a Standard Schema.
 *
 * Answers are loose: fields of newer servers stay. An optional field of an answer may be `null`, which means absent. A
 * list is `z.array(flowSchema)`.
 *
 * @example
 * const flow: Flow = flowSchema.parse(JSON.parse(text))
 * @example
 * const formSchema = z.extend(createFlowInputSchema, { name: z.string().check(z.minLength(3)) })
 */

// Flows
export {
  coordinatorStatusSchema,
  customFieldsSchema,
  flowRefSchema,
  flowSchema,
  flowShareSchema,
  flowTicketSchema,
  flowValidationSchema,
} from './flows/schema.ts'
export {
  cloneAdditionsSchema,
  cloneFlowInputSchema,
  createFlowInputSchema,
  flowQuerySchema,
  flowsCountQuerySchema,
  flowsQuerySchema,
  flowUpdateSchema,
  infiniteFlowsQuerySchema,
  updateFlowInputSchema,
} from './flows/inputs.ts'

// People tasks
export { createdPeopleTaskSchema, peopleTaskSchema } from './people-tasks/schema.ts'
export {
  createPeopleTaskInputSchema,
  infinitePeopleTasksQuerySchema,
  peopleTaskAccessSchema,
  peopleTaskRefSchema,
  peopleTasksCountQuerySchema,
  peopleTasksQuerySchema,
} from './people-tasks/inputs.ts'

// Data stores
export {
  deletedItemsSchema,
  renamedStoreSchema,
  storeItemSchema,
  storeRecordSchema,
  storeRefSchema,
  storeSchema,
} from './stores/schema.ts'
export {
  createStoreInputSchema,
  createStoreItemInputSchema,
  deleteStoreItemsInputSchema,
  downloadStoreInputSchema,
  infiniteStoreRecordsQuerySchema,
  renameStoreInputSchema,
  storeItemRefSchema,
  storeRecordsCountQuerySchema,
  storeRecordsQuerySchema,
  updateStoreItemInputSchema,
} from './stores/inputs.ts'

// Accounts
export {
  accountFlowSchema,
  accountSchema,
  accountTestSchema,
  authSessionStatusSchema,
  authSessionTicketSchema,
  authUrlSchema,
  componentAccountSchema,
  flowAuthenticationSchema,
} from './accounts/schema.ts'
export {
  accountRefSchema,
  accountsQuerySchema,
  authUrlQuerySchema,
  componentAccountsQuerySchema,
  componentRefSchema,
  connectComponentAccountInputSchema,
  createAccountInputSchema,
  flowAuthenticationQuerySchema,
  setAccountNameInputSchema,
} from './accounts/inputs.ts'

// Integrations
export {
  categorySchema,
  integrationStatusSchema,
  integrationTicketSchema,
} from './integrations/schema.ts'
export {
  integrationsQuerySchema,
  integrationTemplatesQuerySchema,
  publishDraftInputSchema,
} from './integrations/inputs.ts'

// Apps
export { appSchema, componentAuthSchema, componentManifestSchema } from './apps/schema.ts'
export { appComponentsQuerySchema, componentsQuerySchema } from './apps/inputs.ts'

// Logs
export {
  logAggregationSchema,
  logAggregationsSchema,
  logBucketSchema,
  logEntrySchema,
  logsPageSchema,
} from './logs/schema.ts'
export {
  infiniteLogsQuerySchema,
  logAggregationsQuerySchema,
  logRefSchema,
  logsQuerySchema,
  logTailQuerySchema,
} from './logs/inputs.ts'

// Charts
export { chartRefSchema, chartSchema, chartTraceSchema } from './charts/schema.ts'
export {
  chartQuerySchema,
  chartsQuerySchema,
  chartUpdateSchema,
  createChartInputSchema,
  updateChartInputSchema,
} from './charts/inputs.ts'

// Usage
export { usageSchema } from './usage/schema.ts'
export { usageQuerySchema } from './usage/inputs.ts'

// Users
export { authenticationSchema, refreshedSchema, userSchema } from './users/schema.ts'
export { credentialsSchema, refreshInputSchema, signupInputSchema } from './users/inputs.ts'
