import { ask } from '../harness/browser.mjs'
import { exact } from '../harness/line.mjs'
import { median } from '../harness/statistics.mjs'

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets, full }) {
  const { first, next } = await ask('arrival', { count: 10_000, rounds: full ? 51 : 11 })
  const long = [...first, ...next].filter((milliseconds) => milliseconds > 50).length
  const note = `${first.length} rounds, from parsed to committed`
  return [
    exact({
      what: 'the first answer',
      measured: median(first),
      target: targets['milliseconds'],
      unit: 'ms',
      note,
    }),
    exact({
      what: 'an answer with 100 changes',
      measured: median(next),
      target: targets['milliseconds'],
      unit: 'ms',
      note,
    }),
    exact({
      what: 'longer than 50 ms',
      measured: long,
      target: targets['longTasks'],
      unit: `of ${first.length + next.length}`,
    }),
  ]
}
