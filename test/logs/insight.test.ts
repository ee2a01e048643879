import { describe, expect, it } from 'vitest'
import {
  executionsOf,
  exportLogs,
  getLogAggregations,
  getLogs,
  histogramOf,
  histogramQuery,
  logInterval,
  logQuery,
  messageOf,
  readLogs,
  resolveTimeRange,
  type LogEntry,
  type LogHistogram,
} from '../../src/api.ts'
import { createManualClock, createSandbox, type StoredLog } from '../../src/sandbox/index.ts'
import { clientOf } from '../support.tsx'

const start = Date.parse('2026-03-28T12:00:00.000Z')

/** A sandbox with one flow of Ada's that wrote these entries. */
function written(entries: (Partial<StoredLog> & { at: string })[], now = start) {
  const sandbox = createSandbox({ data: 'empty', clock: createManualClock(now) })
  const { database } = sandbox
  const time = database.now()
  const userId = database.users[0]!.id
  database.flows = [
    {
      flowId: 'f',
      userId,
      name: 'f',
      stage: 'stopped',
      btime: time,
      mtime: time,
      flow: {},
      sharedWith: [],
    },
  ]
  database.logs = entries.map(({ at, ...entry }, index) => ({
    _id: String(index).padStart(4, '0'),
    _index: 'appmixer-202603',
    flowId: 'f',
    severity: 'info',
    gridTimestamp: at,
    ...entry,
  }))
  return clientOf(sandbox)
}

describe('the query of a search (L-03)', () => {
  it.each([
    [{}, ''],
    [{ text: 'invoice  failed' }, 'invoice AND failed'],
    [{ text: 'C++ (May) a.b "not found"' }, '"C++" AND "(May)" AND a.b AND "not found"'],
    [{ text: 'severity:error port:"in 2"' }, 'severity:error AND port:"in 2"'],
    [{ text: 'Error: http://x 12:30' }, '"Error:" AND "http://x" AND "12:30"'],
    [{ text: 'OR' }, '"OR"'],
    [
      { text: 'a', conditions: { flowId: ['f', 'g'] }, raw: 'x OR y', range: 'lastHour' as const },
      'a AND flowId:(f OR g) AND (x OR y) AND gridTimestamp:[now-1h TO *]',
    ],
  ])('of %j is %s', (search, query) => {
    expect(logQuery(search)).toBe(query)
  })

  it('finds text with every character in it', async () => {
    const client = written([
      { at: '2026-03-28T11:00:00.000Z', msg: 'Invoice (May) for C++ not found' },
      { at: '2026-03-28T11:00:00.000Z', msg: 'Invoice for May' },
    ])
    const found = async (text: string) =>
      (await getLogs(client, { query: logQuery({ text }) })).hits.map(({ _id }) => _id)
    expect(await found('Invoice (May)')).toEqual(['0000', '0001'])
    expect(await found('"for C++"')).toEqual(['0000'])
    expect(await found('Invoice severity:error')).toEqual([])
  })
})

describe('the histogram (L-11)', () => {
  async function histogram(
    entries: Parameters<typeof written>[0],
    range: { from: string; to: string },
    timeZone = 'UTC',
    most = 60,
  ): Promise<LogHistogram> {
    const client = written(entries)
    const span = { from: Date.parse(range.from), to: Date.parse(range.to) }
    const interval = logInterval(span, most)
    const query = { query: logQuery({ range }) }
    const answer = await getLogAggregations(client, histogramQuery(query, interval, timeZone))
    return histogramOf(answer, interval, span, timeZone)
  }

  const starts = ({ buckets }: LogHistogram) =>
    buckets.map(({ from, count }) => `${new Date(from).toISOString().slice(5, 16)} ${count}`)

  it('reaches from one end of the range to the other, without a gap', async () => {
    const result = await histogram(
      [
        { at: '2026-03-28T10:02:00.000Z' },
        { at: '2026-03-28T10:02:30.000Z', severity: 'error' },
        { at: '2026-03-28T10:05:00.000Z', severity: 'warn' },
      ],
      { from: '2026-03-28T10:00:30.000Z', to: '2026-03-28T10:07:00.000Z' },
    )
    expect(result.interval).toEqual([1, 'minute'])
    expect(starts(result)).toEqual([
      '03-28T10:00 0',
      '03-28T10:01 0',
      '03-28T10:02 2',
      '03-28T10:03 0',
      '03-28T10:04 0',
      '03-28T10:05 1',
      '03-28T10:06 0',
      '03-28T10:07 0',
    ])
    expect(result.buckets[2]).toMatchObject({ severities: { info: 1, error: 1 } })
    expect(result.total).toBe(3)
    expect(result.severities).toEqual({ info: 1, error: 1, warn: 1 })
  })

  it('has the range without an entry, too', async () => {
    const range = { from: '2026-03-28T10:00:30.000Z', to: '2026-03-28T13:07:00.000Z' }
    const result = await histogram([], range, 'UTC', 5)
    expect(starts(result)).toEqual([
      '03-28T10:00 0',
      '03-28T11:00 0',
      '03-28T12:00 0',
      '03-28T13:00 0',
    ])
  })

  it('counts by the days of the time zone, of 23 hours too', async () => {
    const { from, to } = resolveTimeRange('thisWeek', { now: start, timeZone: 'Europe/Prague' })
    const range = { from: new Date(from!).toISOString(), to: new Date(to!).toISOString() }
    const result = await histogram(
      [{ at: '2026-03-28T23:30:00.000Z' }, { at: '2026-03-29T21:59:00.000Z' }],
      range,
      'Europe/Prague',
      10,
    )
    expect(starts(result).slice(-3)).toEqual(['03-26T23:00 0', '03-27T23:00 0', '03-28T23:00 2'])
    expect(result.buckets).toHaveLength(7)
    const last = result.buckets.at(-1)!
    expect(last.to + 1 - last.from).toBe(23 * 3_600_000)
  })

  it('that is cut too finely is an error that says so (L-15)', async () => {
    const client = written([{ at: '2026-03-01T00:00:00.000Z' }, { at: '2026-03-28T00:00:00.000Z' }])
    const read = getLogAggregations(client, histogramQuery({}, [1, 'minute'], 'UTC'))
    await expect(read).rejects.toMatchObject({ status: 400, reason: 'too-many-buckets' })
  })

  it('keeps a bucket that does not lie where it was expected', () => {
    const bucket = (key: number, count: number) => ({ key, doc_count: count })
    const time = { buckets: [bucket(30_000, 2), bucket(150_000, 1), bucket(170_000, 5)] }
    const answer = { aggregations: { time }, hits: [] }
    const result = histogramOf(answer, [1, 'minute'], { from: 0, to: 200_000 }, 'UTC')
    expect(result.buckets.map(({ from, count }) => [from, count])).toEqual([
      [-30_000, 0],
      [30_000, 2],
      [90_000, 0],
      [150_000, 1],
      [170_000, 5],
    ])
    expect(result.total).toBe(8)
  })

  it.each([
    [900_000, [1, 'minute']],
    [4 * 3_600_000, [5, 'minute']],
    [24 * 3_600_000, [30, 'minute']],
    [7 * 86_400_000, [3, 'hour']],
    [30 * 86_400_000, [12, 'hour']],
    [90 * 86_400_000, [1, 'week']],
    [4 * 365 * 86_400_000, [1, 'month']],
    [500 * 365 * 86_400_000, [1, 'year']],
  ])('cuts %d milliseconds into %j', (length, interval) => {
    expect(logInterval({ from: 0, to: length })).toEqual(interval)
  })
})

