import { readFileSync } from 'node:fs'
import os from 'node:os'
import { round } from './line.mjs'
import { root } from './paths.mjs'

/**
 * @typedef {import('./line.mjs').Line} Line
 *
 * @typedef {{ lines: Line[], date: string, full: boolean }} Row
 *
 * @typedef {object} Results
 * @property {Record<string, string>} versions
 * @property {string} machine
 * @property {Record<string, Row | undefined>} rows
 */

const compared = ['react', '@tanstack/react-query', 'ky', 'zod', 'esbuild', 'vite', 'typescript']

/**
 * The results so far with the rows of this run.
 *
 * @param {Results | undefined} before
 * @param {{ full: boolean, measured: Record<string, Line[]> }} run
 * @returns {Results}
 */
export function merged(before, { full, measured }) {
  const date = new Date().toISOString().slice(0, 10)
  const rows = Object.entries(measured).map(([id, lines]) => [id, { lines, date, full }])
  return {
    versions: Object.fromEntries([
      ['node', process.versions.node],
      ...compared.map((name) => [name, versionOf(name)]),
    ]),
    machine: `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'unknown'}, ${os.platform()}`,
    rows: { ...before?.rows, ...Object.fromEntries(rows) },
  }
}

/**
 * @typedef {object} Budget
 * @property {string} title
 * @property {Record<string, number>} targets
 * @property {string} [why] why it misses today; only while it does
 *
 * @param {Results} results
 * @param {Record<string, Budget>} budgets
 * @param {{ isShort?: boolean }} [options] short is without what has no target, and without notes on what passes
 * @returns {string}
 */
export function tableOf({ rows, versions, machine }, budgets, { isShort = false } = {}) {
  const order = Object.keys(budgets).filter((id) => rows[id])
  const lines = order.flatMap((id) =>
    (rows[id]?.lines ?? [])
      .filter(({ target }) => !isShort || target !== undefined)
      .map((line, index) =>
        rowOf(line, {
          name: index === 0 ? `${id} ${budgets[id]?.title}` : '',
          note: [missOf(line, budgets[id]?.why), isShort ? '' : line.note]
            .filter(Boolean)
            .join('; '),
        }),
      ),
  )
  const dates = [...new Set(order.map((id) => rows[id]?.date ?? ''))].join(', ')
  return [
    '| row | what | target | measured | limit | of limit | usual | of usual | | |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
    '',
    `Measured ${dates} on ${machine}; ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(
        ', ',
      )}. *limit*: by hand, without checks or session; *usual*: ky, zod and TanStack with their defaults. *of* them: measured, as a multiple.`,
    '',
  ].join('\n')
}

/**
 * The rows that miss their target, and do not say why; and those that say so, and do not miss it.
 *
 * @param {Results} results
 * @param {Record<string, Budget>} budgets
 * @returns {{ unexplained: string[], obsolete: string[] }}
 */
export function reasonsOf({ rows }, budgets) {
  const misses = (/** @type {string} */ id) =>
    rows[id]?.lines.some(({ verdict }) => verdict === 'FAIL') ?? false
  const measured = Object.keys(budgets).filter((id) => rows[id])
  return {
    unexplained: measured.filter((id) => misses(id) && budgets[id]?.why === undefined),
    obsolete: measured.filter((id) => !misses(id) && budgets[id]?.why !== undefined),
  }
}

/**
 * By how much a line misses its target, and why.
 *
 * @param {Line} line
 * @param {string | undefined} why
 */
function missOf({ verdict, measured, target }, why) {
  if (verdict === 'INCONCLUSIVE') return 'cannot tell'
  if (verdict !== 'FAIL') return ''
  if (measured === undefined || target === undefined) return why ?? ''
  const by = measured - target
  const over = target === 0 ? `over by ${round(by)}` : `over by ${round((by / target) * 100)} %`
  return why === undefined ? over : `${over}: ${why}`
}

/**
 * @param {Line} line
 * @param {{ name: string, note: string }} texts
 */
function rowOf({ what, target, measured, unit, limit, usual, verdict }, { name, note }) {
  const number = (/** @type {number | undefined} */ value) =>
    value === undefined ? '' : round(value)
  const multiple = (/** @type {number | undefined} */ base) =>
    measured !== undefined && base ? `${round(measured / base)} ×` : ''
  const cells = [
    name,
    what,
    target === undefined ? '' : `≤ ${number(target)}`,
    measured === undefined ? '' : `${number(measured)} ${unit}`.trim(),
    number(limit),
    multiple(limit),
    number(usual),
    multiple(usual),
    verdict === 'INFO' ? '' : verdict,
    note,
  ]
  return `| ${cells.join(' | ')} |`
}

/** @param {string} name */
function versionOf(name) {
  return JSON.parse(readFileSync(`${root}node_modules/${name}/package.json`, 'utf8')).version
}
