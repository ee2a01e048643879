import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { exact } from './line.mjs'
import { cache, root } from './paths.mjs'

/**
 * Rows that the test suite proves, because every commit must keep them: how many of their tests fail. Rows of one
 * file share one run of it.
 *
 * @param {{ id: string, project: string, file: string, runs?: number }} where tests are named by the row, `P12: …`;
 *   `runs` multiplies the cases of generated tests
 * @returns {import('./line.mjs').Line[]}
 */
export function suite({ id, project, file, runs = 1 }) {
  const report = `${cache}${file.replaceAll('/', '.')}.json`
  if (!isOfThisRun(report)) runTests({ project, file, runs, report })
  /** @type {{ testResults: { assertionResults: { fullName: string, status: string }[] }[] }} */
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const tests = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ fullName }) => fullName.includes(`${id}:`))
  const failed = tests.filter(({ status }) => status !== 'passed')
  if (tests.length === 0) throw new Error(`No test of ${file} is named ${id}.`)
  return [
    exact({
      what: 'failing tests',
      measured: failed.length,
      target: 0,
      unit: `of ${tests.length}`,
      note: `${file}${failed.map(({ fullName }) => `; ${fullName}`).join('')}`,
    }),
  ]
}

/** @param {string} report */
function isOfThisRun(report) {
  const { BENCH_STARTED } = process.env
  if (BENCH_STARTED === undefined || !existsSync(report)) return false
  return statSync(report).mtimeMs > Number(BENCH_STARTED)
}

/** @param {{ project: string, file: string, runs: number, report: string }} what */
function runTests({ project, file, runs, report }) {
  mkdirSync(cache, { recursive: true })
  // A run that breaks off must not leave the report of an earlier one.
  rmSync(report, { force: true })
  const args = ['--project', project, file, '-t', 'P\\d+:', '--reporter=json']
  try {
    execFileSync(
      process.execPath,
      [`${root}node_modules/vitest/vitest.mjs`, 'run', ...args, `--outputFile=${report}`],
      {
        cwd: root,
        env: { ...process.env, NODE_ENV: 'test', RUNS: String(runs) },
        stdio: 'ignore',
      },
    )
  } catch {
    // The report tells which failed.
  }
}
