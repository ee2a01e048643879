import type { AppmixerBulk } from '../cache/bulk.ts'
import type { AppmixerClient } from '../client/client.ts'
import { testAccountMutationOptions } from './mutations.ts'
import type { AccountRef, AccountTest } from './types.ts'

/** Tests many accounts: `POST /accounts/:accountId/test` for each. */
export function testAccountsBulkOptions(
  client: AppmixerClient,
): AppmixerBulk<AccountRef, AccountTest> {
  return { client, name: 'testAccounts', mutation: testAccountMutationOptions(client) }
}
