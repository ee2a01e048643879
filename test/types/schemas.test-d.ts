import { expectTypeOf, test } from 'vitest'
import * as z from 'zod/mini'
import type { AccountsQuery, CreateFlowInput, Flow } from '../../src/index.ts'
import type * as types from '../../src/index.ts'
import { flowSchema } from '../../src/schemas.ts'
import type * as schemas from '../../src/schemas.ts'
import type * as accountSchemas from '../../src/accounts/schema.ts'
import type { FlowAuthStatus, FlowAuthTicket } from '../../src/accounts/types.ts'

/** A type as its fields say it. Left out is that a loose schema lets further ones pass. */
type Plain<T> = unknown extends T
  ? T
  : T extends (infer Row)[]
    ? Plain<Row>[]
    : T extends string
      ? T
      : T extends object
        ? keyof Fields<T> extends never
          ? Record<string, Plain<T[keyof T]>>
          : Fields<T>
        : T

type Fields<T> = {
  [Field in keyof T as string extends Field ? never : Field]: Plain<T[Field]>
}

/** What zod makes of each schema, by the name of the schema. */
type Parsed<Schemas> = {
  -readonly [Name in keyof Schemas]: Schemas[Name] extends z.ZodMiniType<infer Output>
    ? Plain<Output>
    : never
}

/** The types that go with them. */
type Types<T> = { [Name in keyof T]: Plain<T[Name]> }

test('every schema has its type, field by field', () => {
  expectTypeOf<Parsed<typeof schemas>>().toEqualTypeOf<
    Types<{
      accountFlowSchema: types.AccountFlow
      accountRefSchema: types.AccountRef
      accountSchema: types.Account
      accountTestSchema: types.AccountTest
      accountsQuerySchema: types.AccountsQuery
      appComponentsQuerySchema: types.AppComponentsQuery
      appSchema: types.App
      authSessionStatusSchema: types.AuthSessionStatus
      authSessionTicketSchema: types.AuthSessionTicket
      authUrlQuerySchema: types.AuthUrlQuery
      authUrlSchema: types.AuthUrl
      authenticationSchema: types.Authentication
      categorySchema: types.Category
      chartQuerySchema: types.ChartQuery
      chartRefSchema: types.ChartRef
      chartSchema: types.Chart
      chartTraceSchema: types.ChartTrace
      chartUpdateSchema: types.ChartUpdate
      chartsQuerySchema: types.ChartsQuery
      cloneAdditionsSchema: types.CloneAdditions
      cloneFlowInputSchema: types.CloneFlowInput
      componentAccountSchema: types.ComponentAccount
      componentAccountsQuerySchema: types.ComponentAccountsQuery
      componentAuthSchema: types.ComponentAuth
      componentManifestSchema: types.ComponentManifest
      componentRefSchema: types.ComponentRef
      componentsQuerySchema: types.ComponentsQuery
      connectComponentAccountInputSchema: types.ConnectComponentAccountInput
      coordinatorStatusSchema: types.CoordinatorStatus
      createAccountInputSchema: types.CreateAccountInput
      createChartInputSchema: types.CreateChartInput
      createFlowInputSchema: types.CreateFlowInput
      createPeopleTaskInputSchema: types.CreatePeopleTaskInput
      createStoreInputSchema: types.CreateStoreInput
      createStoreItemInputSchema: types.CreateStoreItemInput
      createdPeopleTaskSchema: types.CreatedPeopleTask
      credentialsSchema: types.Credentials
      customFieldsSchema: types.CustomFields
      deleteStoreItemsInputSchema: types.DeleteStoreItemsInput
      deletedItemsSchema: types.DeletedItems
      downloadStoreInputSchema: types.DownloadStoreInput
      flowAuthenticationQuerySchema: types.FlowAuthenticationQuery
      flowAuthenticationSchema: types.FlowAuthentication
      flowQuerySchema: types.FlowQuery
      flowRefSchema: types.FlowRef
      flowSchema: types.Flow
      flowShareSchema: types.FlowShare
      flowTicketSchema: types.FlowTicket
      flowUpdateSchema: types.FlowUpdate
      flowValidationSchema: types.FlowValidation
      flowsCountQuerySchema: types.FlowsCountQuery
      flowsQuerySchema: types.FlowsQuery
      infiniteFlowsQuerySchema: types.InfiniteFlowsQuery
      infiniteLogsQuerySchema: types.InfiniteLogsQuery
      infinitePeopleTasksQuerySchema: types.InfinitePeopleTasksQuery
      infiniteStoreRecordsQuerySchema: types.InfiniteStoreRecordsQuery
      integrationStatusSchema: types.IntegrationStatus
      integrationTemplatesQuerySchema: types.IntegrationTemplatesQuery
      integrationTicketSchema: types.IntegrationTicket
      integrationsQuerySchema: types.IntegrationsQuery
      logAggregationSchema: types.LogAggregation
      logAggregationsQuerySchema: types.LogAggregationsQuery
      logAggregationsSchema: types.LogAggregations
      logBucketSchema: types.LogBucket
      logEntrySchema: types.LogEntry
      logRefSchema: types.LogRef
      logTailQuerySchema: types.LogTailQuery
      logsPageSchema: types.LogsPage
      logsQuerySchema: types.LogsQuery
      peopleTaskAccessSchema: types.PeopleTaskAccess
      peopleTaskRefSchema: types.PeopleTaskRef
      peopleTaskSchema: types.PeopleTask
      peopleTasksCountQuerySchema: types.PeopleTasksCountQuery
      peopleTasksQuerySchema: types.PeopleTasksQuery
      refreshInputSchema: types.RefreshInput
      refreshedSchema: types.Refreshed
      renameStoreInputSchema: types.RenameStoreInput
      publishDraftInputSchema: types.PublishDraftInput
      renamedStoreSchema: types.RenamedStore
      setAccountNameInputSchema: types.SetAccountNameInput
      signupInputSchema: types.SignupInput
      storeItemRefSchema: types.StoreItemRef
      storeItemSchema: types.StoreItem
      storeRecordSchema: types.StoreRecord
      storeRecordsCountQuerySchema: types.StoreRecordsCountQuery
      storeRecordsQuerySchema: types.StoreRecordsQuery
      storeRefSchema: types.StoreRef
      storeSchema: types.Store
      updateChartInputSchema: types.UpdateChartInput
      updateFlowInputSchema: types.UpdateFlowInput
      updateStoreItemInputSchema: types.UpdateStoreItemInput
      usageQuerySchema: types.UsageQuery
      usageSchema: types.Usage
      userSchema: types.User
    }>
  >()
})

