// Emitted from schema.ts by `npm run checks`. Change that one.
import { isNumber, isRecord, isText, listOf, optionalText, recordOf } from '../client/checks.ts'
import type { LogAggregation, LogAggregations, LogBucket, LogEntry, LogsPage } from './types.ts'

export function isLogEntry(value: unknown): value is LogEntry {
  return (
    isRecord(value) &&
    isText(value._id) &&
    optionalText(value._index) &&
    optionalText(value.flowId) &&
    optionalText(value.severity) &&
    optionalText(value.gridTimestamp) &&
    optionalText(value['@timestamp']) &&
    optionalText(value.componentId) &&
    optionalText(value.componentType) &&
    optionalText(value.portType) &&
    optionalText(value.port) &&
    optionalText(value.senderId) &&
    optionalText(value.senderType) &&
    optionalText(value.senderPort) &&
    optionalText(value.correlationId) &&
    optionalText(value.type) &&
    optionalText(value.flowType) &&
    optionalText(value.testRunId)
  )
}

export function isLogsPage(value: unknown): value is LogsPage {
  return isRecord(value) && listOf(value.buckets, isLogBucket) && listOf(value.hits, isLogEntry)
}

function isLogBucket(value: unknown): value is LogBucket {
  return (
    isRecord(value) &&
    isNumber(value.key) &&
    optionalText(value.key_as_string) &&
    isNumber(value.doc_count)
  )
}

export function isLogAggregations(value: unknown): value is LogAggregations {
  return (
    isRecord(value) &&
    recordOf(value.aggregations, isLogAggregation) &&
    listOf(value.hits, isLogEntry)
  )
}

function isLogAggregation(value: unknown): value is LogAggregation {
  return (
    isRecord(value) &&
    (value.value == null || isNumber(value.value)) &&
    (value.buckets == null ||
      listOf(value.buckets, isLogAggregationBucketsItem) ||
      recordOf(value.buckets, isLogAggregationBucketsItem))
  )
}

function isLogAggregationBucketsItem(value: unknown): boolean {
  return isRecord(value) && isNumber(value.doc_count)
}
