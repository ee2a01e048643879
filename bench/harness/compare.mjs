import { createRandom, shuffled } from './random.mjs'
import { intervalOf, median, verdictOf } from './statistics.mjs'

/**
 * @typedef {import('./statistics.mjs').Interval} Interval
 *
 * @typedef {import('./statistics.mjs').Verdict} Verdict
 *
 * @typedef {object} Comparison
 * @property {Verdict} verdict
 * @property {number} rounds
 * @property {Record<string, Interval>} ratios each subject's time in rulers, or beyond the ruler's
 * @property {Interval} control the ruler's time in rulers
 * @property {Record<string, number>} milliseconds the median time of each; to read, never to judge
 */

/** How often the rounds are doubled before the answer is that there is none. */
const doublings = 3

/**
 * Compares times in one process: every round measures the ruler, the ruler once more, and each subject, in another
 * order each time, and only ratios within a round count. So what slows the machine slows both sides.
 *
 * @param {object} plan
 * @param {Record<string, () => number | Promise<number>>} plan.subjects each runs once and returns milliseconds;
 *   the first is the one that is judged
 * @param {() => number | Promise<number>} plan.ruler
 * @param {number} plan.target the most that the first subject may take, in rulers
 * @param {number} plan.rounds
 * @param {number} [plan.warmUp] rounds that do not count
 * @param {'ratio' | 'difference'} [plan.by] how a subject is compared; default `ratio`, else in milliseconds
 * @returns {Promise<Comparison>}
 */
export async function compare({ subjects, ruler, target, rounds, warmUp = 5, by = 'ratio' }) {
  /** @type {Record<string, () => number | Promise<number>>} */
  const measure = { ruler, again: ruler, ...subjects }
  /** @type {Record<string, number>[]} */
  const done = []
  const random = createRandom(rounds)
  const judged = Object.keys(subjects)[0] ?? ''

  async function round() {
    /** @type {Record<string, number>} */
    const times = {}
    for (const name of shuffled(Object.keys(measure), random)) {
      times[name] = (await measure[name]?.()) ?? Number.NaN
    }
    return times
  }

  /**
   * @param {string} name
   * @param {typeof by} [how]
   */
  const compared = (name, how = by) =>
    intervalOf(
      done.map((times) => {
        const [subject = Number.NaN, base = Number.NaN] = [times[name], times['ruler']]
        return how === 'ratio' ? subject / base : subject - base
      }),
    )

  for (let count = 0; count < warmUp; count++) await round()
  for (let doubled = 0; ; doubled++) {
    const wanted = rounds * 2 ** doubled
    while (done.length < wanted) done.push(await round())
    const ratio = compared(judged)
    const itself = compared('again', 'ratio')
    const verdict = verdictOf({ ratio, control: itself, target })
    if (verdict === 'INCONCLUSIVE' && doubled < doublings) continue
    return {
      verdict,
      rounds: done.length,
      ratios: Object.fromEntries(Object.keys(subjects).map((name) => [name, compared(name)])),
      control: itself,
      milliseconds: Object.fromEntries(
        Object.keys(measure).map((name) => [
          name,
          median(done.map((times) => times[name] ?? Number.NaN)),
        ]),
      ),
    }
  }
}

/**
 * Milliseconds of this process's processor that one call takes, as the mean of several. Other programs on the machine
 * do not count.
 *
 * @param {() => unknown} work
 * @param {number} [times]
 * @returns {number}
 */
export function timeOf(work, times = 1) {
  const start = process.cpuUsage()
  for (let count = 0; count < times; count++) work()
  return since(start) / times
}

/**
 * The same for work that waits in between.
 *
 * @param {() => Promise<unknown>} work
 * @param {number} [times]
 * @returns {Promise<number>}
 */
export async function timeOfAsync(work, times = 1) {
  const start = process.cpuUsage()
  for (let count = 0; count < times; count++) await work()
  return since(start) / times
}

/** @param {NodeJS.CpuUsage} start */
function since(start) {
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1_000
}
