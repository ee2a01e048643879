import { Boom } from './boom.ts'
import { bucketOrder, bucketSelector, type Bucket } from './bucketPaths.ts'
import {
  entryOf,
  nameOf,
  only,
  record,
  rowTest,
  valuesOf,
  type Row,
  type Spec,
} from './logFilter.ts'
import * as zoned from '../time/zone.ts'
import { floorTo, shift, type CalendarUnit } from './lucene/dates.ts'
import { topHits } from './topHits.ts'

/** A period; `key` is its start in milliseconds since 1970. */
export interface DateBucket extends Bucket {
  key: number
  key_as_string: string
}

const mostBuckets = 10_000

/**
 * The Elasticsearch aggregations that the sandbox knows: `terms`, `date_histogram`, `filter`, `filters`, `top_hits`,
 * `sum`, `min`, `max`, `avg`, `stats`, `cardinality`, `value_count`, any of them within buckets, and `bucket_selector`.
 *
 * @throws Boom 400 for any other, and for each option that it does not know: a number is right or not there
 */
export function aggregate(aggs: unknown, rows: object[], now: number): Record<string, Row> {
  return Object.fromEntries(
    Object.entries(record(aggs ?? {}, 'aggs')).map(([name, spec]) => [
      name,
      aggregateOne(record(spec, name), rows as Row[], now),
    ]),
  )
}

/** How many rows there are in each period that has any. */
export function histogram(rows: object[], field: string, interval: string): DateBucket[] {
  return [...byPeriod(rows as Row[], field, calendarOf(periodOf(interval)))]
    .toSorted(([a], [b]) => a - b)
    .map(([key, members]) => dateBucket(key, members.length))
}

function aggregateOne(spec: Spec, rows: Row[], now: number): Row {
  const { aggs, aggregations = aggs, meta: _, ...kinds } = spec
  const [kind, given] = entryOf(kinds, 'aggregation')
  const options = record(given, kind)
  const { inner, selectors } = parted(aggregations)
  const within = (members: Row[]) => aggregate(inner, members, now)
  const part = (query: unknown) => {
    const members = rows.filter(rowTest(query, now))
    return { doc_count: members.length, ...within(members) }
  }
  const selected = (buckets: Bucket[]) =>
    buckets.filter((bucket) => selectors.every((isSelected) => isSelected(bucket)))

  if (kind === 'terms') return { buckets: selected(terms(rows, options, within)) }
  if (kind === 'date_histogram') return { buckets: selected(dateHistogram(rows, options, within)) }
  if (selectors.length > 0) {
    throw new Boom(400, `[bucket_selector] must be within buckets, not within [${kind}]`)
  }
  if (kind === 'filter') return part(options)
  if (kind === 'filters') return { buckets: filters(options, part) }
  if (Object.keys(inner).length > 0) {
    throw new Boom(400, `Aggregator of type [${kind}] cannot accept sub-aggregations`)
  }
  return kind === 'top_hits' ? topHits(rows, options) : metric(kind, rows, options)
}

interface Parted {
  inner: Spec
  selectors: ((bucket: Bucket) => boolean)[]
}

/** What is calculated within each bucket, and what then selects buckets by it. */
function parted(aggregations: unknown): Parted {
  const parts: Parted = { inner: {}, selectors: [] }
  for (const [name, spec] of Object.entries(record(aggregations ?? {}, 'aggs'))) {
    const { bucket_selector: selector } = record(spec, name)
    if (selector === undefined) parts.inner[name] = spec
    else parts.selectors.push(bucketSelector(record(selector, 'bucket_selector')))
  }
  return parts
}

type Within = (members: Row[]) => Row

