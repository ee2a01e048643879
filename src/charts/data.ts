'use client'

import type { QueryFunctionContext } from '@tanstack/react-query'
import { useState } from 'react'
import { createLimit } from '../client/limit.ts'
import type { AppmixerError } from '../client/errors.ts'
import { logAggregationsQueryOptions } from '../logs/queries.ts'
import type { LogAggregation } from '../logs/types.ts'
import { useAppmixerQueries } from '../react/hooks.ts'
import { chartRequests, seriesOf, type ChartData, type ChartOptions } from './series.ts'
import type { Chart } from './types.ts'

export interface ChartDataOptions extends ChartOptions {
  /** Milliseconds between two reads while the page is visible. @default none */
  refetchInterval?: number | false | undefined
  /** How many requests may be under way at once. @default 3 */
  concurrency?: number | undefined
}

/** The data of one chart, in TanStack's words. */
export interface ChartDataResult {
  /** `undefined` until every request was answered once. Stays when a refetch fails. */
  data: ChartData | undefined
  error: AppmixerError | null
  isError: boolean
  isFetching: boolean
  /** It waits for the network. */
  isPaused: boolean
  /** When the oldest of its answers came, milliseconds since 1970; 0 before. */
  dataUpdatedAt: number
  refetch(): void
}

/**
 * The series of a chart: `POST /logs`, once for all traces with the same source.
 *
 * Keys: `keys.logs.aggregations(query)` of each request.
 *
 * @example
 * const { data } = useChartData(chart, { range: 'last7Days' })
 * return data?.series.map(({ id, name, points }) => <Line key={id} name={name} data={points} />)
 */
export function useChartData(
  chart: Chart | undefined,
  options: ChartDataOptions = {},
): ChartDataResult {
  const [result = nothing] = useChartsData(chart ? [chart] : [], options)
  return result
}

const nothing: ChartDataResult = {
  data: undefined,
  error: null,
  isError: false,
  isFetching: false,
  isPaused: false,
  dataUpdatedAt: 0,
  refetch() {},
}

/** {@link useChartData} for several charts: a chart that fails leaves the others alone. */
export function useChartsData(
  charts: readonly Chart[],
  options: ChartDataOptions = {},
): ChartDataResult[] {
  const { refetchInterval = false, concurrency = 3 } = options
  const [limited] = useState(() => createLimit(concurrency))
  const requests = charts.map((chart) => chartRequests(chart, options))
  // Charts that ask for the same, a copy and its original for example, share the answer.
  const queries = new Map(requests.flat().map(({ query }) => [JSON.stringify(query), query]))
  const keys = [...queries.keys()]
  const answers = useAppmixerQueries((client) =>
    [...queries.values()].map((query) => {
      const { queryFn, ...read } = logAggregationsQueryOptions(client, query)
      return {
        ...read,
        queryFn: (context: QueryFunctionContext) =>
          limited(async () => queryFn(context as never), context.signal),
        refetchInterval,
      }
    }),
  )
  return charts.map((chart, index) => {
    const own = requests[index]!.map(({ query }) => answers[keys.indexOf(JSON.stringify(query))]!)
    const error = own.find((answer) => answer.error)?.error ?? null
    const isComplete = own.every(({ data }) => data !== undefined)
    const aggregations: Record<string, LogAggregation> = {}
    for (const { data } of own) {
      Object.assign(aggregations, data?.aggregations)
    }
    return {
      data: isComplete ? seriesOf(chart, aggregations, options) : undefined,
      error,
      isError: error !== null,
      isFetching: own.some(({ isFetching }) => isFetching),
      isPaused: own.some(({ isPaused }) => isPaused),
      dataUpdatedAt: Math.min(...own.map((answer) => answer.dataUpdatedAt)),
      refetch() {
        for (const answer of own) void answer.refetch()
      },
    }
  })
}
