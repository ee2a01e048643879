import { AppmixerError } from '../client/errors.ts'

/** A value to look for. A `Date` becomes ISO 8601 UTC. */
export type LuceneValue = string | number | boolean | Date

/** From where to where; an end that is left out is open. Strings may be date math: `now-7d`. */
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
  /** `*` stands for any text, `?` for one character. An empty pattern is the empty text. */
  | { like: string }
  | { exists: boolean }
  | { not: LuceneValue | readonly LuceneValue[] | LuceneRange | { like: string } }

/** Conditions by field. One that is `undefined`, or an empty list, is left out. */
export type LuceneConditions = Record<string, LuceneCondition | undefined>

/**
 * Writes a Lucene query for {@link LogsQuery}: all conditions must hold. Every value and name is escaped, so what a user
 * typed stays a value. `raw` is Lucene syntax as it is, and must hold too.
 *
 * @throws AppmixerError `input` for what Lucene would read as something else, because it has no way to write it: a field
 *   called `_exists_` or with a `*`, an invalid date, `NaN`, a range to the text `*`
 * @example
 * lucene({ severity: ['warn', 'error'], gridTimestamp: { from: 'now-7d' } })
 * // severity:(warn OR error) AND gridTimestamp:[now-7d TO *]
 * lucene({ msg: { like: '*time?out*' }, componentType: { not: 'appmixer.utils.timers.Scheduler' } }, 'status:>499')
 */
export function lucene(conditions: LuceneConditions, raw: string = ''): string {
  if (!isObject(conditions)) throw inputError('lucene takes an object of conditions')
  if (typeof raw !== 'string') throw inputError('lucene takes a string for raw')
  const clauses = Object.entries(conditions).map(([field, condition]) => clauseOf(field, condition))
  if (raw.trim()) clauses.push(`(${raw.trim()})`)
  const given = clauses.filter((clause) => clause !== '')
  // Lucene finds nothing when there is nothing but NOT.
  const onlyNegative = given.length > 0 && given.every((clause) => clause.startsWith('NOT '))
  return (onlyNegative ? ['*:*', ...given] : given).join(' AND ')
}

/**
 * A value as Lucene reads it as text: as it is where that is safe, else in quotes with `"` and `\` escaped.
 *
 * @throws AppmixerError `input` for an invalid date and a number that is not finite
 * @example
 * `msg:${escapeLucene(search)}` // msg:"a \"quoted\" word"
 */
export function escapeLucene(value: LuceneValue): string {
  const text = textOf(value)
  return /^\w[\w.-]*$/.test(text) && !isWord(text) ? text : quoted(text)
}

/** A query as {@link lucene} takes it. */
export interface LuceneParts {
  conditions: LuceneConditions
  /** What is not one condition of one field, as it was written. */
  raw: string
}

/**
 * The opposite of {@link lucene}: reads a query into conditions, for a form over a query that a user typed. Whatever
 * `lucene` would not write exactly so stays in `raw`, so `lucene(conditions, raw)` asks for the same again.
 *
 * @example
 * parseLucene('severity:(warn OR error) AND (port:in OR port:out)')
 * // { conditions: { severity: ['warn', 'error'] }, raw: 'port:in OR port:out' }
 */
export function parseLucene(query: string): LuceneParts {
  const clauses = clausesIn(query)
  if (!clauses) return { conditions: {}, raw: query.trim() }
  const conditions: LuceneConditions = {}
  const rest: string[] = []
  for (const clause of clauses) {
    if (clause === '*:*') continue
    const [field, condition] = conditionIn(clause) ?? []
    if (field !== undefined && field !== '__proto__' && !Object.hasOwn(conditions, field)) {
      conditions[field] = condition
    } else rest.push(clause)
  }
  const [only] = rest
  const isGroup = rest.length === 1 && only!.startsWith('(')
  return { conditions, raw: isGroup ? only!.slice(1, -1).trim() : rest.join(' AND ') }
}

/** The condition that a field is this, or comes after it. */
export function since(field: string, value: LuceneValue): string {
  return `${field}:[${bound(value)} TO *]`
}

function clauseOf(field: string, condition: LuceneCondition | undefined): string {
  if (condition === undefined) return ''
  const name = nameOf(field)
  if (!isObject(condition)) {
    const values = [condition].flat().map((value) => escapeLucene(value))
    if (values.length > 1) return `${name}:(${values.join(' OR ')})`
    return values.length === 0 ? '' : `${name}:${values[0]}`
  }
  if (isRange(condition)) return rangeOf(name, condition)
  const [[operator, operand] = [], ...further] = Object.entries(condition)
  if (further.length === 0) {
    if (operator === 'like' && typeof operand === 'string') return `${name}:${pattern(operand)}`
    if (operator === 'exists' && typeof operand === 'boolean') {
      return `${operand ? '' : 'NOT '}_exists_:${name}`
    }
    if (operator === 'not' && operand !== undefined) {
      const clause = clauseOf(field, operand)
      if (!clause.startsWith('NOT ')) return clause && `NOT ${clause}`
    }
  }
  throw inputError(
    `lucene was not understood: the condition on "${field}" is not one of those that it knows. Pass a value, a list of values, a range, { like: text }, { exists: true } or { not: … }`,
  )
}

