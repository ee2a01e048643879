'use client'

import { skipToken } from '@tanstack/react-query'
import { logAggregationsQueryOptions } from '../logs/queries.ts'
import { logQuery } from '../logs/search.ts'
import type { LogAggregations, LogAggregationsQuery } from '../logs/types.ts'
import {
  useAppmixerQuery,
  type QueryHookOptions,
  type QueryHookResult,
  type Skippable,
} from '../react/hooks.ts'
import type { TimeOptions, TimeRange, TimeRangeName } from '../time/range.ts'

/** How many errors each flow wrote, by flow id. A flow that is not there wrote none. */
export type FlowErrorCounts = Readonly<Record<string, number>>

export interface FlowErrorCountsOptions
  extends TimeOptions, Omit<QueryHookOptions<LogAggregations, FlowErrorCounts>, 'select'> {
  /** In which time. @default last24Hours */
  range?: TimeRangeName | TimeRange | undefined
}

/** More flows with errors are not told apart from those without. */
const mostFlows = 1_000

/**
 * How many errors each flow wrote to the log, in one request for all of them: `POST /logs` with a `terms` aggregation.
 * Without ids, of all flows that the user may see, at most the 1,000 with the most errors.
 *
 * Key: `keys.logs.aggregations(query)`.
 *
 * @param flowIds Those on screen, for example; in any order. `[]` and `skipToken` read nothing.
 * @param options `range` @default `last24Hours`
 * @example
 * const { data: errors } = useFlowErrorCounts(flows.map(({ flowId }) => flowId), { range: 'last7Days' })
 * {errors?.[flowId] && <b>{errors[flowId]} errors</b>}
 */
export function useFlowErrorCounts(
  flowIds?: Skippable<readonly string[]>,
  { range = 'last24Hours', now, timeZone, ...options }: FlowErrorCountsOptions = {},
): QueryHookResult<FlowErrorCounts> {
  const isSkipped = flowIds === skipToken || flowIds?.length === 0
  return useAppmixerQuery<LogAggregationsQuery, LogAggregations, FlowErrorCounts>(
    logAggregationsQueryOptions,
    isSkipped ? skipToken : errorsQuery(flowIds, range, { now, timeZone }),
    { ...options, select: countsIn },
  )
}

function errorsQuery(
  flowIds: readonly string[] | undefined,
  range: TimeRangeName | TimeRange,
  time: TimeOptions,
): LogAggregationsQuery {
  // Another order of the rows asks for the same.
  const ids = flowIds && [...new Set(flowIds)].toSorted()
  return {
    ...(ids && { flowId: ids }),
    query: logQuery({ conditions: { severity: ['error', 'fatal'] }, range }, time),
    size: 0,
    aggs: { flows: { terms: { field: 'flowId', size: ids?.length ?? mostFlows } } },
  }
}

function countsIn({ aggregations }: LogAggregations): FlowErrorCounts {
  const { buckets } = aggregations['flows'] ?? {}
  if (!Array.isArray(buckets)) return {}
  const counts = (buckets as { key: string; doc_count: number }[]).map(
    ({ key, doc_count: errors }) => [key, errors] as const,
  )
  return Object.fromEntries(counts)
}
