/**
 * `npm run bench`: builds, measures, prints the results and writes bench/results.md. `npm run bench -- P5 P7` measures
 * these rows only; `npm run bench:full` takes its time.
 */
import { execFileSync, fork } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { bench, root } from './harness/paths.mjs'
import { merged, sectionOf } from './harness/report.mjs'

/**
 * @typedef {object} Budget
 * @property {string} title
 * @property {Record<string, number>} targets
 * @property {string} [scenario] the file in scenarios/, where it is not named by the row
 * @property {string} [tests] the file of the test suite that proves the row, in place of a scenario
 * @property {string} [why] why it misses a target
 *
 * @typedef {import('./harness/line.mjs').Line} Line
 */

/** @type {Record<string, Budget>} */
const budgets = JSON.parse(readFileSync(`${bench}budgets.json`, 'utf8'))
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const unknown = asked.filter((id) => !budgets[id])
if (unknown.length > 0) {
  throw new Error(`No row ${unknown.join()}. There are ${Object.keys(budgets).join(', ')}.`)
}
const rows = Object.keys(budgets).filter((id) => asked.length === 0 || asked.includes(id))
const full = process.argv.includes('--full')

if (!existsSync(`${bench}node_modules`)) {
  console.log('Installing what only the bench needs …')
  const quiet = ['--silent', '--no-audit', '--no-fund']
  execFileSync('npm', ['ci', '--prefix', bench, ...quiet], { cwd: root, stdio: 'inherit' })
}
execFileSync(process.execPath, [`${root}scripts/build.mjs`], { cwd: root, stdio: 'inherit' })

const started = Date.now()
/** @type {Record<string, Line[]>} */
const measured = {}
/** Rows that weigh or look for leaks come out the same whatever else runs, so they share the machine with the tests. */
const untimed = ['P1', 'P2', 'P3', 'P4', 'P17', 'P21', 'P24']
const proven = rows.filter((id) => budgets[id]?.tests)
const [early, timed] = [true, false].map((isEarly) =>
  rows.filter((id) => !proven.includes(id) && untimed.includes(id) === isEarly),
)
await Promise.all([measure(proven), measureEach(early)])
await measureEach(timed)

const path = `${bench}results.md`
const sections = rows.map((id) =>
  sectionOf({ id, budget: budgets[id], lines: measured[id] ?? [], full }),
)
const order = Object.keys(budgets)
writeFileSync(path, merged(existsSync(path) ? readFileSync(path, 'utf8') : '', sections, order))
console.log(sections.join('\n'))
console.log(`${((Date.now() - started) / 1_000).toFixed(0)} s`)
const verdicts = Object.values(measured).flatMap((lines) => lines.map(({ verdict }) => verdict))
process.exitCode = verdicts.includes('FAIL') ? 1 : 0

/** @param {string[]} [ids] one after another */
async function measureEach(ids = []) {
  for (const id of ids) await measure([id])
}

/**
 * In a process of their own, so that no row warms or spoils another.
 *
 * @param {string[]} ids one, or all that the test suite proves
 * @returns {Promise<void>}
 */
function measure(ids) {
  if (ids.length === 0) return Promise.resolve()
  const start = Date.now()
  return new Promise((resolve) => {
    const child = fork(`${bench}row.mjs`, [...ids, ...(full ? ['--full'] : [])], {
      cwd: root,
      execArgv: ['--expose-gc'],
      // A row that hangs must not stop the others.
      timeout: full ? 900_000 : 150_000,
      killSignal: 'SIGKILL',
      env: { ...process.env, NODE_ENV: 'production' },
    })
    child.on('message', (lines) => void Object.assign(measured, lines))
    child.on('exit', (code) => {
      for (const id of ids) {
        measured[id] ??= [
          { what: 'the row', unit: '', verdict: 'FAIL', note: `its process ended with ${code}` },
        ]
      }
      console.error(`${ids.join(', ')} (${((Date.now() - start) / 1_000).toFixed(1)} s)`)
      resolve()
    })
  })
}
