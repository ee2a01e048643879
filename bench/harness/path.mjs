import { ask } from './browser.mjs'
import { exact, ratio } from './line.mjs'

/**
 * The lines of P5 and P6: the whole path with so many flows.
 *
 * @param {{ count: number, rounds: number, targets: Record<string, number> }} task
 * @returns {Promise<import('./line.mjs').Line[]>}
 */
export async function wholePath({ count, rounds, targets }) {
  const { cold, poll, violations } = await ask('path', { count, rounds, target: targets })
  return [
    line('mount to data', targets['cold'], cold),
    line('unchanged poll', targets['poll'], poll),
    exact({
      what: 'CSP violations',
      measured: violations.length,
      target: 0,
      unit: '',
      note: violations.join(', '),
    }),
  ]
}

/**
 * @param {string} what
 * @param {number | undefined} target
 * @param {import('./compare.mjs').Comparison} comparison
 */
function line(what, target, comparison) {
  const { milliseconds, ratios } = comparison
  const generated = ratios['generated']?.median.toFixed(2)
  const note = `raw ${milliseconds['ruler']?.toFixed(1)} ms, generated client ${generated} ×`
  return ratio({ what, target, usual: 'naive', note }, comparison)
}
