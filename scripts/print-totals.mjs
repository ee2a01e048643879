/** Prints the totals of Vitest's JSON reports as one line, `N passed, N failed`: `node scripts/print-totals.mjs FILE…`. */
import { readFileSync } from 'node:fs'

const reports = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, 'utf8')))

/** @param {string} name */
const total = (name) => reports.reduce((sum, report) => sum + report[name], 0)
const passed = total('numPassedTests')
const skipped = total('numPendingTests') + total('numTodoTests')

console.log(
  `${passed} passed, ${total('numFailedTests')} failed${skipped ? `, ${skipped} skipped` : ''}`,
)
if (passed === 0) throw new Error('No test ran, which proves nothing.')
