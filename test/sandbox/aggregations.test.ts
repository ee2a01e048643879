import { describe, expect, it } from 'vitest'
import { createManualClock, createSandbox, type StoredLog } from '../../src/sandbox/index.ts'
import { ask } from './support.ts'

/** Three executions: of one flow two, the second with an error; and an entry of no execution. */
const entries = [
  { correlationId: 'a', severity: 'info', portType: 'out', time: '09:00:00', msg: 'one', size: 2 },
  { correlationId: 'a', severity: 'info', portType: 'in', time: '09:00:05', msg: 'two' },
  {
    correlationId: 'b',
    severity: 'info',
    portType: 'out',
    time: '10:00:00',
    msg: 'three',
    size: 4,
  },
  {
    correlationId: 'b',
    severity: 'error',
    portType: 'in',
    time: '10:00:01',
    msg: 'four words',
    err: '{}',
  },
  { correlationId: 'b', severity: 'info', portType: 'in', time: '10:00:02', msg: 'five', size: 9 },
  { correlationId: 'c', severity: 'warn', portType: 'out', time: '08:00:00', msg: 'six' },
  { severity: 'info', time: '07:00:00', msg: 'Flow started.' },
]

const at = (time: string) => `2026-01-10T${time}.000Z`
const ms = (time: string) => Date.parse(at(time))

function logbook() {
  const sandbox = createSandbox({ clock: createManualClock() })
  const { database } = sandbox
  const { flowId, userId } = database.flows.find(({ stage }) => stage === 'stopped')!
  database.loggedUntil = database.clock.now()
  database.logs = entries.map(({ time, ...entry }, index): StoredLog => ({
    ...entry,
    _id: `${index}`,
    _index: 'appmixer-202601',
    flowId,
    userId,
    gridTimestamp: at(time),
  }))
  return { sandbox, owner: database.users.find(({ id }) => id === userId)!.username, userId }
}

async function over(aggs: unknown, search = 'size=0') {
  const { sandbox, owner } = logbook()
  return ask(sandbox, `POST /logs?${search}`, { as: owner, body: { aggs: { mine: aggs } } })
}

async function result(aggs: unknown) {
  const { status, body } = await over(aggs)
  expect({ status, body }).toMatchObject({ status: 200 })
  return body.aggregations.mine
}

