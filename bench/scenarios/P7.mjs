import { compare, timeOf } from '../harness/compare.mjs'
import { flows, records } from '../harness/data.mjs'
import { ratio } from '../harness/line.mjs'
import { appmixer, checkOf } from '../harness/package.mjs'
import { naiveFlows } from '../rulers/zodClassic.mjs'

/** @typedef {(body: unknown) => boolean} Check */

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets, full }) {
  const rounds = full ? 101 : 21
  const lines = []
  for (const count of [20, 1_000, 10_000]) {
    const text = JSON.stringify(flows(count))
    lines.push(
      await lineOf(`${count} flows`, {
        endpoint: appmixer.getFlows,
        texts: [text],
        target: targets[count] ?? 0,
        times: Math.ceil(2_000 / count),
        rounds: full || count < 10_000 ? rounds : Math.ceil(rounds / 2),
        naive: (body) => Array.isArray(naiveFlows.parse(body)),
      }),
    )
  }
  const texts = Array.from({ length: full ? 1_000 : 100 }, (_, page) =>
    JSON.stringify(records(100, page * 100)),
  )
  lines.push(
    await lineOf(`${texts.length} pages of 100 records`, {
      endpoint: appmixer.getStoreRecords,
      texts,
      target: targets['records'] ?? 0,
      times: 1,
      rounds: full ? 101 : 21,
    }),
  )
  return lines
}

/**
 * @param {string} what
 * @param {object} plan
 * @param {any} plan.endpoint
 * @param {string[]} plan.texts its answers
 * @param {number} plan.target
 * @param {number} plan.times how often each is parsed, so that the clock is precise enough
 * @param {number} plan.rounds
 * @param {Check} [plan.naive]
 */
async function lineOf(what, { endpoint, texts, target, times, rounds, naive }) {
  const { check, whole } = checkOf(endpoint)
  const comparison = await compare({
    ruler: () => sum(texts, (text) => timeOf(() => JSON.parse(text), times)),
    subjects: {
      check: () => sum(texts, (text) => timeOfCheck(text, check, times * longer)),
      whole: () => sum(texts, (text) => timeOfCheck(text, whole, times * longer)),
      ...(naive && { naive: () => sum(texts, (text) => timeOfCheck(text, naive, times)) }),
    },
    target,
    rounds,
  })
  const note = `with ids brought into one form ${comparison.ratios['whole']?.median.toFixed(3)} ×`
  return ratio({ what, target, note, ...(naive && { usual: 'naive' }) }, comparison)
}

/** How much longer than its ruler a check is repeated, so that the parser's garbage is not collected in its time. */
const longer = 10

/**
 * Milliseconds to check what was just parsed, as in use.
 *
 * @param {string} text
 * @param {Check} check
 * @param {number} times
 */
function timeOfCheck(text, check, times) {
  const body = JSON.parse(text)
  return timeOf(() => expectTrue(check(body)), times)
}

/**
 * @param {string[]} texts
 * @param {(text: string) => number} measure
 */
function sum(texts, measure) {
  return texts.reduce((total, text) => total + measure(text), 0)
}

/** @param {boolean} value */
function expectTrue(value) {
  if (!value) throw new Error('The check refused what it should take, so its time says nothing.')
}
