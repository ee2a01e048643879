import { ask } from '../harness/browser.mjs'
import { exact, ratio } from '../harness/line.mjs'

/** How many flows, and how many rounds in a short run. */
const sizes = { P5: { count: 1_000, rounds: 25 }, P6: { count: 10_000, rounds: 5 } }

/**
 * The whole path, from mounting to data on the screen.
 *
 * @type {import('../row.mjs').Scenario}
 */
export async function run({ id, targets, full }) {
  const { count, rounds } = sizes[/** @type {keyof typeof sizes} */ (id)]
  const { cold, poll, violations } = await ask('path', {
    count,
    rounds: full ? 101 : rounds,
    target: targets,
  })
  return [
    line('mount to data', targets['cold'], cold),
    line('unchanged poll', targets['poll'], poll),
    exact({
      what: 'CSP violations',
      measured: violations.length,
      target: targets['violations'],
      unit: '',
      note: violations.join(', '),
    }),
  ]
}

/**
 * @param {string} what
 * @param {number | undefined} target
 * @param {import('../harness/compare.mjs').Comparison} comparison
 */
function line(what, target, comparison) {
  const { milliseconds, ratios } = comparison
  const generated = ratios['generated']?.median.toFixed(2)
  const note = `raw ${milliseconds['ruler']?.toFixed(1)} ms, generated client ${generated} ×`
  return ratio({ what, target, usual: 'naive', note }, comparison)
}
