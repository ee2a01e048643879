import { Boom } from '../boom.ts'

/** The first and last millisecond of what a date text names: `2026-01` is a whole month. */
export interface Span {
  start: number
  end: number
}

const written =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?)?(Z|[+-]\d\d:?\d\d)?)?)?)?/

const units = {
  y: 'year',
  M: 'month',
  w: 'week',
  d: 'day',
  h: 'hour',
  H: 'hour',
  m: 'minute',
  s: 'second',
} as const

export type CalendarUnit = (typeof units)[keyof typeof units]

const lengths: Partial<Record<CalendarUnit, number>> = {
  week: 7 * 86_400_000,
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1_000,
}

/** Whether a text could be a date: ISO 8601 or the shorter forms, or date math. */
export function isDateText(text: string): boolean {
  return text.startsWith('now') || /^\d{4}-\d\d/.test(text)
}

/**
 * Elasticsearch's date math, in UTC: `now-7d`, `now/d`, `2026-01-15`, `2026-01-15||+1M/M`.
 *
 * @throws Boom 400 when it is not one
 */
export function parseDate(text: string, now: number): Span {
  const isNow = text.startsWith('now')
  const match = isNow ? null : written.exec(text)
  if (!isNow && !match) throw notADate(text)
  const rest = text.slice(isNow ? 3 : match![0].length).replace(/^\|\|/, '')
  if (!/^(?:[+-]\d+[yMwdhHms]|\/[yMwdhHms])*$/.test(rest)) throw notADate(text)
  let span = isNow ? { start: now, end: now } : spanOf(match!)
  for (const [, sign, amount, unit, floor] of rest.matchAll(
    /([+-])(\d+)([yMwdhHms])|\/([yMwdhHms])/g,
  )) {
    if (floor) {
      const start = floorTo(span.start, unitOf(floor))
      span = { start, end: shift(start, unitOf(floor), 1) - 1 }
    } else {
      const by = Number(`${sign}${amount}`)
      span = {
        start: shift(span.start, unitOf(unit!), by),
        end: shift(span.end, unitOf(unit!), by),
      }
    }
  }
  return span
}

/** The start of the unit that a time lies in; weeks start on Monday. */
export function floorTo(time: number, unit: CalendarUnit): number {
  const date = new Date(time)
  if (unit === 'year') return Date.UTC(date.getUTCFullYear(), 0)
  if (unit === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
  const length = lengths[unit]!
  // 1970 began on a Thursday.
  const monday = unit === 'week' ? 4 * 86_400_000 : 0
  return Math.floor((time - monday) / length) * length + monday
}

export function shift(time: number, unit: CalendarUnit, by: number): number {
  const length = lengths[unit]
  if (length !== undefined) return time + by * length
  const date = new Date(time)
  date.setUTCMonth(date.getUTCMonth() + (unit === 'year' ? 12 : 1) * by)
  return date.getTime()
}

function spanOf([, year, month, day, hour, minute, second, fraction, zone]: RegExpExecArray): Span {
  const whole = `${year}-${month ?? '01'}-${day ?? '01'}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}.${(fraction ?? '').padEnd(3, '0')}${zone ?? 'Z'}`
  const start = Date.parse(whole.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  if (Number.isNaN(start)) throw notADate(whole)
  const names = ['month', 'day', 'hour', 'minute', 'second', 'millisecond'] as const
  const missing = [month, day, hour, minute, second, fraction].findIndex(
    (part) => part === undefined,
  )
  if (missing === -1) return { start, end: start }
  const smallest = missing === 0 ? 'year' : (names[missing - 1] as CalendarUnit)
  return { start, end: shift(start, smallest, 1) - 1 }
}

function unitOf(letter: string): CalendarUnit {
  return units[letter as keyof typeof units]
}

function notADate(text: string): Boom {
  return new Boom(400, `failed to parse date field [${text}]`)
}