describe('the aggregations of the log', () => {
  it('group executions as the vendor’s log page asks for them', async () => {
    const { buckets } = await result({
      terms: { field: 'correlationId.keyword', size: 2, order: { last: 'desc' } },
      aggs: {
        first: { min: { field: 'gridTimestamp' } },
        last: { max: { field: 'gridTimestamp' } },
        errors: {
          filter: {
            bool: {
              filter: [{ term: { 'severity.keyword': 'error' } }, { exists: { field: 'err' } }],
            },
          },
        },
        latest: {
          top_hits: {
            size: 1,
            sort: [{ gridTimestamp: { order: 'desc' } }],
            _source: { includes: ['msg'] },
          },
        },
      },
    })
    expect(buckets).toEqual([
      {
        key: 'b',
        doc_count: 3,
        first: { value: ms('10:00:00'), value_as_string: at('10:00:00') },
        last: { value: ms('10:00:02'), value_as_string: at('10:00:02') },
        errors: { doc_count: 1 },
        latest: {
          hits: {
            total: { value: 3, relation: 'eq' },
            max_score: null,
            hits: [
              {
                _index: 'appmixer-202601',
                _id: '4',
                _score: null,
                _source: { msg: 'five' },
                sort: [ms('10:00:02')],
              },
            ],
          },
        },
      },
      expect.objectContaining({ key: 'a', doc_count: 2, errors: { doc_count: 0 } }),
    ])
  })

  const errors = { errors: { filter: { term: { severity: 'error' } } } }

  it.each<[string, object, string[]]>([
    ['by count', { _count: 'desc' }, ['b', 'a', 'c']],
    ['by count, the smallest first', { _count: 'asc' }, ['c', 'a', 'b']],
    ['by key', { _key: 'desc' }, ['c', 'b', 'a']],
    ['by what a filter counts', { 'errors>_count': 'desc' }, ['b', 'a', 'c']],
    ['by several', [{ 'errors._count': 'asc' }, { _key: 'desc' }], ['c', 'a', 'b']],
    ['by a number that some lack', { size: 'asc' }, ['a', 'b', 'c']],
    ['by a number that some lack, the largest first', { 'size.value': 'desc' }, ['b', 'a', 'c']],
  ])('are ordered %s', async (_, order, keys) => {
    const { buckets } = await result({
      terms: { field: 'correlationId', order },
      aggs: { ...errors, size: { max: { field: 'size' } } },
    })
    expect(buckets.map(({ key }: { key: string }) => key)).toEqual(keys)
  })

  it.each<[string, string[]]>([
    ['params.errors > 0', ['b']],
    ['params.errors == 0', ['a', 'c']],
    ['params.errors == 0 && params.count >= 2', ['a']],
    ['params.errors > 0 || params.count < 2', ['b', 'c']],
    ['params.size > 0', ['b', 'a']],
  ])('select buckets by %s', async (script, keys) => {
    const paths = { errors: 'errors>_count', count: '_count', size: 'size' }
    for (const code of [script, { source: script }]) {
      const { buckets } = await result({
        terms: { field: 'correlationId' },
        aggs: {
          ...errors,
          size: { max: { field: 'size' } },
          selected: { bucket_selector: { buckets_path: paths, script: code } },
        },
      })
      expect(buckets.map(({ key }: { key: string }) => key)).toEqual(keys)
      expect(buckets[0]).not.toHaveProperty('selected')
    }
  })

  it.each<[string, object, number]>([
    ['match_all', { match_all: {} }, 7],
    ['a term', { term: { correlationId: 'b' } }, 3],
    ['a term with options', { term: { correlationId: { value: 'b' } } }, 3],
    ['a term in other letters', { term: { severity: 'ERROR' } }, 0],
    ['a whole text', { term: { 'msg.keyword': 'four words' } }, 1],
    ['terms', { terms: { correlationId: ['a', 'c'] } }, 3],
    ['what is there', { exists: { field: 'correlationId' } }, 6],
    ['what is there, by keyword', { exists: { field: 'correlationId.keyword' } }, 6],
    ['what is missing', { bool: { must_not: { exists: { field: 'correlationId' } } } }, 1],
    ['a query', { query_string: { query: 'severity:(error OR warn)', analyze_wildcard: true } }, 2],
    ['a query by keyword', { query_string: { query: 'correlationId.keyword:b' } }, 3],
    ['a whole text in a query', { query_string: { query: 'msg.keyword:words' } }, 0],
    [
      'a range of times',
      { range: { gridTimestamp: { gte: at('10:00:00'), lt: at('10:00:02') } } },
      2,
    ],
    ['a range of milliseconds', { range: { gridTimestamp: { gt: ms('09:00:05') } } }, 3],
    ['a range of numbers', { range: { size: { lte: 4 } } }, 2],
    [
      'any',
      { bool: { should: [{ term: { severity: 'warn' } }, { term: { severity: 'error' } }] } },
      2,
    ],
    [
      'any beside a must',
      {
        bool: {
          must: [{ term: { correlationId: 'b' } }],
          should: [{ term: { severity: 'warn' } }],
        },
      },
      3,
    ],
    [
      'all of several',
      {
        bool: {
          should: [{ exists: { field: 'err' } }, { term: { severity: 'error' } }],
          minimum_should_match: 2,
        },
      },
      1,
    ],
  ])('filter by %s', async (_, filter, count) => {
    expect(await result({ filter })).toEqual({ doc_count: count })
  })

  it('filter into several buckets', async () => {
    const filters = { bad: { term: { severity: 'error' } }, all: { match_all: {} } }
    const buckets = { bad: { doc_count: 1 }, all: { doc_count: 7 } }
    expect(await result({ filters: { filters } })).toEqual({ buckets })
  })

  it('calculate', async () => {
    const stats = { count: 3, min: 2, max: 9, avg: 5, sum: 15 }
    expect(await result({ stats: { field: 'size' } })).toEqual(stats)
    expect(await result({ cardinality: { field: 'correlationId.keyword' } })).toEqual({ value: 3 })
    expect(await result({ sum: { field: 'nothing' } })).toEqual({ value: 0 })
  })

  it('count by two hours', async () => {
    const { buckets } = await result({
      date_histogram: { field: 'gridTimestamp', fixed_interval: '2h' },
    })
    expect(buckets.map(({ doc_count }: { doc_count: number }) => doc_count)).toEqual([1, 3, 3])
  })

  it.each([
    null,
    5,
    [],
    {},
    { terms: null },
    { terms: {} },
    { terms: { field: 5 } },
    { terms: { field: 'severity' }, sum: { field: 'size' } },
    { terms: { field: 'severity', size: 0 } },
    { terms: { field: 'severity', size: 'x' } },
    { terms: { field: 'severity', min_doc_count: 0 } },
    { terms: { field: 'severity', missing: 'none' } },
    { terms: { field: 'severity', include: 'e.*' } },
    { terms: { field: 'severity', order: { _count: 'down' } } },
    { terms: { field: 'severity', order: { nothing: 'desc' } } },
    { terms: { script: 'doc.x' } },
    { significant_terms: { field: 'severity' } },
    { percentiles: { field: 'size' } },
    { sum: { field: 'severity' } },
    { sum: { field: 'size', missing: 3 } },
    { sum: { field: 'size' }, aggs: { inner: { max: { field: 'size' } } } },
    { cardinality: { script: 'x' } },
    { date_histogram: { field: 'severity' } },
    { date_histogram: { field: 'gridTimestamp', time_zone: 'Mars/Olympus' } },
    { date_histogram: { field: 'gridTimestamp', interval: '2d', time_zone: 'Europe/Prague' } },
    { date_histogram: { field: 'gridTimestamp', offset: '1h' } },
    { date_histogram: { field: 'gridTimestamp', extended_bounds: {} } },
    { date_histogram: { field: 'gridTimestamp', interval: '2M' } },
    { date_histogram: { field: 'gridTimestamp', interval: '0d' } },
    { date_histogram: { field: 'gridTimestamp', calendar_interval: '2d' } },
    { date_histogram: { field: 'gridTimestamp', fixed_interval: '1M' } },
    { date_histogram: { field: 'gridTimestamp', fixed_interval: '1d', interval: '1d' } },
    { filter: {} },
    { filter: { match: { msg: 'one' } } },
    { filter: { wildcard: { msg: 'o*' } } },
    { filter: { term: { msg: 'one' } } },
    { filter: { term: { severity: ['error'] } } },
    { filter: { terms: { severity: 'error' } } },
    { filter: { term: { severity: { value: 'error', case_insensitive: true } } } },
    { filter: { term: { severity: 'error' }, exists: { field: 'err' } } },
    { filter: { bool: { must: [{ nothing: {} }] } } },
    { filter: { bool: { musst: [] } } },
    { filter: { bool: { should: [], minimum_should_match: '75%' } } },
    { filter: { query_string: { query: 'a:(' } } },
    { filter: { query_string: { query: 'a', default_operator: 'AND' } } },
    { filter: { range: { gridTimestamp: { gte: 'never' } } } },
    { filter: { range: { gridTimestamp: { gte: 'now', time_zone: '+01:00' } } } },
    {
      filter: { match_all: {} },
      aggs: { a: { bucket_selector: { buckets_path: {}, script: '1 > 0' } } },
    },
    { bucket_selector: { buckets_path: {}, script: '1 > 0' } },
    { top_hits: { highlight: {} } },
    { top_hits: { sort: [{ gridTimestamp: { order: 'desc', mode: 'min' } }] } },
    { top_hits: { _source: 'm*' } },
    ...[
      'params.x > 0',
      'params.n > 0 && (params.n < 9)',
      'params.n > 0 || params.n > 1 && 1 > 0',
      'true',
      '',
    ].map((script) => ({
      terms: { field: 'severity' },
      aggs: { s: { bucket_selector: { buckets_path: { n: '_count' }, script } } },
    })),
  ])('refuse what they do not know: %j', async (aggs) => {
    expect(await over(aggs)).toMatchObject({ status: 400, body: { error: 'Bad Request' } })
  })
})

describe('GET /logs?userId=', () => {
  it('shows what flows of these users did', async () => {
    const { sandbox, owner, userId } = logbook()
    const found = async (query: string) => {
      const { body } = await ask(sandbox, `GET /logs?${query}`, { as: owner })
      return [body.hits.length, body.buckets[0]?.doc_count]
    }
    expect(await found(`userId=${userId}`)).toEqual([7, 7])
    expect(await found('userId=somebody')).toEqual([0, undefined])
    expect(await found(`userId=somebody&userId=${userId}`)).toEqual([7, 7])
  })
})
