import { describe, expect, it } from 'vitest'
import { exact } from '../../bench/harness/line.mjs'
import { reasonsOf, tableOf, type Results } from '../../bench/harness/report.mjs'

const budgets = {
  P1: { title: 'Bytes', targets: { gz: 12 } },
  P2: { title: 'Requests', targets: { requests: 0 }, why: 'nobody counted' },
}

const results = (gz: number, requests: number): Results => ({
  versions: { node: '20' },
  machine: 'a machine',
  rows: {
    P1: {
      date: '2026-01-01',
      full: false,
      lines: [
        exact({ what: 'esbuild', measured: gz, target: 12, unit: 'KiB', limit: 1, usual: 24 }),
      ],
    },
    P2: {
      date: '2026-01-01',
      full: false,
      lines: [exact({ what: 'mount', measured: requests, target: 0, unit: '', note: 'exact' })],
    },
  },
})

const cellsOf = (table: string) =>
  table
    .split('\n')
    .slice(2, 4)
    .map((line) => line.split('|').map((cell) => cell.trim()))

describe('the table says how near a row is to the limit, and by how much and why it misses', () => {
  it.each([false, true])('short: %s', (isShort) => {
    const [bytes, requests] = cellsOf(tableOf(results(13.2, 3), budgets, { isShort }))
    expect(bytes?.slice(3, -1)).toEqual([
      '≤ 12',
      '13.2 KiB',
      '1',
      '13.2 ×',
      '24',
      '0.55 ×',
      'FAIL',
      'over by 10 %',
    ])
    expect(requests?.slice(-3, -1)).toEqual([
      'FAIL',
      isShort ? 'over by 3: nobody counted' : 'over by 3: nobody counted; exact',
    ])
  })

  it('and says nothing of what passes', () => {
    const [bytes] = cellsOf(tableOf(results(12, 0), budgets))
    expect(bytes?.slice(-3, -1)).toEqual(['PASS', ''])
  })

  it('and finds a miss without a reason, and a reason without a miss', () => {
    expect(reasonsOf(results(13, 3), budgets)).toEqual({ unexplained: ['P1'], obsolete: [] })
    expect(reasonsOf(results(12, 0), budgets)).toEqual({ unexplained: [], obsolete: ['P2'] })
  })
})
