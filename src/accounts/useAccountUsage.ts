'use client'

import { useQueryClient } from '@tanstack/react-query'
import type { AppmixerError } from '../client/errors.ts'
import { useAppmixerContext } from '../react/context.ts'
import { useAppmixerQueries } from '../react/hooks.ts'
import { accountFlowsQueryOptions } from './queries.ts'
import type { AccountFlow } from './types.ts'

/** Which flows use one account, once that was asked for. */
export interface AccountUsage {
  status: 'unknown' | 'loading' | 'ready' | 'failed'
  /** `undefined` until it is known. */
  flows: readonly AccountFlow[] | undefined
  error: AppmixerError | null
}

export interface AccountUsageHook {
  usageOf(accountId: string): AccountUsage
  /** Reads the flows of these accounts, four requests at a time. Never rejects: see each account's `error`. */
  load(accountIds: readonly string[]): Promise<void>
}

/** Requests under way at a time. */
const concurrency = 4

const unasked: AccountUsage = { status: 'unknown', flows: undefined, error: null }

/**
 * Which flows use these accounts: `GET /accounts/:accountId/flows`, for those that `load` names and for no other. Data
 * and keys are those of `useAccountFlows`.
 *
 * @example
 * const { usageOf, load } = useAccountUsage(accounts.map(({ accountId }) => accountId))
 * <details onToggle={() => load([accountId])}>{usageOf(accountId).flows?.length}</details>
 */
export function useAccountUsage(accountIds: readonly string[]): AccountUsageHook {
  const { client, queryClient: given } = useAppmixerContext()
  const queryClient = useQueryClient(given)
  const optionsOf = (accountId: string) => accountFlowsQueryOptions(client, { accountId })
  const results = useAppmixerQueries(() =>
    accountIds.map((accountId) => ({ ...optionsOf(accountId), enabled: false })),
  )
  const usages = new Map<string, AccountUsage>()
  for (const [index, { data, error, fetchStatus }] of results.entries()) {
    const status =
      fetchStatus === 'idle' ? (data ? 'ready' : error ? 'failed' : 'unknown') : 'loading'
    usages.set(accountIds[index]!, { status, flows: data, error })
  }

  async function load(wanted: readonly string[]): Promise<void> {
    const queue = [...new Set(wanted)].values()
    const worker = async () => {
      for (const accountId of queue) {
        await queryClient.fetchQuery({ ...optionsOf(accountId), staleTime: 0 }).catch(() => {})
      }
    }
    await Promise.all(Array.from({ length: concurrency }, worker))
  }

  return { usageOf: (accountId) => usages.get(accountId) ?? unasked, load }
}
