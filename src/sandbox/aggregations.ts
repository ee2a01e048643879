import { Boom } from './boom.ts'
import { floorTo, shift, type CalendarUnit } from './lucene/dates.ts'
import { matchesLucene } from './lucene/match.ts'
import { parseLucene } from './lucene/parse.ts'

type Row = Record<string, unknown>
type Spec = Record<string, unknown>

export interface Bucket extends Record<string, unknown> {
  key: string | number
  doc_count: number
}

/** A period; `key` is its start in milliseconds since 1970. */
export interface DateBucket extends Bucket {
  key: number
  key_as_string: string
}

const mostBuckets = 10_000

/**
 * The Elasticsearch aggregations that the sandbox knows: `terms`, `date_histogram`, `filter` with a `query_string`,
 * `sum`, `min`, `max`, `avg`, `cardinality`, `value_count`, and any of them within buckets.
 *
 * @throws Boom 400 for any other
 */
export function aggregate(aggs: unknown, rows: object[], now: number): Record<string, Row> {
  return Object.fromEntries(
    Object.entries((aggs ?? {}) as Record<string, Spec>).map(([name, spec]) => [
      name,
      aggregateOne(spec, rows as Row[], now),
    ]),
  )
}

/** How many rows there are in each period that has any. */
export function histogram(rows: object[], field: string, interval: string): DateBucket[] {
  const [count, unit] = periodOf(interval)
  const groups = grouped(rows as Row[], (row) =>
    startOf(Date.parse(String(row[field])), count, unit),
  )
  return [...groups]
    .filter(([key]) => !Number.isNaN(key))
    .toSorted(([a], [b]) => a - b)
    .map(([key, members]) => dateBucket(key, members.length))
}

function aggregateOne(spec: Spec, rows: Row[], now: number): Row {
  const { aggs, aggregations = aggs, meta: _, ...kinds } = spec
  const [kind = 'nothing', ...more] = Object.keys(kinds)
  const options = (spec[kind] ?? {}) as Spec
  if (more.length > 0)
    throw new Boom(400, `Found two aggregation types: [${kind}] and [${more[0]}]`)
  const within = (members: Row[]) => (aggregations ? aggregate(aggregations, members, now) : {})
  if (kind === 'filter') {
    const { query = '*:*' } = (options['query_string'] ?? {}) as { query?: string }
    const node = parseLucene(query)
    const members = rows.filter((row) => matchesLucene(node, row, now))
    return { doc_count: members.length, ...within(members) }
  }
  if (kind === 'terms') return { buckets: terms(rows, options, within) }
  if (kind === 'date_histogram') return { buckets: dateHistogram(rows, options, within) }
  return { value: metric(kind, rows, fieldOf(options)) }
}

function terms(rows: Row[], options: Spec, within: (members: Row[]) => Row): Bucket[] {
  const field = fieldOf(options)
  const { size = 10 } = options as { size?: number }
  const groups = grouped(
    rows.filter((row) => row[field] !== undefined),
    (row) => row[field] as string | number,
  )
  return [...groups]
    .toSorted(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1))
    .slice(0, size)
    .map(([key, members]) => ({ key, doc_count: members.length, ...within(members) }))
}

interface Interval {
  interval?: string
  calendar_interval?: string
  fixed_interval?: string
}

function dateHistogram(rows: Row[], options: Spec, within: (members: Row[]) => Row): Bucket[] {
  const field = fieldOf(options)
  const {
    interval = '1d',
    calendar_interval: calendar,
    fixed_interval: fixed,
  } = options as Interval
  const period = fixed ?? calendar ?? interval
  const [count, unit] = periodOf(period)
  const found = histogram(rows, field, period)
  const filled = Number(options['min_doc_count'] ?? 0) > 0 ? found : withGaps(found, count, unit)
  const groups = grouped(rows, (row) => startOf(Date.parse(String(row[field])), count, unit))
  return filled.map((bucket) => ({ ...bucket, ...within(groups.get(bucket.key) ?? []) }))
}

function withGaps(found: DateBucket[], count: number, unit: CalendarUnit): DateBucket[] {
  const counts = new Map(found.map(({ key, doc_count }) => [key, doc_count]))
  const [first, last] = [found[0]?.key ?? 0, found.at(-1)?.key ?? -1]
  const filled: DateBucket[] = []
  for (let key = first; key <= last; key = shift(key, unit, count)) {
    if (filled.length === mostBuckets) {
      throw new Boom(
        400,
        `Trying to create too many buckets. Must be less than or equal to: [${mostBuckets}].`,
      )
    }
    filled.push(dateBucket(key, counts.get(key) ?? 0))
  }
  return filled
}

function dateBucket(key: number, count: number): DateBucket {
  return { key_as_string: new Date(key).toISOString(), key, doc_count: count }
}

function metric(kind: string, rows: Row[], field: string): number | null {
  const values = rows.map((row) => row[field]).filter((value) => value !== undefined)
  const numbers = values.map(numberOf).filter((value) => !Number.isNaN(value))
  const sum = numbers.reduce((total, value) => total + value, 0)
  switch (kind) {
    case 'cardinality':
      return new Set(values).size
    case 'value_count':
      return values.length
    case 'sum':
      return sum
    case 'avg':
      return numbers.length === 0 ? null : sum / numbers.length
    case 'min':
      return numbers.length === 0 ? null : Math.min(...numbers)
    case 'max':
      return numbers.length === 0 ? null : Math.max(...numbers)
    default:
      throw new Boom(400, `Unknown aggregation type [${kind}]`)
  }
}

/** A date counts as its milliseconds since 1970. */
function numberOf(value: unknown): number {
  return typeof value === 'string' && Number.isNaN(Number(value))
    ? Date.parse(value)
    : Number(value)
}

function grouped<Key>(rows: Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>()
  for (const row of rows) {
    const key = keyOf(row)
    const members = groups.get(key)
    if (members) members.push(row)
    else groups.set(key, [row])
  }
  return groups
}

/** `1d`, `30m`, `day` */
function periodOf(interval: string): [count: number, unit: CalendarUnit] {
  const [, count = '1', name = ''] = /^(\d*)([a-zA-Z]+)$/.exec(interval) ?? []
  const letters = {
    y: 'year',
    M: 'month',
    w: 'week',
    d: 'day',
    h: 'hour',
    m: 'minute',
    s: 'second',
  } as const
  const unit = letters[name as keyof typeof letters] ?? name
  if (!Object.values(letters).some((known) => known === unit)) {
    throw new Boom(400, `The supplied interval [${interval}] could not be parsed`)
  }
  return [Math.max(1, Number(count)), unit]
}

function startOf(time: number, count: number, unit: CalendarUnit): number {
  if (count === 1) return floorTo(time, unit)
  const length = shift(0, unit, count)
  return Math.floor(time / length) * length
}

function fieldOf(options: Spec): string {
  const { field } = options
  if (typeof field !== 'string')
    throw new Boom(400, 'Required one of fields [field, script], but none were specified.')
  return field
}
