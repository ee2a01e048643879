// Emitted from schema.ts by `npm run checks`. Change that one.
import {
  isBoolean,
  isNumber,
  isRecord,
  isText,
  isTexts,
  listOf,
  optionalText,
  recordOf,
} from '../client/checks.ts'
import type { Chart, ChartRef, ChartTrace } from './types.ts'

export function isChart(value: unknown): value is Chart {
  return (
    isRecord(value) &&
    isText(value.chartId) &&
    optionalText(value.userId) &&
    optionalText(value.name) &&
    (value.index == null || isNumber(value.index)) &&
    optionalText(value.type) &&
    (value.query == null || isRecord(value.query)) &&
    (value.options == null || isRecord(value.options)) &&
    (value.traces == null || recordOf(value.traces, isChartTrace)) &&
    optionalText(value.mtime)
  )
}

function isChartTrace(value: unknown): value is ChartTrace {
  return (
    isRecord(value) &&
    optionalText(value.name) &&
    (value.hidden == null || isBoolean(value.hidden)) &&
    (value.agg == null || isRecord(value.agg)) &&
    (value.options == null || isRecord(value.options)) &&
    (value.source == null || isChartTraceSource(value.source))
  )
}

function isChartTraceSource(value: unknown): boolean {
  return (
    isRecord(value) &&
    optionalText(value.type) &&
    (value.targets == null || recordOf(value.targets, isTexts))
  )
}

export function isCharts(value: unknown): value is Chart[] {
  return listOf(value, isChart)
}

export function isChartRef(value: unknown): value is ChartRef {
  return isRecord(value) && isText(value.chartId)
}
