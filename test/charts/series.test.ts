import { describe, expect, it } from 'vitest'
import {
  chartRequests,
  getCharts,
  getLogAggregations,
  getLogs,
  seriesOf,
  type Chart,
  type ChartData,
  type ChartTrace,
  type LogAggregation,
} from '../../src/api.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { clientOf } from '../support.tsx'

const day = 86_400_000
const now = Date.parse('2026-03-28T12:00:00.000Z')
const start = Date.parse('2026-03-26T00:00:00.000Z')
const days = { date_histogram: { field: '@timestamp', interval: '1d', min_doc_count: '0' } }

function chartOf(agg: Record<string, unknown>, trace: ChartTrace = {}): Chart {
  return {
    chartId: 'c',
    name: 'Chart',
    type: 'bar',
    query: { range: { from: { endOf: null, startOf: 'day', subtract: [2, 'day'] }, to: {} } },
    traces: { t: { name: 'Trace', agg, ...trace } },
  }
}

const options = { now, timeZone: 'UTC' }

function shown(agg: Record<string, unknown>, answer: unknown, trace: ChartTrace = {}): ChartData {
  return seriesOf(chartOf(agg, trace), { t: answer as LogAggregation }, options)
}

/** Every series as `name: x=y …`, times as days since the start. */
function lines({ series }: ChartData): string[] {
  return series.map(({ name, x, points }) => {
    const place = (at: number | string) => (x === 'time' ? (Number(at) - start) / day : at)
    return `${name}: ${points.map((point) => `${place(point.x)}=${point.y}`).join(' ')}`
  })
}

const bucket = (key: unknown, count: number, more: object = {}) => ({
  key,
  doc_count: count,
  ...more,
})

