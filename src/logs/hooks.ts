'use client'

import { skipToken, type InfiniteData } from '@tanstack/react-query'
import {
  useAppmixerInfiniteQuery,
  useAppmixerQuery,
  useAppmixerSuspenseQuery,
  type InfiniteQueryHookOptions,
  type InfiniteQueryHookResult,
  type QueryHookOptions,
  type QueryHookResult,
  type Skippable,
  type SuspenseQueryHookOptions,
  type SuspenseQueryHookResult,
} from '../react/hooks.ts'
import { histogramOf, histogramQuery, logInterval, type LogHistogram } from './histogram.ts'
import type { LogPosition } from './keys.ts'
import {
  logAggregationsQueryOptions,
  logQueryOptions,
  logsInfiniteQueryOptions,
  logsQueryOptions,
  logTailInfiniteQueryOptions,
} from './queries.ts'
import { logQuery, type LogSearch } from './search.ts'
import {
  resolveTimeRange,
  type TimeOptions,
  type TimeRange,
  type TimeRangeName,
} from '../time/range.ts'
import type {
  InfiniteLogsQuery,
  LogAggregations,
  LogAggregationsQuery,
  LogEntry,
  LogRef,
  LogsPage,
  LogsQuery,
  LogTailQuery,
} from './types.ts'

/**
 * One page of the log with a histogram of all that match: `GET /logs`. The server indexes an entry a moment after it
 * happened. Text that is not Lucene is an error with status 400.
 *
 * Key: `keys.logs.list(query)`.
 *
 * @param query `size` @default 50, `sort` @default `gridTimestamp:desc`
 * @param options `refetchInterval`, in milliseconds, for a live page
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
 * The log page after page: `GET /logs` with `searchAfter`. Entries written in the meantime shift nothing: none is
 * skipped, none comes twice.
 *
 * Key: `keys.logs.infinite(query)`.
 *
 * @param query `size`, the entries on a page, @default 50, `sort` @default `gridTimestamp:desc`
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

export interface LogTailOptions<Selected = InfiniteData<LogsPage, LogPosition>> extends Omit<
  InfiniteQueryHookOptions<LogsPage, LogPosition, Selected>,
  'refetchInterval' | 'pagesOnScreen'
> {
  /** Milliseconds between two requests for new entries; `false` pauses. @default 3,000 */
  interval?: number | false | undefined
}

/**
 * The log as it is written: `GET /logs` at an interval, for new entries only. The newest come first, on the first page;
 * `fetchNextPage` reads older ones. Entries keep their identity. The next request waits for a slow answer; a hidden tab
 * sends none. Another query starts anew.
 *
 * Key: `keys.logs.tail(query)`.
 *
 * @param query `size`, the entries on a page, @default 50
 * @param options `interval`, in milliseconds, @default 3,000
 * @example
 * const { data, fetchNextPage, hasNextPage } = useLogTail({ flowId, size: 30 }, { interval: isAtTop && 3_000 })
 * const entries = data?.pages.flatMap((page) => page.hits)
 */
export function useLogTail<Selected = InfiniteData<LogsPage, LogPosition>>(
  query: Skippable<LogTailQuery> = {},
  { interval = 3_000, ...options }: LogTailOptions<Selected> = {},
): InfiniteQueryHookResult<NoInfer<Selected>> {
  const live = { ...options, refetchInterval: interval }
  return useAppmixerInfiniteQuery(logTailInfiniteQueryOptions, query, live)
}

/**
 * One log entry with its message: `GET /logs/:index/:logId`. `logId` and `index` are the entry's `_id` and `_index`.
 * An unknown entry is an error with status 404.
 *
 * Key: `keys.logs.detail(ref)`.
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
 * Calculates over the log: `POST /logs` with Elasticsearch aggregations. `size: 0` leaves the entries themselves out.
 * More than 10,000 buckets is an error with reason `too-many-buckets`; an aggregation that the
 * server does not know is one with status 400.
 *
 * Key: `keys.logs.aggregations(query)`.
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

/** Which entries a histogram counts. */
export interface LogHistogramSearch
  extends LogSearch, Pick<LogsQuery, 'flowId' | 'portType' | 'excludePluginLogs'> {}

export interface LogHistogramOptions
  extends TimeOptions, Omit<QueryHookOptions<LogAggregations, LogHistogram>, 'select'> {
  /** At most so many buckets; the interval follows from it. @default 60 */
  buckets?: number | undefined
}

