import type { InfiniteData, QueryKey } from '@tanstack/react-query'
import { keyOf, resourceKey, type AppmixerKey } from '../cache/keys.ts'
import type { OffsetPosition } from '../cache/infiniteQuery.ts'
import type { AppmixerClient } from '../client/client.ts'
import type {
  InfinitePeopleTasksQuery,
  PeopleTask,
  PeopleTaskAccess,
  PeopleTasksCountQuery,
  PeopleTasksQuery,
} from './types.ts'

/**
 * The keys of all reads of people tasks. Without its argument each is the start of all keys of its kind. A secret is in
 * a key as its fingerprint only.
 */
export interface PeopleTaskKeys {
  all: QueryKey
  /** `usePeopleTasks(query)` */
  list(query?: PeopleTasksQuery): AppmixerKey<PeopleTask[]>
  /** `useInfinitePeopleTasks(query)` */
  infinite(
    query?: InfinitePeopleTasksQuery,
  ): AppmixerKey<InfiniteData<PeopleTask[], OffsetPosition>>
  /** `usePeopleTasksCount(query)` */
  count(query?: PeopleTasksCountQuery): AppmixerKey<number>
  /** `usePeopleTask(taskId)` */
  detail(taskId?: string, access?: Omit<PeopleTaskAccess, 'taskId'>): AppmixerKey<PeopleTask>
}

const resource = 'peopleTasks'

/** @see {@link PeopleTaskKeys} */
export function peopleTaskKeys(client: AppmixerClient): PeopleTaskKeys {
  return {
    all: resourceKey(client, resource),
    list: (query) => keyOf(client, resource, 'list', query),
    infinite: (query) => keyOf(client, resource, 'infinite', query),
    count: (query) => keyOf(client, resource, 'count', query),
    detail: (taskId, access) => keyOf(client, resource, 'detail', { taskId, ...access }),
  }
}