describe('the series of a chart (C-04)', () => {
  it.each<[string, Record<string, unknown>, unknown, string[]]>([
    [
      'counts over time, without gaps, from the start of the range until now',
      days,
      { buckets: [bucket(start + day, 3)] },
      ['Trace: 0=0 1=3 2=0'],
    ],
    ['nothing at all', days, { buckets: [] }, ['Trace: 0=0 1=0 2=0']],
    [
      'counts only where there are any, if it asks so',
      { date_histogram: { interval: '1d', min_doc_count: 1 } },
      { buckets: [bucket(start + day, 3)] },
      ['Trace: 1=3'],
    ],
    [
      'a calculation over time: a period without a value is no zero',
      { ...days, aggs: { size: { avg: { field: 'size' } } } },
      {
        buckets: [
          bucket(start, 1, { size: { value: 2.5 } }),
          bucket(start + day, 1, { size: { value: null } }),
        ],
      },
      ['Trace: 0=2.5 1=null 2=null'],
    ],
    [
      'two calculations over time',
      { ...days, aggs: { low: { min: { field: 'x' } }, ids: { cardinality: { field: 'x' } } } },
      { buckets: [bucket(start, 1, { low: { value: 1 }, ids: { value: 7 } })] },
      ['low: 0=1 1=null 2=null', 'ids: 0=7 1=0 2=0'],
    ],
    [
      'groups in each period',
      { ...days, aggs: { by: { terms: { field: 'severity' } } } },
      {
        buckets: [
          bucket(start, 3, { by: { buckets: [bucket('info', 2), bucket('error', 1)] } }),
          bucket(start + day, 4, { by: { buckets: [bucket('info', 4)] } }),
        ],
      },
      ['info: 0=2 1=4 2=0', 'error: 0=1 1=0 2=0'],
    ],
    [
      'calculations by group in each period',
      {
        ...days,
        aggs: {
          by: {
            terms: { field: 'a' },
            aggs: { sum: { sum: { field: 'x' } }, ids: { cardinality: { field: 'x' } } },
          },
        },
      },
      {
        buckets: [
          bucket(start, 3, {
            by: { buckets: [bucket('a', 2, { sum: { value: 9 }, ids: { value: 2 } })] },
          }),
        ],
      },
      ['sum · a: 0=9 1=null 2=null', 'ids · a: 0=2 1=0 2=0'],
    ],
    [
      'periods in each group',
      { terms: { field: 'flowId' }, aggs: { time: days } },
      {
        buckets: [
          bucket('f', 3, { time: { buckets: [bucket(start, 3)] } }),
          bucket('g', 0, { time: { buckets: [] } }),
        ],
      },
      ['f: 0=3 1=0 2=0', 'g: 0=0 1=0 2=0'],
    ],
    [
      'groups',
      { terms: { field: 'severity' } },
      { buckets: [bucket('info', 5), bucket(4, 1), bucket(1, 2, { key_as_string: 'true' })] },
      ['Trace: info=5 4=1 1=2'],
    ],
    [
      'named filters',
      { filters: { filters: { good: {}, bad: {} } } },
      { buckets: { good: { doc_count: 5 }, bad: { doc_count: 0 } } },
      ['Trace: good=5 bad=0'],
    ],
    ['one value', { cardinality: { field: 'correlationId' } }, { value: 12 }, ['Trace: Trace=12']],
    ['no value', { avg: { field: 'size' } }, { value: null }, ['Trace: Trace=null']],
    [
      'what passes a filter',
      { filter: { term: { severity: 'error' } }, aggs: { time: days } },
      { doc_count: 3, time: { buckets: [bucket(start, 3)] } },
      ['Trace: 0=3 1=0 2=0'],
    ],
  ])('are %s', (_, agg, answer, expected) => {
    const data = shown(agg, answer)
    expect(data.problems).toEqual([])
    expect(lines(data)).toEqual(expected)
  })

  it.each<[string, string, Record<string, unknown>, unknown]>([
    ['another aggregation', 'aggregation', { percentiles: { field: 'x' } }, { values: {} }],
    ['two aggregations', 'aggregation', { ...days, terms: { field: 'x' } }, { buckets: [] }],
    ['no aggregation', 'aggregation', {}, {}],
    [
      'another one within',
      'aggregation',
      { ...days, aggs: { x: { top_hits: {} } } },
      { buckets: [bucket(start, 1, { x: {} })] },
    ],
    [
      'times in times',
      'aggregation',
      { ...days, aggs: { x: days } },
      { buckets: [bucket(start, 1, { x: { buckets: [bucket(start, 1)] } })] },
    ],
    ['an answer of another kind', 'answer', days, { value: 3 }],
    ['a bucket without a count', 'answer', days, { buckets: [{ key: start }] }],
    ['a bucket without a time', 'answer', days, { buckets: [bucket('2026', 1)] }],
    [
      'a bucket without its value',
      'answer',
      { ...days, aggs: { x: { sum: {} } } },
      { buckets: [bucket(start, 1)] },
    ],
    ['a value that is text', 'answer', { sum: { field: 'x' } }, { value: '12' }],
    ['a value that is no number', 'answer', { sum: { field: 'x' } }, { value: Number.NaN }],
  ])('%s is reported, and no number shown', (_, reason, agg, answer) => {
    expect(shown(agg, answer)).toMatchObject({
      series: [],
      problems: [{ traceId: 't', name: 'Trace', reason }],
    })
  })

  it.each<[string, string, Partial<Chart>]>([
    ['a query with more in it', 'query', { query: { userId: 'u' } }],
    [
      'a range that subtracts something else',
      'query',
      { query: { range: { from: { subtract: 7 } } } },
    ],
    ['a range with more in it', 'query', { query: { range: { from: { add: [1, 'day'] } } } }],
    ['a unit that is not known', 'query', { query: { range: { from: { startOf: 'decade' } } } }],
    ['a time that is none', 'query', { query: { range: { from: 'tomorrow' } } }],
    [
      'an aggregation that is not known',
      'aggregation',
      { traces: { t: { agg: { ...days, aggs: { x: { top_hits: {} } } } } } },
    ],
    ['another source', 'source', { traces: { t: { agg: days, source: { type: 'user' } } } }],
    [
      'a source without a flow',
      'source',
      { traces: { t: { agg: days, source: { targets: {} } } } },
    ],
  ])('%s is reported, and nothing asked for', (_, reason, fields) => {
    const chart = { ...chartOf(days), ...fields }
    expect(chartRequests(chart, options)).toEqual([])
    expect(seriesOf(chart, {}, options)).toMatchObject({ series: [], problems: [{ reason }] })
  })

  it('say how much is in groups that the server did not send', () => {
    const terms = { buckets: [bucket('a', 5)], sum_other_doc_count: 7 }
    expect(shown({ terms: { field: 'x' } }, terms)).toMatchObject({ rest: 7 })
    const answer = {
      buckets: [bucket(start, 12, { x: terms }), bucket(start + day, 12, { x: terms })],
    }
    expect(shown({ ...days, aggs: { x: { terms: {} } } }, answer)).toMatchObject({ rest: 14 })
  })

  it('leave hidden traces out, and name the others by trace and group', () => {
    const terms = { terms: { field: 'x' } }
    const chart = {
      ...chartOf(days),
      traces: {
        a: { name: 'A', agg: terms, options: { type: 'pie' } },
        b: { agg: { value_count: { field: 'x' } } },
        c: { name: 'C', agg: days, hidden: true },
      },
    }
    const answers = { a: { buckets: [bucket('x', 1)] }, b: { value: 2 } }
    expect(seriesOf(chart, answers, options).series).toEqual([
      { id: 'a', name: 'A', type: 'pie', x: 'group', points: [{ x: 'x', y: 1 }] },
      { id: 'b', name: 'Chart', type: 'bar', x: 'total', points: [{ x: 'Chart', y: 2 }] },
    ])
  })
})

