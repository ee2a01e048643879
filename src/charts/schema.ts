import * as z from 'zod/mini'
import { open } from '../client/schema.ts'
import type { Chart } from './types.ts'

export const chartTraceSchema = z.looseObject({
  name: z.optional(z.string()),
  hidden: z.optional(z.boolean()),
  agg: z.optional(z.record(z.string(), z.unknown())),
  options: z.optional(z.record(z.string(), z.unknown())),
  source: z.optional(
    z.looseObject({
      type: z.optional(z.string()),
      targets: z.optional(z.record(z.string(), z.array(z.string()))),
    }),
  ),
})

export const chartSchema = z.looseObject({
  chartId: z.string(),
  userId: z.optional(z.string()),
  name: z.optional(z.string()),
  index: z.optional(z.number()),
  type: z.optional(open<Chart['type']>()),
  query: z.optional(z.record(z.string(), z.unknown())),
  options: z.optional(z.record(z.string(), z.unknown())),
  traces: z.optional(z.record(z.string(), chartTraceSchema)),
  mtime: z.optional(z.string()),
})

export const chartsSchema = z.array(chartSchema)

export const chartRefSchema = z.looseObject({ chartId: z.string() })
