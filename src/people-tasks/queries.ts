import type { AppmixerClient } from '../client/client.ts'
import {
  type AppmixerInfiniteQuery,
  offsetQueryOptions,
  type OffsetPosition,
} from '../cache/infiniteQuery.ts'
import { queryOptions, type AppmixerQuery } from '../cache/query.ts'
import { shareBy } from '../cache/sharing.ts'
import { getPeopleTask, getPeopleTasks, getPeopleTasksCount } from './endpoints.ts'
import { peopleTaskKeys } from './keys.ts'
import type {
  InfinitePeopleTasksQuery,
  PeopleTask,
  PeopleTaskAccess,
  PeopleTasksCountQuery,
  PeopleTasksQuery,
} from './types.ts'

/** The filter of tasks that wait for a decision; `due` is overdue and can still be decided. */
export const undecided: string[] = ['status:pending', 'status:due']

/**
 * One page of the user's tasks: `GET /plugins/appmixer/utils/tasks/tasks`.
 *
 * @example
 * peopleTasksQueryOptions(client, { role: 'approver', filter: 'status:pending', sort: 'decisionBy:1' })
 */
export function peopleTasksQueryOptions(
  client: AppmixerClient,
  query: PeopleTasksQuery = {},
): AppmixerQuery<PeopleTask[]> {
  return queryOptions(client, {
    key: peopleTaskKeys(client).list(query),
    endpoint: getPeopleTasks,
    input: query,
    share: shareBy('taskId'),
  })
}

/** How many tasks match, on all pages: `GET /plugins/appmixer/utils/tasks/tasks-count`. */
export function peopleTasksCountQueryOptions(
  client: AppmixerClient,
  query: PeopleTasksCountQuery = {},
): AppmixerQuery<number> {
  return queryOptions(client, {
    key: peopleTaskKeys(client).count(query),
    endpoint: getPeopleTasksCount,
    input: query,
  })
}

/** One task, for its approver: `GET /plugins/appmixer/utils/tasks/tasks/:taskId`. */
export function peopleTaskQueryOptions(
  client: AppmixerClient,
  { taskId, ...access }: PeopleTaskAccess,
): AppmixerQuery<PeopleTask> {
  return queryOptions(client, {
    key: peopleTaskKeys(client).detail(taskId, access),
    endpoint: getPeopleTask,
    input: { taskId, ...access },
  })
}

/**
 * The user's tasks page after page, 20 in each unless `limit` says otherwise: `GET …/tasks`.
 *
 * @example
 * await queryClient.prefetchInfiniteQuery(peopleTasksInfiniteQueryOptions(client, { role: 'approver' }))
 */
export function peopleTasksInfiniteQueryOptions(
  client: AppmixerClient,
  query: InfinitePeopleTasksQuery = {},
): AppmixerInfiniteQuery<PeopleTask[], OffsetPosition> {
  return offsetQueryOptions<PeopleTasksQuery, PeopleTask>(client, {
    key: peopleTaskKeys(client).infinite(query),
    endpoint: getPeopleTasks,
    input: query,
    id: 'taskId',
  })
}
