import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { exact } from './line.mjs'
import { cache, root } from './paths.mjs'

/**
 * Rows that the test suite proves, because every commit must keep them: how many of their tests fail. A test belongs
 * to a row when its name or its group has the row's id.
 *
 * @param {string[]} ids
 * @param {Record<string, import('../run.mjs').Budget>} budgets
 * @param {boolean} full 100,000 generated payloads per schema, in place of 300
 * @returns {Record<string, import('./line.mjs').Line[]>}
 */
export function provenByTests(ids, budgets, full) {
  const files = new Set(ids.map((id) => budgets[id]?.tests ?? ''))
  const tests = run([...files], `\\b(${ids.join('|')})\\b`, full ? 334 : 1)
  return Object.fromEntries(
    ids.map((id) => {
      const ofRow = tests.filter(({ fullName }) => new RegExp(`\\b${id}\\b`).test(fullName))
      if (ofRow.length === 0) throw new Error(`No test of ${budgets[id]?.tests} is named ${id}.`)
      const failing = ofRow.filter(({ status }) => status !== 'passed')
      const line = exact({
        what: `tests of ${budgets[id]?.tests}`,
        measured: failing.length,
        target: budgets[id]?.targets['failing'],
        unit: `failing of ${ofRow.length}`,
        note: failing.map(({ fullName }) => fullName).join('; '),
      })
      return [id, [line]]
    }),
  )
}

/**
 * @param {string[]} files
 * @param {string} names
 * @param {number} runs multiplies the cases of generated tests
 * @returns {{ fullName: string, status: string }[]}
 */
function run(files, names, runs) {
  const report = `${cache}tests.json`
  mkdirSync(cache, { recursive: true })
  // A run that breaks off must not leave the report of an earlier one.
  rmSync(report, { force: true })
  const projects = ['--project', 'node', '--project', 'browser']
  try {
    execFileSync(
      process.execPath,
      [
        `${root}node_modules/vitest/vitest.mjs`,
        'run',
        ...projects,
        ...files,
        '-t',
        names,
        '--reporter=json',
        `--outputFile=${report}`,
      ],
      {
        cwd: root,
        env: { ...process.env, NODE_ENV: 'test', RUNS: String(runs) },
        stdio: 'ignore',
      },
    )
  } catch {
    // The report says which failed.
  }
  /** @type {{ testResults: { assertionResults: { fullName: string, status: string }[] }[] }} */
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  // Those of other names are listed as skipped.
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status !== 'skipped')
}
