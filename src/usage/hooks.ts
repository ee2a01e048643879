'use client'

import {
  useAppmixerQuery,
  useAppmixerSuspenseQuery,
  type QueryHookOptions,
  type QueryHookResult,
  type Skippable,
  type SuspenseQueryHookOptions,
  type SuspenseQueryHookResult,
} from '../react/hooks.ts'
import { usageQueryOptions } from './queries.ts'
import type { Usage, UsageQuery } from './types.ts'

/**
 * How much the user's automations do: `GET /telemetry`. The period limits the message counts only; without one the
 * server chooses it, and says which in `messageCounts`.
 *
 * Key: `keys.usage.detail(query)`.
 *
 * @param query First and last day, `2026-01-01`.
 * @example
 * const { data: usage } = useUsage({ from: '2026-01-01', to: '2026-01-31' })
 * usage?.messageCounts?.count
 */
export function useUsage<Selected = Usage>(
  query: Skippable<UsageQuery> = {},
  options?: QueryHookOptions<Usage, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(usageQueryOptions, query, options)
}

/**
 * {@link useUsage} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: usage } = useSuspenseUsage({ from: '2026-01-01', to: '2026-01-31' })
 */
export function useSuspenseUsage<Selected = Usage>(
  query: UsageQuery = {},
  options?: SuspenseQueryHookOptions<Usage, Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(usageQueryOptions, query, options)
}
