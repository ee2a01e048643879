/**
 * `npm run bench`: builds, measures, prints the table and writes bench/results.json and bench/results.md.
 * `npm run bench -- P5 P7` measures these rows only; `npm run bench:full` takes its time.
 */
import { execFileSync, fork } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { bench, root, rulers } from './harness/paths.mjs'
import { merged, reasonsOf, tableOf } from './harness/report.mjs'

const asked = process.argv.slice(2).filter((argument) => /^P\d+$/.test(argument))
const full = process.argv.includes('--full')
const budgets = JSON.parse(readFileSync(`${bench}budgets.json`, 'utf8'))
const known = readdirSync(`${bench}scenarios`).map((file) => file.replace('.mjs', ''))
const rows = Object.keys(budgets).filter(
  (id) => known.includes(id) && (asked.length === 0 || asked.includes(id)),
)
if (rows.length === 0) throw new Error(`No such row. There are ${known.join(', ')}.`)

if (!existsSync(`${rulers}node_modules`)) {
  console.log('Installing what it compares with …')
  execFileSync('npm', ['ci', '--silent', '--no-audit', '--no-fund'], {
    cwd: rulers,
    stdio: 'inherit',
  })
}
execFileSync(process.execPath, [`${root}scripts/build.mjs`], { stdio: 'inherit' })

/**
 * Rows that count and weigh, which is the same whatever else runs: two at a time, before the others have the machine
 * for themselves. Rows of one test file share a run of it, so they are in one line.
 */
const untimed = [
  ['P8', 'P10', 'P11', 'P12', 'P13'],
  ['P1', 'P2', 'P3', 'P4', 'P17', 'P21', 'P24'],
]
const started = Date.now()
/** @type {Record<string, import('./harness/line.mjs').Line[]>} */
const measured = {}
await Promise.all(untimed.map(measureAll))
await measureAll(rows.filter((id) => !untimed.flat().includes(id)))

const path = `${bench}results.json`
const results = merged(existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined, {
  full,
  measured,
})
writeFileSync(path, `${JSON.stringify(results, undefined, 2)}\n`)
writeFileSync(`${bench}results.md`, tableOf(results, budgets))
writeReadme(tableOf(results, budgets, { isShort: true }))
const now = { ...results, rows: Object.fromEntries(rows.map((id) => [id, results.rows[id]])) }
console.log(tableOf(now, budgets))
const { unexplained, obsolete } = reasonsOf(now, budgets)
if (unexplained.length > 0) {
  console.error(`Without a reason in budgets.json for missing: ${unexplained.join(', ')}`)
}
if (obsolete.length > 0) {
  console.error(`With a reason in budgets.json, but nothing is missed: ${obsolete.join(', ')}`)
}
console.log(`${((Date.now() - started) / 1000).toFixed(0)} s`)
const verdicts = Object.values(measured).flatMap((lines) => lines.map(({ verdict }) => verdict))
process.exitCode = verdicts.includes('FAIL') ? 1 : 0

/** @param {string[]} ids one after another; those that were not asked for are passed over */
async function measureAll(ids) {
  for (const id of ids.filter((each) => rows.includes(each))) {
    const start = Date.now()
    measured[id] = await measure(id)
    console.error(`${id} ${budgets[id].title} (${((Date.now() - start) / 1000).toFixed(1)} s)`)
  }
}

/**
 * Puts the table where the README says that it is.
 *
 * @param {string} table
 */
function writeReadme(table) {
  const readme = readFileSync(`${root}README.md`, 'utf8')
  const [before, , after] = readme.split(/(?<=<!-- bench -->\n)([^]*)(?=<!-- end of bench -->)/)
  if (after === undefined) throw new Error('README.md has no place for the table.')
  writeFileSync(`${root}README.md`, `${before}\n${table}\n${after}`)
}

/**
 * @param {string} id
 * @returns {Promise<import('./harness/line.mjs').Line[]>}
 */
function measure(id) {
  return new Promise((resolve) => {
    const child = fork(`${bench}row.mjs`, [id, ...(full ? ['--full'] : [])], {
      cwd: root,
      execArgv: ['--expose-gc'],
      // A row that hangs must not hold up the others.
      timeout: full ? 900_000 : 150_000,
      killSignal: 'SIGKILL',
      env: { ...process.env, NODE_ENV: 'production', BENCH_STARTED: String(started) },
    })
    /** @type {import('./harness/line.mjs').Line[] | undefined} */
    let lines
    child.on('message', (message) => {
      lines = /** @type {any} */ (message)
    })
    child.on('exit', (code) => {
      const failed = { what: 'the row itself', measured: undefined, target: undefined, unit: '' }
      resolve(lines ?? [{ ...failed, verdict: 'FAIL', note: `ended with ${code}` }])
    })
  })
}
