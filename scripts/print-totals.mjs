/** Prints the totals of Vitest's JSON report as one line, `N passed, N failed`: `node scripts/print-totals.mjs FILE`. */
import { readFileSync } from 'node:fs'

const report = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))
const { numPassedTests: passed, numFailedTests: failed } = report
const skipped = report.numPendingTests + report.numTodoTests

console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}`)
if (passed === 0) throw new Error('No test ran, which proves nothing.')
