import { minimal, namesOf, using } from '../../scripts/weigh.mjs'
import { bundlers, weigh } from '../harness/bundle.mjs'
import { exact } from '../harness/line.mjs'

/** What every hook may bring: the parts of the package that belong to no resource. */
const common = /^dist\/((cache|client|react|_virtual|headless)\/|[^/]+$)/

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets, full }) {
  const { hooks } = await namesOf()
  const lines = []
  for (const bundler of full ? bundlers : [bundlers[0]]) {
    const alone = await weigh(
      hooks.map((hook) => using(hook)),
      { bundler },
    )
    const foreign = alone
      .map(({ modules }, index) => `${hooks[index]}: ${foldersOf(modules).join(', ')}`)
      .filter((text) => text.includes(','))
    const { dearest, kinds } = await kindsOf(hooks, bundler, targets['next'] ?? 0)
    lines.push(
      exact({
        what: `${bundler}, the dearest further hook`,
        measured: dearest.kib,
        target: targets['first'],
        unit: 'KiB gz',
        note: dearest.hook,
      }),
      exact({
        what: `${bundler}, kinds whose first hook is over ${targets['next']} KiB, and the next is not`,
        measured: kinds.length,
        target: targets['kinds'],
        unit: '',
        note: kinds.join(', '),
      }),
      exact({
        what: `${bundler}, hooks that bring another resource`,
        measured: foreign.length,
        target: targets['foreign'],
        unit: `of ${hooks.length}`,
        note: foreign.join('; '),
      }),
    )
  }
  const [smallest] = await weigh([using(...minimal)])
  const sentences = Object.keys(smallest?.modules ?? {}).filter((path) => /messages/i.test(path))
  lines.push(
    exact({
      what: 'files of sentences in the smallest import',
      measured: sentences.length,
      target: targets['sentences'],
      unit: '',
      note: sentences.join(', '),
    }),
  )
  return lines
}

/**
 * What a hook adds to the smallest import. The first of a kind brings its mechanism (endless lists, many at once,
 * undo); beside it the next of the kind costs its own part only. Each kind is named by its cheapest hook.
 *
 * @param {string[]} hooks
 * @param {import('../harness/bundle.mjs').Bundler} bundler
 * @param {number} limit KiB that a hook may cost without being the first of a kind
 */
async function kindsOf(hooks, bundler, limit) {
  /** @param {string[]} base @param {string[]} more */
  async function costsOver(base, more) {
    const [before, ...after] = await weigh(
      [base, ...more.map((hook) => [...base, hook])].map((names) => using(...new Set(names))),
      { bundler },
    )
    return more
      .map((hook, index) => ({ hook, kib: ((after[index]?.gz ?? 0) - (before?.gz ?? 0)) / 1024 }))
      .toSorted((one, other) => one.kib - other.kib)
  }
  const costs = await costsOver(minimal, hooks)
  const dearest = /** @type {(typeof costs)[0]} */ (costs.at(-1))
  const kinds = []
  for (let left = costs.filter(({ kib }) => kib > limit); left.length > 0;) {
    const [{ hook: first }, ...others] = /** @type {[(typeof costs)[0]]} */ (left)
    kinds.push(first)
    const beside = await costsOver(
      [...minimal, first],
      others.map(({ hook }) => hook),
    )
    left = beside.filter(({ kib }) => kib > limit)
  }
  return { dearest, kinds }
}

/** @param {Record<string, number>} modules */
function foldersOf(modules) {
  const own = Object.keys(modules).filter((path) => path.startsWith('dist/') && !common.test(path))
  return [...new Set(own.map((path) => path.split('/')[1]))]
}
