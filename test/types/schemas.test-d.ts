import { expectTypeOf, test } from 'vitest'
import type * as z from 'zod/mini'
import type * as accountSchemas from '../../src/accounts/schema.ts'
import type * as Accounts from '../../src/accounts/types.ts'
import type * as chartSchemas from '../../src/charts/schema.ts'
import type * as Charts from '../../src/charts/types.ts'
import type * as flowSchemas from '../../src/flows/schema.ts'
import type * as Flows from '../../src/flows/types.ts'
import type * as logSchemas from '../../src/logs/schema.ts'
import type * as Logs from '../../src/logs/types.ts'
import type * as taskSchemas from '../../src/people-tasks/schema.ts'
import type * as Tasks from '../../src/people-tasks/types.ts'
import type * as storeSchemas from '../../src/stores/schema.ts'
import type * as Stores from '../../src/stores/types.ts'
import type * as usageSchemas from '../../src/usage/schema.ts'
import type * as UsageTypes from '../../src/usage/types.ts'
import type * as userSchemas from '../../src/users/schema.ts'
import type * as Users from '../../src/users/types.ts'

/** A type as its fields say it. Left out is that there may be more of them: a reference to an entity does not tell. */
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

/** What zod makes of each schema of a module, by the name of the schema. */
type Answers<Schemas> = {
  -readonly [Name in keyof Schemas]: Schemas[Name] extends z.ZodMiniType<infer Answer>
    ? Plain<Answer>
    : never
}

/** The types that go with them. */
type Types<T> = { [Name in keyof T]: Plain<T[Name]> }

test('every schema has its type, field by field', () => {
  expectTypeOf<Answers<typeof accountSchemas>>().toEqualTypeOf<
    Types<{
      accountSchema: Accounts.Account
      accountsSchema: Accounts.Account[]
      componentAccountSchema: Accounts.ComponentAccount
      componentAccountsSchema: Accounts.ComponentAccount[]
      accountFlowSchema: Accounts.AccountFlow
      accountFlowsSchema: Accounts.AccountFlow[]
      accountTestSchema: Accounts.AccountTest
      flowAuthTicketSchema: Accounts.FlowAuthTicket
      flowAuthenticationSchema: Accounts.FlowAuthentication
      flowAuthStatusSchema: Accounts.FlowAuthStatus
    }>
  >()
  expectTypeOf<Answers<typeof chartSchemas>>().toEqualTypeOf<
    Types<{
      chartTraceSchema: Charts.ChartTrace
      chartSchema: Charts.Chart
      chartsSchema: Charts.Chart[]
      chartRefSchema: Charts.ChartRef
    }>
  >()
  expectTypeOf<Answers<typeof flowSchemas>>().toEqualTypeOf<
    Types<{
      customFieldsSchema: NonNullable<Flows.Flow['customFields']>
      flowShareSchema: Flows.FlowShare
      flowSchema: Flows.Flow
      flowsSchema: Flows.Flow[]
      flowRefSchema: Flows.FlowRef
      flowTicketSchema: Flows.FlowTicket
      flowValidationSchema: Flows.FlowValidation
      coordinatorStatusSchema: Flows.CoordinatorStatus
    }>
  >()
  expectTypeOf<Answers<typeof logSchemas>>().toEqualTypeOf<
    Types<{
      logEntrySchema: Logs.LogEntry
      logBucketSchema: Logs.LogBucket
      logsPageSchema: Logs.LogsPage
      logAggregationSchema: Logs.LogAggregation
      logAggregationsSchema: Logs.LogAggregations
    }>
  >()
  expectTypeOf<Answers<typeof taskSchemas>>().toEqualTypeOf<
    Types<{
      peopleTaskSchema: Tasks.PeopleTask
      peopleTasksSchema: Tasks.PeopleTask[]
      createdPeopleTaskSchema: Tasks.CreatedPeopleTask
    }>
  >()
  expectTypeOf<Answers<typeof storeSchemas>>().toEqualTypeOf<
    Types<{
      storeSchema: Stores.Store
      storesSchema: Stores.Store[]
      storeRefSchema: Stores.StoreRef
      storeRecordSchema: Stores.StoreRecord
      storeRecordsSchema: Stores.StoreRecord[]
      storeItemSchema: Stores.StoreItem
      renamedStoreSchema: Stores.RenamedStore
      deletedItemsSchema: Stores.DeletedItems
    }>
  >()
  expectTypeOf<Answers<typeof usageSchemas>>().toEqualTypeOf<
    Types<{ usageSchema: UsageTypes.Usage }>
  >()
  expectTypeOf<Answers<typeof userSchemas>>().toEqualTypeOf<
    Types<{
      userSchema: Users.User
      authenticationSchema: Users.Authentication
      refreshedSchema: Users.Refreshed
    }>
  >()
})
