'use client'

import {
  type SuspenseQueryHookResult,
  useAppmixerSuspenseQuery,
  type SuspenseQueryHookOptions,
} from '../react/hooks.ts'
import { usageQueryOptions } from './queries.ts'
import type { Usage, UsageQuery } from './types.ts'

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
