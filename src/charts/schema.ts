import * as z from 'zod/mini'
import { open } from '../client/schema.ts'
import type { Chart } from './types.ts'

/** `ChartTrace`: one line, row of bars or slice of a chart. */
export const chartTraceSchema = z.looseObject({
  name: z.nullish(z.string()),
  hidden: z.nullish(z.boolean()),
  agg: z.nullish(z.record(z.string(), z.unknown())),
  options: z.nullish(z.record(z.string(), z.unknown())),
  source: z.nullish(
    z.looseObject({
      type: z.nullish(z.string()),
      targets: z.nullish(z.record(z.string(), z.array(z.string()))),
    }),
  ),
})

/** `Chart`, as `GET /charts/:chartId` answers it. */
export const chartSchema = z.looseObject({
  chartId: z.string(),
  userId: z.nullish(z.string()),
  name: z.nullish(z.string()),
  index: z.nullish(z.number()),
  type: z.nullish(open<Chart['type']>()),
  query: z.nullish(z.record(z.string(), z.unknown())),
  options: z.nullish(z.record(z.string(), z.unknown())),
  traces: z.nullish(z.record(z.string(), chartTraceSchema)),
  mtime: z.nullish(z.string()),
})

/** What `GET /charts` answers. */
export const chartsSchema = z.array(chartSchema)

/** `ChartRef`: names one chart. */
export const chartRefSchema = z.looseObject({ chartId: z.string() })
