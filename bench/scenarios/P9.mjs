import ky from 'ky'
import { compare, timeOfAsync } from '../harness/compare.mjs'
import { flows } from '../harness/data.mjs'
import { ratio } from '../harness/line.mjs'
import { appmixer, clientAnswering, json } from '../harness/package.mjs'

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets, full }) {
  const text = JSON.stringify(flows(20))
  const client = clientAnswering(() => text)
  const bare = ky.create({ prefix: 'http://bench.test', fetch: async () => json(text) })
  const times = 20
  const comparison = await compare({
    ruler: () => timeOfAsync(() => bare.get('flows').json(), times),
    subjects: { ours: () => timeOfAsync(() => appmixer.getFlows(client, {}), times) },
    target: targets['milliseconds'] ?? 0,
    by: 'difference',
    rounds: full ? 301 : 101,
    warmUp: 100,
  })
  return [
    ratio(
      {
        what: 'one read of 20 flows, on top of bare ky',
        target: targets['milliseconds'],
        unit: 'ms',
        note: `ky ${comparison.milliseconds['ruler']?.toFixed(3)} ms`,
      },
      comparison,
    ),
  ]
}
