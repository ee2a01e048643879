/** A value to look for. A `Date` becomes ISO 8601 UTC. */
export type LuceneValue = string | number | boolean | Date

/** From where to where; an end that is not given is open. Strings may be date math: `now-7d`. */
export interface LuceneRange {
  /** Included. */
  from?: LuceneValue | undefined
  /** Included; a day stands for its last millisecond. */
  to?: LuceneValue | undefined
  /** Not included. */
  after?: LuceneValue | undefined
  /** Not included. */
  before?: LuceneValue | undefined
}

/** What one field has to be: a value, any of several, a range, a pattern, there at all, or not so. */
export type LuceneCondition =
  | LuceneValue
  | readonly LuceneValue[]
  | LuceneRange
  /** `*` stands for any text, `?` for one character. */
  | { like: string }
  | { exists: boolean }
  | { not: LuceneValue | readonly LuceneValue[] | LuceneRange | { like: string } }

/** Conditions by field. One that is `undefined`, or an empty list, is left out. */
export type LuceneConditions = Record<string, LuceneCondition | undefined>

/**
 * Writes a Lucene query for {@link LogsQuery}: all conditions must hold. Every value is escaped, so what a user typed
 * stays a value. `raw` is Lucene syntax as it is, and must hold too.
 *
 * @example
 * lucene({ severity: ['warn', 'error'], gridTimestamp: { from: 'now-7d' } })
 * // severity:(warn OR error) AND gridTimestamp:[now-7d TO *]
 * lucene({ msg: { like: '*time?out*' }, componentType: { not: 'appmixer.utils.timers.Scheduler' } }, 'status:>499')
 */
export function lucene(conditions: LuceneConditions, raw?: string): string {
  const clauses = Object.entries(conditions).map(([field, condition]) => clauseOf(field, condition))
  if (raw?.trim()) clauses.push(`(${raw.trim()})`)
  const given = clauses.filter((clause) => clause !== '')
  // Lucene finds nothing when there is nothing but NOT.
  const onlyNegative = given.length > 0 && given.every((clause) => clause.startsWith('NOT '))
  return (onlyNegative ? ['*:*', ...given] : given).join(' AND ')
}

/**
 * A value as Lucene reads it as text: as it is where that is safe, else in quotes with `"` and `\` escaped.
 *
 * @example
 * `msg:${escapeLucene(search)}` // msg:"a \"quoted\" word"
 */
export function escapeLucene(value: LuceneValue): string {
  const text = textOf(value)
  if (/^\w[\w.-]*$/.test(text) && !/^(AND|OR|NOT|TO)$/.test(text)) return text
  return quoted(text)
}

/** The condition that a field is this, or comes after it. */
export function since(field: string, value: LuceneValue): string {
  return `${field}:[${bound(value)} TO *]`
}

function clauseOf(field: string, condition: LuceneCondition | undefined): string {
  if (condition === undefined) return ''
  const name = field.replace(/[\s+\-!(){}[\]^"~*?:\\/&|<>=]/g, '\\$&')
  if (isObject(condition)) {
    if ('not' in condition) {
      const clause = clauseOf(field, condition.not)
      return clause && `NOT ${clause}`
    }
    if ('exists' in condition) return `${condition.exists ? '' : 'NOT '}_exists_:${name}`
    if ('like' in condition) return `${name}:${pattern(condition.like)}`
    return rangeOf(name, condition)
  }
  const values = [condition].flat()
  if (values.length > 1) return `${name}:(${values.map(escapeLucene).join(' OR ')})`
  return values.length === 0 ? '' : `${name}:${escapeLucene(values[0]!)}`
}

function rangeOf(name: string, { from, to, after, before }: LuceneRange): string {
  const low = from ?? after
  const high = to ?? before
  if (low === undefined && high === undefined) return ''
  const open = from === undefined && after !== undefined ? '{' : '['
  const close = to === undefined && before !== undefined ? '}' : ']'
  return `${name}:${open}${bound(low)} TO ${bound(high)}${close}`
}

function bound(value: LuceneValue | undefined): string {
  if (value === undefined) return '*'
  const text = textOf(value)
  return /^[\w.:+/-]+$/.test(text) && text !== 'TO' ? text : quoted(text)
}

/** In quotes `*` and `?` would be plain text, so here everything else is escaped one by one. */
function pattern(text: string): string {
  return text.replace(/[\s+\-!(){}[\]^"~:\\/&|<>=]/g, '\\$&')
}

function textOf(value: LuceneValue): string {
  return value instanceof Date ? value.toISOString() : String(value)
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}

type Structured = Exclude<LuceneCondition, LuceneValue | readonly LuceneValue[]>

function isObject(value: LuceneCondition): value is Structured {
  return typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date)
}
