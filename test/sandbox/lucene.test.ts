import { describe, expect, it } from 'vitest'
import { getLogAggregations, getLogs } from '../../src/index.ts'
import { createManualClock, createSandbox, type StoredLog } from '../../src/sandbox/index.ts'
import { clientOf } from '../support.tsx'

const entries = {
  started: { severity: 'info', msg: 'Flow started.', gridTimestamp: '2018-01-01T00:00:00.000Z' },
  sent: {
    severity: 'info',
    portType: 'out',
    componentType: 'appmixer.slack.list.SendChannelMessage',
    msg: '{"text":"Hey Slack!","order":7731}',
    attempts: 1,
    gridTimestamp: '2018-01-01T23:59:59.999Z',
  },
  failed: {
    severity: 'error',
    portType: 'in',
    componentType: 'appmixer.google.gmail.SendEmail',
    msg: 'Request failed with status code 503',
    err: '{"message":"Service Unavailable"}',
    attempts: 3,
    gridTimestamp: '2018-01-02T12:00:00.000Z',
  },
  warned: {
    severity: 'warn',
    msg: 'Slow answer',
    attempts: 2,
    gridTimestamp: '2018-01-08T06:00:00.000Z',
  },
}

type Name = keyof typeof entries

/** A sandbox with these four entries; it is 8 January 2018, ten past six in the morning. */
function logbook() {
  const clock = createManualClock(Date.UTC(2018, 0, 8, 6, 10))
  const sandbox = createSandbox({ data: 'empty', clock })
  const { database } = sandbox
  const now = database.now()
  const userId = database.users[0]!.id
  database.flows = [
    {
      flowId: 'f-1',
      userId,
      name: '',
      stage: 'stopped',
      btime: now,
      mtime: now,
      flow: {},
      sharedWith: [],
    },
  ]
  database.logs = Object.entries(entries).map(([_id, entry]): StoredLog => {
    return { ...entry, _id, _index: 'appmixer-201801', flowId: 'f-1' }
  })
  return { client: clientOf(sandbox), database }
}

describe('the Lucene subset', () => {
  it.each<[query: string, found: Name[]]>([
    // Fields and words
    ['severity:error', ['failed']],
    ['severity:ERROR', ['failed']],
    ['severity:err', []],
    ['error', ['failed']],
    ['slack', ['sent']],
    ['msg:slack', ['sent']],
    ['msg:7731', ['sent']],
    ['flowId:f-1', ['started', 'sent', 'failed', 'warned']],
    ['nosuchfield:1', []],
    ['*:*', ['started', 'sent', 'failed', 'warned']],
    ['*', ['started', 'sent', 'failed', 'warned']],
    // Phrases
    ['msg:"status code 503"', ['failed']],
    ['msg:"code status"', []],
    ['"Flow started."', ['started']],
    ['msg:"hey slack"~2', ['sent']],
    // Wildcards
    ['componentType:appmixer.*.gmail.*', ['failed']],
    ['componentType:appmixer.slack*', ['sent']],
    ['severity:warn?', []],
    ['severity:war?', ['warned']],
    ['msg:unavail*', []],
    ['err:unavail*', ['failed']],
    ['severity:war\\?', []],
    // AND, OR, NOT, + and -
    ['severity:info AND portType:out', ['sent']],
    ['severity:info && portType:out', ['sent']],
    ['severity:error OR severity:warn', ['failed', 'warned']],
    ['severity:error || severity:warn', ['failed', 'warned']],
    ['severity:error severity:warn', ['failed', 'warned']],
    ['NOT severity:info', ['failed', 'warned']],
    ['severity:info AND NOT portType:out', ['started']],
    ['severity:info !portType:out', ['started']],
    ['+severity:info -portType:out', ['started']],
    ['-severity:info -severity:warn', ['failed']],
    ['+attempts:2 severity:error', ['warned']],
    ['severity:error OR severity:warn AND attempts:2', ['warned']],
    ['(severity:error OR severity:warn) AND attempts:3', ['failed']],
    ['severity:(error OR warn)', ['failed', 'warned']],
    ['severity:(+info -error) AND portType:out', ['sent']],
    ['NOT (severity:info OR severity:warn)', ['failed']],
    // Ranges
    ['attempts:[2 TO 3]', ['failed', 'warned']],
    ['attempts:{2 TO 3]', ['failed']],
    ['attempts:[1 TO 3}', ['sent', 'warned']],
    ['attempts:[* TO 1]', ['sent']],
    ['attempts:>1', ['failed', 'warned']],
    ['attempts:>=3', ['failed']],
    ['attempts:<2', ['sent']],
    // Dates: a day is all of it, an open end is open
    ['gridTimestamp:[2018-01-01 TO 2018-01-01]', ['started', 'sent']],
    ['@timestamp:[2018-01-01 TO 2018-01-02]', []],
    ['gridTimestamp:{2018-01-01 TO 2018-01-02]', ['failed']],
    ['gridTimestamp:[2018-01-01 TO 2018-01-02}', ['started', 'sent']],
    ['gridTimestamp:2018-01-02', ['failed']],
    ['gridTimestamp:2018-01-01', ['started', 'sent']],
    ['gridTimestamp:[2018-01-02T12:00:00Z TO *]', ['failed', 'warned']],
    ['gridTimestamp:["2018-01-02T12:00:00.001Z" TO *]', ['warned']],
    ['gridTimestamp:[* TO *]', ['started', 'sent', 'failed', 'warned']],
    ['gridTimestamp:[2018-01 TO 2018-01]', ['started', 'sent', 'failed', 'warned']],
    ['gridTimestamp:[2018-01-01||+1d TO now]', ['failed', 'warned']],
    ['severity:error AND gridTimestamp:>now-7d', ['failed']],
    ['gridTimestamp:>now-1h', ['warned']],
    ['gridTimestamp:[now/d TO now]', ['warned']],
    ['gridTimestamp:[now/w TO now]', ['warned']],
    ['gridTimestamp:<now/w', ['started', 'sent', 'failed']],
    ['gridTimestamp:[2018-01-02T13:00:00+01:00 TO 2018-01-02T13:00:00+01:00]', ['failed']],
    // Whether it is there, and the id
    ['_exists_:err', ['failed']],
    ['err:*', ['failed']],
    ['NOT _exists_:portType', ['started', 'warned']],
    ['_id:warned', ['warned']],
  ])('%s', async (query, found) => {
    const { client } = logbook()
    const { hits } = await getLogs(client, { query })
    expect(hits.map(({ _id }) => _id)).toEqual(found)
  })

  it.each([
    'severity:',
    '(severity:error',
    'severity:error)',
    '[1 TO',
    'a:[1 2]',
    '"open',
    'AND x',
    'a AND',
    '(a OR)',
    'a NOT',
    'a:b:c',
    '/a/',
    'gridTimestamp:>now-7q',
  ])('refuses %s with 400', async (query) => {
    const { client } = logbook()
    await expect(getLogs(client, { query })).rejects.toMatchObject({ code: 'http', status: 400 })
  })
})

