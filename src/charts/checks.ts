// Emitted from schema.ts by `npm run checks`. Change that one.
import type { Shape } from '../client/shape.ts'
import { isRecord } from '../client/shapes.ts'
import type { Chart, ChartRef, ChartTrace } from './types.ts'

export const chartShape: Shape<Chart> = {
  fits: isChart,
  schema: () => import('./schema.ts').then((schemas) => schemas.chartSchema),
}

export const chartsShape: Shape<Chart[]> = {
  fits: isCharts,
  schema: () => import('./schema.ts').then((schemas) => schemas.chartsSchema),
}

export const chartRefShape: Shape<ChartRef> = {
  fits: isChartRef,
  schema: () => import('./schema.ts').then((schemas) => schemas.chartRefSchema),
}

function isChart(value: unknown): value is Chart {
  return (
    isRecord(value) &&
    typeof value.chartId === 'string' &&
    (value.userId === undefined || typeof value.userId === 'string') &&
    (value.name === undefined || typeof value.name === 'string') &&
    (value.index === undefined || Number.isFinite(value.index)) &&
    (value.type === undefined || typeof value.type === 'string') &&
    (value.query === undefined || isRecord(value.query)) &&
    (value.options === undefined || isRecord(value.options)) &&
    (value.traces === undefined ||
      (isRecord(value.traces) && Object.values(value.traces).every(isChartTrace))) &&
    (value.mtime === undefined || typeof value.mtime === 'string')
  )
}

function isChartTrace(value: unknown): value is ChartTrace {
  return (
    isRecord(value) &&
    (value.name === undefined || typeof value.name === 'string') &&
    (value.hidden === undefined || typeof value.hidden === 'boolean') &&
    (value.agg === undefined || isRecord(value.agg)) &&
    (value.options === undefined || isRecord(value.options)) &&
    (value.source === undefined || isChartTraceSource(value.source))
  )
}

function isChartTraceSource(value: unknown): boolean {
  return (
    isRecord(value) &&
    (value.type === undefined || typeof value.type === 'string') &&
    (value.targets === undefined ||
      (isRecord(value.targets) &&
        Object.values(value.targets).every(
          (item) => Array.isArray(item) && item.every((part) => typeof part === 'string'),
        )))
  )
}

function isCharts(value: unknown): value is Chart[] {
  return Array.isArray(value) && value.every(isChart)
}

function isChartRef(value: unknown): value is ChartRef {
  return isRecord(value) && typeof value.chartId === 'string'
}
