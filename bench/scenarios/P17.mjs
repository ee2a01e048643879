import { ask } from '../harness/browser.mjs'
import { exact } from '../harness/line.mjs'
import { bytesPerRecord } from '../harness/memory.mjs'
import { appmixer } from '../harness/package.mjs'

const count = 100_000

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets }) {
  const measured = {
    Node: await bytesPerRecord({ appmixer, heap, count }),
    Chromium: await ask('memory', { count }),
  }
  return Object.entries(measured).map(([where, { ours, limit }]) =>
    exact({
      what: `1,000 pages of 100 in the cache, ${where}`,
      measured: ours,
      target: targets['bytesPerRecord'],
      unit: 'bytes a record',
      limit,
    }),
  )
}

async function heap() {
  for (let turn = 0; turn < 4; turn++) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  return process.memoryUsage().heapUsed
}
