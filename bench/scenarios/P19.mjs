import { ask } from '../harness/browser.mjs'
import { exact } from '../harness/line.mjs'
import { median, quantile } from '../harness/statistics.mjs'

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets, full }) {
  const lines = []
  const steps = [400, 4_000]
  const frames = full ? 600 : 180
  const { scrolled } = await ask('scroll', { count: 100_000, frames, steps })
  for (const [index, step] of steps.entries()) {
    const { times, blank, rows, reachesEnd } = scrolled[index]
    const what = `${step} px a frame,`
    const note = `median ${(1_000 / median(times)).toFixed(0)} frames a second`
    const long = times.filter((/** @type {number} */ time) => time > 50).length
    lines.push(
      exact({
        what: `${what} 95 % of the frames`,
        measured: quantile(times, 0.95),
        target: targets['frame'],
        unit: 'ms',
        note,
      }),
      exact({
        what: `${what} frames over 50 ms`,
        measured: long,
        target: targets['longFrames'],
        unit: `of ${frames}`,
      }),
      exact({
        what: `${what} blank frames`,
        measured: blank,
        target: targets['blankFrames'],
        unit: `of ${frames}`,
      }),
      exact({
        what: `${what} rows in the document`,
        measured: rows,
        target: targets['rows'],
        unit: '',
      }),
      exact({
        what: `${what} last row not reached`,
        measured: reachesEnd ? 0 : 1,
        target: targets['unreachedRows'],
        unit: '',
      }),
    )
  }
  return lines
}
