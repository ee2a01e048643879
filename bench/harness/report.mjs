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
 * @param {Results} results
 * @param {Record<string, { title: string }>} budgets
 * @param {{ isShort?: boolean }} [options] short is without what has no target, and without notes
 * @returns {string}
 */
export function tableOf({ rows, versions, machine }, budgets, { isShort = false } = {}) {
  const order = Object.keys(budgets).filter((id) => rows[id])
  const lines = order.flatMap((id) =>
    (rows[id]?.lines ?? [])
      .filter(({ target }) => !isShort || target !== undefined)
      .map((line, index) =>
        rowOf(
          isShort ? { ...line, note: '' } : line,
          index === 0 ? `${id} ${budgets[id]?.title}` : '',
        ),
      ),
  )
  const dates = [...new Set(order.map((id) => rows[id]?.date ?? ''))].join(', ')
  return [
    '| row | what | target | measured | limit | usual | | |',
    '| --- | --- | --- | --- | --- | --- | --- | --- |',
    ...lines,
    '',
    `Measured ${dates} on ${machine}; ${Object.entries(versions)
      .map(([name, version]) => `${name} ${version}`)
      .join(
        ', ',
      )}. *limit*: by hand, without checks or session; *usual*: ky, zod and TanStack with their defaults.`,
    '',
  ].join('\n')
}

/**
 * @param {Line} line
 * @param {string} name
 */
function rowOf({ what, target, measured, unit, limit, usual, verdict, note }, name) {
  const number = (/** @type {number | undefined} */ value) =>
    value === undefined ? '' : round(value)
  const cells = [
    name,
    what,
    target === undefined ? '' : `≤ ${number(target)}`,
    measured === undefined ? '' : `${number(measured)} ${unit}`.trim(),
    number(limit),
    number(usual),
    verdict === 'INFO' ? '' : verdict,
    note ?? '',
  ]
  return `| ${cells.join(' | ')} |`
}

/** @param {string} name */
function versionOf(name) {
  return JSON.parse(readFileSync(`${root}node_modules/${name}/package.json`, 'utf8')).version
}
