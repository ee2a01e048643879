import { isRecord } from '../client/checks.ts'
import type { AppmixerClient } from '../client/client.ts'
import { endpoint, type CallOptions, type Endpoint } from '../client/endpoint.ts'
import { isAppmixerError } from '../client/errors.ts'
import type { Refusal } from '../client/failures.ts'
import type { QueryValues } from '../client/call.ts'
import { isLogAggregations, isLogEntry, isLogsPage } from './checks.ts'
import { escapeLucene } from './lucene.ts'
import type {
  LogAggregations,
  LogAggregationsQuery,
  LogEntry,
  LogRef,
  LogsPage,
  LogsQuery,
} from './types.ts'

/** One page of the log, with a histogram of everything that matches. */
export const getLogs = endpoint<LogsQuery, LogsPage>('GET /logs', {
  query: (query) => searchOf(query),
  normalize: normalizePage,
  response: isLogsPage,
})

const tooManyBuckets: Refusal = { reason: 'too-many-buckets', says: 'too many buckets' }

/** Calculates over the log with Elasticsearch aggregations. A POST that changes nothing. */
export const getLogAggregations = endpoint<LogAggregationsQuery, LogAggregations>('POST /logs', {
  requires: { aggs: 'object' },
  // The documentation spells this one parameter differently here.
  query: ({ aggs: _, searchAfter, ...query }) => ({
    ...searchOf(query),
    search_after: searchAfter,
  }),
  body: ({ aggs }) => ({ aggs }),
  normalize: normalizeAggregations,
  refusals: [tooManyBuckets],
  response: isLogAggregations,
})

const readLog = endpoint<LogRef, LogEntry>('GET /logs/:index/:logId', {
  normalize: normalizeEntry,
  response: isLogEntry,
})

/**
 * One log entry, with its message. A server that does not know the path, or has moved the entry to another index,
 * answers 404; then the entry is looked for by its id, and only when that finds nothing the 404 stands.
 */
export const getLog: Endpoint<LogRef, LogEntry> = calledBy(findLog, readLog)

async function findLog(
  client: AppmixerClient,
  ref: LogRef,
  options: CallOptions = {},
): Promise<LogEntry> {
  try {
    return await readLog(client, ref, options)
  } catch (error) {
    if (!isAppmixerError(error) || error.status !== 404) throw error
    const query = `_id:${escapeLucene(ref.logId)}`
    const { hits } = await getLogs(client, { query, sort: '@timestamp:desc' }, options)
    const [found] = hits
    if (found === undefined) throw error
    return found
  }
}

/** The declared endpoint with another way to call it. */
/*#__NO_SIDE_EFFECTS__*/
function calledBy<Input, Output>(
  call: (client: AppmixerClient, input: Input, options?: CallOptions) => Promise<Output>,
  { route, spec }: Endpoint<Input, Output>,
): Endpoint<Input, Output> {
  return Object.assign(call, { route, spec })
}

/** An empty query string would be a syntax error to Lucene. */
function searchOf({ query, ...rest }: LogsQuery): QueryValues {
  return { ...rest, query: query || undefined }
}

/** A server without entries to count leaves `buckets` out; every entry gets both names of its time. */
function normalizePage(body: unknown): unknown {
  if (!isRecord(body) || !Array.isArray(body['hits'])) return body
  body['hits'] = body['hits'].map(normalizeEntry)
  body['buckets'] ??= []
  return body
}

/** With `size=0` there may be no `hits`. */
function normalizeAggregations(body: unknown): unknown {
  if (!isRecord(body)) return body
  const hits = body['hits'] ?? []
  body['hits'] = Array.isArray(hits) ? hits.map(normalizeEntry) : hits
  return body
}

/** The detail of an entry has its fields under `_source`, an entry of a list has them beside its id: both read alike. */
function normalizeEntry(body: unknown): unknown {
  if (!isRecord(body)) return body
  const source = body['_source']
  const entry = isRecord(source) ? { ...source, ...body } : body
  entry['gridTimestamp'] ??= entry['@timestamp']
  entry['@timestamp'] ??= entry['gridTimestamp']
  if (entry['gridTimestamp'] === undefined) {
    delete entry['gridTimestamp']
    delete entry['@timestamp']
  }
  return entry
}
