import { allHooks, checkWith7, output, projectOf } from '../../scripts/typeCost.mjs'
import { exact } from '../harness/line.mjs'
import { bench } from '../harness/paths.mjs'

const check = `${bench}harness/check.mjs`

/**
 * How each compiler is asked, and how often. The check time of 7 has no target: its ruler takes three milliseconds, and
 * it rounds to one.
 */
const compilers = {
  'TypeScript 5.9': { ask: viaApi('typescript-5.9'), rounds: { short: 2, full: 9 } },
  'TypeScript 6': { ask: viaApi('typescript-6'), rounds: { short: 2, full: 9 } },
  'TypeScript 7': { ask: checkWith7, rounds: { short: 8, full: 40 } },
}

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets, full }) {
  const { folder: all, count: hooks } = await allHooks()
  const ruler = projectOf('ruler', [
    "import { useMutation, useQuery } from '@tanstack/react-query'",
    'export function useBoth(): void {',
    "  void useQuery({ queryKey: ['flows'], queryFn: () => 1 })",
    '  void useMutation({ mutationFn: async () => 1 })',
    '}',
  ])
  return Object.entries(compilers).flatMap(([what, { ask, rounds }]) => {
    const count = full ? rounds.full : rounds.short
    const pairs = Array.from({ length: count }, () => ({ ours: ask(all), base: ask(ruler) }))
    const [{ ours, base }] = /** @type {[typeof pairs[0]]} */ (pairs)
    const seconds = fasterHalf(pairs.map((pair) => pair.ours.seconds))
    const baseSeconds = fasterHalf(pairs.map((pair) => pair.base.seconds))
    return [
      exact({
        what: `${what}, instantiations per hook`,
        measured: ours.instantiations / hooks,
        target: targets['instantiationsPerHook'],
        unit: '',
        note: `${ours.instantiations} for ${hooks}, react-query alone ${base.instantiations}`,
      }),
      exact({
        what: `${what}, zod files in the program`,
        measured: ours.files.filter((file) => file.includes('/node_modules/zod/')).length,
        target: targets['zodFiles'],
        unit: '',
      }),
      exact({
        what: `${what}, check time`,
        measured: seconds / baseSeconds,
        target: what === 'TypeScript 7' ? undefined : targets['check'],
        unit: '×',
        note: `${milliseconds(seconds)}, react-query alone ${milliseconds(baseSeconds)}; cold, in turns, mean of the faster half of ${count}`,
      }),
    ]
  })
}

/** @param {string} name @returns {(folder: string) => import('../../scripts/typeCost.mjs').Checked} */
function viaApi(name) {
  const compiler = `${bench}node_modules/${name}/lib/typescript.js`
  return (folder) => JSON.parse(output(check, compiler, folder))
}

/** What other programs take of a machine only ever adds. @param {number[]} values */
function fasterHalf(values) {
  const half = values.toSorted((a, b) => a - b).slice(0, Math.ceil(values.length / 2))
  return half.reduce((sum, value) => sum + value, 0) / half.length
}

/** @param {number} seconds */
function milliseconds(seconds) {
  return `${(seconds * 1_000).toFixed(1)} ms`
}
