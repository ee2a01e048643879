/** The part of Elasticsearch's query language that filters within an aggregation. */
import { Boom } from './boom.ts'
import { matchesLucene } from './lucene/match.ts'
import { parseLucene, type Bound, type LuceneNode } from './lucene/parse.ts'

export type Row = Record<string, unknown>
export type Spec = Record<string, unknown>
type RowTest = (row: Row) => boolean

/** These are searched word by word; whole values are under `msg.keyword`. */
const texts = ['msg', 'err', 'detail']

/**
 * Reads a query: `query_string`, `bool`, `term`, `terms`, `exists`, `range`, `match_all`.
 *
 * @throws Boom 400 for any other, and for each option that it does not know
 */
export function rowTest(query: unknown, now: number): RowTest {
  const [kind, options] = entryOf(query, 'query')
  switch (kind) {
    case 'match_all':
      return () => true
    case 'query_string':
      return queryStringTest(record(options, kind), now)
    case 'bool':
      return boolTest(record(options, kind), now)
    case 'exists': {
      const { field } = only(record(options, kind), kind, ['field'])
      return (row) => valuesOf(row, nameOf(field)).length > 0
    }
    case 'term':
    case 'terms':
      return termTest(record(options, kind), kind)
    case 'range':
      return rangeTest(record(options, kind), now)
    default:
      throw new Boom(400, `unknown query [${kind}]`)
  }
}

/** The values of a field; none where it is missing. `x.keyword` is the whole value of `x`. */
export function valuesOf(row: Row, field: string): unknown[] {
  const value = row[field.endsWith('.keyword') ? field.slice(0, -'.keyword'.length) : field]
  if (Array.isArray(value)) return value.filter((each) => each !== undefined && each !== null)
  return value === undefined || value === null ? [] : [value]
}

export function nameOf(field: unknown): string {
  if (typeof field === 'string' && field !== '') return field
  throw new Boom(400, 'Required one of fields [field, script], but none were specified.')
}

export function record(value: unknown, name: string): Spec {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Spec
  throw new Boom(400, `[${name}] must be an object`)
}

/** The options, when none is there that would change the result and that the sandbox does not know. */
export function only(options: Spec, kind: string, known: string[]): Spec {
  const unknown = Object.keys(options).find((name) => !known.includes(name))
  if (unknown === undefined) return options
  throw new Boom(400, `[${kind}] the sandbox does not know the field [${unknown}]`)
}

/** The one field of an object: `{ term: … }`. */
export function entryOf(value: unknown, name: string): [key: string, value: unknown] {
  const [first, ...more] = Object.entries(record(value, name))
  if (!first) throw new Boom(400, `[${name}] is empty`)
  if (more.length > 0) {
    throw new Boom(400, `[${name}] must have one field, not [${first[0]}] and [${more[0]![0]}]`)
  }
  return first
}

function queryStringTest(options: Spec, now: number): RowTest {
  // How wildcards are analysed and how lenient types are makes no difference here.
  const { query = '*:*' } = only(options, 'query_string', ['query', 'analyze_wildcard', 'lenient'])
  if (typeof query !== 'string') throw new Boom(400, '[query_string] [query] must be a text')
  return byNode(parseLucene(query), now)
}

function boolTest(options: Spec, now: number): RowTest {
  only(options, 'bool', ['must', 'filter', 'should', 'must_not', 'minimum_should_match'])
  const tests = (name: string) =>
    [options[name] ?? []].flat().map((query: unknown) => rowTest(query, now))
  const all = [...tests('must'), ...tests('filter')]
  const [some, none] = [tests('should'), tests('must_not')]
  const { minimum_should_match: least = some.length > 0 && all.length === 0 ? 1 : 0 } = options
  if (!Number.isInteger(Number(least)) || Number(least) < 0) {
    throw new Boom(400, '[bool] [minimum_should_match] must be a whole number')
  }
  return (row) =>
    all.every((test) => test(row)) &&
    !none.some((test) => test(row)) &&
    some.filter((test) => test(row)).length >= Number(least)
}

/** `{ severity: 'error' }`, `{ severity: { value: 'error' } }`, `{ severity: ['error', 'warn'] }` */
function termTest(options: Spec, kind: 'term' | 'terms'): RowTest {
  const [field, given] = entryOf(options, kind)
  if (texts.includes(field)) {
    throw new Boom(400, `[${kind}] the sandbox compares whole values only: use [${field}.keyword]`)
  }
  const isObject = typeof given === 'object' && given !== null && !Array.isArray(given)
  const wanted = isObject ? only(given as Spec, kind, ['value'])['value'] : given
  if (Array.isArray(wanted) !== (kind === 'terms')) {
    throw new Boom(400, `[${kind}] query does not support [${field}] of this type`)
  }
  const accepted = new Set([wanted].flat().map(String))
  return (row) => valuesOf(row, field).some((value) => accepted.has(String(value)))
}

function rangeTest(options: Spec, now: number): RowTest {
  const [field, given] = entryOf(options, 'range')
  const bounds = only(record(given, 'range'), 'range', ['gt', 'gte', 'lt', 'lte', 'format'])
  const { format = 'epoch_millis' } = bounds
  if (format !== 'epoch_millis' && format !== 'strict_date_optional_time') {
    throw new Boom(400, `[range] the sandbox does not know the format [${String(format)}]`)
  }
  const bound = (open: string, closed: string): Bound | undefined => {
    const value = bounds[open] ?? bounds[closed]
    if (value === undefined || value === null) return undefined
    return { text: boundText(value, field), included: bounds[open] === undefined }
  }
  return byNode({ kind: 'range', field, low: bound('gt', 'gte'), high: bound('lt', 'lte') }, now)
}

/** A number stands for a time where the field is one. */
function boundText(value: unknown, field: string): string {
  if (typeof value === 'string') return value
  if (typeof value !== 'number') throw new Boom(400, '[range] takes texts and numbers')
  return /timestamp$/i.test(field) ? new Date(value).toISOString() : String(value)
}

function byNode(node: LuceneNode, now: number): RowTest {
  return (row) => matchesLucene(node, row, now)
}
