'use client'

import { useBulk, type BulkHook, type BulkHookOptions } from '../react/useBulk.ts'
import { testAccountsBulkOptions } from './bulk.ts'
import type { AccountRef, AccountTest } from './types.ts'

/**
 * Asks the apps whether they still take the tokens of many accounts: `POST /accounts/:accountId/test` for each, four at
 * a time. An account that does not work is no failure: its result is `done`, with `data.ok` being `false`. A 429 makes
 * the whole run wait as long as `Retry-After` says, 30 seconds at most.
 *
 * Every component that uses the hook sees the same run, also one that is mounted later; it ends with the session.
 *
 * @example
 * const { run, results } = useTestAccounts()
 * run(accounts)
 * const broken = results.filter((result) => result.status === 'done' && !result.data.ok)
 */
export function useTestAccounts(options?: BulkHookOptions): BulkHook<AccountRef, AccountTest> {
  return useBulk(testAccountsBulkOptions, options)
}
