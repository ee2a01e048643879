import { isAppmixerError } from '../client/errors.ts'
import {
  intervalText,
  logInterval,
  startsWithoutGaps,
  type LogInterval,
} from '../logs/histogram.ts'
import { lucene } from '../logs/lucene.ts'
import { logQuery } from '../logs/search.ts'
import {
  resolveTimeRange,
  type TimeOptions,
  type TimePoint,
  type TimeRange,
  type TimeRangeName,
  type TimeSpan,
  type TimeUnit,
} from '../time/range.ts'
import type { LogAggregation, LogAggregationsQuery } from '../logs/types.ts'
import type { Chart, ChartTrace } from './types.ts'

export interface ChartPoint {
  /** A time in milliseconds since 1970, the name of a group, or the name of the series where there is one value. */
  x: number | string
  /** `null` where there was nothing to calculate with: a gap, not a zero. */
  y: number | null
}

/** One line, row of bars or ring of slices, for any chart library. */
export interface ChartSeries {
  /** The trace's id; behind it, for one group of a trace, the group. */
  id: string
  name: string
  /** How its trace wants to be drawn: `bar`, `line`, `area`, `scatter`, `pie`. */
  type: string
  /** What its points stand for. */
  x: 'time' | 'group' | 'total'
  points: ChartPoint[]
}

/** Why a trace is not shown. It has no series then: a number is right or not there. */
export interface ChartProblem {
  traceId: string
  name: string
  reason: 'aggregation' | 'answer' | 'query' | 'source'
  /** For developers, in English. */
  message: string
}

export interface ChartData {
  series: ChartSeries[]
  problems: ChartProblem[]
  /** How many entries are in further groups, which the server did not send. */
  rest: number
}

export interface ChartOptions extends TimeOptions {
  /** In place of the chart's own. */
  range?: TimeRangeName | TimeRange | undefined
}

/** One request for the data of a chart, and the traces that it is for. */
export interface ChartRequest {
  traceIds: string[]
  query: LogAggregationsQuery
}

/**
 * What to ask the log for a chart: one request for all visible traces with the same source.
 *
 * @example
 * const requests = chartRequests(chart, { range: 'last7Days' })
 * const answers = await Promise.all(requests.map(({ query }) => getLogAggregations(client, query)))
 * const { series } = seriesOf(chart, Object.assign({}, ...answers.map((answer) => answer.aggregations)))
 */
export function chartRequests(chart: Chart, options: ChartOptions = {}): ChartRequest[] {
  const requests = new Map<string, ChartRequest>()
  for (const plan of plansOf(chart, options)) {
    if ('reason' in plan) continue
    const { traceId, source, agg } = plan
    const key = JSON.stringify(source)
    const request = requests.get(key) ?? { traceIds: [], query: { ...source, size: 0, aggs: {} } }
    request.traceIds.push(traceId)
    request.query.aggs[traceId] = agg
    requests.set(key, request)
  }
  return [...requests.values()]
}

/**
 * The series of a chart, from what the log answered to {@link chartRequests}, by trace. Counts are without gaps: a
 * period without an entry is a 0, one that is still to come is not there. What is not understood is a problem, not a
 * number. Traces without an answer are left out.
 */
export function seriesOf(
  chart: Chart,
  aggregations: Readonly<Record<string, LogAggregation>>,
  options: ChartOptions = {},
): ChartData {
  const data: ChartData = { series: [], problems: [], rest: 0 }
  const plans = plansOf(chart, options)
  for (const plan of plans) {
    if ('reason' in plan) {
      data.problems.push(plan)
      continue
    }
    const answer = aggregations[plan.traceId]
    if (answer === undefined) continue
    try {
      const { lines, rest } = read(plan.agg, answer, plan)
      data.rest += rest
      for (const { path, x, points } of lines) {
        data.series.push({
          id: [plan.traceId, ...path].join('/'),
          name: [...(plans.length > 1 || path.length === 0 ? [plan.name] : []), ...path].join(
            ' · ',
          ),
          type: plan.type,
          x,
          points: x === 'total' ? [{ x: plan.name, y: points[0]!.y }] : points,
        })
      }
    } catch (error) {
      if (!(error instanceof Unknown)) throw error
      const { traceId, name } = plan
      data.problems.push({ traceId, name, reason: error.reason, message: error.message })
    }
  }
  return data
}