/** `a AND NOT b AND c` as its clauses; `undefined` for a query that is joined in any other way. */
function clausesIn(query: string): string[] | undefined {
  const words = split(query.trim(), ' ')
  if (!words) return undefined
  const clauses: string[] = []
  for (let index = 0; index < words.length; index += 1) {
    if (clauses.length > 0 && words[index++] !== 'AND') return undefined
    const isNegative = words[index] === 'NOT'
    if (isNegative) index += 1
    const word = words[index]
    if (word === undefined || isWord(word) || /^[-+!/]|^(&&|\|\|)$|:\//.test(word)) return undefined
    clauses.push(isNegative ? `NOT ${word}` : word)
  }
  return clauses
}

/** Splits at spaces, or at the text, outside of quotes and brackets; `undefined` when one of those does not end. */
function split(query: string, by: string): string[] | undefined {
  const parts: string[] = []
  let part = ''
  let depth = 0
  let isQuoted = false
  for (let index = 0; index < query.length; index += 1) {
    const char = query[index]!
    if (char === '\\') {
      part += char + (query[++index] ?? '')
      continue
    }
    if (char === '"') isQuoted = !isQuoted
    if (!isQuoted && '([{'.includes(char)) depth += 1
    if (!isQuoted && ')]}'.includes(char)) depth -= 1
    if (depth < 0) return undefined
    if (depth === 0 && !isQuoted && query.startsWith(by, index)) {
      if (part !== '') parts.push(part)
      part = ''
      index += by.length - 1
    } else part += char
  }
  if (part !== '') parts.push(part)
  return depth === 0 && !isQuoted ? parts : undefined
}

/** The field and the condition that `lucene` writes exactly like this. */
function conditionIn(clause: string): [field: string, condition: LuceneCondition] | undefined {
  const isNegative = clause.startsWith('NOT ')
  const positive = isNegative ? clause.slice(4) : clause
  const [, name, value] = /^((?:\\.|[^\\:"])+):(.+)$/s.exec(positive) ?? []
  if (name === undefined || value === undefined) return undefined
  const isExists = name === '_exists_'
  const field = unescaped(isExists ? value : name)
  const operand = isExists ? { exists: !isNegative } : operandIn(value)
  const condition = isNegative && !isExists ? { not: operand } : operand
  try {
    const written = clauseOf(field, condition as LuceneCondition)
    return written === clause ? [field, condition as LuceneCondition] : undefined
  } catch {
    return undefined
  }
}

function operandIn(value: string): LuceneCondition {
  const range = /^([[{])(.+) TO (.+)([\]}])$/s.exec(value)
  if (range) {
    const [, open, low, high, close] = range
    return {
      ...(low !== '*' && { [open === '[' ? 'from' : 'after']: unquoted(low!) }),
      ...(high !== '*' && { [close === ']' ? 'to' : 'before']: unquoted(high!) }),
    }
  }
  if (value.startsWith('(')) {
    return (split(value.slice(1, -1), ' OR ') ?? []).map((each) => unquoted(each))
  }
  const isPattern = !value.startsWith('"') && /[\\*?]/.test(value)
  return isPattern ? { like: unescaped(value) } : unquoted(value)
}

function unquoted(text: string): string {
  return /^".*"$/s.test(text) ? unescaped(text.slice(1, -1)) : text
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, '$1')
}

/** A field may have any name but those that Lucene reads as something else even when they are escaped. */
function nameOf(field: string): string {
  if (field !== '' && field !== '_exists_' && !field.includes('*')) {
    return escaped(textOf(field)).replaceAll('?', String.raw`\?`)
  }
  throw inputError(
    `lucene cannot ask for a field called "${field}": Lucene reads it as something else. Use { exists: true }, or write the condition yourself in raw`,
  )
}

function isRange(condition: object): condition is LuceneRange {
  return Object.keys(condition).every((name) => /^(from|to|after|before)$/.test(name))
}

function rangeOf(name: string, { from, to, after, before }: LuceneRange): string {
  if ((from !== undefined && after !== undefined) || (to !== undefined && before !== undefined)) {
    throw inputError('lucene takes from or after, and to or before, not both')
  }
  const low = from === undefined ? after : from
  const high = to === undefined ? before : to
  if (low === undefined && high === undefined) return ''
  const [open, close] = [after === undefined ? '[' : '{', before === undefined ? ']' : '}']
  return `${name}:${open}${bound(low)} TO ${bound(high)}${close}`
}

function bound(value: LuceneValue | undefined): string {
  if (value === undefined) return '*'
  const text = textOf(value)
  // Elasticsearch reads `"*"` as an open end. Lucene reads the quote in `\\"` as part of the text, not as its end.
  if (text === '' || text === '*' || text.endsWith('\\')) {
    throw inputError(`lucene cannot write a range to the text "${text}"; leave an open end out`)
  }
  return /^[\w.:+/-]+$/.test(text) && text !== 'TO' ? text : quoted(text)
}

/** In quotes `*` and `?` would be plain text, so here everything else is escaped one by one. */
function pattern(text: string): string {
  return text === '' ? '""' : escaped(textOf(text))
}

/** Text outside of quotes, with all but `*` and `?` of what Lucene reads as syntax escaped. */
function escaped(text: string): string {
  return isWord(text) ? `\\${text}` : text.replace(/[\s+\-!(){}[\]^"~:\\/&|<>=]/g, '\\$&')
}

/** Whether Lucene reads the text as an operator. */
function isWord(text: string): boolean {
  return /^(AND|OR|NOT|TO)$/.test(text)
}

function textOf(value: unknown): string {
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString()
  if (typeof value === 'boolean' || Number.isFinite(value)) return String(value)
  // A lone half of a surrogate pair would be sent as another character.
  if (typeof value === 'string' && !/\p{Surrogate}/u.test(value)) return value
  throw inputError(
    'lucene takes valid text, finite numbers, true, false and valid dates for values',
  )
}

function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}

type Structured = Exclude<LuceneCondition, LuceneValue | readonly LuceneValue[]>

function isObject(value: unknown): value is Structured {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date)
  )
}

function inputError(problem: string): AppmixerError {
  return new AppmixerError({ code: 'input', message: `${problem}.` })
}
