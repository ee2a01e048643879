/**
 * Writes into docs/writing.md what each mutation does to the cache, as the effects and the endpoints of each resource
 * say it. `npm run effects` writes it; test/readme.test.ts keeps it fresh.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { runnerImport } from 'vite'

/** @typedef {readonly any[]} Key */
/** @typedef {{ patches?: { key: Key }[], invalidates: Key[], removes?: Key[] }} Effect */
/** @typedef {{ spec: { refusals?: readonly { reason: string }[] } }} Endpoint */

const page = new URL('../docs/writing.md', import.meta.url)
const [begin, end] = ['<!-- effects: written by `npm run effects` -->', '<!-- /effects -->']
const ids = ['flowId', 'taskId', 'storeId', 'accountId', 'chartId', 'componentId', 'key', 'name']

/** An input that every mutation takes for its own, with all that it could bring. */
const input = {
  ...Object.fromEntries(ids.map((name) => [name, 'x'])),
  connectAccounts: true,
  flow: {},
  items: [{ storeId: 'x', key: 'x' }],
  value: 0,
}

/** A cache that holds nothing. */
const queryClient = { getQueriesData: () => [], getQueryCache: () => ({ findAll: () => [] }) }

/** The text of the page with the table of today in it. */
export async function withEffects() {
  const text = readFileSync(page, 'utf8')
  const [before, rest] = text.split(begin)
  const after = rest?.split(end)[1]
  if (after === undefined) throw new Error(`docs/writing.md lacks ${begin} and ${end}.`)
  return `${before}${begin}\n\n${await effectsTable()}\n\n${end}${after}`
}

async function effectsTable() {
  const resources = [
    'flows',
    'people-tasks',
    'stores',
    'accounts',
    'charts',
    'users',
    'integrations',
  ]
  const modules = await Promise.all(
    resources.flatMap((name) => [load(`${name}/endpoints.ts`), load(`${name}/effects.ts`)]),
  )
  /** @type {Record<string, any>} */
  const { ...all } = Object.assign({}, ...modules)
  const rows = Object.entries(all)
    .filter(([name]) => `${name}Effect` in all)
    .map(([name, endpoint]) =>
      rowOf(name, all[`${name}Effect`]({ scope: 'x' }, input, queryClient), endpoint),
    )
  const head = ['mutation', 'optimistic update', 'invalidates', 'removes', '`error.reason`']
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

/**
 * @param {string} name
 * @param {Effect} effect
 * @param {Endpoint} endpoint
 */
function rowOf(name, { patches = [], invalidates, removes = [] }, { spec: { refusals = [] } }) {
  return [
    `\`${name}\``,
    ...[patches.map(({ key }) => key), invalidates, removes].map((keys) => list(keys.map(read))),
    list(refusals.map(({ reason }) => `\`${reason}\``)),
  ]
}

/** @param {Key} key */
function read([, , resource, kind = 'all', ref]) {
  return `\`${resource}.${kind}\`${ref === undefined ? '' : ' of it'}`
}

/** @param {string[]} texts */
function list(texts) {
  return [...new Set(texts)].join(', ')
}

/** @param {string} file */
async function load(file) {
  const { module } = await runnerImport(fileURLToPath(new URL(`../src/${file}`, import.meta.url)))
  return /** @type {Record<string, any>} */ (module)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, await withEffects())
