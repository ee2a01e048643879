import * as z from 'zod/mini'
import { open } from '../client/schema.ts'
import type { LogEntry } from './types.ts'

export const logEntrySchema = z.looseObject({
  _id: z.string(),
  _index: z.optional(z.string()),
  flowId: z.optional(z.string()),
  severity: z.optional(open<LogEntry['severity']>()),
  gridTimestamp: z.optional(z.string()),
  '@timestamp': z.optional(z.string()),
  componentId: z.optional(z.string()),
  componentType: z.optional(z.string()),
  portType: z.optional(open<LogEntry['portType']>()),
  port: z.optional(z.string()),
  senderId: z.optional(z.string()),
  senderType: z.optional(z.string()),
  senderPort: z.optional(z.string()),
  correlationId: z.optional(z.string()),
  type: z.optional(z.string()),
  msg: z.optional(z.unknown()),
  err: z.optional(z.unknown()),
})

export const logBucketSchema = z.looseObject({
  key: z.number(),
  key_as_string: z.optional(z.string()),
  doc_count: z.number(),
})

export const logsPageSchema = z.looseObject({
  buckets: z.array(logBucketSchema),
  hits: z.array(logEntrySchema),
})

const countedSchema = z.looseObject({ doc_count: z.number() })

export const logAggregationSchema = z.looseObject({
  value: z.optional(z.nullable(z.number())),
  buckets: z.optional(z.union([z.array(countedSchema), z.record(z.string(), countedSchema)])),
})

export const logAggregationsSchema = z.looseObject({
  aggregations: z.record(z.string(), logAggregationSchema),
  hits: z.array(logEntrySchema),
})
