import { createRandom } from './random.mjs'

/**
 * A ratio of two times: the median over the rounds, and the 95 % interval of that median.
 *
 * @typedef {{ median: number, low: number, high: number }} Interval
 *
 * @typedef {'PASS' | 'FAIL' | 'INCONCLUSIVE'} Verdict
 */

/**
 * @param {readonly number[]} values
 * @returns {number}
 */
export function median(values) {
  return quantile(values, 0.5)
}

/**
 * @param {readonly number[]} values
 * @param {number} at 0 to 1
 * @returns {number}
 */
export function quantile(values, at) {
  const sorted = Float64Array.from(values).toSorted()
  const place = (sorted.length - 1) * at
  const below = sorted[Math.floor(place)] ?? Number.NaN
  const above = sorted[Math.ceil(place)] ?? Number.NaN
  return below + (above - below) * (place - Math.floor(place))
}

const resamples = 1_000

/**
 * The median and its bootstrap 95 % interval.
 *
 * @param {readonly number[]} values
 * @returns {Interval}
 */
export function intervalOf(values) {
  const random = createRandom(values.length)
  const medians = Array.from({ length: resamples }, () =>
    median(values.map(() => values[Math.floor(random() * values.length)] ?? Number.NaN)),
  )
  return { median: median(values), low: quantile(medians, 0.025), high: quantile(medians, 0.975) }
}

/** The ruler against itself must come out at 1; otherwise the machine was too busy to measure. */
export const control = { low: 0.97, high: 1.03 }

/**
 * What may be said about a ratio: a pass when the whole interval is within the target, a fail when it is wholly
 * beyond, and nothing when the ruler differs from itself.
 *
 * @param {{ ratio: Interval, control: Interval, target: number }} measured
 * @returns {Verdict}
 */
export function verdictOf(measured) {
  const { ratio, target } = measured
  const itself = measured.control.median
  if (!(itself >= control.low && itself <= control.high)) return 'INCONCLUSIVE'
  if (ratio.high <= target) return 'PASS'
  return ratio.low > target ? 'FAIL' : 'INCONCLUSIVE'
}
