'use client'

import {
  useAppmixerMutation,
  useAppmixerQuery,
  type MutationHookOptions,
  type QueryHookOptions,
  type MutationHookResult,
  type QueryHookResult,
  refTo,
  type Skippable,
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
 * One page of the user's charts: `GET /charts`, 100 of them unless `limit` says otherwise.
 *
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
 * One chart: `GET /charts/:chartId`. An unknown id is an error with status 404.
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
  const ref = refTo<ChartQuery>(projection === undefined ? { chartId } : { chartId, projection })
  return useAppmixerQuery(chartQueryOptions, ref, options)
}

/**
 * Adds a chart to the user's dashboard: `POST /charts`. Resolves to its id; the lists ask again.
 * To copy a chart, pass the fields of another one.
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
 * Replaces the given fields of a chart, shown at once: `PUT /charts/:chartId`. A refusal takes them back.
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
 * refuses.
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
