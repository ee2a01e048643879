import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lucene, parseLucene, type LuceneConditions } from '../../src/api.ts'
import { matchesLucene } from '../../src/sandbox/lucene/match.ts'
import { parseLucene as readByServer } from '../../src/sandbox/lucene/parse.ts'
import { runs } from '../runs.ts'

describe('parseLucene (L-03)', () => {
  it.each<[LuceneConditions, string?]>([
    [{}],
    [{ severity: 'error' }],
    [{ severity: ['warn', 'error'], flowId: 'f' }],
    [{ msg: 'two words', err: 'a "quoted\\" one', port: 'OR' }],
    [{ 'a b:c': '1', '@timestamp': { from: '2018-01-01', before: 'now/d' } }],
    [{ gridTimestamp: { from: 'now-7d' } }],
    [{ gridTimestamp: { after: 'a] OR *', to: 'TO' } }],
    [{ msg: { like: '*time out?' }, x: { like: '-x!' } }],
    [{ err: { exists: true }, componentId: { exists: false } }],
    [{ severity: { not: ['info', 'debug'] }, port: { not: 'in' } }],
    [{ size: { not: { from: '1', to: '2' } }, port: 'in' }],
    [{ severity: 'error' }, 'a:1 OR b:2'],
    [{}, 'port:(in OR NOT out)'],
    [{ severity: 'error' }, 'msg:a +x'],
  ])('reads what lucene wrote for %j', (conditions, raw = '') => {
    expect(parseLucene(lucene(conditions, raw))).toEqual({ conditions, raw })
  })

  it.each([
    'some words',
    'a OR b',
    'a:1 AND b:2 OR c:3',
    'severity:error && port:in',
    '+a:1 -b:2',
    '!a:1',
    'a:1 AND',
    'AND a:1',
    'NOT',
    'msg:"not ended',
    'msg:(a OR b',
    'a) AND (b',
    'msg:/a AND b/',
    'severity:error AND (msg:/a b/ +x)',
  ])('leaves %s as it is', (raw) => {
    expect(parseLucene(raw)).toEqual({ conditions: {}, raw })
  })

  it('leaves a second condition of a field, and whatever is no condition of one, in raw', () => {
    const query = 'severity:error AND severity:warn AND timeout AND msg:x^2 AND port:in'
    expect(parseLucene(query)).toEqual({
      conditions: { severity: 'error', port: 'in' },
      raw: 'severity:warn AND timeout AND msg:x^2',
    })
  })

  it('asks for the same again, whatever was typed', () => {
    const word = fc.constantFrom(
      'a',
      'b',
      '"a b"',
      '(a OR b)',
      '(a AND b)',
      'a*',
      'a?',
      '*',
      'a\\ b',
    )
    const range = fc.constantFrom('[1 TO 2]', '{1 TO *]', '["a" TO "b"}', '[* TO *]')
    const field = fc.constantFrom('msg', 'severity', 'port', 'a\\ b')
    const clause = fc.oneof(
      word,
      fc.tuple(field, fc.oneof(word, range)).map((parts) => parts.join(':')),
      field.map((name) => `_exists_:${name}`),
      fc.constant('*:*'),
    )
    const joined = fc
      .array(fc.tuple(clause, fc.constantFrom(' AND ', ' OR ', ' AND NOT ', ' '), fc.boolean()), {
        minLength: 1,
        maxLength: 4,
      })
      .map((parts) =>
        parts.map(([text, by, isNot], at) => (at ? by : isNot ? 'NOT ' : '') + text).join(''),
      )
    const values = ['a', 'b', 'a b', '1', undefined]
    const entries = values.flatMap((msg) =>
      values.map((port) => ({ msg, port, severity: port, 'a b': msg })),
    )
    fc.assert(
      fc.property(joined, (query) => {
        const node = readByServer(query)
        const { conditions, raw } = parseLucene(query)
        const again = readByServer(lucene(conditions, raw))
        for (const entry of entries) {
          expect(matchesLucene(again, entry, 0)).toBe(matchesLucene(node, entry, 0))
        }
      }),
      runs(2_000),
    )
  })
})
