'use client'

import type { InfiniteData } from '@tanstack/react-query'
import type { OffsetPosition } from '../cache/infiniteQuery.ts'
import {
  type InfiniteQueryHookResult,
  type Skippable,
  useAppmixerInfiniteQuery,
  type InfiniteQueryHookOptions,
} from '../react/hooks.ts'
import { peopleTasksInfiniteQueryOptions } from './queries.ts'
import type { InfinitePeopleTasksQuery, PeopleTask } from './types.ts'

/**
 * The user's tasks page after page, 20 in each unless `limit` says otherwise: `GET …/tasks`. No row is skipped and none comes twice, also when
 * others come and go meanwhile. When it is asked for again, the pages on screen are, and no others: `pagesOnScreen`.
 *
 * @example
 * const { data, fetchNextPage } = useInfinitePeopleTasks({ role: 'approver', filter: 'status:pending' })
 * const tasks = useMemo(() => rowsOf(data), [data])
 */
export function useInfinitePeopleTasks<Selected = InfiniteData<PeopleTask[], OffsetPosition>>(
  query: Skippable<InfinitePeopleTasksQuery> = {},
  options?: InfiniteQueryHookOptions<PeopleTask[], OffsetPosition, Selected>,
): InfiniteQueryHookResult<NoInfer<Selected>> {
  return useAppmixerInfiniteQuery(peopleTasksInfiniteQueryOptions, query, options)
}
