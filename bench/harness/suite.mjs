import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { exact } from './line.mjs'
import { cache, root } from './paths.mjs'

/**
 * Rows that the test suite proves, because every commit must keep them: how many of their tests fail.
 *
 * @param {{ id: string, project: string, file: string, runs?: number }} where tests are named by the row, `P12: …`;
 *   `runs` multiplies the cases of generated tests
 * @returns {import('./line.mjs').Line[]}
 */
export function suite({ id, project, file, runs = 1 }) {
  const report = `${cache}${id}.json`
  const args = [
    'run',
    '--project',
    project,
    file,
    '-t',
    `${id}:`,
    '--reporter=json',
    `--outputFile=${report}`,
  ]
  try {
    const env = { ...process.env, NODE_ENV: 'test', RUNS: String(runs) }
    execFileSync(process.execPath, [`${root}node_modules/vitest/vitest.mjs`, ...args], {
      cwd: root,
      env,
      stdio: 'ignore',
    })
  } catch {
    // The report tells which failed.
  }
  /** @type {{ testResults: { assertionResults: { fullName: string, status: string }[] }[] }} */
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'))
  const tests = testResults
    .flatMap((each) => each.assertionResults)
    .filter(({ status }) => status !== 'skipped' && status !== 'pending')
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
