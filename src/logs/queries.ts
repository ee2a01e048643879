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
import { readLogPage } from './pages.ts'
import { shareLogPages, shareLogs } from './share.ts'

const newestFirst = 'gridTimestamp:desc'
const defaultSize = 50

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
  const { size = defaultSize } = query
  const sort = unambiguous(query.sort ?? newestFirst)
  const input = { ...query, ...withFields(query, sort), size, sort }
  const next = (page: LogsPage) => positionAfter(page, [page], sort)
  return {
    ...infiniteQueryOptions<LogsQuery, LogsPage, LogPosition>(client, {
      name: 'getLogs',
      endpoint: getLogs,
      input,
      first: undefined,
      at: (searchAfter) => (searchAfter ? { ...input, searchAfter } : input),
      next: (page, pages) =>
        page.hits.length < size ? undefined : positionAfter(page, pages, sort),
    }),
    queryFn: (context) => readLogPage({ client, input, size, next }, context),
    structuralSharing: shareLogPages,
  }
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

/** Many entries share one millisecond, so the id is always the last word. */
function unambiguous(sort: string | string[]): string[] {
  const fields = [sort].flat()
  if (fields.some((field) => field.split(':')[0] === '_id')) return fields
  const direction = fields[0]?.endsWith(':desc') ? 'desc' : 'asc'
  return [...fields, `_id:${direction}`]
}

/** The position is read from the sort fields, so they are sent whatever the caller leaves out. */
function withFields({ includes, excludes }: InfiniteLogsQuery, sort: string[]): LogsQuery {
  const needed = sort.map((field) => field.split(':')[0]!)
  const list = (names: string) => names.split(',').map((name) => name.trim())
  return {
    ...(includes && { includes: [...new Set([...list(includes), ...needed])].join(',') }),
    ...(excludes && {
      excludes: list(excludes)
        .filter((name) => !needed.includes(name))
        .join(','),
    }),
  }
}

/** A server that does not know `searchAfter` sends the first page again and again: that is the end, too. */
function positionAfter(page: LogsPage, pages: LogsPage[], sort: string[]): LogPosition {
  const last = page.hits.at(-1)
  if (last === undefined) return undefined
  const earlier = pages.slice(0, -1)
  if (earlier.some(({ hits }) => hits.some((hit) => hit._id === last._id))) return undefined
  const values = sort.map((field) => last[field.split(':')[0]!] as string | number | undefined)
  return values.includes(undefined) ? undefined : (values as LogPosition)
}
