import type { QueryKey } from '@tanstack/react-query'
import { keyOf, resourceKey, type AppmixerKey } from '../cache/keys.ts'
import type { AppmixerClient } from '../client/client.ts'
import type { Chart, ChartQuery, ChartsQuery } from './types.ts'

/** The keys of all reads of charts. Without its argument each is the start of all keys of its kind. */
export interface ChartKeys {
  all: QueryKey
  /** `useCharts(query)` */
  list(query?: ChartsQuery): AppmixerKey<Chart[]>
  /** `useChart(chartId, query)` */
  detail(chartId?: string, query?: Omit<ChartQuery, 'chartId'>): AppmixerKey<Chart>
}

const resource = 'charts'

/** @see {@link ChartKeys} */
export function chartKeys(client: AppmixerClient): ChartKeys {
  return {
    all: resourceKey(client, resource),
    list: (query) => keyOf(client, resource, 'list', query),
    detail: (chartId, query) => keyOf(client, resource, 'detail', { chartId, ...query }),
  }
}
