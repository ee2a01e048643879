import { endpoint } from '../client/endpoint.ts'
import { notFound } from '../client/failures.ts'
import { ignored, renamed, wrapped } from '../client/checks.ts'
import { isChartRef, isChart, isCharts } from './checks.ts'
import type {
  Chart,
  ChartQuery,
  ChartRef,
  ChartsQuery,
  CreateChartInput,
  UpdateChartInput,
} from './types.ts'

/** One page of the user's charts. */
export const getCharts = endpoint<ChartsQuery, Chart[]>('GET /charts', {
  query: (query) => ({ ...query }),
  arrays: 'brackets',
  normalize: renamed('id', 'chartId'),
  response: isCharts,
})

/** One chart. */
export const getChart = endpoint<ChartQuery, Chart>('GET /charts/:chartId', {
  query: ({ projection }) => ({ projection }),
  arrays: 'brackets',
  normalize: renamed('id', 'chartId'),
  refusals: [notFound],
  response: isChart,
})

/** Adds a chart to the user's dashboard and answers its id. */
export const createChart = endpoint<CreateChartInput, ChartRef>('POST /charts', {
  body: (chart) => chart,
  normalize: (body) => renamed('id', 'chartId')(wrapped('chartId')(body)),
  response: isChartRef,
})

/** Replaces the given fields of a chart and answers the whole of it. */
export const updateChart = endpoint<UpdateChartInput, Chart>('PUT /charts/:chartId', {
  body: ({ chartId: _, ...update }) => update,
  normalize: renamed('id', 'chartId'),
  refusals: [notFound],
  response: isChart,
})

/** Deletes a chart for good. */
export const deleteChart = endpoint<ChartRef, void>('DELETE /charts/:chartId', {
  refusals: [notFound],
  response: ignored,
})
