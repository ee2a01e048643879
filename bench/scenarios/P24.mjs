import { ask } from '../harness/browser.mjs'
import { exact } from '../harness/line.mjs'

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets, full }) {
  const mounts = full ? 10_000 : 2_000
  const { grown, listeners, timers } = await ask('leaks', { mounts })
  const what = `after ${mounts} mounts and unmounts`
  return [
    exact({
      what: `heap ${what}`,
      measured: grown / 2 ** 20,
      target: targets['megabytes'],
      unit: 'MB',
    }),
    exact({
      what: 'listeners left',
      measured: listeners.length,
      target: targets['listeners'],
      unit: '',
      note: listeners.slice(0, 3).join(', '),
    }),
    exact({ what: 'timers left', measured: timers, target: targets['timers'], unit: '' }),
  ]
}
