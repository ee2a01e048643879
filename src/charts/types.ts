import type { Open } from '../client/checks.ts'

/** One line, row of bars or slice of a chart. */
export interface ChartTrace {
  name?: string | null | undefined
  hidden?: boolean | null | undefined
  /** An Elasticsearch aggregation over the log; see {@link getLogAggregations}. */
  agg?: Record<string, unknown> | null | undefined
  options?: Record<string, unknown> | null | undefined
  source?:
    | {
        type?: string | null | undefined
        /** Component ids by flow id; an empty list means the whole flow. */
        targets?: Record<string, string[]> | null | undefined
      }
    | null
    | undefined
}

/** A chart on the user's dashboard: what it counts, and how it looks. Its data comes from the log. See {@link Flow} for fields that are not listed. */
export interface Chart {
  chartId: string
  userId?: string | null | undefined
  name?: string | null | undefined
  /** Its place on the dashboard, from 0. Several charts may share one. */
  index?: number | null | undefined
  type?: Open<'bar' | 'line' | 'scatter' | 'area' | 'pie'> | null | undefined
  /** The period that it shows. */
  query?: Record<string, unknown> | null | undefined
  /** How it looks. */
  options?: Record<string, unknown> | null | undefined
  /** By a UUID of each. Left out with `projection: '-traces'`. */
  traces?: Record<string, ChartTrace> | null | undefined
  /** When it was last changed, ISO 8601 UTC. */
  mtime?: string | null | undefined
}

/** Names one chart. */
export interface ChartRef {
  chartId: string
}

/** Which charts, in which order, and which part of them. */
export interface ChartsQuery {
  /** Default 100. */
  limit?: number | undefined
  /** Default 0. */
  offset?: number | undefined
  /** Part of the name; case does not matter. */
  pattern?: string | undefined
  /** `field:1` or `field:-1`, for example `index:1`. */
  sort?: string | undefined
  /** Fields to leave out (`-traces`) or the only ones to send (`name,index`). */
  projection?: string | undefined
}

export interface ChartQuery {
  chartId: string
  /** As in {@link ChartsQuery}. */
  projection?: string | undefined
}

/** What a caller may write. */
export interface ChartUpdate {
  name?: string | undefined
  /** Its place on the dashboard, from 0. */
  index?: number | undefined
  /** `bar`, `line`, `scatter`, `area` or `pie`. */
  type?: string | undefined
  /** The period that it shows. */
  query?: Record<string, unknown> | undefined
  /** How it looks. */
  options?: Record<string, unknown> | undefined
  /** By a UUID of each. */
  traces?: Record<string, ChartTrace> | undefined
}

export interface CreateChartInput extends ChartUpdate {
  name: string
}

/** Each given field replaces the stored one whole. */
export interface UpdateChartInput extends ChartUpdate, ChartRef {}
