import * as z from 'zod/mini'
import * as endpoints from '../logs/endpoints.ts'
import type { LogEntry, LogsQuery } from '../logs/types.ts'
import { aggregate, histogram } from './aggregations.ts'
import { Boom } from './boom.ts'
import type { StoredLog } from './database.ts'
import { isVisibleTo } from './flowAccess.ts'
import { writeLogs } from './logWriter.ts'
import { textOf } from './list.ts'
import { matchesLucene } from './lucene/match.ts'
import { parseLucene } from './lucene/parse.ts'
import { route, type Exchange, type Route } from './route.ts'

/** A parameter that may be given more than once. */
const listSchema = z.pipe(
  z.union([z.string(), z.array(z.string())]),
  z.transform((value) => [value].flat()),
)

const countSchema = z.optional(z.coerce.number().check(z.int(), z.minimum(0)))

const searchFields = {
  from: countSchema,
  size: countSchema,
  sort: z.optional(listSchema),
  query: z.optional(z.string()),
  flowId: z.optional(listSchema),
  userId: z.optional(listSchema),
  portType: z.optional(
    z.pipe(
      listSchema,
      z.transform((ports) => ports as ('in' | 'out')[]),
    ),
  ),
  /** There are no plugins here, so there is nothing to leave out. */
  excludePluginLogs: z.optional(z.boolean()),
  includes: z.optional(z.string()),
  excludes: z.optional(z.string()),
}

const logsQuerySchema = z.object({ ...searchFields, searchAfter: z.optional(listSchema) })

const aggregationsQuerySchema = z.pipe(
  z.object({
    ...searchFields,
    search_after: z.optional(listSchema),
    aggs: z.record(z.string(), z.unknown()),
  }),
  z.transform(({ search_after: searchAfter, ...query }) => ({ ...query, searchAfter })),
)

const logRefSchema = z.object({ logId: z.string(), index: z.string() })

export const logRoutes = {
  getLogs: route(endpoints.getLogs, logsQuerySchema, (exchange, query) => {
    const entries = matching(exchange, query)
    return { buckets: histogram(entries, 'gridTimestamp', '1d'), hits: page(entries, query) }
  }),

  getLogAggregations: route(
    endpoints.getLogAggregations,
    aggregationsQuerySchema,
    (exchange, { aggs, ...query }) => {
      const entries = matching(exchange, query)
      const now = exchange.database.clock.now()
      const hits = page(entries, query)
      return { aggregations: aggregate(aggs, entries, now), hits }
    },
  ),

  getLog: route(endpoints.getLog, logRefSchema, (exchange, { logId, index }) => {
    const entry = visible(exchange).find(({ _id, _index }) => _id === logId && _index === index)
    if (!entry) throw new Boom(404, 'Log not found.')
    const { _id, _index, ...source } = entry
    return { _index, _id, _version: 1, _source: source }
  }),
} satisfies Record<keyof typeof endpoints, Route>

/** The log of all flows that this user may see. */
export function visible({ database, user }: Exchange): StoredLog[] {
  const me = user()
  writeLogs(database)
  const flowIds = new Set(
    database.flows.filter((flow) => isVisibleTo(flow, me)).map(({ flowId }) => flowId),
  )
  return database.logs.filter(({ flowId }) => flowIds.has(flowId))
}

interface LogsSearch extends LogsQuery {
  /** Only what flows of these users did. */
  userId?: string[] | undefined
}

function matching(exchange: Exchange, query: LogsSearch): StoredLog[] {
  const node = parseLucene(query.query ?? '')
  const now = exchange.database.clock.now()
  return visible(exchange).filter(
    (entry) =>
      (!query.flowId || query.flowId.includes(entry.flowId)) &&
      (!query.userId || query.userId.includes(String(entry.userId))) &&
      (!query.portType || query.portType.includes(entry.portType as 'in')) &&
      matchesLucene(node, entry, now),
  )
}

const window = 10_000

function page(entries: StoredLog[], query: LogsQuery): LogEntry[] {
  const { from = 0, size = 50, searchAfter, includes, excludes } = query
  if (from + size > window) {
    throw new Boom(
      400,
      `Result window is too large, from + size must be less than or equal to: [${window}]`,
    )
  }
  const sort = [query.sort ?? []].flat().map(directed)
  const sorted = sort.length === 0 ? entries : entries.toSorted((a, b) => order(a, b, sort))
  const start = searchAfter ? positionAfter(sorted, sort, searchAfter, from) : from
  return sorted.slice(start, start + size).map((entry) => withFields(entry, includes, excludes))
}

interface Direction {
  field: string
  sign: 1 | -1
}

function directed(text: string): Direction {
  const [field = '', direction = 'asc'] = text.split(':')
  if (direction !== 'asc' && direction !== 'desc') {
    throw new Boom(400, `No enum constant SortOrder.${direction.toUpperCase()}`)
  }
  return { field, sign: direction === 'desc' ? -1 : 1 }
}

function positionAfter(
  sorted: StoredLog[],
  sort: Direction[],
  values: (string | number)[],
  from: number,
): number {
  if (from > 0)
    throw new Boom(400, '`from` parameter must be set to 0 when `search_after` is used.')
  if (values.length !== sort.length) {
    throw new Boom(400, `search_after has ${values.length} value(s) but sort has ${sort.length}.`)
  }
  const place = Object.fromEntries(sort.map(({ field }, index) => [field, values[index]]))
  const next = sorted.findIndex((entry) => order(entry, place, sort) > 0)
  return next < 0 ? sorted.length : next
}

function order(a: Record<string, any>, b: Record<string, any>, sort: Direction[]): number {
  for (const { field, sign } of sort) {
    const [x, y] = [a[field], b[field]]
    // Entries without the field come last, whichever the direction.
    if (x === undefined && y === undefined) continue
    if (x === undefined || y === undefined) return x === undefined ? 1 : -1
    const difference = compare(x, y)
    if (difference !== 0) return sign * difference
  }
  return 0
}

function compare(a: unknown, b: unknown): number {
  if (a === b) return 0
  if (!Number.isNaN(Number(a)) && !Number.isNaN(Number(b))) return Number(a) - Number(b)
  const [x, y] = [textOf(a), textOf(b)]
  return x === y ? 0 : x < y ? -1 : 1
}

/** The id and the index are not fields of the entry; they always come. */
function withFields(entry: StoredLog, includes?: string, excludes?: string): LogEntry {
  if (!includes && !excludes) return entry
  const wanted = includes?.split(',').map((name) => name.trim())
  const refused = excludes?.split(',').map((name) => name.trim()) ?? []
  const kept = Object.entries(entry).filter(
    ([name]) =>
      name === '_id' ||
      name === '_index' ||
      (!refused.includes(name) && (!wanted || wanted.includes(name))),
  )
  return Object.fromEntries(kept) as LogEntry
}
