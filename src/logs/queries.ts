import { infiniteQueryOptions, type AppmixerInfiniteQuery } from '../cache/infiniteQuery.ts'
import { queryOptions, type AppmixerQuery } from '../cache/query.ts'
import type { AppmixerClient } from '../client/client.ts'
import { getLog, getLogAggregations, getLogs } from './endpoints.ts'
import type {
  InfiniteLogsQuery,
  LogAggregations,
  LogAggregationsQuery,
  LogEntry,
  LogRef,
  LogsPage,
  LogsQuery,
} from './types.ts'
import { logPages } from './pages.ts'
import { shareLogs } from './share.ts'

const newestFirst = 'gridTimestamp:desc'

/**
 * One page of the log, the newest entries first unless `sort` says otherwise: `GET /logs`.
 *
 * @example
 * logsQueryOptions(client, { flowId, query: lucene({ severity: 'error' }), size: 30 })
 */
export function logsQueryOptions(
  client: AppmixerClient,
  query: LogsQuery = {},
): AppmixerQuery<LogsPage> {
  const input = { ...query, sort: query.sort ?? newestFirst }
  return queryOptions(client, { name: 'getLogs', endpoint: getLogs, input, share: shareLogs })
}

/** The values of the sort fields in the last entry that is there; `undefined` at the start. */
export type LogPosition = (string | number)[] | undefined

/**
 * The log page after page, the newest entries first unless `sort` says otherwise: `GET /logs` with `searchAfter`.
 * Entries that are written in the meantime shift nothing: none is skipped, none comes twice. Asked for again, only the
 * pages on screen are.
 *
 * @example
 * await queryClient.prefetchInfiniteQuery(logsInfiniteQueryOptions(client, { flowId, size: 30 }))
 */
export function logsInfiniteQueryOptions(
  client: AppmixerClient,
  query: InfiniteLogsQuery = {},
): AppmixerInfiniteQuery<LogsPage, LogPosition> {
  return infiniteQueryOptions(client, logPages(client, query))
}

/** One log entry: `GET /logs/:index/:logId`, or by a search for its id where the server has no such path. */
export function logQueryOptions(client: AppmixerClient, ref: LogRef): AppmixerQuery<LogEntry> {
  return queryOptions(client, { name: 'getLog', endpoint: getLog, input: ref })
}

/** Calculates over the log: `POST /logs` with `{ aggs }`. */
export function logAggregationsQueryOptions(
  client: AppmixerClient,
  query: LogAggregationsQuery,
): AppmixerQuery<LogAggregations> {
  return queryOptions(client, {
    name: 'getLogAggregations',
    endpoint: getLogAggregations,
    input: query,
  })
}
