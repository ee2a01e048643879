import { bulkOptions, single, type AppmixerBulk } from '../cache/bulkOptions.ts'
import * as effects from '../cache/effects.ts'
import type { AppmixerClient } from '../client/client.ts'
import { testAccount } from './endpoints.ts'
import type { AccountRef, AccountTest } from './types.ts'

/** Asks the apps whether they still take the tokens of many accounts: `POST /accounts/:accountId/test` for each. */
export function testAccountsBulkOptions(
  client: AppmixerClient,
): AppmixerBulk<AccountRef, AccountTest> {
  return bulkOptions(client, {
    name: 'testAccounts',
    endpoint: testAccount,
    effect: effects.testAccount,
    inputOf: single<AccountRef>,
  })
}
