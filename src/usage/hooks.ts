'use client'

import {
  useAppmixerQuery,
  type QueryHookOptions,
  type QueryHookResult,
  type Skippable,
} from '../react/hooks.ts'
import { usageQueryOptions } from './queries.ts'
import type { Usage, UsageQuery } from './types.ts'

/**
 * How much the user's automations do: `GET /telemetry`. The period limits the message counts only; without one the
 * server chooses it, and says which in `messageCounts`.
 *
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
