import ky from 'ky'
import { compare, timeOfAsync } from '../harness/compare.mjs'
import { flows } from '../harness/data.mjs'
import { ratio } from '../harness/line.mjs'
import { appmixer, clientAnswering, json } from '../harness/package.mjs'

/**
 * All that a call costs beyond ky's own request for the same JSON: token, path, abort, reading in bounds, check. No
 * request leaves the process.
 *
 * @type {import('../row.mjs').Scenario}
 */
export async function run({ targets, full }) {
  const text = JSON.stringify(flows(20))
  const fetch = async () => json(text)
  const client = clientAnswering(() => text)
  const bare = ky.create({ prefix: 'http://bench.test', fetch })
  const times = 20
  const comparison = await compare({
    ruler: () => timeOfAsync(() => bare.get('flows').json(), times),
    subjects: {
      ours: () => timeOfAsync(() => appmixer.getFlows(client, {}), times),
      fetch: () => timeOfAsync(async () => JSON.parse(await (await fetch()).text()), times),
    },
    target: targets['milliseconds'] ?? 0,
    by: 'difference',
    rounds: full ? 301 : 101,
    warmUp: 100,
  })
  const { ruler = 0, fetch: alone = 0 } = comparison.milliseconds
  return [
    ratio(
      {
        what: 'one read of 20 flows',
        target: targets['milliseconds'],
        unit: 'ms',
        note: `ky alone ${ruler.toFixed(3)} ms, fetch and JSON.parse alone ${alone.toFixed(3)} ms`,
      },
      comparison,
    ),
  ]
}
