import * as z from 'zod/mini'
import { open } from '../client/shapes.ts'

export const chartTraceSchema = z.looseObject({
  name: z.optional(z.string()),
  hidden: z.optional(z.boolean()),
  /** An Elasticsearch aggregation over the log; see {@link getLogAggregations}. */
  agg: z.optional(z.record(z.string(), z.unknown())),
  options: z.optional(z.record(z.string(), z.unknown())),
  source: z.optional(
    z.looseObject({
      type: z.optional(z.string()),
      /** Component ids by flow id; an empty list means the whole flow. */
      targets: z.optional(z.record(z.string(), z.array(z.string()))),
    }),
  ),
})

/** One line, row of bars or slice of a chart. */
export interface ChartTrace extends z.infer<typeof chartTraceSchema> {}

export const chartSchema = z.looseObject({
  chartId: z.string(),
  userId: z.optional(z.string()),
  name: z.optional(z.string()),
  /** Its place on the dashboard, from 0. Several charts may share one. */
  index: z.optional(z.number()),
  type: z.optional(open<'bar' | 'line' | 'scatter' | 'area' | 'pie'>()),
  /** The period that it shows. */
  query: z.optional(z.record(z.string(), z.unknown())),
  /** How it looks. */
  options: z.optional(z.record(z.string(), z.unknown())),
  /** By a UUID of each. Left out with `projection: '-traces'`. */
  traces: z.optional(z.record(z.string(), chartTraceSchema)),
  /** When it was last changed, ISO 8601 UTC. */
  mtime: z.optional(z.string()),
})

/** A chart on the user's dashboard: what it counts, and how it looks. Its data comes from the log. */
export interface Chart extends z.infer<typeof chartSchema> {}

export const chartRefSchema = z.looseObject({ chartId: z.string() })

/** Names one chart. */
export interface ChartRef {
  chartId: string
}

export const chartsQuerySchema = z.object({
  /** Default 100. */
  limit: z.optional(z.number()),
  /** Default 0. */
  offset: z.optional(z.number()),
  /** Part of the name; case does not matter. */
  pattern: z.optional(z.string()),
  /** `field:1` or `field:-1`, for example `index:1`. */
  sort: z.optional(z.string()),
  /** Fields to leave out (`-traces`) or the only ones to send (`name,index`). */
  projection: z.optional(z.string()),
})

/** Which charts, in which order, and which part of them. */
export interface ChartsQuery extends z.infer<typeof chartsQuerySchema> {}

export const chartQuerySchema = z.object({
  chartId: z.string(),
  /** As in {@link ChartsQuery}. */
  projection: z.optional(z.string()),
})

export interface ChartQuery extends z.infer<typeof chartQuerySchema> {}

/** What a caller may write. */
export const chartUpdateSchema = z.object({
  name: z.optional(z.string()),
  index: z.optional(z.number()),
  type: z.optional(z.string()),
  query: z.optional(z.record(z.string(), z.unknown())),
  options: z.optional(z.record(z.string(), z.unknown())),
  traces: z.optional(z.record(z.string(), chartTraceSchema)),
})

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
