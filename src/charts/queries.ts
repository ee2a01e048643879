import { queryOptions, type AppmixerQuery } from '../cache/query.ts'
import { shareBy } from '../cache/sharing.ts'
import type { AppmixerClient } from '../client/client.ts'
import { getChart, getCharts } from './endpoints.ts'
import { chartKeys } from './keys.ts'
import type { Chart, ChartQuery, ChartsQuery } from './types.ts'

/**
 * One page of the user's charts: `GET /charts`.
 *
 * @example
 * const charts = await queryClient.ensureQueryData(chartsQueryOptions(client, { sort: 'index:1' }))
 */
export function chartsQueryOptions(
  client: AppmixerClient,
  query: ChartsQuery = {},
): AppmixerQuery<Chart[]> {
  return queryOptions(client, {
    key: chartKeys(client).list(query),
    endpoint: getCharts,
    input: query,
    share: shareBy('chartId'),
  })
}

/** One chart: `GET /charts/:chartId`. */
export function chartQueryOptions(client: AppmixerClient, query: ChartQuery): AppmixerQuery<Chart> {
  const { chartId, ...rest } = query
  return queryOptions(client, {
    key: chartKeys(client).detail(chartId, rest),
    endpoint: getChart,
    input: query,
  })
}
