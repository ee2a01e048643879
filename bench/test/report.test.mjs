import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exact } from '../harness/line.mjs'
import { merged, sectionOf } from '../harness/report.mjs'

/**
 * @param {number} measured
 * @param {{ target?: number, why?: string }} [options]
 */
function section(measured, { target = 12, why } = {}) {
  const line = exact({ what: 'esbuild', measured, target, unit: 'KiB', limit: 1.2, usual: 24 })
  const budget = { title: 'Bytes', targets: {}, ...(why !== undefined && { why }) }
  return sectionOf({ id: 'P1', budget, lines: [line], full: false })
}

/** @param {string} text */
function cellsOf(text) {
  const [, , , , line = ''] = text.split('\n')
  return line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim())
}

test('a line says how near it is to the limit, and by how much and why it misses its target', () => {
  assert.deepEqual(cellsOf(section(13.2, { why: 'a loader' })), [
    'esbuild',
    '≤ 12',
    '13.2 KiB',
    '1.2 (11 ×)',
    '24 (0.55 ×)',
    'FAIL',
    'over by 10 %: a loader',
  ])
  assert.equal(cellsOf(section(3, { target: 0 })).at(-1), 'over by 3')
  assert.deepEqual(cellsOf(section(12, { why: 'a loader' })).slice(-2), ['PASS', ''])
})

test('a row that is measured again replaces its own section of the page, and no other', () => {
  const other = '## P2 Hooks\n\n| a |\n'
  const order = ['P1', 'P2']
  const page = merged('', [other, section(13)], order)
  assert.match(page, /^# Results\n[^]*\n## P1 [^]*13 KiB[^]*\n## P2 Hooks\n\n\| a \|\n$/)
  const again = merged(page, [section(11)], order)
  assert.equal(again, page.replace(/\n## P1 [^]*\n(?=## P2)/, `\n${section(11).trim()}\n\n`))
  assert.equal(merged(again, [], order), again)
})

test('a row that is measured no more leaves the page', () => {
  assert.doesNotMatch(merged(section(13), [], ['P2']), /P1/)
})
