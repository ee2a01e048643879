import { compare, timeOf } from '../harness/compare.mjs'
import { flows, records } from '../harness/data.mjs'
import { ratio } from '../harness/line.mjs'
import { appmixer, checkOf } from '../harness/package.mjs'
import { naiveFlows } from '../rulers/zodClassic.mjs'

const isFlows = checkOf(appmixer.getFlows)
const isRecords = checkOf(appmixer.getStoreRecords)

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets, full }) {
  const rounds = full ? 201 : 31
  const lines = []
  for (const count of [20, 1_000, 10_000]) {
    const text = JSON.stringify(flows(count))
    const body = JSON.parse(text)
    const times = Math.ceil(2_000 / count)
    lines.push(
      ratio(
        { what: `${count} flows`, target: targets[count], usual: 'naive' },
        await compare({
          ruler: () => timeOf(() => JSON.parse(text), times),
          subjects: {
            check: () => timeOf(() => expectTrue(isFlows(body)), times),
            naive: () => timeOf(() => naiveFlows.parse(body), times),
          },
          target: targets[count] ?? 0,
          rounds: count === 10_000 ? Math.ceil(rounds / 2) : rounds,
        }),
      ),
    )
  }
  const pages = Array.from({ length: full ? 1_000 : 100 }, (_, page) =>
    JSON.stringify(records(100, page * 100)),
  )
  const bodies = pages.map((page) => JSON.parse(page))
  lines.push(
    ratio(
      { what: `${pages.length} pages of 100 records`, target: targets['records'] },
      await compare({
        ruler: () => timeOf(() => pages.forEach((page) => JSON.parse(page))),
        subjects: {
          check: () => timeOf(() => bodies.forEach((body) => expectTrue(isRecords(body)))),
        },
        target: targets['records'] ?? 0,
        rounds: full ? 101 : 21,
      }),
    ),
  )
  return lines
}

/** @param {boolean} value */
function expectTrue(value) {
  if (!value) throw new Error('The check refused what it should take, so its time says nothing.')
}
