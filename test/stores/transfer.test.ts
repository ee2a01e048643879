import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  createStore,
  createStoreItem,
  deleteStoreItems,
  exportStoreRecords,
  jsonFormat,
  ndjsonFormat,
  planStoreImport,
  readStoreRecords,
  readValue,
  textOfValue,
  valueTypeOf,
  type AppmixerClient,
  type FileRow,
  type RecordFormat,
  type StoreRecord,
} from '../../src/api.ts'
import { csvFormat } from '../../src/csv.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { readRecordFile } from '../../src/stores/transfer/formats.ts'
import { linesOfJson } from '../../src/stores/transfer/jsonLines.ts'
import { clientOf } from '../support.tsx'

let sandbox: Sandbox
let client: AppmixerClient
let storeId: string

beforeEach(async () => {
  sandbox = createSandbox()
  client = clientOf(sandbox)
  ;({ storeId } = await createStore(client, { name: 'Transfer' }))
})

function fill(records: Pick<StoreRecord, 'key' | 'value'>[]) {
  const at = '2026-01-01T00:00:00.000Z'
  sandbox.database.records[storeId] = records.map(({ key, value }) => ({
    key,
    value,
    storeId,
    userId: 'ada',
    createdAt: at,
    updatedAt: at,
  }))
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    key: `r${String(index).padStart(6, '0')}`,
    value: index,
  }))

async function all<T>(pieces: AsyncGenerator<T, void>): Promise<T[]> {
  const found: T[] = []
  for await (const piece of pieces) found.push(piece)
  return found
}

const textOf = async (format: RecordFormat, options = {}) =>
  (await all(exportStoreRecords(client, { storeId }, { format, ...options }))).join('')

const fileOf = (format: RecordFormat, records: Pick<StoreRecord, 'key' | 'value'>[]) =>
  format.start + format.write(records) + format.end

const recordsIn = (rows: FileRow[]) =>
  rows.map((row) => (row.problem ? row : { key: row.key, value: row.value }))

const formats = [
  ['JSON', jsonFormat],
  ['NDJSON', ndjsonFormat],
  ['CSV', csvFormat],
] as const

describe.each(formats)('%s', (_, format) => {
  const hostile = fc.constantFrom(
    '=1+1',
    "'=x",
    "''+x",
    '-5',
    '@a',
    '\tx',
    '\rx',
    'a\r\nb',
    '"',
    '7',
  )
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), hostile)
  const key = text.filter((name) => !/^\.{0,2}$/.test(name))
  const value = fc.oneof(
    hostile,
    // As JSON has it: it knows neither -0 nor `__proto__` as a way to a prototype.
    fc.jsonValue().map((json): unknown => JSON.parse(JSON.stringify(json))),
  )
  const records = fc.uniqueArray(fc.record({ key, value }), { selector: (record) => record.key })

  test('keeps every key and value, of whatever type (ST-14)', () => {
    fc.assert(
      fc.property(records, (given) => {
        fc.pre(given.length > 0)
        expect(recordsIn(format.read(fileOf(format, given)))).toEqual(given)
      }),
    )
  })

  test('a file that was exported imports into an empty store as the same records (S10)', async () => {
    const given = [
      { key: 'a/b %ž', value: { nested: [1, null, 'x'] } },
      { key: '=cmd', value: '=HYPERLINK("x")' },
      { key: 'number', value: -0.5 },
      { key: 'text', value: '-0.5' },
      { key: 'false', value: false },
      { key: 'null', value: null },
      { key: 'empty', value: '' },
    ]
    fill(given)
    const rows = format.read(await textOf(format))
    fill([])
    const plan = await planStoreImport(client, { storeId, rows })
    expect(plan.counts).toEqual({ new: given.length, changed: 0, same: 0, refused: 0 })
    for (const row of plan.rows) {
      if (row.change === 'new') await createStoreItem(client, { storeId, ...row })
    }
    const again = (await all(readStoreRecords(client, { storeId }))).flat()
    expect(again.map((record) => ({ key: record.key, value: record.value }))).toEqual(
      given.toSorted((one, other) => (one.key < other.key ? -1 : 1)),
    )
  })

  test('a store without records is a file without records', async () => {
    expect(format.read(await textOf(format))).toEqual([])
  })
})