function terms(rows: Row[], options: Spec, within: Within): Bucket[] {
  // How the work is done makes no difference to the result.
  const hints = ['shard_size', 'collect_mode', 'execution_hint']
  only(options, 'terms', ['field', 'size', 'order', 'min_doc_count', ...hints])
  const field = nameOf(options['field'])
  const size = wholeNumber(options['size'] ?? 10, 'size', 1)
  const least = wholeNumber(options['min_doc_count'] ?? 1, 'min_doc_count', 1)
  const groups = new Map<string | number, Row[]>()
  for (const row of rows) {
    for (const key of new Set(valuesOf(row, field))) {
      if (typeof key !== 'string' && typeof key !== 'number') throw notA('keyword', field)
      const members = groups.get(key)
      if (members) members.push(row)
      else groups.set(key, [row])
    }
  }
  return [...groups]
    .filter(([, members]) => members.length >= least)
    .map(([key, members]): Bucket => ({ key, doc_count: members.length, ...within(members) }))
    .toSorted(bucketOrder(options['order']))
    .slice(0, size)
}

function filters(options: Spec, part: (query: unknown) => Row): Row | Row[] {
  const { filters: given } = only(options, 'filters', ['filters'])
  if (Array.isArray(given)) return given.map(part)
  return Object.fromEntries(
    Object.entries(record(given, 'filters')).map(([name, query]) => [name, part(query)]),
  )
}

function dateHistogram(rows: Row[], options: Spec, within: Within): Bucket[] {
  const intervals = ['interval', 'calendar_interval', 'fixed_interval']
  only(options, 'date_histogram', ['field', ...intervals, 'min_doc_count', 'time_zone'])
  const field = nameOf(options['field'])
  const calendar = calendarOf(periodIn(options), options['time_zone'])
  const least = wholeNumber(options['min_doc_count'] ?? 0, 'min_doc_count', 0)
  const groups = byPeriod(rows, field, calendar)
  const keys = [...groups.keys()].toSorted((a, b) => a - b)
  return (least > 0 ? keys : withGaps(keys, calendar))
    .map((key) => ({ key, members: groups.get(key) ?? [] }))
    .filter(({ members }) => members.length >= least)
    .map(({ key, members }) => ({ ...dateBucket(key, members.length), ...within(members) }))
}

/** Where a period begins, and where the next one does. */
interface Calendar {
  startOf(time: number): number
  next(start: number): number
}

function calendarOf([count, unit]: Period, zone: unknown = 'UTC'): Calendar {
  if (['UTC', 'Z', '+00:00'].includes(String(zone))) {
    return {
      startOf: (time) => startOf(time, count, unit),
      next: (start) => shift(start, unit, count),
    }
  }
  if (count !== 1 || unit === 'second' || !isTimeZone(zone)) {
    throw new Boom(400, `[date_histogram] the sandbox knows no such period in [${String(zone)}]`)
  }
  return {
    startOf: (time) => zoned.startOf(time, unit, zone),
    next: (start) => zoned.startOf(zoned.shift(start, 1, unit, zone), unit, zone),
  }
}

