import { readFileSync } from 'node:fs'
import os from 'node:os'
import { round } from './line.mjs'
import { root } from './paths.mjs'

const heading = `# Results

\`npm run bench\` writes this page: a section for each row, replaced when the row is measured again. Counts and bytes are
exact. Times are ratios within one process and round, with the ruler measured against itself (A/A); where that differs
from itself, or the interval spans the target, the verdict is INCONCLUSIVE and never a pass. *limit*: what a careful
engineer reaches by hand, without checks or session. *usual*: ky, zod and TanStack Query with their defaults. In brackets:
measured, as a multiple of it.
`

/**
 * A row's part of the page.
 *
 * @param {object} row
 * @param {string} row.id
 * @param {import('../run.mjs').Budget | undefined} row.budget
 * @param {import('./line.mjs').Line[]} row.lines
 * @param {boolean} row.full
 * @returns {string}
 */
export function sectionOf({ id, budget, lines, full }) {
  return [
    `## ${id} ${budget?.title}`,
    '',
    '| what | target | measured | limit | usual | verdict | |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...lines.map((line) => rowOf(line, budget?.why)),
    '',
    `Measured ${new Date().toISOString().slice(0, 10)} by \`npm run bench${full ? ':full' : ''}\`.`,
    '',
  ].join('\n')
}

/**
 * The page with these sections in place of those of the same rows.
 *
 * @param {string} page
 * @param {string[]} sections
 * @param {string[]} order the ids; what has none of them is left out
 * @returns {string}
 */
export function merged(page, sections, order) {
  const known = new Map(
    [...page.split(/^(?=## )/m), ...sections].map((section) => [idOf(section), section.trim()]),
  )
  const machine = `The last run was on ${circumstances()}.`
  return `${[heading.trim(), machine, ...order.flatMap((id) => known.get(id) ?? [])].join('\n\n')}\n`
}

/** @param {string} section */
function idOf(section) {
  return /^## (\w+)/.exec(section)?.[1] ?? ''
}

/**
 * @param {import('./line.mjs').Line} line
 * @param {string | undefined} why
 */
function rowOf({ what, target, measured, unit, limit, usual, verdict, note }, why) {
  const against = (/** @type {number | undefined} */ base) => {
    if (base === undefined) return ''
    return measured === undefined || base === 0
      ? round(base)
      : `${round(base)} (${round(measured / base)} ×)`
  }
  const cells = [
    what,
    target === undefined ? '' : `≤ ${round(target)}`,
    measured === undefined ? '' : `${round(measured)} ${unit}`.trim(),
    against(limit),
    against(usual),
    verdict === 'INFO' ? '' : verdict,
    [missOf({ verdict, measured, target }, why), note].filter(Boolean).join('; '),
  ]
  return `| ${cells.join(' | ')} |`
}

/**
 * By how much a line misses its target, and why.
 *
 * @param {Pick<import('./line.mjs').Line, 'verdict' | 'measured' | 'target'>} line
 * @param {string | undefined} why
 */
function missOf({ verdict, measured, target }, why) {
  if (verdict !== 'FAIL') return ''
  if (measured === undefined || target === undefined) return why
  const by = measured - target
  const over = target === 0 ? `over by ${round(by)}` : `over by ${round((by / target) * 100)} %`
  return why === undefined ? over : `${over}: ${why}`
}

function circumstances() {
  const versions = ['react', '@tanstack/react-query', 'ky', 'zod', 'esbuild', 'vite', 'typescript']
  return [
    `${os.cpus().length} × ${os.cpus()[0]?.model.trim() ?? 'unknown'}`,
    os.platform(),
    `node ${process.versions.node}`,
    ...versions.map((name) => `${name} ${versionOf(name)}`),
  ].join(', ')
}

/** @param {string} name */
function versionOf(name) {
  return JSON.parse(readFileSync(`${root}node_modules/${name}/package.json`, 'utf8')).version
}
