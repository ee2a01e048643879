/** Measures one row in a process of its own, so that no row warms or spoils another: `node bench/row.mjs P7 [--full]`. */
import { readFileSync } from 'node:fs'

/**
 * @typedef {object} Task
 * @property {Record<string, number>} targets
 * @property {boolean} full as many rounds as a release wants, and the slow parts
 *
 * @typedef {(task: Task) => Promise<import('./harness/line.mjs').Line[]>} Scenario
 */

const [id = '', mode] = process.argv.slice(2)
const budgets = JSON.parse(readFileSync(new URL('budgets.json', import.meta.url), 'utf8'))
/** @type {{ run: Scenario }} */
const { run } = await import(`./scenarios/${id}.mjs`)

const lines = await run({ targets: budgets[id].targets, full: mode === '--full' })
if (process.send) process.send(lines, () => process.exit())
else for (const line of lines) console.log(JSON.stringify(line))
