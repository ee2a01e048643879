/**
 * Writes into docs/writing.md what each mutation does to the cache, as the effects and the endpoints of each resource
 * say it. `npm run effects` writes it; test/readme.test.ts keeps it fresh.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
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
  const rows = await effectRows()
  const head = ['mutation', 'optimistic update', 'invalidates', 'removes', '`error.reason`']
  const lines = rows.map(({ name, ...cells }) => [`\`${name}\``, ...Object.values(cells)])
  return [head, head.map(() => '---'), ...lines]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}

/** What each mutation does to the cache, in Markdown. */
export async function effectRows() {
  const resources = [
    'flows',
    'people-tasks',
    'stores',
    'accounts',
    'charts',
    'users',
    'integrations',
  ]
  const all = await loadAll(
    resources.flatMap((name) => [`${name}/endpoints.ts`, `${name}/effects.ts`]),
  )
  return Object.entries(all)
    .filter(([name]) => `${name}Effect` in all)
    .map(([name, endpoint]) =>
      rowOf(name, all[`${name}Effect`]({ scope: 'x' }, input, queryClient), endpoint),
    )
}

/**
 * @param {string} name
 * @param {Effect} effect
 * @param {Endpoint} endpoint
 */
function rowOf(name, { patches = [], invalidates, removes = [] }, { spec: { refusals = [] } }) {
  const keys = (/** @type {Key[]} */ of) => list(of.map(read))
  return {
    name,
    patches: keys(patches.map(({ key }) => key)),
    invalidates: keys(invalidates),
    removes: keys(removes),
    refusals: list(refusals.map(({ reason }) => `\`${reason}\``)),
  }
}

/** @param {Key} key */
function read([, , resource, kind = 'all', ref]) {
  return `\`${resource}.${kind}\`${ref === undefined ? '' : ' of it'}`
}

/** @param {string[]} texts */
function list(texts) {
  return [...new Set(texts)].join(', ')
}

/** The request of each call, by its name: `GET /flows`. */
export async function endpointRequests() {
  const resources = readdirSync(new URL('../src', import.meta.url)).filter((name) =>
    existsSync(new URL(`../src/${name}/endpoints.ts`, import.meta.url)),
  )
  const all = await loadAll(resources.map((name) => `${name}/endpoints.ts`))
  const calls = Object.entries(all).filter(([, call]) => call?.route)
  return new Map(calls.map(([name, { route }]) => [name, String(route)]))
}

/** @param {string[]} files @returns {Promise<Record<string, any>>} */
async function loadAll(files) {
  return Object.assign({}, ...(await Promise.all(files.map(load))))
}

/** @param {string} file */
async function load(file) {
  const { module } = await runnerImport(fileURLToPath(new URL(`../src/${file}`, import.meta.url)))
  return /** @type {Record<string, any>} */ (module)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, await withEffects())
