/**
 * Calendar arithmetic in a time zone, over `Intl`. A time is milliseconds since 1970; a wall time is what a clock on the
 * wall shows then, as if that were UTC.
 */

export type TimeUnit = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'

/** Hours and minutes have one length; days and longer have as many hours as the zone gives them. */
const lengths: Partial<Record<TimeUnit, number>> = { minute: 60_000, hour: 3_600_000 }

const day = 86_400_000

/** The first millisecond of the unit that a time lies in. Weeks start on Monday. */
export function startOf(time: number, unit: TimeUnit, timeZone?: string): number {
  const wallTime = clockIn(timeZone)
  const wall = wallTime(time)
  const length = lengths[unit]
  // Counted from the time itself: the hour that a clock repeats is two hours.
  if (length !== undefined) return time - modulo(wall, length)
  return timeOf(floorDate(wall, unit), wallTime)
}

/** The last millisecond of the unit that a time lies in. */
export function endOf(time: number, unit: TimeUnit, timeZone?: string): number {
  const start = startOf(time, unit, timeZone)
  return startOf(shift(start, 1, unit, timeZone), unit, timeZone) - 1
}

/** So many units later, or earlier. A month from January 31 is the last day of February. */
export function shift(time: number, by: number, unit: TimeUnit, timeZone?: string): number {
  const length = lengths[unit]
  if (length !== undefined) return time + by * length
  const wallTime = clockIn(timeZone)
  const wall = wallTime(time)
  if (unit === 'day' || unit === 'week') {
    return timeOf(wall + by * day * (unit === 'week' ? 7 : 1), wallTime)
  }
  const date = new Date(wall)
  const dayOfMonth = date.getUTCDate()
  date.setUTCDate(1)
  date.setUTCMonth(date.getUTCMonth() + by * (unit === 'year' ? 12 : 1))
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate()
  date.setUTCDate(Math.min(dayOfMonth, lastDay))
  return timeOf(date.getTime(), wallTime)
}

function floorDate(wall: number, unit: TimeUnit): number {
  const date = new Date(wall)
  if (unit === 'year') return Date.UTC(date.getUTCFullYear(), 0)
  if (unit === 'month') return Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
  const midnight = wall - modulo(wall, day)
  return unit === 'week' ? midnight - modulo(date.getUTCDay() - 1, 7) * day : midnight
}

/** What the clock on the wall shows at a time. Without a zone it hangs here. */
type WallClock = (time: number) => number

function clockIn(timeZone: string | undefined): WallClock {
  if (timeZone === 'UTC') return (time) => time
  if (timeZone === undefined) return localTime
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  return (time) => {
    const parts = format.formatToParts(time)
    const part = (type: string) => Number(parts.find((each) => each.type === type)?.value)
    const seconds = Date.UTC(
      part('year'),
      part('month') - 1,
      part('day'),
      part('hour'),
      part('minute'),
      part('second'),
    )
    return seconds + modulo(time, 1_000)
  }
}

function localTime(time: number): number {
  const date = new Date(time)
  return Date.UTC(
    date.getFullYear(),
    date.getMonth(),
    date.getDate(),
    date.getHours(),
    date.getMinutes(),
    date.getSeconds(),
    date.getMilliseconds(),
  )
}

/**
 * When the clock on the wall shows this. Of a time that it shows twice, the first; a time that it skips counts on from
 * the moment of the change, so that a day without midnight starts with its first moment.
 */
function timeOf(wall: number, wallTime: WallClock): number {
  const [before, after] = [wall - day, wall + day].map((time) => wallTime(time) - time)
  const candidates = [wall - before!, wall - after!].toSorted((a, b) => a - b)
  return candidates.find((time) => wallTime(time) === wall) ?? wall - before!
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by
}
