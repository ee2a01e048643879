import { replaceEqualDeep } from '@tanstack/react-query'
import { compare, timeOf } from '../harness/compare.mjs'
import { flows } from '../harness/data.mjs'
import { ratio } from '../harness/line.mjs'
import { appmixer, clientAnswering } from '../harness/package.mjs'

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets, full }) {
  const { structuralSharing: share } = appmixer.flowsQueryOptions(clientAnswering(() => ''))
  const before = flows(1_000)
  const unchanged = flows(1_000)
  const oneChanged = flows(1_000).map((flow, index) =>
    index === 500 ? { ...flow, stage: 'starting' } : flow,
  )
  const oneMore = [{ ...flows(1_001)[1_000] }, ...flows(1_000)]
  const same = share(before, unchanged)
  if (same !== before) throw new Error('An unchanged list must stay the same list.')
  const grown = share(before, oneMore)
  if (grown[1] !== before[0]) throw new Error('Rows must keep their identity below a new one.')
  const lines = []
  for (const [what, next] of /** @type {const} */ ([
    ['unchanged', unchanged],
    ['one changed', oneChanged],
  ])) {
    lines.push(
      ratio(
        { what, target: targets['ratio'] },
        await compare({
          ruler: () => timeOf(() => replaceEqualDeep(before, next), 4),
          subjects: { ours: () => timeOf(() => share(before, next), 4) },
          target: targets['ratio'] ?? 0,
          rounds: full ? 301 : 61,
          warmUp: 20,
        }),
      ),
    )
  }
  lines.push(
    ratio(
      { what: 'one new on top (the ruler loses all identities)', target: undefined },
      await compare({
        ruler: () => timeOf(() => replaceEqualDeep(before, oneMore), 4),
        subjects: { ours: () => timeOf(() => share(before, oneMore), 4) },
        target: Number.POSITIVE_INFINITY,
        rounds: full ? 301 : 31,
        warmUp: 20,
      }),
    ),
  )
  return lines
}