test('so have those that only this package reads', () => {
  type Internal = Pick<typeof accountSchemas, 'flowAuthStatusSchema' | 'flowAuthTicketSchema'>
  expectTypeOf<Parsed<Internal>>().toEqualTypeOf<
    Types<{ flowAuthStatusSchema: FlowAuthStatus; flowAuthTicketSchema: FlowAuthTicket }>
  >()
})

test('what a schema parses is what the reads and writes take', () => {
  expectTypeOf<z.infer<typeof schemas.flowSchema>>().toExtend<Flow>()
  expectTypeOf<z.infer<typeof schemas.createFlowInputSchema>>().toExtend<CreateFlowInput>()
  expectTypeOf<z.infer<typeof schemas.accountsQuerySchema>>().toExtend<AccountsQuery>()
})

test('a field that is not documented does not compile, and is read by a cast or by a schema of its own', () => {
  const flow: Flow = { flowId: 'a' }
  // @ts-expect-error -- misspelt
  expectTypeOf(flow.stge).toBeAny()
  expectTypeOf((flow as Flow & { runs?: number }).runs).toEqualTypeOf<number | undefined>()
  const ownSchema = z.extend(flowSchema, { runs: z.optional(z.number()) })
  expectTypeOf(ownSchema.parse(flow).runs).toEqualTypeOf<number | undefined>()
})

test('an optional field of an answer may be null, and one of an input may not', () => {
  expectTypeOf<Flow['description']>().toEqualTypeOf<string | null | undefined>()
  expectTypeOf<CreateFlowInput['description']>().toEqualTypeOf<string | undefined>()
})
