'use client'

import {
  refTo,
  useAppmixerMutation,
  useAppmixerQuery,
  useAppmixerSuspenseQuery,
  type MutationHookOptions,
  type MutationHookResult,
  type QueryHookOptions,
  type QueryHookResult,
  type Skippable,
  type SuspenseQueryHookOptions,
  type SuspenseQueryHookResult,
} from '../react/hooks.ts'
import {
  createChartMutationOptions,
  deleteChartMutationOptions,
  updateChartMutationOptions,
} from './mutations.ts'
import { chartQueryOptions, chartsQueryOptions } from './queries.ts'
import type {
  Chart,
  ChartQuery,
  ChartRef,
  ChartsQuery,
  CreateChartInput,
  UpdateChartInput,
} from './types.ts'

/**
 * One page of the user's charts: `GET /charts`.
 *
 * Key: `keys.charts.list(query)`.
 *
 * @param query `limit` @default 100, `offset` @default 0
 * @example
 * const { data: charts } = useCharts({ sort: 'index:1', projection: '-traces' })
 */
export function useCharts<Selected = Chart[]>(
  query: Skippable<ChartsQuery> = {},
  options?: QueryHookOptions<Chart[], Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(chartsQueryOptions, query, options)
}

/**
 * {@link useCharts} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: charts } = useSuspenseCharts({ sort: 'index:1' })
 */
export function useSuspenseCharts<Selected = Chart[]>(
  query: ChartsQuery = {},
  options?: SuspenseQueryHookOptions<Chart[], Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(chartsQueryOptions, query, options)
}

/**
 * One chart: `GET /charts/:chartId`. An unknown id is an error with status 404.
 *
 * Key: `keys.charts.detail(chartId)`; with a projection, `keys.charts.detail(chartId, { projection })`.
 *
 * @example
 * const { data: chart } = useChart(chartId)
 */
export function useChart<Selected = Chart>(
  chartId: Skippable<string>,
  {
    projection,
    ...options
  }: QueryHookOptions<Chart, Selected> & Pick<ChartQuery, 'projection'> = {},
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(chartQueryOptions, refTo<ChartQuery>({ chartId, projection }), options)
}

/**
 * {@link useChart} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: chart } = useSuspenseChart(chartId)
 */
export function useSuspenseChart<Selected = Chart>(
  chartId: string,
  {
    projection,
    ...options
  }: SuspenseQueryHookOptions<Chart, Selected> & Pick<ChartQuery, 'projection'> = {},
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(chartQueryOptions, { chartId, projection }, options)
}

/**
 * Adds a chart to the user's dashboard: `POST /charts`. Resolves to its id. Invalidates the lists. To copy a chart,
 * pass the fields of another one.
 *
 * @example
 * const createChart = useCreateChart()
 * createChart.mutate({ name: 'Errors by day', type: 'bar', index: 0, traces })
 */
export function useCreateChart<Context = unknown>(
  options?: MutationHookOptions<CreateChartInput, ChartRef, Context>,
): MutationHookResult<CreateChartInput, ChartRef, Context> {
  return useAppmixerMutation(createChartMutationOptions, options)
}

/**
 * Replaces the given fields of a chart: `PUT /charts/:chartId`. The change is shown at once in lists and detail, and
 * rolled back when the server refuses. Invalidates both. Rejects with status 404 for a deleted chart.
 *
 * @example
 * const updateChart = useUpdateChart()
 * updateChart.mutate({ chartId, name: 'Errors by week' })
 */
export function useUpdateChart<Context = unknown>(
  options?: MutationHookOptions<UpdateChartInput, Chart, Context>,
): MutationHookResult<UpdateChartInput, Chart, Context> {
  return useAppmixerMutation(updateChartMutationOptions, options)
}

/**
 * Deletes a chart for good: `DELETE /charts/:chartId`. It leaves every list at once and comes back when the server
 * refuses. Removes the detail; invalidates the lists.
 *
 * @example
 * const deleteChart = useDeleteChart()
 * deleteChart.mutate({ chartId })
 */
export function useDeleteChart<Context = unknown>(
  options?: MutationHookOptions<ChartRef, void, Context>,
): MutationHookResult<ChartRef, void, Context> {
  return useAppmixerMutation(deleteChartMutationOptions, options)
}
