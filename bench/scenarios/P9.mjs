import ky from 'ky'
import { compare, timeOfAsync } from '../harness/compare.mjs'
import { flows } from '../harness/data.mjs'
import { ratio } from '../harness/line.mjs'
import { appmixer, clientAnswering, json } from '../harness/package.mjs'

/**
 * All that a call costs beyond the request itself: token, path, attempts, timer, abort, reading in bounds, check. The
 * ruler is the `fetch` that all of them call, its text and `JSON.parse`.
 *
 * @type {import('../row.mjs').Scenario}
 */
export async function run({ targets, full }) {
  const text = JSON.stringify(flows(20))
  const fetch = async () => json(text)
  const client = clientAnswering(() => text)
  const withKy = ky.create({ prefix: 'http://bench.test', fetch })
  const times = 20
  const comparison = await compare({
    ruler: () => timeOfAsync(async () => JSON.parse(await (await fetch()).text()), times),
    subjects: {
      ours: () => timeOfAsync(() => appmixer.getFlows(client, {}), times),
      ky: () => timeOfAsync(() => withKy.get('flows').json(), times),
    },
    target: targets['milliseconds'] ?? 0,
    by: 'difference',
    rounds: full ? 301 : 101,
    warmUp: 100,
  })
  return [
    ratio(
      {
        what: 'one read of 20 flows, on top of fetch, text and JSON.parse',
        target: targets['milliseconds'],
        unit: 'ms',
        usual: 'ky',
        note: `the request itself ${comparison.milliseconds['ruler']?.toFixed(3)} ms`,
      },
      comparison,
    ),
  ]
}
