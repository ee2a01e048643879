import { expect, it } from 'vitest'
import { createFormat } from '../../src/index.ts'
import { taskInboxMessages } from '../../src/people-tasks/inbox/messages.ts'
import { timeOf } from '../../src/people-tasks/inbox/model.ts'

it.each([
  '2020-01-01T19:00:00Z',
  '2020-01-01T19:00:00.000Z',
  '2020-01-01 19:00:00',
  '2020-01-01T19:00:00',
  '2020-01-01 19:00',
  '2020-01-01 19:00:00+00',
  '2020-01-01 19:00:00 +00',
  '2020-01-01 19:00:00+0000',
  '2020-01-01 19:00:00+00:00',
  '2020-01-01 19:00:00Z',
  '2020-01-01 19:00:00 UTC',
  '2020-01-01 19:00:00 GMT',
  '2020-01-01 21:30:00+02:30',
  '2020-01-01T14:00:00-0500',
  'Wed, 01 Jan 2020 19:00:00 GMT',
])('%s is seven in the evening, UTC (T-08)', (date) => {
  expect(timeOf(date)).toBe(Date.UTC(2020, 0, 1, 19))
})

it('a day alone begins at midnight, UTC', () => {
  expect(timeOf('2020-01-01')).toBe(Date.UTC(2020, 0, 1))
})

it.each([undefined, null, '', 'tomorrow', '2020-13-45 19:00:00'])('%s is no date', (date) => {
  expect(timeOf(date)).toBeUndefined()
})

const minute = 60_000
const hour = 60 * minute
const now = Date.UTC(2026, 0, 10, 12)

it.each([
  [-11 * 24 * hour, 'Overdue by 11 days'],
  [-90 * minute, 'Overdue by 1 hour'],
  [-20_000, 'Due now'],
  [20_000, 'Due now'],
  [5 * minute, 'Due in 5 minutes'],
  [24 * hour, 'Due tomorrow'],
])('%d ms from now is said as %s', (distance, text) => {
  expect(taskInboxMessages(createFormat('en')).due(now + distance, now)).toBe(text)
})

it('says “just now” of what was decided in this minute', () => {
  expect(taskInboxMessages(createFormat('de')).decided(now - 20_000, now)).toBe('Decided just now')
})

it('writes numbers in the language of the provider', () => {
  expect(taskInboxMessages(createFormat('de')).range(1, 20, 1_284, 0)).toBe('1–20 of 1.284')
})
