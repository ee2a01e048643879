import * as z from 'zod/mini'
import { open } from '../client/schema.ts'
import type { LogEntry } from './types.ts'

/** `LogEntry`: one row of `GET /logs`. */
export const logEntrySchema = z.looseObject({
  _id: z.string(),
  _index: z.nullish(z.string()),
  flowId: z.nullish(z.string()),
  severity: z.nullish(open<LogEntry['severity']>()),
  gridTimestamp: z.nullish(z.string()),
  '@timestamp': z.nullish(z.string()),
  componentId: z.nullish(z.string()),
  componentType: z.nullish(z.string()),
  portType: z.nullish(open<LogEntry['portType']>()),
  port: z.nullish(z.string()),
  senderId: z.nullish(z.string()),
  senderType: z.nullish(z.string()),
  senderPort: z.nullish(z.string()),
  correlationId: z.nullish(z.string()),
  type: z.nullish(z.string()),
  flowType: z.nullish(z.string()),
  testRunId: z.nullish(z.string()),
  msg: z.optional(z.unknown()),
  err: z.optional(z.unknown()),
})

/** `LogBucket`: how many entries there are in one period. */
export const logBucketSchema = z.looseObject({
  key: z.number(),
  key_as_string: z.nullish(z.string()),
  doc_count: z.number(),
})

/** `LogsPage`, as `GET /logs` answers it. */
export const logsPageSchema = z.looseObject({
  buckets: z.array(logBucketSchema),
  hits: z.array(logEntrySchema),
})

const countedSchema = z.looseObject({ doc_count: z.number() })

/** `LogAggregation`: the result of one aggregation. */
export const logAggregationSchema = z.looseObject({
  value: z.nullish(z.number()),
  buckets: z.nullish(z.union([z.array(countedSchema), z.record(z.string(), countedSchema)])),
})

/** `LogAggregations`, as `POST /logs` answers it. */
export const logAggregationsSchema = z.looseObject({
  aggregations: z.record(z.string(), logAggregationSchema),
  hits: z.array(logEntrySchema),
})
