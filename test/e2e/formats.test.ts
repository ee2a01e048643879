import { expect, test } from 'vitest'
import { createFormats } from '../../examples/dashboard/app/parts/formats.ts'

test('a time of another day says the day, so that it is not taken for one of today', () => {
  const { timeOrMoment } = createFormats('en-GB', 'en')
  const now = new Date(2026, 10, 29, 15, 43).getTime()
  expect(timeOrMoment(new Date(2026, 10, 29, 12, 31).getTime(), now)).toBe('12:31')
  expect(timeOrMoment(new Date(2026, 10, 28, 21, 42).getTime(), now)).toBe('28 Nov, 21:42')
})
