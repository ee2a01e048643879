import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  escapeLucene,
  getLogs,
  lucene,
  type LuceneConditions,
  type LuceneValue,
} from '../../src/api.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { parseLucene, type LuceneNode } from '../../src/sandbox/lucene/parse.ts'
import { clientOf } from '../support.tsx'
import { runs } from '../runs.ts'

describe('lucene', () => {
  it.each<[LuceneConditions, string]>([
    [{}, ''],
    [{ severity: 'error' }, 'severity:error'],
    [{ severity: 'error', portType: undefined, flowId: [] }, 'severity:error'],
    [{ severity: ['warn', 'error'] }, 'severity:(warn OR error)'],
    [{ severity: ['error'] }, 'severity:error'],
    [{ msg: 'two words' }, 'msg:"two words"'],
    [{ msg: 'a "quoted\\" one' }, 'msg:"a \\"quoted\\\\\\" one"'],
    [{ msg: 'OR' }, 'msg:"OR"'],
    [{ msg: '-5' }, 'msg:"-5"'],
    [{ msg: '*' }, 'msg:"*"'],
    [{ size: 5, ok: true }, 'size:5 AND ok:true'],
    [{ 'a b:c': 1 }, 'a\\ b\\:c:1'],
    [
      { '@timestamp': { from: '2018-01-01', to: '2018-01-01' } },
      '@timestamp:[2018-01-01 TO 2018-01-01]',
    ],
    [{ gridTimestamp: { from: 'now-7d' } }, 'gridTimestamp:[now-7d TO *]'],
    [
      { gridTimestamp: { after: new Date(0), before: 'now/d' } },
      'gridTimestamp:{1970-01-01T00:00:00.000Z TO now/d}',
    ],
    [{ gridTimestamp: { from: 'a] OR *', to: 'TO' } }, 'gridTimestamp:["a] OR *" TO "TO"]'],
    [{ gridTimestamp: {} }, ''],
    [{ msg: { like: '*time out?' } }, 'msg:*time\\ out?'],
    [{ msg: { like: '' }, port: 'in' }, 'msg:"" AND port:in'],
    [{ msg: { like: 'OR' } }, 'msg:\\OR'],
    [{ msg: { like: '-x!' } }, 'msg:\\-x\\!'],
    [{ msg: { like: 'a\\' }, port: 'in' }, 'msg:a\\\\ AND port:in'],
    [{ OR: 1, NOT: { exists: true } }, '\\OR:1 AND _exists_:\\NOT'],
    [{ '-a?': 1 }, '\\-a\\?:1'],
    [{ size: { from: -5, before: 5 } }, 'size:[-5 TO 5}'],
    [{ err: { exists: true }, msg: 'x' }, '_exists_:err AND msg:x'],
    [{ err: { exists: false } }, '*:* AND NOT _exists_:err'],
    [{ severity: { not: 'info' } }, '*:* AND NOT severity:info'],
    [
      { severity: { not: ['info', 'debug'] }, port: 'in' },
      'NOT severity:(info OR debug) AND port:in',
    ],
    [{ size: { not: { from: 1, to: 2 } }, port: 'in' }, 'NOT size:[1 TO 2] AND port:in'],
  ])('writes %j as %s', (conditions, query) => {
    expect(lucene(conditions)).toBe(query)
  })

  it.each<[string, unknown]>([
    ['an invalid date', { a: new Date(NaN) }],
    ['an invalid date in a range', { a: { from: new Date('yesterday') } }],
    ['NaN', { a: NaN }],
    ['NaN in a list', { a: [1, NaN] }],
    ['infinity as an end', { a: { from: 1, to: Infinity } }],
    ['null', { a: null }],
    ['null in a list', { a: [null] }],
    ['null as the end of a range', { a: { from: null } }],
    ['an object in a list', { a: [{ like: 'x' }] }],
    ['half a character', { a: '\ud83d' }],
    ['half a character in a pattern', { a: { like: '*\ud83d' } }],
    ['a range from the empty text', { a: { from: '' } }],
    ['a range to the text *', { a: { to: '*' } }],
    ['a range to a backslash', { a: { to: 'x y\\' } }],
    ['two lower ends', { a: { from: 1, after: 2 } }],
    ['two upper ends', { a: { to: 1, before: 2 } }],
    ['an operator of another language', { a: { gte: 5 } }],
    ['two operators', { a: { like: 'x', exists: true } }],
    ['a range and an operator', { a: { from: 1, not: 2 } }],
    ['not nothing', { a: { not: undefined } }],
    ['not not', { a: { not: { not: 1 } } }],
    ['a pattern that is no text', { a: { like: undefined } }],
    ['exists, neither true nor false', { a: { exists: 'no' } }],
    ['a field without a name', { '': 1 }],
    ['a field that stands for many', { 'msg*': 1 }],
    ['a field that Lucene has another meaning for', { _exists_: 'err' }],
    ['a symbol', { a: Symbol('a') }],
    ['no conditions', null],
    ['a list of conditions', [{ a: 1 }]],
    ['text', 'a:1'],
  ])('refuses %s', (_, conditions) => {
    expect(() => lucene(conditions as LuceneConditions)).toThrow(
      expect.objectContaining({ name: 'AppmixerError', code: 'input' }),
    )
  })

  it.each([new Date(NaN), NaN, null, undefined, {}, []])('escapeLucene refuses %o', (value) => {
    expect(() => escapeLucene(value as LuceneValue)).toThrow(
      expect.objectContaining({ code: 'input' }),
    )
  })

  it('refuses raw syntax that is no text', () => {
    expect(() => lucene({}, 5 as unknown as string)).toThrow(
      expect.objectContaining({ code: 'input' }),
    )
  })

  it('is read as what was meant, or refused', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string(),
      fc.string({
        unit: fc.constantFrom('\\', '"', '*', '?', ' ', '-', '+', '!', ':', '(', ']', 'a'),
      }),
      fc.constantFrom('AND', 'OR', 'NOT', 'TO', '_exists_', '&&', '||', 'OR ', ' ', '\n', '\ud83d'),
    )
    fc.assert(
      fc.property(anyText, anyText, anyText, (field, text, other) => {
        const meant: [LuceneConditions, LuceneNode][] = [
          [{ [field]: text }, { kind: 'term', field, text, like: undefined }],
          [{ [field]: { exists: true } }, { kind: 'exists', field }],
          [
            { [field]: { from: text, before: other } },
            {
              kind: 'range',
              field,
              low: { text, included: true },
              high: { text: other, included: false },
            },
          ],
          [{ [field]: { like: text } }, patternOf(field, text)],
        ]
        for (const [conditions, node] of meant) {
          expect(readAs(conditions)).toBeOneOf([
            [node, { kind: 'term', field: 'z', text: '1' }],
            'refused',
          ])
        }
      }),
      runs(1_000),
    )
  })

  /** How the server reads these conditions, with another one behind them. */
  function readAs(conditions: LuceneConditions): LuceneNode[] | 'refused' {
    let query: string
    try {
      query = lucene({ ...conditions, z: 1 })
    } catch (error) {
      expect(error).toMatchObject({ code: 'input' })
      return 'refused'
    }
    const node = parseLucene(query)
    return node.kind === 'clauses' ? node.must : [node]
  }

  function patternOf(field: string, text: string): LuceneNode {
    if (text === '*') return { kind: 'exists', field }
    return { kind: 'term', field, text, like: /[*?]/.test(text) ? expect.any(RegExp) : undefined }
  }

  it('takes raw syntax beside the conditions', () => {
    expect(lucene({ severity: 'error' }, 'a:1 OR b:2')).toBe('severity:error AND (a:1 OR b:2)')
    expect(lucene({}, ' ')).toBe('')
  })

  it('keeps whatever a user typed a value', async () => {
    const sandbox = createSandbox({ data: 'empty', clock: createManualClock() })
    const userId = sandbox.database.users[0]!.id
    const now = sandbox.database.now()
    const flow = {
      flowId: 'f',
      userId,
      name: '',
      stage: 'stopped',
      btime: now,
      mtime: now,
      flow: {},
      sharedWith: [],
    }
    sandbox.database.flows = [flow]
    const client = clientOf(sandbox)
    const text = fc.string({ unit: 'grapheme', minLength: 1 })
    const typed = fc.oneof(
      text,
      fc.constantFrom('OR', '*', 'a:b', '"', '\\', '(', 'x OR *:*', '[1 TO', '/a/'),
    )
    await fc.assert(
      fc.asyncProperty(typed, async (value) => {
        const entry = { _index: 'i', flowId: 'f', severity: 'info', gridTimestamp: now }
        const notes = { a: value, b: `${value}, and more` }
        sandbox.database.logs = Object.entries(notes).map(([_id, note]) => ({
          ...entry,
          _id,
          note,
        }))
        const { hits } = await getLogs(client, { query: lucene({ note: value }) })
        expect(hits.map(({ _id }) => _id)).toEqual(['a'])
      }),
      runs(300),
    )
  })

  it('escapes one value for those who write the rest themselves', () => {
    expect(`severity:error OR msg:${escapeLucene('a "b"')}`).toBe(
      'severity:error OR msg:"a \\"b\\""',
    )
  })
})