/** Something that this does not know how to read. */
class Unknown extends Error {
  readonly reason: ChartProblem['reason']
  constructor(reason: ChartProblem['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

type Json = Record<string, unknown>

interface Plan {
  traceId: string
  name: string
  type: string
  source: Omit<LogAggregationsQuery, 'aggs'>
  agg: Json
  span: TimeSpan
  timeZone: string | undefined
}

function plansOf(chart: Chart, options: ChartOptions): (Plan | ChartProblem)[] {
  return Object.entries(chart.traces ?? {})
    .filter(([, trace]) => !trace.hidden)
    .map(([traceId, trace]) => {
      const name = trace.name || chart.name || ''
      try {
        return planOf(chart, traceId, trace, name, options)
      } catch (error) {
        if (error instanceof Unknown) {
          return { traceId, name, reason: error.reason, message: error.message }
        }
        // What a range or a condition cannot be.
        if (!isAppmixerError(error)) throw error
        return { traceId, name, reason: 'query', message: error.message }
      }
    })
}

function planOf(
  chart: Chart,
  traceId: string,
  trace: ChartTrace,
  name: string,
  options: ChartOptions,
): Plan {
  const now = options.now ?? Date.now()
  const { range: own, query: given, ...unknown } = record(chart.query ?? {}, 'query', 'query')
  const [key] = Object.keys(unknown)
  if (key !== undefined) throw new Unknown('query', `The chart's query has a "${key}".`)
  if (given !== undefined && given !== null && typeof given !== 'string') {
    throw new Unknown('query', "The chart's query is not a text.")
  }
  const range = options.range ?? rangeIn(own)
  const { from, to = now } = resolveTimeRange(range, { ...options, now })
  const span = { from, to: Math.min(to, now) }
  const { flowId, raw } = sourceOf(trace)
  const query = logQuery(
    {
      range,
      raw: [given, raw]
        .filter(Boolean)
        .map((part) => `(${part})`)
        .join(' AND '),
    },
    { ...options, now },
  )
  return {
    traceId,
    name,
    type: textIn(trace.options?.['type']) ?? chart.type ?? 'line',
    source: { ...(query && { query }), ...(flowId && { flowId }) },
    agg: requested(known(record(trace.agg, 'aggregation', 'aggregation')), span),
    span,
    timeZone: textIn(dateHistogramIn(trace.agg)?.['time_zone']) ?? 'UTC',
  }
}

/** Which flows and components a trace counts. Without a source it counts all. */
function sourceOf({ source }: ChartTrace): { flowId?: string[]; raw?: string } {
  if (!source) return {}
  const { type, targets } = source
  if (type && type !== 'flow') throw new Unknown('source', `The source "${type}" is not known.`)
  const flows = Object.entries(targets ?? {})
  if (flows.length === 0) throw new Unknown('source', 'The source names no flow.')
  const flowId = flows.map(([id]) => id).toSorted()
  if (flows.every(([, components]) => components.length === 0)) return { flowId }
  const parts = flows.map(([id, componentId]) => `(${lucene({ flowId: id, componentId })})`)
  return { flowId, raw: parts.join(' OR ') }
}

const moments: Record<string, TimeUnit> = {
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
  isoweek: 'week',
  M: 'month',
  y: 'year',
}

/** The period as a chart has it: `{ from: { startOf: 'day', subtract: [7, 'day'], endOf: null }, to: {} }`. */
function rangeIn(value: unknown): TimeRange {
  const { from, to, ...unknown } = record(value ?? {}, 'query', 'range')
  const [key] = Object.keys(unknown)
  if (key !== undefined) throw new Unknown('query', `The chart's range has a "${key}".`)
  return { from: pointIn(from), to: pointIn(to) }
}

function pointIn(value: unknown): TimePoint | undefined {
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined
  if (typeof value === 'number') return new Date(value).toISOString()
  const { subtract, startOf, endOf, ...unknown } = record(value, 'query', 'range')
  const [key] = Object.keys(unknown)
  if (key !== undefined) throw new Unknown('query', `The chart's range has a "${key}".`)
  const [amount, unit, ...more] = Array.isArray(subtract) ? (subtract as unknown[]) : []
  if (subtract && (more.length > 0 || typeof amount !== 'number')) {
    throw new Unknown('query', "The chart's range subtracts something else than so many units.")
  }
  return {
    ...(subtract ? { subtract: [amount as number, unitIn(unit)] } : {}),
    ...(startOf ? { startOf: unitIn(startOf) } : {}),
    ...(endOf ? { endOf: unitIn(endOf) } : {}),
  }
}

function unitIn(value: unknown): TimeUnit {
  const text = String(value)
  const unit = moments[text] ?? moments[text.toLowerCase()] ?? text.toLowerCase().replace(/s$/, '')
  if (Object.values(moments).some((each) => each === unit)) return unit as TimeUnit
  throw new Unknown('query', `The chart's range has the unit "${text}".`)
}

/** One that is not known is not asked for: the server may refuse the whole request for it. */
function known(agg: Json): Json {
  for (const [, inner] of parted(agg).inner) known(inner)
  return agg
}

/** An `auto` interval is ours to choose. */
function requested(agg: Json, { from, to }: TimeSpan): Json {
  const histogram = dateHistogramIn(agg)
  if (histogram?.['interval'] !== 'auto') return agg
  const interval = logInterval({ from: from ?? to! - 30 * 86_400_000, to: to! })
  return { ...agg, date_histogram: { ...histogram, interval: intervalText(interval) } }
}

function dateHistogramIn(agg: unknown): Json | undefined {
  const { date_histogram: histogram } = (agg ?? {}) as Json
  return typeof histogram === 'object' && histogram !== null ? (histogram as Json) : undefined
}

/** Points of one group, before it has a name. `x` of a total is not used. */
interface Line {
  path: string[]
  x: ChartSeries['x']
  /** Whether nothing is a 0. */
  isCount: boolean
  points: ChartPoint[]
}

interface Lines {
  lines: Line[]
  rest: number
}

const metrics = ['sum', 'min', 'max', 'avg', 'cardinality', 'value_count']

function read(agg: Json, answer: unknown, plan: Plan, depth = 0): Lines {
  const { kind, options, inner } = parted(agg)
  const result = record(answer, 'answer', kind)
  if (metrics.includes(kind)) {
    return { lines: [totalOf(valueIn(result), isCounting(kind))], rest: 0 }
  }
  if (kind === 'filter') return within(inner, result, plan, depth)
  if (depth > 1) throw new Unknown('aggregation', 'The aggregation has groups in groups in groups.')
  const other = result['sum_other_doc_count'] ?? 0
  if (typeof other !== 'number') throw new Unknown('answer', 'The rest is not a number.')
  const isTime = kind === 'date_histogram'
  const buckets = bucketsIn(result, kind)
  const parts = buckets.map(({ key, bucket }) => ({
    key,
    ...within(inner, bucket, plan, depth + 1),
  }))
  const x = isTime ? 'time' : 'group'
  const lines = parts.length > 0 ? transposed(parts, x) : emptyLines(inner, x)
  if (isTime) for (const line of lines) line.points = withoutGaps(line, options, plan)
  const rest = parts.reduce((sum, part) => sum + part.rest, other)
  return { lines, rest }
}

function totalOf(y: number | null, isCount: boolean): Line {
  return { path: [], x: 'total', isCount, points: [{ x: 0, y }] }
}

/** What is calculated in one bucket: its count, its metrics, or its groups. */
function within(inner: [string, Json][], bucket: Json, plan: Plan, depth: number): Lines {
  if (inner.length === 0) {
    const { doc_count: count } = bucket
    if (typeof count !== 'number') throw new Unknown('answer', 'A group has no count.')
    return { lines: [totalOf(count, true)], rest: 0 }
  }
  const all = inner.map(([name, agg]) => ({ name, ...read(agg, bucket[name], plan, depth) }))
  return {
    lines: all.flatMap(({ name, lines }) =>
      // The name that the aggregation has among others says which it is; alone it says nothing.
      lines.map((line) => ({ ...line, path: all.length > 1 ? [name, ...line.path] : line.path })),
    ),
    rest: all.reduce((sum, { rest }) => sum + rest, 0),
  }
}

interface Part extends Lines {
  key: number | string
}

/**
 * From lines by bucket to one line for each path. A total of a bucket becomes a point of a line over the buckets; groups
 * over time in a group are lines of that group; groups in a period are lines over the periods.
 */
function transposed(parts: Part[], x: 'time' | 'group'): Line[] {
  const lines = new Map<string, Line>()
  for (const { key, lines: inner } of parts) {
    for (const line of inner) {
      if (line.x === 'time' && x === 'group') {
        lines.set(JSON.stringify([key, ...line.path]), {
          ...line,
          path: [String(key), ...line.path],
        })
        continue
      }
      if (line.x === 'time') throw new Unknown('aggregation', 'The aggregation has times in times.')
      for (const point of line.points) {
        const path = line.x === 'group' ? [...line.path, String(point.x)] : line.path
        const id = JSON.stringify(path)
        const found = lines.get(id) ?? { path, x, isCount: line.isCount, points: [] }
        found.points.push({ x: key, y: point.y })
        lines.set(id, found)
      }
    }
  }
  return [...lines.values()]
}

/** The lines that there are whatever is counted: without a bucket, they have no point yet. */
function emptyLines(inner: [string, Json][], x: 'time' | 'group'): Line[] {
  if (inner.length === 0) return [{ path: [], x, isCount: true, points: [] }]
  return inner.flatMap(([name, agg]) => {
    const { kind } = parted(agg)
    if (!metrics.includes(kind)) return []
    return { path: inner.length > 1 ? [name] : [], x, isCount: isCounting(kind), points: [] }
  })
}

function isCounting(metric: string): boolean {
  return metric === 'cardinality' || metric === 'value_count'
}

/** A period without an entry is a 0 where entries are counted, and a gap where something is calculated with them. */
function withoutGaps(
  { points, isCount }: Line,
  options: Json,
  { span, timeZone }: Plan,
): ChartPoint[] {
  const interval = intervalIn(options)
  if (!interval || Number(options['min_doc_count'] ?? 0) > 0) return points
  const given = new Map(points.map(({ x, y }) => [Number(x), y]))
  const starts = startsWithoutGaps([...given.keys()], interval, span, timeZone)
  return starts.map((x) => ({ x, y: given.has(x) ? given.get(x)! : isCount ? 0 : null }))
}

const units: Record<string, TimeUnit> = { ...moments, minute: 'minute', hour: 'hour', day: 'day' }

/** `1d`, `day`, `30m`; `undefined` for an interval that has no even grid, such as a quarter. */
function intervalIn(options: Json): LogInterval | undefined {
  const { interval, calendar_interval: calendar, fixed_interval: fixed } = options
  const text = textIn(interval) ?? textIn(calendar) ?? textIn(fixed) ?? ''
  const [, digits, name = ''] = /^(\d*)([a-zA-Z]+)$/.exec(text) ?? []
  const unit = units[name] ?? { week: 'week', month: 'month', year: 'year' }[name]
  if (!unit) return undefined
  const count = Number(digits || 1)
  // So many days are so many times 24 hours, whatever the clock does.
  if (unit === 'day' && (fixed !== undefined || count > 1)) return [24 * count, 'hour']
  return [count, unit as TimeUnit]
}

function parted(agg: Json): { kind: string; options: Json; inner: [string, Json][] } {
  const { aggs, aggregations = aggs, meta: _, ...kinds } = agg
  const [entry, ...more] = Object.entries(kinds)
  if (!entry || more.length > 0) {
    throw new Unknown('aggregation', 'The trace has not exactly one aggregation.')
  }
  const [kind, options] = entry
  const groups = ['date_histogram', 'histogram', 'terms', 'filters', 'filter']
  if (!metrics.includes(kind) && !groups.includes(kind)) {
    throw new Unknown('aggregation', `The aggregation "${kind}" is not known.`)
  }
  const inner = Object.entries(record(aggregations ?? {}, 'aggregation', kind))
  return {
    kind,
    options: record(options, 'aggregation', kind),
    inner: inner
      .map(([name, each]): [string, Json] => [name, record(each, 'aggregation', name)])
      // It leaves buckets out, and has no result of its own.
      .filter(([, each]) => !('bucket_selector' in each)),
  }
}

function bucketsIn({ buckets }: Json, kind: string): { key: number | string; bucket: Json }[] {
  if (kind === 'filters' && buckets && !Array.isArray(buckets)) {
    return Object.entries(record(buckets, 'answer', kind)).map(([key, bucket]) => ({
      key,
      bucket: record(bucket, 'answer', kind),
    }))
  }
  if (!Array.isArray(buckets)) throw new Unknown('answer', `The answer has no buckets of ${kind}.`)
  return buckets.map((each: unknown, index) => {
    const bucket = record(each, 'answer', kind)
    const { key_as_string: text, key = kind === 'filters' ? String(index) : text } = bucket
    if (typeof key === 'number' && Number.isFinite(key)) return { key, bucket }
    if (kind === 'date_histogram' || typeof key !== 'string') {
      throw new Unknown('answer', `A bucket of ${kind} has no key.`)
    }
    return { key, bucket }
  })
}

function valueIn({ value }: Json): number | null {
  if (value === null || (typeof value === 'number' && Number.isFinite(value))) return value
  throw new Unknown('answer', 'A value is not a number.')
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function record(value: unknown, reason: ChartProblem['reason'], name: string): Json {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Json
  throw new Unknown(reason, `There is no ${name} that can be read.`)
}
