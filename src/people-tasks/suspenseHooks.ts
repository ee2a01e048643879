'use client'

import {
  type SuspenseQueryHookResult,
  useAppmixerSuspenseQuery,
  type SuspenseQueryHookOptions,
} from '../react/hooks.ts'
import {
  peopleTaskQueryOptions,
  peopleTasksCountQueryOptions,
  peopleTasksQueryOptions,
} from './queries.ts'
import type { PeopleTask, PeopleTasksCountQuery, PeopleTasksQuery } from './types.ts'

/**
 * {@link usePeopleTasks} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: tasks } = useSuspensePeopleTasks({ role: 'approver', filter: 'status:pending' })
 */
export function useSuspensePeopleTasks<Selected = PeopleTask[]>(
  query: PeopleTasksQuery = {},
  options?: SuspenseQueryHookOptions<PeopleTask[], Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(peopleTasksQueryOptions, query, options)
}

/**
 * {@link usePeopleTasksCount} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: badge } = useSuspensePeopleTasksCount({ filter: 'status:pending' })
 */
export function useSuspensePeopleTasksCount<Selected = number>(
  query: PeopleTasksCountQuery = {},
  options?: SuspenseQueryHookOptions<number, Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(peopleTasksCountQueryOptions, query, options)
}

/**
 * {@link usePeopleTask} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: task } = useSuspensePeopleTask(taskId)
 */
export function useSuspensePeopleTask<Selected = PeopleTask>(
  taskId: string,
  options?: SuspenseQueryHookOptions<PeopleTask, Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(peopleTaskQueryOptions, { taskId }, options)
}
