import * as z from 'zod/mini'
import { chartTraceSchema } from './schema.ts'

/** `ChartsQuery`: which charts, in which order, and which part of them. */
export const chartsQuerySchema = z.object({
  limit: z.optional(z.number()),
  offset: z.optional(z.number()),
  pattern: z.optional(z.string()),
  sort: z.optional(z.string()),
  projection: z.optional(z.string()),
})

/** `ChartQuery`: one chart, and which part of it. */
export const chartQuerySchema = z.object({
  chartId: z.string(),
  projection: z.optional(z.string()),
})

/** `ChartUpdate`: what a caller may write. */
export const chartUpdateSchema = z.object({
  name: z.optional(z.string()),
  index: z.optional(z.number()),
  type: z.optional(z.string()),
  query: z.optional(z.record(z.string(), z.unknown())),
  options: z.optional(z.record(z.string(), z.unknown())),
  traces: z.optional(z.record(z.string(), chartTraceSchema)),
})

/** `CreateChartInput`: a `ChartUpdate` with a name. */
export const createChartInputSchema = z.extend(chartUpdateSchema, { name: z.string() })

/** `UpdateChartInput`: a `ChartUpdate` of one chart. */
export const updateChartInputSchema = z.extend(chartUpdateSchema, { chartId: z.string() })
