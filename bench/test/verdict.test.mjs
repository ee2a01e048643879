import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compare } from '../harness/compare.mjs'
import { intervalOf, verdictOf } from '../harness/statistics.mjs'

test('a ratio passes or fails only where the interval and the control allow it', () => {
  const steady = { median: 1, low: 0.99, high: 1.01 }
  const small = { median: 0.5, low: 0.4, high: 0.6 }
  /** @type {[string, typeof steady, typeof steady][]} */
  const cases = [
    ['PASS', { median: 1.03, low: 1.01, high: 1.05 }, steady],
    ['FAIL', { median: 1.08, low: 1.06, high: 1.1 }, steady],
    ['INCONCLUSIVE', { median: 1.05, low: 1.02, high: 1.08 }, steady],
    ['INCONCLUSIVE', small, { ...steady, median: 1.04 }],
    ['INCONCLUSIVE', { median: 2, low: 1.9, high: 2.1 }, { ...steady, median: 0.96 }],
    ['INCONCLUSIVE', small, { ...steady, median: Number.NaN }],
  ]
  for (const [verdict, ratio, control] of cases) {
    assert.equal(verdictOf({ ratio, control, target: 1.05 }), verdict)
  }
})

test('the interval of the median narrows with more rounds', () => {
  const values = (/** @type {number} */ length) =>
    Array.from({ length }, (_, index) => 1 + (index % 11) / 10)
  const [few, many] = [intervalOf(values(11)), intervalOf(values(1_100))]
  assert.equal(few.median, 1.5)
  assert.ok(few.low < 1.5 && few.high > 1.5)
  assert.ok(many.high - many.low < (few.high - few.low) / 3)
})

test('finds a ratio of 2 while the machine becomes ten times slower', async () => {
  let calls = 0
  const slower = (/** @type {number} */ milliseconds) => () => milliseconds * (1 + calls++ / 10)
  const { verdict, ratios, control } = await compare({
    subjects: { twice: slower(2) },
    ruler: slower(1),
    target: 2.2,
    rounds: 60,
  })
  assert.ok(Math.abs((ratios['twice']?.median ?? 0) - 2) < 0.05)
  assert.ok(Math.abs(control.median - 1) < 0.05)
  assert.equal(verdict, 'PASS')
})

test('doubles the rounds three times, then is inconclusive', async () => {
  let calls = 0
  const { verdict, rounds } = await compare({
    subjects: { itself: () => (calls++ % 2 ? 1 : 2) },
    ruler: () => 1.5,
    target: 1,
    rounds: 10,
  })
  assert.deepEqual({ verdict, rounds }, { verdict: 'INCONCLUSIVE', rounds: 80 })
})
