import { describe, expect, it } from 'vitest'
import { compare } from '../../bench/harness/compare.mjs'
import { intervalOf, verdictOf } from '../../bench/harness/statistics.mjs'

const steady = { median: 1, low: 0.99, high: 1.01 }

describe('a ratio passes or fails only where the measurement can tell', () => {
  it.each([
    ['PASS', { median: 1.03, low: 1.01, high: 1.05 }, steady],
    ['FAIL', { median: 1.08, low: 1.06, high: 1.1 }, steady],
    ['INCONCLUSIVE', { median: 1.05, low: 1.02, high: 1.08 }, steady],
    ['INCONCLUSIVE', { median: 0.5, low: 0.4, high: 0.6 }, { ...steady, median: 1.04 }],
    ['INCONCLUSIVE', { median: 2, low: 1.9, high: 2.1 }, { ...steady, median: 0.96 }],
    ['INCONCLUSIVE', { median: 0.5, low: 0.4, high: 0.6 }, { ...steady, median: Number.NaN }],
  ])('%s for %o when the ruler against itself is %o', (verdict, ratio, control) => {
    expect(verdictOf({ ratio, control, target: 1.05 })).toBe(verdict)
  })

  it('gives the median with an interval that narrows with more rounds', () => {
    const values = (count: number) =>
      Array.from({ length: count }, (_, index) => 1 + (index % 11) / 10)
    const [few, many] = [intervalOf(values(11)), intervalOf(values(1_100))]
    expect(few).toMatchObject({ median: 1.5 })
    expect(few.low).toBeLessThan(1.5)
    expect(few.high).toBeGreaterThan(1.5)
    expect(many.high - many.low).toBeLessThan((few.high - few.low) / 3)
  })
})

describe('what slows the machine slows both sides', () => {
  it('finds a ratio of 2 while the machine becomes ten times slower', async () => {
    let asked = 0
    const slower = (milliseconds: number) => () => milliseconds * (1 + asked++ / 10)
    const { verdict, ratios, control } = await compare({
      subjects: { twice: slower(2) },
      ruler: slower(1),
      target: 2.2,
      rounds: 60,
    })
    expect(ratios['twice']?.median).toBeCloseTo(2, 1)
    expect(control.median).toBeCloseTo(1, 1)
    expect(verdict).toBe('PASS')
  })

  it('doubles the rounds three times, then says that it cannot tell', async () => {
    let asked = 0
    const { verdict, rounds } = await compare({
      subjects: { itself: () => (asked++ % 2 ? 1 : 2) },
      ruler: () => 1.5,
      target: 1,
      rounds: 10,
    })
    expect({ verdict, rounds }).toEqual({ verdict: 'INCONCLUSIVE', rounds: 80 })
  })
})
