'use client'

import type { InfiniteData } from '@tanstack/react-query'
import {
  useAppmixerQuery,
  type QueryHookOptions,
  type InfiniteQueryHookResult,
  type QueryHookResult,
  useAppmixerInfiniteQuery,
  type InfiniteQueryHookOptions,
  type Skippable,
} from '../react/hooks.ts'
import {
  logAggregationsQueryOptions,
  logQueryOptions,
  logsInfiniteQueryOptions,
  logsQueryOptions,
  type LogPosition,
} from './queries.ts'
import type {
  InfiniteLogsQuery,
  LogAggregations,
  LogAggregationsQuery,
  LogEntry,
  LogRef,
  LogsPage,
  LogsQuery,
} from './types.ts'

/**
 * One page of the log with a histogram of all that match: `GET /logs`, the 50 newest entries unless told otherwise.
 * The server indexes an entry a moment after it happened; for a live tail pass `refetchInterval`, in milliseconds.
 * Text that is not Lucene is an error with status 400.
 *
 * @example
 * const query = lucene({ severity: 'error', gridTimestamp: { from: 'now-7d' } })
 * const { data } = useLogs({ flowId, query, size: 30 }, { refetchInterval: 3_000 })
 */
export function useLogs<Selected = LogsPage>(
  query: Skippable<LogsQuery> = {},
  options?: QueryHookOptions<LogsPage, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(logsQueryOptions, query, options)
}

/**
 * The log page after page: `GET /logs` with `searchAfter`, the newest entries first unless `sort` says otherwise.
 * Entries written in the meantime shift nothing: none is skipped, none comes twice.
 *
 * @example
 * const { data, fetchNextPage, hasNextPage } = useInfiniteLogs({ flowId, size: 30 })
 * const entries = data?.pages.flatMap((page) => page.hits)
 */
export function useInfiniteLogs<Selected = InfiniteData<LogsPage, LogPosition>>(
  query: Skippable<InfiniteLogsQuery> = {},
  options?: InfiniteQueryHookOptions<LogsPage, LogPosition, Selected>,
): InfiniteQueryHookResult<NoInfer<Selected>> {
  return useAppmixerInfiniteQuery(logsInfiniteQueryOptions, query, options)
}

/**
 * One log entry with its message: `GET /logs/:index/:logId`. `logId` and `index` are the entry's `_id` and `_index`.
 * An unknown entry is an error with status 404.
 *
 * @example
 * const { data: entry } = useLog({ logId: hit._id, index: hit._index })
 */
export function useLog<Selected = LogEntry>(
  ref: Skippable<LogRef>,
  options?: QueryHookOptions<LogEntry, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(logQueryOptions, ref, options)
}

/**
 * Calculates over the log: `POST /logs` with Elasticsearch aggregations. `size: 0` leaves the entries themselves out.
 * More than 10,000 buckets, or an aggregation that the server does not know, is an error.
 *
 * @example
 * const aggs = { flows: { terms: { field: 'flowId', size: 100 } } }
 * const { data } = useLogAggregations({ aggs, query: 'severity:error', size: 0 })
 * data?.aggregations.flows?.buckets // [{ key: '9c4673d7-…', doc_count: 3 }]
 */
export function useLogAggregations<Selected = LogAggregations>(
  query: Skippable<LogAggregationsQuery>,
  options?: QueryHookOptions<LogAggregations, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(logAggregationsQueryOptions, query, options)
}
