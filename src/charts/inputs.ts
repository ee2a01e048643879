import * as z from 'zod/mini'
import { chartTraceSchema } from './schema.ts'

export const chartsQuerySchema = z.object({
  limit: z.optional(z.number()),
  offset: z.optional(z.number()),
  pattern: z.optional(z.string()),
  sort: z.optional(z.string()),
  projection: z.optional(z.string()),
})

export const chartQuerySchema = z.object({
  chartId: z.string(),
  projection: z.optional(z.string()),
})

export const chartUpdateSchema = z.object({
  name: z.optional(z.string()),
  index: z.optional(z.number()),
  type: z.optional(z.string()),
  query: z.optional(z.record(z.string(), z.unknown())),
  options: z.optional(z.record(z.string(), z.unknown())),
  traces: z.optional(z.record(z.string(), chartTraceSchema)),
})
