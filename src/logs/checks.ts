// Emitted from schema.ts by `npm run checks`. Change that one.
import type { Shape } from '../client/shape.ts'
import { isRecord } from '../client/shapes.ts'
import type { LogAggregation, LogAggregations, LogBucket, LogEntry, LogsPage } from './types.ts'

export const logEntryShape: Shape<LogEntry> = {
  fits: isLogEntry,
  schema: () => import('./schema.ts').then((schemas) => schemas.logEntrySchema),
}

export const logsPageShape: Shape<LogsPage> = {
  fits: isLogsPage,
  schema: () => import('./schema.ts').then((schemas) => schemas.logsPageSchema),
}

export const logAggregationsShape: Shape<LogAggregations> = {
  fits: isLogAggregations,
  schema: () => import('./schema.ts').then((schemas) => schemas.logAggregationsSchema),
}

function isLogEntry(value: unknown): value is LogEntry {
  return (
    isRecord(value) &&
    typeof value._id === 'string' &&
    (value._index === undefined || typeof value._index === 'string') &&
    (value.flowId === undefined || typeof value.flowId === 'string') &&
    (value.severity === undefined || typeof value.severity === 'string') &&
    (value.gridTimestamp === undefined || typeof value.gridTimestamp === 'string') &&
    (value['@timestamp'] === undefined || typeof value['@timestamp'] === 'string') &&
    (value.componentId === undefined || typeof value.componentId === 'string') &&
    (value.componentType === undefined || typeof value.componentType === 'string') &&
    (value.portType === undefined || typeof value.portType === 'string') &&
    (value.port === undefined || typeof value.port === 'string') &&
    (value.senderId === undefined || typeof value.senderId === 'string') &&
    (value.senderType === undefined || typeof value.senderType === 'string') &&
    (value.senderPort === undefined || typeof value.senderPort === 'string') &&
    (value.correlationId === undefined || typeof value.correlationId === 'string') &&
    (value.type === undefined || typeof value.type === 'string')
  )
}

function isLogsPage(value: unknown): value is LogsPage {
  return (
    isRecord(value) &&
    Array.isArray(value.buckets) &&
    value.buckets.every(isLogBucket) &&
    Array.isArray(value.hits) &&
    value.hits.every(isLogEntry)
  )
}

function isLogBucket(value: unknown): value is LogBucket {
  return (
    isRecord(value) &&
    Number.isFinite(value.key) &&
    (value.key_as_string === undefined || typeof value.key_as_string === 'string') &&
    Number.isFinite(value.doc_count)
  )
}

function isLogAggregations(value: unknown): value is LogAggregations {
  return (
    isRecord(value) &&
    isRecord(value.aggregations) &&
    Object.values(value.aggregations).every(isLogAggregation) &&
    Array.isArray(value.hits) &&
    value.hits.every(isLogEntry)
  )
}

function isLogAggregation(value: unknown): value is LogAggregation {
  return (
    isRecord(value) &&
    (value.value === undefined || value.value === null || Number.isFinite(value.value)) &&
    (value.buckets === undefined ||
      (Array.isArray(value.buckets) && value.buckets.every(isLogAggregationBuckets)) ||
      (isRecord(value.buckets) && Object.values(value.buckets).every(isLogAggregationBuckets)))
  )
}

function isLogAggregationBuckets(value: unknown): boolean {
  return isRecord(value) && Number.isFinite(value.doc_count)
}
