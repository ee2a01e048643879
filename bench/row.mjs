/** Measures one row, or those that the test suite proves: `node --expose-gc bench/row.mjs P7 [--full]`. */
import { readFileSync } from 'node:fs'
import { provenByTests } from './harness/suite.mjs'

/**
 * @typedef {object} Task
 * @property {string} id
 * @property {Record<string, number>} targets
 * @property {boolean} full as many rounds as a release wants, and the slow parts
 *
 * @typedef {(task: Task) => Promise<import('./harness/line.mjs').Line[]>} Scenario
 */

const ids = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const full = process.argv.includes('--full')
/** @type {Record<string, import('./run.mjs').Budget>} */
const budgets = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'))

const proven = ids.filter((id) => budgets[id]?.tests)
/** @type {Record<string, import('./harness/line.mjs').Line[]>} */
const measured = proven.length > 0 ? provenByTests(proven, budgets, full) : {}
for (const id of ids) {
  const { scenario = id, tests, targets = {} } = budgets[id] ?? {}
  if (tests) continue
  /** @type {{ run: Scenario }} */
  const { run } = await import(`./scenarios/${scenario}.mjs`)
  measured[id] = await run({ id, targets, full })
}
if (process.send) process.send(measured, () => process.exit())
else console.log(JSON.stringify(measured, undefined, 2))
