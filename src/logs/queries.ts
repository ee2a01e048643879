import { infiniteQueryOptions, type AppmixerInfiniteQuery } from '../cache/infiniteQuery.ts'
import { queryOptions, type AppmixerQuery } from '../cache/query.ts'
import { shareBy, shareEqual, type Row } from '../cache/sharing.ts'
import type { AppmixerClient } from '../client/client.ts'
import { getLog, getLogAggregations, getLogs } from './endpoints.ts'
import { logKeys, type LogPosition } from './keys.ts'
import { since } from './lucene.ts'
import { newestFirst } from './order.ts'
import { logPages, withHits } from './pages.ts'
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
 * One page of the log, the newest entries first unless `sort` says otherwise: `GET /logs`.
 *
 * @example
 * logsQueryOptions(client, { flowId, query: lucene({ severity: 'error' }), size: 30 })
 */
export function logsQueryOptions(
  client: AppmixerClient,
  query: LogsQuery = {},
): AppmixerQuery<LogsPage> {
  return queryOptions(client, {
    key: logKeys(client).list(query),
    endpoint: getLogs,
    input: { ...query, sort: query.sort ?? newestFirst },
    share: shareLogs,
  })
}

/**
 * The log page after page, the newest entries first unless `sort` says otherwise: `GET /logs` with `searchAfter`.
 * Entries that are written in the meantime shift nothing: none is skipped, none comes twice. A refetch reads the pages
 * on screen only.
 *
 * @example
 * await queryClient.prefetchInfiniteQuery(logsInfiniteQueryOptions(client, { flowId, size: 30 }))
 */
export function logsInfiniteQueryOptions(
  client: AppmixerClient,
  query: InfiniteLogsQuery = {},
): AppmixerInfiniteQuery<LogsPage, LogPosition> {
  return infiniteQueryOptions(client, {
    ...logPages(client, query),
    key: logKeys(client).infinite(query),
  })
}

/**
 * The newest entries of the log, as they are written: `GET /logs`. A refetch reads only what is newer than the newest
 * entry: entries never change. `fetchNextPage` reads older ones. The histogram is that of the first answer.
 *
 * @example
 * useInfiniteQuery({ ...logTailInfiniteQueryOptions(client, { flowId }), refetchInterval: 3_000 })
 */
export function logTailInfiniteQueryOptions(
  client: AppmixerClient,
  query: LogTailQuery = {},
): AppmixerInfiniteQuery<LogsPage, LogPosition> {
  const log = logPages(client, query)
  return infiniteQueryOptions<LogsPage, LogPosition>(client, {
    ...log,
    key: logKeys(client).tail(query),
    async read(context, loaded) {
      const [page, ...behind] = loaded
      if (page && context.pageParam) return page
      const newest = page?.hits[0]
      if (!page || !newest) return log.read(context, loaded)
      // With those of the same millisecond, which are on whichever page.
      const range = since('gridTimestamp', newest.gridTimestamp!)
      const given = log.input.query
      const again = await log.readOn(
        { ...log.input, query: given ? `(${given}) AND ${range}` : range },
        context.signal,
      )
      const older = idsIn(behind)
      const newer = again.hits.filter(({ _id }) => !older.has(_id))
      const isNewer = idsIn([{ hits: newer }])
      return { ...page, hits: [...newer, ...page.hits.filter(({ _id }) => !isNewer.has(_id))] }
    },
  })
}

/** One log entry: `GET /logs/:index/:logId`, or by a search for its id where the server has no such path. */
export function logQueryOptions(client: AppmixerClient, ref: LogRef): AppmixerQuery<LogEntry> {
  return queryOptions(client, { key: logKeys(client).detail(ref), endpoint: getLog, input: ref })
}

/** Calculates over the log: `POST /logs` with `{ aggs }`. */
export function logAggregationsQueryOptions(
  client: AppmixerClient,
  query: LogAggregationsQuery,
): AppmixerQuery<LogAggregations> {
  return queryOptions(client, {
    key: logKeys(client).aggregations(query),
    endpoint: getLogAggregations,
    input: query,
  })
}

const shareHits = /*#__PURE__*/ shareBy('_id')

/** Structural sharing for the log: an entry stays the same object wherever it moves to. */
function shareLogs(previous: unknown, next: unknown): unknown {
  if (previous === next) return previous
  if (!isPage(previous) || !isPage(next)) return shareEqual(previous, next)
  return withHits(previous, next, shareHits(previous.hits, next.hits) as Row[])
}

function isPage(data: unknown): data is LogsPage {
  return typeof data === 'object' && data !== null && 'hits' in data
}

function idsIn(pages: readonly Pick<LogsPage, 'hits'>[]): Set<string> {
  return new Set(pages.flatMap(({ hits }) => hits.map(({ _id }) => _id)))
}