test('a spreadsheet finds no formula in a CSV file, and quotes as RFC 4180 has it (ST-14)', () => {
  const file = fileOf(csvFormat, [
    { key: '=A1', value: '@SUM(1)' },
    { key: 'quote', value: 'say "hi",\r\nthen go' },
    { key: 'minus', value: -5 },
    { key: 'object', value: { a: 1 } },
  ])
  expect(file).toBe(
    [
      '\uFEFFkey,value,type,createdAt,updatedAt',
      `"'=A1","'@SUM(1)",text,,`,
      'quote,"say ""hi"",\r\nthen go",text,,',
      'minus,-5,number,,',
      'object,"{""a"":1}",object,,',
      '',
    ].join('\r\n'),
  )
})

test('a CSV file of a spreadsheet is read: semicolons, other columns, no types', () => {
  const file = 'Amount;Value;Key\n1;007;agent\n2;"a;b";semi\n'
  expect(csvFormat.read(file)).toEqual([
    { line: 2, key: 'agent', value: '007' },
    { line: 3, key: 'semi', value: 'a;b' },
  ])
})

test('a row that cannot be imported says its line and why', () => {
  const csv = [
    'key,value,type',
    'ok,"two\nlines",text',
    'amount,"1.240,00",number',
    ',1,number',
    'ok2,x,colour',
  ].join('\n')
  expect(csvFormat.read(csv)).toEqual([
    { line: 2, key: 'ok', value: 'two\nlines' },
    { line: 4, key: 'amount', problem: 'bad-value' },
    { line: 5, problem: 'no-key' },
    { line: 6, key: 'ok2', problem: 'bad-value' },
  ])
  expect(csvFormat.read('a,b\n1,2')).toEqual([{ line: 1, problem: 'no-key-column' }])
  expect(ndjsonFormat.read('{"key":"a","value":1}\n\nnonsense\n{"key":".."}\n{"key":"b"}')).toEqual(
    [
      { line: 1, key: 'a', value: 1 },
      { line: 3, problem: 'bad-json' },
      { line: 4, problem: 'no-key' },
      { line: 5, key: 'b', problem: 'no-value' },
    ],
  )
  expect(jsonFormat.read('{"key":1}')).toEqual([{ line: 1, problem: 'unreadable' }])
})

test('a quotation mark that is not closed says where it begins, and what is before it is read', () => {
  expect(csvFormat.read('key,value\r\na,"1\r\n1"\r\nb,"2\r\nc,3\r\n')).toEqual([
    { line: 2, key: 'a', value: '1\r\n1' },
    { line: 4, problem: 'unclosed-quote' },
  ])
  expect(csvFormat.read('key,"value\na,1')).toEqual([{ line: 1, problem: 'unclosed-quote' }])
})

test('broken JSON says in which line, and every record in which line it is', () => {
  const file = '\uFEFF[\n  { "key": "a", "value": [1, "]"] },\n\n  { "key":\n    "" }\n]\n'
  expect(jsonFormat.read(file)).toEqual([
    { line: 2, key: 'a', value: [1, ']'] },
    { line: 4, problem: 'no-key' },
  ])
  expect(jsonFormat.read('[\n{"key":"a","value":1},\n]')).toEqual([
    { line: 3, problem: 'bad-json' },
  ])
  expect(jsonFormat.read('[\n{"key":"a",\n')).toEqual([{ line: 2, problem: 'bad-json' }])
})

test('a text is JSON where the platform says so, whatever is in it', () => {
  const part = fc.constantFrom(
    '[',
    ']',
    '{',
    '}',
    ',',
    ':',
    '"',
    '\\',
    '-',
    ' ',
    '\n',
    '"a"',
    'true',
    'nul',
    '1',
    '0',
    '.5',
    'e+1',
    '\u00a0',
  )
  const text = fc.oneof(
    fc.array(part, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.json().map((json) => json.replace(/,/, ',\n')),
  )
  fc.assert(
    fc.property(text, (json) => {
      let isJson = true
      try {
        JSON.parse(json)
      } catch {
        isJson = false
      }
      expect(linesOfJson(json).broken === undefined).toBe(isJson)
    }),
    { numRuns: 2_000 },
  )
})

test('a file that is empty or no text says so, whatever the format', async () => {
  const read = (parts: BlobPart[], format: RecordFormat) => readRecordFile(new Blob(parts), format)
  for (const format of [jsonFormat, ndjsonFormat, csvFormat]) {
    expect(await read(['\n'], format)).toEqual([{ line: 1, problem: 'empty' }])
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0])
    expect(await read([png], format)).toEqual([{ line: 1, problem: 'not-text' }])
    const latin1 = new Uint8Array([0x6b, 0x65, 0x79, 0x0a, 0xe4])
    expect(await read([latin1], format)).toEqual([{ line: 1, problem: 'not-text' }])
  }
  expect(await read(['key,value\n'], csvFormat)).toEqual([{ line: 1, problem: 'empty' }])
  expect(await read(['[]'], jsonFormat)).toEqual([{ line: 1, problem: 'empty' }])
})

