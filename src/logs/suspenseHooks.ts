'use client'

import {
  type SuspenseQueryHookResult,
  useAppmixerSuspenseQuery,
  type SuspenseQueryHookOptions,
} from '../react/hooks.ts'
import { logAggregationsQueryOptions, logQueryOptions, logsQueryOptions } from './queries.ts'
import type {
  LogAggregations,
  LogAggregationsQuery,
  LogEntry,
  LogRef,
  LogsPage,
  LogsQuery,
} from './types.ts'

/**
 * {@link useLogs} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data } = useSuspenseLogs({ flowId, size: 30 })
 */
export function useSuspenseLogs<Selected = LogsPage>(
  query: LogsQuery = {},
  options?: SuspenseQueryHookOptions<LogsPage, Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(logsQueryOptions, query, options)
}

/**
 * {@link useLog} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: entry } = useSuspenseLog({ logId: hit._id, index: hit._index })
 */
export function useSuspenseLog<Selected = LogEntry>(
  ref: LogRef,
  options?: SuspenseQueryHookOptions<LogEntry, Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(logQueryOptions, ref, options)
}

/**
 * {@link useLogAggregations} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data } = useSuspenseLogAggregations({ aggs, size: 0 })
 */
export function useSuspenseLogAggregations<Selected = LogAggregations>(
  query: LogAggregationsQuery,
  options?: SuspenseQueryHookOptions<LogAggregations, Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(logAggregationsQueryOptions, query, options)
}
