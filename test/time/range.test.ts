import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  lucene,
  resolveTimeRange,
  timeCondition,
  timeRanges,
  type TimeRange,
  type TimeRangeName,
} from '../../src/api.ts'
import { runs } from '../runs.ts'

function resolved(range: TimeRangeName | TimeRange, now: string, timeZone: string) {
  const { from, to } = resolveTimeRange(range, { now: Date.parse(now), timeZone })
  const text = (time: number | undefined) => time && new Date(time).toISOString()
  return [text(from), text(to)]
}

const hours = ([from, to]: (string | number | undefined)[]) =>
  (Date.parse(String(to)) + 1 - Date.parse(String(from))) / 3_600_000

describe('a time range (L-01)', () => {
  it.each<[TimeRangeName, string, string | undefined]>([
    ['last15Minutes', '2026-03-11T13:15:00.000Z', undefined],
    ['last24Hours', '2026-03-10T13:30:00.000Z', undefined],
    ['last7Days', '2026-03-03T23:00:00.000Z', undefined],
    ['last6Months', '2025-09-10T22:00:00.000Z', undefined],
    ['lastYear', '2025-03-10T23:00:00.000Z', undefined],
    ['today', '2026-03-10T23:00:00.000Z', '2026-03-11T22:59:59.999Z'],
    ['yesterday', '2026-03-09T23:00:00.000Z', '2026-03-10T22:59:59.999Z'],
    ['dayBeforeYesterday', '2026-03-08T23:00:00.000Z', '2026-03-09T22:59:59.999Z'],
    ['thisDayLastWeek', '2026-03-03T23:00:00.000Z', '2026-03-04T22:59:59.999Z'],
    // A Monday.
    ['thisWeek', '2026-03-08T23:00:00.000Z', '2026-03-15T22:59:59.999Z'],
    ['previousWeek', '2026-03-01T23:00:00.000Z', '2026-03-08T22:59:59.999Z'],
    ['thisMonth', '2026-02-28T23:00:00.000Z', '2026-03-31T21:59:59.999Z'],
    ['previousMonth', '2026-01-31T23:00:00.000Z', '2026-02-28T22:59:59.999Z'],
    ['thisYear', '2025-12-31T23:00:00.000Z', '2026-12-31T22:59:59.999Z'],
    ['previousYear', '2024-12-31T23:00:00.000Z', '2025-12-31T22:59:59.999Z'],
  ])('%s begins and ends where it does in Prague', (name, from, to) => {
    expect(resolved(name, '2026-03-11T13:30:00.000Z', 'Europe/Prague')).toEqual([from, to])
  })

  it('has a day of 23 hours when the clock goes forward, and one of 25 when it goes back', () => {
    const spring = resolved('today', '2026-03-29T12:00:00Z', 'Europe/Prague')
    expect(spring).toEqual(['2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z'])
    expect(hours(spring)).toBe(23)
    const autumn = resolved('yesterday', '2026-10-26T12:00:00Z', 'Europe/Prague')
    expect(autumn).toEqual(['2026-10-24T22:00:00.000Z', '2026-10-25T22:59:59.999Z'])
    expect(hours(autumn)).toBe(25)
    expect(hours(resolved('today', '2026-11-01T12:00:00Z', 'America/New_York'))).toBe(25)
    expect(hours(resolved('today', '2026-04-05T12:00:00Z', 'Australia/Lord_Howe'))).toBe(24.5)
  })

  it('starts a day without midnight with its first moment', () => {
    // In Santiago the clock goes from 23:59 to 1:00.
    const day = resolved('today', '2026-09-06T15:00:00Z', 'America/Santiago')
    expect(day).toEqual(['2026-09-06T04:00:00.000Z', '2026-09-07T02:59:59.999Z'])
    expect(resolved('yesterday', '2026-09-06T15:00:00Z', 'America/Santiago')[1]).toBe(
      '2026-09-06T03:59:59.999Z',
    )
  })

  it('keeps the wall time over a change of the clock when it counts days, and the hours when it counts hours', () => {
    const now = '2026-03-29T12:00:00.000Z'
    const day: TimeRange = { from: { subtract: [1, 'day'] } }
    expect(resolved(day, now, 'Europe/Prague')[0]).toBe('2026-03-28T13:00:00.000Z')
    expect(resolved('last24Hours', now, 'Europe/Prague')[0]).toBe('2026-03-28T12:00:00.000Z')
  })

  it('ends a month early rather than in the next one', () => {
    const month: TimeRange = { from: { subtract: [1, 'month'] } }
    expect(resolved(month, '2026-03-31T10:00:00.000Z', 'UTC')[0]).toBe('2026-02-28T10:00:00.000Z')
    const year: TimeRange = { from: { subtract: [1, 'year'] } }
    expect(resolved(year, '2024-02-29T10:00:00.000Z', 'UTC')[0]).toBe('2023-02-28T10:00:00.000Z')
  })

  it('takes times of its own, and open ends', () => {
    const range = { from: '2026-01-01T00:00:00+01:00', to: {} }
    expect(resolved(range, '2026-03-01T00:00:00.000Z', 'UTC')).toEqual([
      '2025-12-31T23:00:00.000Z',
      '2026-03-01T00:00:00.000Z',
    ])
    expect(resolveTimeRange({})).toEqual({ from: undefined, to: undefined })
  })

  it('has days that follow each other without a gap, in every zone and at every time', () => {
    const zones = ['Europe/Prague', 'America/New_York', 'Asia/Kathmandu', 'America/Santiago']
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) }),
        fc.constantFrom('UTC', 'Africa/Cairo', 'Australia/Lord_Howe', ...zones),
        (now, timeZone) => {
          const today = resolveTimeRange('today', { now, timeZone })
          const yesterday = resolveTimeRange('yesterday', { now, timeZone })
          expect(yesterday.to! + 1).toBe(today.from)
          expect(today.from).toBeLessThanOrEqual(now)
          expect(today.to).toBeGreaterThanOrEqual(now)
        },
      ),
      runs(200),
    )
  })

  it.each<[string, unknown]>([
    ['a name that is not one', 'someday'],
    ['a text that is not a time', { from: 'tomorrow-ish' }],
    ['a unit that is not one', { from: { subtract: [1, 'fortnight'] } }],
    ['half a day', { from: { subtract: [0.5, 'day'] } }],
    ['nothing', null],
  ])('refuses %s', (_, range) => {
    expect(() => resolveTimeRange(range as TimeRange)).toThrow(
      expect.objectContaining({ code: 'input' }),
    )
  })

  it('refuses a time zone that is not known', () => {
    expect(() => resolveTimeRange('today', { timeZone: 'Mars/Olympus' })).toThrow(
      expect.objectContaining({ code: 'input' }),
    )
  })
})

describe('the condition of a time range', () => {
  const now = Date.parse('2026-03-11T13:30:00.000Z')
  const timeZone = 'Europe/Prague'
  const written = (range: TimeRangeName | TimeRange) =>
    lucene({ gridTimestamp: timeCondition(range, { now, timeZone }) })

  it('leaves so much ago to the clock of the server, and resolves what depends on the calendar', () => {
    expect(written('last15Minutes')).toBe('gridTimestamp:[now-15m TO *]')
    expect(written({ from: { subtract: [1, 'month'] }, to: {} })).toBe(
      'gridTimestamp:[now-1M TO now]',
    )
    expect(written('yesterday')).toBe(
      'gridTimestamp:[2026-03-09T23:00:00.000Z TO 2026-03-10T22:59:59.999Z]',
    )
    expect(written({})).toBe('')
  })

  it('is the same a minute later, whichever name it has', () => {
    for (const name of Object.keys(timeRanges) as TimeRangeName[]) {
      expect(timeCondition(name, { now: now + 60_000, timeZone }), name).toEqual(
        timeCondition(name, { now, timeZone }),
      )
    }
  })
})