describe('reading a whole store', () => {
  test('goes page by page, says how far it is, and stops when it is aborted (S10)', async () => {
    fill(numbered(25))
    const stop = new AbortController()
    const progress: unknown[] = []
    const pages = readStoreRecords(
      client,
      { storeId },
      { pageSize: 10, signal: stop.signal, onProgress: (now) => progress.push(now) },
    )
    await pages.next()
    await pages.next()
    stop.abort(new Error('enough'))
    await expect(pages.next()).rejects.toThrow('enough')
    expect(progress).toEqual([
      { done: 0, total: 25 },
      { done: 10, total: 25 },
      { done: 19, total: 25 },
    ])
  })

  test('passes over no record when others are deleted and written meanwhile (ST-15)', async () => {
    fill(numbered(40))
    const found: string[] = []
    for await (const records of readStoreRecords(client, { storeId }, { pageSize: 10 })) {
      found.push(...records.map(({ key }) => key))
      if (found.length > 10) continue
      const gone = numbered(9).map(({ key }) => ({ storeId, key }))
      await deleteStoreItems(client, { items: gone })
      await createStoreItem(client, { storeId, key: 'a-new', value: 1 })
    }
    expect(found).toEqual([...new Set(found)])
    expect(found).toEqual(expect.arrayContaining(numbered(40).map(({ key }) => key)))
  })

  test('reads on when the server sends fewer records than it was asked for', async () => {
    fill(numbered(30))
    const capped = clientOf(sandbox, undefined, {
      fetch: (input, init) => {
        const request = new Request(input, init)
        const url = new URL(request.url)
        if (url.searchParams.has('limit')) url.searchParams.set('limit', '7')
        return sandbox.fetch(new Request(url, request))
      },
    })
    const records = (await all(readStoreRecords(capped, { storeId }))).flat()
    expect(records.map(({ key }) => key)).toEqual(numbered(30).map(({ key }) => key))
  })

  test('takes the search literally', async () => {
    fill([
      { key: 'a.b', value: 1 },
      { key: 'axb', value: 1 },
    ])
    const query = { storeId, pattern: 'a.b', escapePattern: true }
    expect((await all(readStoreRecords(client, query))).flat().map(({ key }) => key)).toEqual([
      'a.b',
    ])
  })
})

test('a dry run says what would change and writes nothing (S10)', async () => {
  fill([
    { key: 'same', value: { a: 1, b: [2] } },
    { key: 'old', value: 1 },
  ])
  const rows = ndjsonFormat.read(
    [
      { key: 'same', value: { b: [2], a: 1 } },
      { key: 'old', value: '1' },
      { key: 'new', value: null },
      { key: 'new', value: 2 },
      { value: 2 },
    ]
      .map((record) => JSON.stringify(record))
      .join('\n'),
  )
  sandbox.requests.clear()
  const plan = await planStoreImport(client, { storeId, rows })
  expect(plan.rows.map(({ line, change }) => [line, change])).toEqual([
    [1, 'same'],
    [2, 'changed'],
    [3, 'new'],
    [4, 'refused'],
    [5, 'refused'],
  ])
  expect(plan.rows[3]).toMatchObject({ problem: 'repeated', firstLine: 3 })
  expect(plan.counts).toEqual({ new: 1, changed: 1, same: 1, refused: 2 })
  expect(sandbox.requests.count()).toBe(sandbox.requests.count('GET'))
})

describe('a value as text to edit (ST-11)', () => {
  test('is read back as the same value of the same type', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (given) => {
        const value: unknown = JSON.parse(JSON.stringify(given))
        expect(readValue(textOfValue(value), valueTypeOf(value))).toEqual({ value })
      }),
    )
  })

  test('of another type is refused, with the line', () => {
    expect(readValue('[1]', 'object')).toEqual({ problem: 'bad-value' })
    expect(readValue('1e999', 'number')).toEqual({ problem: 'bad-value' })
    expect(readValue('"5"', 'number')).toEqual({ problem: 'bad-value' })
    expect(readValue('TRUE', 'boolean')).toEqual({ value: true })
    const amount = '{\n  "amount": 1.240,00,\n  "by": "ben"\n}'
    expect(readValue(amount, 'object')).toEqual({ problem: 'bad-value', line: 2 })
  })
})
