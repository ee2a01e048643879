import { bytesOf, bytesOfEach, using } from '../harness/bundle.mjs'
import { exact } from '../harness/line.mjs'
import { namesOf } from '../harness/names.mjs'
import { minimal } from '../rulers/imports.mjs'

/** What every hook may bring: the parts that are nobody's, and what a bundler loads later chunks with. */
const common =
  /^dist\/(cache|client|react|_virtual|headless)\/|^dist\/[^/]+$|^node_modules\/|^source:|entry|vite\/preload-helper/

/** @type {import('../row.mjs').Scenario} */
export async function run({ targets, full }) {
  const { hooks } = await namesOf()
  const bundlers = full
    ? /** @type {const} */ (['esbuild', 'rollup', 'vite'])
    : /** @type {const} */ (['esbuild'])
  const lines = []
  for (const bundler of bundlers) {
    const [base, ...withOneMore] = await weighed(bundler, [
      minimal,
      ...hooks.map((hook) => [...new Set([...minimal, hook])]),
    ])
    const alone = await weighed(
      bundler,
      hooks.map((hook) => [hook]),
    )
    const more = withOneMore.map(({ gz }) => gz - (base?.gz ?? Number.NaN))
    const dearest = Math.max(...more)
    const foreign = alone
      .map(({ modules }, index) => `${hooks[index]}: ${foldersOf(modules).join(', ')}`)
      .filter((text) => text.includes(','))
    const over = more.filter((bytes) => bytes / 1024 > (targets['marginal'] ?? 0)).length
    const note = `${hooks[more.indexOf(dearest)]}; ${over} of ${hooks.length} are over`
    lines.push(
      exact({
        what: `${bundler}, the dearest further hook`,
        measured: dearest / 1024,
        target: targets['marginal'],
        unit: 'KiB gz',
        note,
      }),
      exact({
        what: `${bundler}, hooks that bring another resource`,
        measured: foreign.length,
        target: targets['foreign'],
        unit: `of ${hooks.length}`,
        note: foreign.join('; ') || undefined,
      }),
    )
  }
  const { modules } = await bytesOf(using(...minimal))
  const sentences = Object.keys(modules).filter((path) => /Messages/.test(path))
  lines.push(
    exact({
      what: 'files of sentences in the smallest import',
      measured: sentences.length,
      target: 0,
      unit: '',
      note: sentences.join(', ') || undefined,
    }),
  )
  return lines
}

/** @param {Record<string, number>} modules */
function foldersOf(modules) {
  const own = Object.keys(modules).filter((path) => !common.test(path))
  return [...new Set(own.map((path) => path.split('/')[1] ?? path))]
}

/**
 * @param {import('../harness/bundle.mjs').Bundler} bundler
 * @param {string[][]} lists names of the package
 */
async function weighed(bundler, lists) {
  const sources = lists.map((names) => using(...names))
  if (bundler === 'esbuild') return bytesOfEach(sources)
  const bytes = []
  for (const source of sources) bytes.push(await bytesOf(source, { bundler }))
  return bytes
}