/**
 * How many entries there are over time, by severity, without gaps from the start of the range until now or its end:
 * `POST /logs`.
 *
 * Key: `keys.logs.aggregations(query)`.
 *
 * @example
 * const { data } = useLogHistogram({ flowId, range: 'last24Hours' })
 * data?.buckets // 48 of { from, to, count, severities: { info: 12, error: 1 } }
 */
export function useLogHistogram(
  search: Skippable<LogHistogramSearch>,
  { buckets, now, timeZone, ...options }: LogHistogramOptions = {},
): QueryHookResult<LogHistogram> {
  const isSkipped = search === skipToken
  const read = histogramRead(isSkipped ? {} : search, { buckets, now, timeZone })
  return useAppmixerQuery<LogAggregationsQuery, LogAggregations, LogHistogram>(
    logAggregationsQueryOptions,
    isSkipped ? skipToken : read.query,
    { ...options, select: read.select },
  )
}

/** How many errors each flow wrote, by flow id. A flow that is not there wrote none. */
export type FlowErrorCounts = Readonly<Record<string, number>>

export interface FlowErrorCountsOptions
  extends TimeOptions, Omit<QueryHookOptions<LogAggregations, FlowErrorCounts>, 'select'> {
  /** In which time. @default last24Hours */
  range?: TimeRangeName | TimeRange | undefined
}

/** More flows with errors are not told apart from those without. */
const mostFlows = 1_000

/**
 * How many errors each flow wrote to the log, in one request for all of them: `POST /logs` with a `terms` aggregation.
 * Without ids, of all flows that the user may see, at most the 1,000 with the most errors.
 *
 * Key: `keys.logs.aggregations(query)`.
 *
 * @param flowIds Those on screen, for example; in any order. `[]` and `skipToken` read nothing.
 * @param options `range` @default `last24Hours`
 * @example
 * const { data: errors } = useFlowErrorCounts(flows.map(({ flowId }) => flowId), { range: 'last7Days' })
 * {errors?.[flowId] && <b>{errors[flowId]} errors</b>}
 */
export function useFlowErrorCounts(
  flowIds?: Skippable<readonly string[]>,
  { range = 'last24Hours', now, timeZone, ...options }: FlowErrorCountsOptions = {},
): QueryHookResult<FlowErrorCounts> {
  const isSkipped = flowIds === skipToken || flowIds?.length === 0
  return useAppmixerQuery<LogAggregationsQuery, LogAggregations, FlowErrorCounts>(
    logAggregationsQueryOptions,
    isSkipped ? skipToken : errorsQuery(flowIds, range, { now, timeZone }),
    { ...options, select: countsIn },
  )
}

function histogramRead(
  { range = {}, flowId, portType, excludePluginLogs, ...rest }: LogHistogramSearch,
  {
    buckets = 60,
    now = Date.now(),
    timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone,
  }: Pick<LogHistogramOptions, 'buckets' | 'now' | 'timeZone'>,
): { query: LogAggregationsQuery; select: (answer: LogAggregations) => LogHistogram } {
  const { from, to = now } = resolveTimeRange(range, { now, timeZone })
  const span = { from, to: Math.min(to, now) }
  const interval = logInterval({ from: from ?? now - 30 * 86_400_000, to: span.to }, buckets)
  const query = logQuery({ ...rest, range }, { now, timeZone })
  const input = {
    ...(flowId && { flowId }),
    ...(portType && { portType }),
    ...(excludePluginLogs && { excludePluginLogs }),
    ...(query && { query }),
  }
  return {
    query: histogramQuery(input, interval, timeZone),
    select: (answer) => histogramOf(answer, interval, span, timeZone),
  }
}

function errorsQuery(
  flowIds: readonly string[] | undefined,
  range: TimeRangeName | TimeRange,
  time: TimeOptions,
): LogAggregationsQuery {
  // Another order of the rows asks for the same.
  const ids = flowIds && [...new Set(flowIds)].toSorted()
  return {
    ...(ids && { flowId: ids }),
    query: logQuery({ conditions: { severity: ['error', 'fatal'] }, range }, time),
    size: 0,
    aggs: { flows: { terms: { field: 'flowId', size: ids?.length ?? mostFlows } } },
  }
}

function countsIn({ aggregations }: LogAggregations): FlowErrorCounts {
  const { buckets } = aggregations['flows'] ?? {}
  if (!Array.isArray(buckets)) return {}
  const counts = (buckets as { key: string; doc_count: number }[]).map(
    ({ key, doc_count: errors }) => [key, errors] as const,
  )
  return Object.fromEntries(counts)
}
