import { ask } from '../harness/browser.mjs'
import { exact } from '../harness/line.mjs'
import { median, quantile } from '../harness/statistics.mjs'

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets }) {
  const { late, milliseconds } = await ask('click', { count: 1_000, runs: 200 })
  const note = `shown after ${median(milliseconds).toFixed(1)} ms, p95 ${quantile(milliseconds, 0.95).toFixed(1)}`
  return [
    exact({
      what: 'later than the next frame',
      measured: late.quiet,
      target: targets['late'],
      unit: 'of 100',
      note,
    }),
    exact({
      what: 'the same while a GET is in flight',
      measured: late.fetching,
      target: targets['late'],
      unit: 'of 100',
    }),
  ]
}
