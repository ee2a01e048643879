import { escapeLucene, lucene, type LuceneConditions } from './lucene.ts'
import {
  timeCondition,
  timeRanges,
  type TimeOptions,
  type TimeRange,
  type TimeRangeName,
} from '../time/range.ts'

/** What a person looks for in the log: plain data, for a form and a URL. */
export interface LogSearch {
  /** What was typed: words that must all be there, `"several words"`, and `severity:error` for a field of the log. */
  text?: string | undefined
  /** By field, as {@link lucene} takes them. */
  conditions?: LuceneConditions | undefined
  /** Lucene syntax as it is. */
  raw?: string | undefined
  /** @default all that there is */
  range?: TimeRangeName | TimeRange | undefined
}

/** The fields that may be named in a text. Any other `a:b` is text. */
const fields = new Set([
  '_id',
  'componentId',
  'componentType',
  'correlationId',
  'err',
  'flowId',
  'flowType',
  'msg',
  'port',
  'portType',
  'senderId',
  'senderType',
  'severity',
  'type',
  'userId',
])

/**
 * The query of a search, for every read of the log. All parts must hold.
 *
 * @throws AppmixerError `input`, as {@link lucene} and {@link resolveTimeRange}
 * @example
 * useLogs({ size: 30, query: logQuery({ text: 'C++ "not found"', range: 'lastHour' }) })
 * // "C++" AND "not found" AND gridTimestamp:[now-1h TO *]
 */
export function logQuery(search: LogSearch, options: TimeOptions = {}): string {
  const { text = '', conditions = {}, raw = '', range } = search
  const parts = [
    textQuery(text),
    lucene(conditions, raw),
    range && lucene({ gridTimestamp: timeCondition(range, options) }),
  ]
  return parts.filter(Boolean).join(' AND ')
}

/** The text that {@link logQuery} writes exactly so; `undefined` for a query that is more than words. */
export function textOfQuery(query: string): string | undefined {
  const text = query.replaceAll(' AND ', ' ')
  return textQuery(text) === query ? text : undefined
}

/** The name of a range, if it is one of {@link timeRanges}. For a text from a URL. */
export function isTimeRangeName(name: string): name is TimeRangeName {
  return Object.hasOwn(timeRanges, name)
}

/** What was typed, in Lucene: text is text, whatever characters it has. */
function textQuery(text: string): string {
  const words = text.match(/(?:\w+:)?"[^"]+"|\S+/g) ?? []
  return words.map(clauseOf).join(' AND ')
}

function clauseOf(word: string): string {
  const [, field, value] = /^(\w+):(.+)$/s.exec(word) ?? []
  if (field && value && fields.has(field)) return `${field}:${escapeLucene(unquoted(value))}`
  return escapeLucene(unquoted(word))
}

function unquoted(word: string): string {
  return word.replace(/^"(.+)"$/s, '$1')
}