function isTimeZone(zone: unknown): zone is string {
  try {
    return typeof zone === 'string' && Boolean(Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

function withGaps(keys: number[], { next }: Calendar): number[] {
  const filled: number[] = []
  const [first = 0, last = -1] = [keys[0], keys.at(-1)]
  for (let key = first; key <= last; key = next(key)) {
    if (filled.length === mostBuckets) {
      throw new Boom(
        400,
        `Trying to create too many buckets. Must be less than or equal to: [${mostBuckets}].`,
      )
    }
    filled.push(key)
  }
  return filled
}

function byPeriod(rows: Row[], field: string, calendar: Calendar): Map<number, Row[]> {
  const groups = new Map<number, Row[]>()
  for (const row of rows) {
    for (const value of valuesOf(row, field)) {
      const key = calendar.startOf(timeOf(value, field))
      const members = groups.get(key)
      if (members) members.push(row)
      else groups.set(key, [row])
    }
  }
  return groups
}

function dateBucket(key: number, count: number): DateBucket {
  return { key_as_string: new Date(key).toISOString(), key, doc_count: count }
}

function metric(kind: string, rows: Row[], options: Spec): Row {
  const metrics = ['cardinality', 'value_count', 'sum', 'avg', 'min', 'max', 'stats']
  if (!metrics.includes(kind)) throw new Boom(400, `Unknown aggregation type [${kind}]`)
  only(options, kind, ['field', ...(kind === 'cardinality' ? ['precision_threshold'] : [])])
  const field = nameOf(options['field'])
  const values = rows.flatMap((row) => valuesOf(row, field))
  if (kind === 'cardinality') return { value: new Set(values).size }
  if (kind === 'value_count') return { value: values.length }
  const numbers = values.map((value) => numberOf(value, field))
  const count = numbers.length
  const sum = numbers.reduce((total, value) => total + value, 0)
  const [min, max] = [lowest(numbers), lowest(numbers.map((value) => -value))]
  const results: Record<string, number | null> = {
    count,
    min,
    max: max === null ? null : -max,
    avg: count === 0 ? null : sum / count,
    sum,
  }
  if (kind === 'stats') return results
  const value = results[kind]!
  const isTime =
    (kind === 'min' || kind === 'max') && values.some((each) => !Number.isNaN(parseTime(each)))
  return { value, ...(isTime && { value_as_string: new Date(value).toISOString() }) }
}

function lowest(numbers: number[]): number | null {
  return numbers.length === 0 ? null : numbers.reduce((low, value) => Math.min(low, value))
}

/** A time counts as its milliseconds since 1970. */
function numberOf(value: unknown, field: string): number {
  return typeof value === 'number' ? value : timeOf(value, field)
}

function timeOf(value: unknown, field: string): number {
  const time = parseTime(value)
  if (Number.isNaN(time)) throw notA('numeric or date', field)
  return time
}

/** Not a number where it is no time. */
function parseTime(value: unknown): number {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)
    ? Date.parse(value)
    : Number.NaN
}

function notA(type: string, field: string): Boom {
  return new Boom(400, `Expected ${type} type on field [${field}]`)
}

function wholeNumber(value: unknown, name: string, least: number): number {
  const number = typeof value === 'string' && value !== '' ? Number(value) : value
  if (Number.isInteger(number) && (number as number) >= least) return number as number
  throw new Boom(400, `[${name}] must be a whole number from ${least}`)
}

type Period = [count: number, unit: CalendarUnit]

const units = {
  y: 'year',
  M: 'month',
  w: 'week',
  d: 'day',
  h: 'hour',
  m: 'minute',
  s: 'second',
} as const
const fixedUnits = ['day', 'hour', 'minute', 'second']

function periodIn(options: Spec): Period {
  const { interval, calendar_interval: calendar, fixed_interval: fixed } = options
  const given = [interval, calendar, fixed].filter((text) => text !== undefined)
  if (given.length > 1) throw new Boom(400, 'Cannot use more than one interval')
  const text = given[0] ?? '1d'
  const period = periodOf(text)
  const [count, unit] = period
  const isRight = (!calendar || count === 1) && (!fixed || fixedUnits.includes(unit))
  if (!isRight) throw noInterval(text)
  return period
}

/** `1d`, `30m`, `day`. Several months or weeks are no interval: they differ in length. */
function periodOf(text: unknown): Period {
  const [, count = '', name = ''] = /^(\d*)([a-zA-Z]+)$/.exec(String(text)) ?? []
  const unit = units[name as keyof typeof units] ?? name
  const number = count === '' ? 1 : Number(count)
  const isRight = number === 1 || (number > 1 && fixedUnits.includes(unit))
  if (!isRight || !Object.values(units).some((known) => known === unit)) throw noInterval(text)
  return [number, unit]
}

function noInterval(text: unknown): Boom {
  return new Boom(400, `The supplied interval [${String(text)}] could not be parsed`)
}

function startOf(time: number, count: number, unit: CalendarUnit): number {
  if (count === 1) return floorTo(time, unit)
  const length = shift(0, unit, count)
  return Math.floor(time / length) * length
}