describe('executions (L-14)', () => {
  const entry = (_id: string, seconds: number, more: Partial<LogEntry> = {}): LogEntry => ({
    _id,
    flowId: 'f',
    severity: 'info',
    gridTimestamp: new Date(start + seconds * 1_000).toISOString(),
    ...more,
  })

  it('are the entries that share a correlation id, the newest first', () => {
    const entries = [
      entry('5', 50, { correlationId: 'b' }),
      entry('4', 40, { correlationId: 'a', severity: 'error' }),
      entry('3', 30),
      entry('2', 20, { correlationId: 'b' }),
      entry('1', 10, { correlationId: 'a' }),
    ]
    const options = { now: start + 60_000, quietAfter: 15_000 }
    expect(
      executionsOf(entries, options).map(({ key, entries: own, status, from, to }) => ({
        key,
        ids: own.map(({ _id }) => _id).join(),
        status,
        seconds: (to - from) / 1_000,
      })),
    ).toEqual([
      { key: 'b', ids: '5,2', status: 'running', seconds: 30 },
      { key: 'a', ids: '4,1', status: 'failed', seconds: 30 },
      { key: '3', ids: '3', status: 'finished', seconds: 0 },
    ])
    expect(executionsOf(entries, { now: start + 3_600_000 })[0]).toMatchObject({
      status: 'finished',
      correlationId: 'b',
    })
  })

  it.each<[Partial<LogEntry>, string]>([
    [{ msg: 'Flow started.' }, 'Flow started.'],
    [{ msg: '{"text":"Hey"}' }, 'Hey'],
    [{ msg: { a: 1 } }, '{"a":1}'],
    [{ msg: 'x', err: '{"message":"Not found","stack":"at …"}' }, 'Not found'],
    [{ err: '{not json' }, '{not json'],
    [{ msg: null }, ''],
  ])('an entry with %j says %j', (fields, message) => {
    expect(messageOf({ _id: '1', ...fields })).toBe(message)
  })
})

describe('the export (L-16)', () => {
  const many = Array.from({ length: 25 }, (_, index) => ({
    at: new Date(start - 60_000 + Math.floor(index / 10)).toISOString(),
  }))

  it('reads all entries, page by page, each once', async () => {
    const client = written(many)
    const pages: number[] = []
    const ids: string[] = []
    for await (const entries of readLogs(client, { size: 10 })) {
      pages.push(entries.length)
      ids.push(...entries.map(({ _id }) => _id))
    }
    expect(pages).toEqual([10, 10, 5])
    expect(new Set(ids).size).toBe(25)
    expect(ids).toEqual(ids.toSorted().toReversed())
  })

  it('writes a line for each, or one array, and tells how far it is', async () => {
    const client = written(many)
    const counts: number[] = []
    const options = { onProgress: (count: number) => void counts.push(count) }
    const lines = await (await exportLogs(client, { size: 10 }, options)).text()
    expect(counts).toEqual([10, 20, 25])
    const entries = lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as LogEntry)
    expect(entries).toHaveLength(25)
    const json = await exportLogs(client, { size: 10 }, { format: 'json' })
    expect(json.type).toBe('application/json')
    expect(JSON.parse(await json.text())).toEqual(entries)
    expect(await (await exportLogs(written([]), {}, { format: 'json' })).text()).toBe('[\n\n]\n')
  })

  it('ends when it is cancelled', async () => {
    const controller = new AbortController()
    const { signal } = controller
    const exported = exportLogs(
      written(many),
      { size: 10 },
      { signal, onProgress: () => controller.abort() },
    )
    await expect(exported).rejects.toMatchObject({ name: 'AbortError' })
  })
})
