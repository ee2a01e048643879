import { AppmixerError } from '../client/errors.ts'
import { endOf, shift, startOf, type TimeUnit } from './zone.ts'

export type { TimeUnit } from './zone.ts'

/** A time seen from now: so much earlier, then the start or the end of that minute, hour, day … */
export interface RelativeTime {
  subtract?: readonly [amount: number, unit: TimeUnit] | undefined
  startOf?: TimeUnit | undefined
  /** The last millisecond of the unit. */
  endOf?: TimeUnit | undefined
}

/** A time: ISO 8601, or seen from now. `{}` is now. */
export type TimePoint = string | RelativeTime

/** From when to when, both included. A missing end is open. It is plain data: it can be stored, and put into a URL. */
export interface TimeRange {
  from?: TimePoint | undefined
  /** @default open: also what is written from now on */
  to?: TimePoint | undefined
}

/**
 * The ranges that people choose from, by name. `last…` up to 24 hours are exact; longer ones start with the day, so that
 * a list does not change its beginning with every look. Weeks start on Monday.
 */
export const timeRanges = {
  last15Minutes: { from: { subtract: [15, 'minute'] } },
  last30Minutes: { from: { subtract: [30, 'minute'] } },
  lastHour: { from: { subtract: [1, 'hour'] } },
  last4Hours: { from: { subtract: [4, 'hour'] } },
  last12Hours: { from: { subtract: [12, 'hour'] } },
  last24Hours: { from: { subtract: [24, 'hour'] } },
  last7Days: { from: { subtract: [7, 'day'], startOf: 'day' } },
  last30Days: { from: { subtract: [30, 'day'], startOf: 'day' } },
  last60Days: { from: { subtract: [60, 'day'], startOf: 'day' } },
  last90Days: { from: { subtract: [90, 'day'], startOf: 'day' } },
  last6Months: { from: { subtract: [6, 'month'], startOf: 'day' } },
  lastYear: { from: { subtract: [1, 'year'], startOf: 'day' } },
  last2Years: { from: { subtract: [2, 'year'], startOf: 'day' } },
  last5Years: { from: { subtract: [5, 'year'], startOf: 'day' } },
  today: { from: { startOf: 'day' }, to: { endOf: 'day' } },
  yesterday: /*#__PURE__*/ whole('day', [1, 'day']),
  dayBeforeYesterday: /*#__PURE__*/ whole('day', [2, 'day']),
  thisDayLastWeek: /*#__PURE__*/ whole('day', [7, 'day']),
  thisWeek: { from: { startOf: 'week' }, to: { endOf: 'week' } },
  previousWeek: /*#__PURE__*/ whole('week', [1, 'week']),
  thisMonth: { from: { startOf: 'month' }, to: { endOf: 'month' } },
  previousMonth: /*#__PURE__*/ whole('month', [1, 'month']),
  thisYear: { from: { startOf: 'year' }, to: { endOf: 'year' } },
  previousYear: /*#__PURE__*/ whole('year', [1, 'year']),
} satisfies Record<string, TimeRange>

export type TimeRangeName = keyof typeof timeRanges

export interface TimeOptions {
  /** Milliseconds since 1970. @default `Date.now()` */
  now?: number | undefined
  /** IANA name, such as `Europe/Prague`, in which a day begins. @default the browser's */
  timeZone?: string | undefined
}

/** A range in milliseconds since 1970, both ends included; an open end is `undefined`. */
export interface TimeSpan {
  from: number | undefined
  to: number | undefined
}

/**
 * When a range begins and ends, seen from now, in a time zone: a day has 23, 24 or 25 hours there.
 *
 * @throws AppmixerError `input` for a text that is not a time, and for a unit or a zone that is not known
 * @example
 * resolveTimeRange('yesterday', { timeZone: 'Europe/Prague' }) // { from: 1774652400000, to: 1774738799999 }
 */
export function resolveTimeRange(
  range: TimeRangeName | TimeRange,
  options: TimeOptions = {},
): TimeSpan {
  const { from, to } = rangeOf(range)
  return {
    from: from === undefined ? undefined : resolve(from, options),
    to: to === undefined ? undefined : resolve(to, options),
  }
}

/**
 * A range as a condition for {@link lucene}. What depends on the calendar is resolved in the time zone; a time that is
 * simply so much ago is left to the server's clock as date math, so that the query stays the same from one look to the
 * next, and a wrong clock of the browser does no harm.
 *
 * @throws AppmixerError `input`, as {@link resolveTimeRange}
 * @example
 * lucene({ gridTimestamp: timeCondition('lastHour') }) // gridTimestamp:[now-1h TO *]
 */
export function timeCondition(
  range: TimeRangeName | TimeRange,
  options: TimeOptions = {},
): { from?: string; to?: string } {
  const { from, to } = rangeOf(range)
  return {
    ...(from !== undefined && { from: boundOf(from, options) }),
    ...(to !== undefined && { to: boundOf(to, options) }),
  }
}

function whole(unit: TimeUnit, subtract: [number, TimeUnit]): TimeRange {
  return { from: { subtract, startOf: unit }, to: { subtract, endOf: unit } }
}

function rangeOf(range: TimeRangeName | TimeRange): TimeRange {
  const found = typeof range === 'string' ? timeRanges[range] : range
  if (typeof found === 'object' && found !== null) return found
  throw inputError(`There is no time range called ${JSON.stringify(range)}`)
}

function resolve(point: TimePoint, { now = Date.now(), timeZone }: TimeOptions): number {
  if (typeof point === 'string') {
    const time = Date.parse(point)
    if (Number.isNaN(time)) throw inputError(`"${point}" is not a time. Pass ISO 8601`)
    return time
  }
  try {
    const [amount, unit] = subtracted(point)
    const time = shift(now, -amount, unit, timeZone)
    if (point.startOf) return startOf(time, unitOf(point.startOf), timeZone)
    return point.endOf ? endOf(time, unitOf(point.endOf), timeZone) : time
  } catch (error) {
    // The browser's own error about a time zone that it does not know.
    throw error instanceof RangeError ? inputError(error.message) : error
  }
}

const letters = { minute: 'm', hour: 'h', day: 'd', week: 'w', month: 'M', year: 'y' } as const

function boundOf(point: TimePoint, options: TimeOptions): string {
  if (typeof point !== 'string' && !point.startOf && !point.endOf) {
    const [amount, unit] = subtracted(point)
    return amount === 0 ? 'now' : `now-${amount}${letters[unit]}`
  }
  return new Date(resolve(point, options)).toISOString()
}

function subtracted({ subtract = [0, 'minute'] }: RelativeTime): [number, TimeUnit] {
  const [amount, unit] = subtract
  if (Number.isSafeInteger(amount) && amount >= 0) return [amount, unitOf(unit)]
  throw inputError(`A time range takes whole numbers from 0, not ${String(amount)}`)
}

function unitOf(unit: TimeUnit): TimeUnit {
  if (Object.hasOwn(letters, unit)) return unit
  throw inputError(`"${unit}" is not a unit of time`)
}

function inputError(problem: string): AppmixerError {
  return new AppmixerError({ code: 'input', message: `${problem}.` })
}
