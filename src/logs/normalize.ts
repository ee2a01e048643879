import { isRecord } from '../client/checks.ts'

/** A server without entries to count leaves `buckets` out; every entry gets both names of its time. */
export function normalizePage(body: unknown): unknown {
  if (!isRecord(body) || !Array.isArray(body['hits'])) return body
  body['hits'] = body['hits'].map(normalizeEntry)
  body['buckets'] ??= []
  return body
}

/** With `size=0` there may be no `hits`. */
export function normalizeAggregations(body: unknown): unknown {
  if (!isRecord(body)) return body
  const hits = body['hits'] ?? []
  body['hits'] = Array.isArray(hits) ? hits.map(normalizeEntry) : hits
  return body
}

/** The detail of an entry has its fields under `_source`, an entry of a list has them beside its id: both read alike. */
export function normalizeEntry(body: unknown): unknown {
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