describe('the requests of a chart', () => {
  it('ask once for all traces with the same source, over the range of the chart', () => {
    const source = { type: 'flow', targets: { g: [], f: [] } }
    const chart = {
      ...chartOf(days, { source }),
      traces: {
        a: { agg: days, source },
        b: { agg: { sum: { field: 'x' } }, source },
        c: { agg: days, source: { type: 'flow', targets: { f: ['x', 'y'], g: [] } } },
        d: { agg: days },
      },
    }
    const range = 'gridTimestamp:[2026-03-26T00:00:00.000Z TO now]'
    expect(chartRequests(chart, options)).toEqual([
      {
        traceIds: ['a', 'b'],
        query: {
          size: 0,
          flowId: ['f', 'g'],
          query: range,
          aggs: { a: days, b: { sum: { field: 'x' } } },
        },
      },
      {
        traceIds: ['c'],
        query: {
          size: 0,
          flowId: ['f', 'g'],
          query: `(((flowId:f AND componentId:(x OR y)) OR (flowId:g))) AND ${range}`,
          aggs: { c: days },
        },
      },
      { traceIds: ['d'], query: { size: 0, query: range, aggs: { d: days } } },
    ])
  })

  it('take another range, and choose an interval for it where the chart leaves that to us', () => {
    const auto = { date_histogram: { field: 'gridTimestamp', interval: 'auto' } }
    const [request] = chartRequests(chartOf(auto), { ...options, range: 'last24Hours' })
    expect(request!.query).toMatchObject({
      query: 'gridTimestamp:[now-24h TO *]',
      aggs: { t: { date_histogram: { interval: '30m' } } },
    })
  })

  it('get the numbers of the log, for every chart of the demo', async () => {
    const sandbox = createSandbox({ clock: createManualClock(now) })
    const client = clientOf(sandbox)
    const charts = await getCharts(client, { sort: 'index:1' })
    expect(charts).toHaveLength(6)
    for (const chart of charts) {
      const aggregations: Record<string, LogAggregation> = {}
      for (const { query } of chartRequests(chart, options)) {
        Object.assign(aggregations, (await getLogAggregations(client, query)).aggregations)
      }
      const data = seriesOf(chart, aggregations, options)
      expect(data.problems, chart.name!).toEqual([])
      expect(data.series, chart.name!).toHaveLength(1)
      const [request] = chartRequests(chart, options)
      const { flowId, query } = request!.query
      const { hits } = await getLogs(client, { flowId, query, size: 10_000 })
      const sum = data.series[0]!.points.reduce((total, { y }) => total + y!, data.rest)
      const isRuns = chart.name === 'Executions'
      const runs = new Set(hits.flatMap(({ correlationId }) => correlationId ?? []))
      const counted = 'terms' in Object.values(chart.traces!)[0]!.agg! ? 'componentType' : '_id'
      const field = chart.name === 'Severities' ? 'severity' : counted
      expect(sum, chart.name!).toBe(
        isRuns ? runs.size : hits.filter((hit) => hit[field as '_id']).length,
      )
    }
  })
})
