import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { escapeLucene, getLogs, lucene, type LuceneConditions } from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
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
