import type { LogAggregationsQuery, LogAggregations } from './types.ts'
import { shift, startOf, type TimeUnit } from '../time/zone.ts'
import type { TimeSpan } from '../time/range.ts'

/** The length of a bucket. Up to hours it is the same for all, from days on as the calendar has it. */
export type LogInterval = readonly [count: number, unit: TimeUnit]

/** How many entries a period has, in all and by severity. */
export interface LogHistogramBucket {
  /** Its first millisecond since 1970. */
  from: number
  /** Its last millisecond. */
  to: number
  count: number
  /** `{ info: 12, error: 1 }`; a severity without an entry is not there. */
  severities: Record<string, number>
}

export interface LogHistogram {
  interval: LogInterval
  /** From the start of the range to its end, one after the other, also those without an entry. */
  buckets: LogHistogramBucket[]
  /** Over all buckets. */
  total: number
  severities: Record<string, number>
}

const intervals: readonly (readonly [milliseconds: number, interval: LogInterval])[] = [
  [60_000, [1, 'minute']],
  [300_000, [5, 'minute']],
  [900_000, [15, 'minute']],
  [1_800_000, [30, 'minute']],
  [3_600_000, [1, 'hour']],
  [3 * 3_600_000, [3, 'hour']],
  [12 * 3_600_000, [12, 'hour']],
  [86_400_000, [1, 'day']],
  [7 * 86_400_000, [1, 'week']],
  [30 * 86_400_000, [1, 'month']],
  [365 * 86_400_000, [1, 'year']],
]

/**
 * The shortest interval that cuts a span into no more buckets than wanted.
 *
 * @example
 * logInterval({ from, to }, 60) // [5, 'minute'] for four hours
 */
export function logInterval({ from, to }: { from: number; to: number }, buckets = 60): LogInterval {
  const found = intervals.find(([length]) => (to - from) / length <= buckets)
  return (found ?? intervals.at(-1)!)[1]
}

/** How an aggregation writes an interval: `5m`, `1d`. */
export function intervalText([count, unit]: LogInterval): string {
  return `${count}${unit === 'month' ? 'M' : unit[0]}`
}

/** The aggregation that {@link histogramOf} reads: by time, and in each bucket by severity. */
export function histogramQuery(
  query: Omit<LogAggregationsQuery, 'aggs'>,
  interval: LogInterval,
  timeZone?: string,
): LogAggregationsQuery {
  const time = {
    field: 'gridTimestamp',
    interval: intervalText(interval),
    min_doc_count: 0,
    ...(isCalendar(interval) && timeZone && timeZone !== 'UTC' && { time_zone: timeZone }),
  }
  const severities = { terms: { field: 'severity', size: 20 } }
  return {
    ...query,
    size: 0,
    aggs: { time: { date_histogram: time, aggs: { severities } } },
  }
}

/**
 * The histogram of an answer to {@link histogramQuery}, from the start of the span to its end without a gap. An open end
 * of the span is where the entries end.
 */
export function histogramOf(
  { aggregations }: LogAggregations,
  interval: LogInterval,
  span: TimeSpan,
  timeZone?: string,
): LogHistogram {
  const answered = bucketsIn(aggregations['time'])
  const byStart = new Map(answered.map((bucket) => [Number(bucket['key']), bucket]))
  const starts = startsWithoutGaps([...byStart.keys()], interval, span, timeZone)
  const buckets = starts.map((from): LogHistogramBucket => {
    const bucket = byStart.get(from)
    const counts = bucketsIn(bucket?.['severities']).map(
      (each) => [String(each['key']), each.doc_count] as const,
    )
    return {
      from,
      to: next(from, interval, timeZone) - 1,
      count: bucket?.doc_count ?? 0,
      severities: Object.fromEntries(counts),
    }
  })
  const severities: Record<string, number> = {}
  for (const bucket of buckets) {
    for (const [severity, count] of Object.entries(bucket.severities)) {
      severities[severity] = (severities[severity] ?? 0) + count
    }
  }
  return {
    interval,
    buckets,
    total: buckets.reduce((total, { count }) => total + count, 0),
    severities,
  }
}

/** No screen has as many points; more are the sign of an interval that does not fit its range. */
const most = 10_000

/**
 * All starts of buckets from the first to the last, those that came and those between and around them. Those that came
 * say where the grid begins: a server may count from elsewhere.
 */
export function startsWithoutGaps(
  given: readonly number[],
  interval: LogInterval,
  { from, to }: TimeSpan,
  timeZone?: string,
): number[] {
  const known = given.toSorted((a, b) => a - b)
  const anchor = known[0] ?? (from === undefined ? undefined : floor(from, interval, timeZone))
  if (anchor === undefined) return []
  const before: number[] = []
  const first = from ?? anchor
  for (let start = anchor; start > first && before.length < most;) {
    start = next(start, interval, timeZone, -1)
    before.push(start)
  }
  const after: number[] = []
  const last = Math.max(to ?? anchor, known.at(-1) ?? anchor)
  for (let start = anchor; start <= last && after.length < most;) {
    after.push(start)
    start = next(start, interval, timeZone)
  }
  return [...new Set([...before, ...after, ...known])].toSorted((a, b) => a - b)
}

interface Bucket extends Record<string, unknown> {
  doc_count: number
}

function bucketsIn(aggregation: unknown): Bucket[] {
  const { buckets } = (aggregation ?? {}) as { buckets?: unknown }
  return Array.isArray(buckets) ? buckets : []
}

function isCalendar([, unit]: LogInterval): boolean {
  return unit !== 'minute' && unit !== 'hour'
}

/** Buckets of several hours or minutes are counted from 1970, as the server does. */
function floor(time: number, interval: LogInterval, timeZone: string | undefined): number {
  const [count, unit] = interval
  if (isCalendar(interval)) return startOf(time, unit, timeZone)
  const length = shift(0, count, unit)
  return Math.floor(time / length) * length
}

function next(start: number, [count, unit]: LogInterval, timeZone?: string, by = 1): number {
  return shift(start, count * by, unit, timeZone)
}
