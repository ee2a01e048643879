'use client'

import type { InfiniteData } from '@tanstack/react-query'
import type { OffsetPosition } from '../cache/infiniteQuery.ts'
import {
  type InfiniteQueryHookResult,
  type Skippable,
  useAppmixerInfiniteQuery,
  type InfiniteQueryHookOptions,
} from '../react/hooks.ts'
import { flowsInfiniteQueryOptions } from './queries.ts'
import type { Flow, InfiniteFlowsQuery } from './types.ts'

/**
 * The flows page after page, 20 in each unless `limit` says otherwise: `GET /flows`. No row is skipped and none comes twice, also when
 * others come and go meanwhile. When it is asked for again, the pages on screen are, and no others: `pagesOnScreen`.
 *
 * @example
 * const { data, fetchNextPage, hasNextPage } = useInfiniteFlows({ limit: 50, sort: 'mtime:-1' })
 * const flows = useMemo(() => rowsOf(data), [data])
 */
export function useInfiniteFlows<Selected = InfiniteData<Flow[], OffsetPosition>>(
  query: Skippable<InfiniteFlowsQuery> = {},
  options?: InfiniteQueryHookOptions<Flow[], OffsetPosition, Selected>,
): InfiniteQueryHookResult<NoInfer<Selected>> {
  return useAppmixerInfiniteQuery(flowsInfiniteQueryOptions, query, options)
}