it.each([
  ['attempts:desc', ['failed', 'warned', 'sent', 'started']],
  ['attempts', ['sent', 'warned', 'failed', 'started']],
  ['gridTimestamp:desc', ['warned', 'failed', 'sent', 'started']],
])('sorts by %s, entries without the field last', async (sort, order) => {
  const { client } = logbook()
  const { hits } = await getLogs(client, { sort })
  expect(hits.map(({ _id }) => _id)).toEqual(order)
})

describe('aggregations', () => {
  const over = async (aggs: Record<string, unknown>, query?: string) => {
    const { client } = logbook()
    return (await getLogAggregations(client, { aggs: { mine: aggs }, query, size: 0 }))
      .aggregations['mine']
  }

  it('counts by value, the most frequent first, with others inside', async () => {
    const worst = { worst: { max: { field: 'attempts' } } }
    await expect(over({ terms: { field: 'severity', size: 2 }, aggs: worst })).resolves.toEqual({
      buckets: [
        { key: 'info', doc_count: 2, worst: { value: 1 } },
        { key: 'error', doc_count: 1, worst: { value: 3 } },
      ],
    })
  })

  it('counts by day, empty days included', async () => {
    const result = await over({
      date_histogram: { field: 'gridTimestamp', interval: '1d', min_doc_count: '0' },
    })
    const buckets = (result?.buckets ?? []) as { doc_count: number }[]
    const counts = buckets.map(({ doc_count }) => doc_count)
    expect(counts).toEqual([2, 1, 0, 0, 0, 0, 0, 1])
  })

  it.each([
    ['week', 2],
    ['1M', 1],
    ['12h', 4],
  ])('counts by %s', async (interval, buckets) => {
    const result = await over({
      date_histogram: { field: 'gridTimestamp', interval, min_doc_count: 1 },
    })
    expect(result?.buckets).toHaveLength(buckets)
  })

  it.each([
    ['sum', 'attempts', 6],
    ['avg', 'attempts', 2],
    ['min', 'attempts', 1],
    ['cardinality', 'severity', 3],
    ['value_count', 'err', 1],
    ['avg', 'nosuchfield', null],
  ])('calculates %s of %s', async (kind, field, value) => {
    await expect(over({ [kind]: { field } })).resolves.toEqual({ value })
  })

  it('says the earliest and the latest time as a number and as a text', async () => {
    const { gridTimestamp: time } = entries.warned
    const latest = { value: Date.parse(time), value_as_string: time }
    await expect(over({ max: { field: 'gridTimestamp' } })).resolves.toEqual(latest)
  })

  it('calculates over what the query finds, and over a part of it', async () => {
    const filter = { filter: { query_string: { query: 'portType:out' } } }
    await expect(over(filter, 'severity:info')).resolves.toEqual({ doc_count: 1 })
  })

  it.each([
    [{ percentiles: { field: 'attempts' } }, 'Unknown aggregation type [percentiles]'],
    [{ date_histogram: { field: 'gridTimestamp', interval: '1s' } }, /too many buckets/],
  ])('refuses %j', async (aggs, serverMessage) => {
    const message =
      typeof serverMessage === 'string' ? serverMessage : expect.stringMatching(serverMessage)
    await expect(over(aggs)).rejects.toMatchObject({ status: 400, serverMessage: message })
  })
})
