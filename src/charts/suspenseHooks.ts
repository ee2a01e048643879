'use client'

import {
  type SuspenseQueryHookResult,
  useAppmixerSuspenseQuery,
  type SuspenseQueryHookOptions,
} from '../react/hooks.ts'
import { chartQueryOptions, chartsQueryOptions } from './queries.ts'
import type { Chart, ChartQuery, ChartsQuery } from './types.ts'

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
  const ref = projection === undefined ? { chartId } : { chartId, projection }
  return useAppmixerSuspenseQuery(chartQueryOptions, ref, options)
}
