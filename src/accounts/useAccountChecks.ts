'use client'

import { useEntityMutations, actionOf } from '../react/pending.ts'
import { useBulk, type BulkHook } from '../react/useBulk.ts'
import type { AppmixerBulk } from '../cache/bulk.ts'
import type { AppmixerClient } from '../client/client.ts'
import type { AppmixerError } from '../client/errors.ts'
import { useAccounts } from './hooks.ts'
import { testAccountMutationOptions } from './mutations.ts'
import type { Account, AccountRef, AccountsQuery, AccountTest } from './types.ts'

/** Whether the app accepts an account's token: `unknown` until it was tested in this session. */
export type AccountStatus = 'valid' | 'invalid' | 'unknown' | 'testing'

/** What the latest test of one account found. */
export interface AccountCheck {
  status: AccountStatus
  /** When the latest test that came to an end was started, in milliseconds since 1970. */
  testedAt?: number | undefined
  /** The latest test did not come to an end; `status` is what was known before. */
  error?: AppmixerError | undefined
}

export interface AccountChecksHook extends BulkHook<AccountRef, AccountTest> {
  /** What is known of one account. */
  checkOf(accountId: string): AccountCheck
}

const untested: AccountCheck = { status: 'unknown' }

/**
 * Tests accounts, one or all, and knows what the latest test of each found: `POST /accounts/:accountId/test`, four at a
 * time. What was found stays until the session ends, and every component sees it; nothing is sent before `run`.
 *
 * @example
 * const { run, checkOf } = useAccountChecks()
 * <button onClick={() => run(accounts)}>Test all</button>
 * {checkOf(account.accountId).status === 'invalid' && <p>Connect it again.</p>}
 */
export function useAccountChecks(): AccountChecksHook {
  const bulk = useBulk(testAccountsBulkOptions)
  const checks = useChecks()
  return { ...bulk, checkOf: (accountId) => checks.get(accountId) ?? untested }
}

/**
 * The accounts that need attention: those that the latest test found signed out. For a badge. It tests nothing; once a
 * test in this session has found one, it reads `GET /accounts`, as every list does, for those that are still there.
 *
 * @example
 * const { length } = useInvalidAccounts()
 * {length > 0 && <Badge label="Connections that are signed out">{length}</Badge>}
 */
export function useInvalidAccounts(query: AccountsQuery = {}): Account[] {
  const checks = useChecks()
  const isInvalid = ({ status }: AccountCheck) => status === 'invalid'
  const { data = [] } = useAccounts(query, { enabled: [...checks.values()].some(isInvalid) })
  return data.filter(({ accountId }) => isInvalid(checks.get(accountId) ?? untested))
}

/** What the latest test of each account found, by account id. */
function useChecks(): Map<string, AccountCheck> {
  const [tests] = useEntityMutations('accountId', (mutation) => ({
    action: actionOf(mutation),
    accountId: (mutation.state.variables as AccountRef).accountId,
    status: mutation.state.status,
    ok: (mutation.state.data as AccountTest | undefined)?.ok,
    submittedAt: mutation.state.submittedAt,
    error: mutation.state.error as AppmixerError | null,
  }))
  const checks = new Map<string, AccountCheck>()
  for (const { action, accountId, status, ok, submittedAt, error } of tests) {
    if (action !== 'testAccount') continue
    const { error: _, ...before } = checks.get(accountId) ?? untested
    if (status === 'pending') checks.set(accountId, { ...before, status: 'testing' })
    else if (status === 'success') {
      checks.set(accountId, { status: ok ? 'valid' : 'invalid', testedAt: submittedAt })
    } else if (error && error.code !== 'superseded') checks.set(accountId, { ...before, error })
  }
  return checks
}

/** The same run as `useTestAccounts`. Its mutations stay in the cache: they are what is known. */
function testAccountsBulkOptions(client: AppmixerClient): AppmixerBulk<AccountRef, AccountTest> {
  return { client, mutation: { ...testAccountMutationOptions(client), gcTime: Infinity } }
}
