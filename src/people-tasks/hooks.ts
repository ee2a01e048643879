'use client'

import { skipToken, type InfiniteData } from '@tanstack/react-query'
import type { OffsetPosition } from '../cache/infiniteQuery.ts'
import {
  refTo,
  useAppmixerInfiniteQuery,
  useAppmixerMutation,
  useAppmixerQuery,
  useAppmixerSuspenseQuery,
  type InfiniteQueryHookOptions,
  type InfiniteQueryHookResult,
  type MutationHookOptions,
  type MutationHookResult,
  type QueryHookOptions,
  type QueryHookResult,
  type Skippable,
  type SuspenseQueryHookOptions,
  type SuspenseQueryHookResult,
} from '../react/hooks.ts'
import { useBulk, type BulkHook, type BulkHookOptions } from '../react/useBulk.ts'
import { usePending } from '../react/pending.ts'
import {
  approveTaskMutationOptions,
  createPeopleTaskMutationOptions,
  rejectTaskMutationOptions,
} from './mutations.ts'
import {
  peopleTaskQueryOptions,
  peopleTasksCountQueryOptions,
  peopleTasksInfiniteQueryOptions,
  peopleTasksQueryOptions,
  undecided,
} from './queries.ts'
import type {
  CreatedPeopleTask,
  CreatePeopleTaskInput,
  InfinitePeopleTasksQuery,
  PeopleTask,
  PeopleTaskRef,
  PeopleTasksCountQuery,
  PeopleTasksQuery,
} from './types.ts'

/**
 * One page of the user's tasks: `GET …/tasks`.
 *
 * Key: `keys.peopleTasks.list(query)`.
 *
 * @param query `limit` @default 100, `offset` @default 0, `role` @default both
 * @example
 * const { data: tasks } = usePeopleTasks({ role: 'approver', filter: 'status:pending', sort: 'decisionBy:1' })
 */
export function usePeopleTasks<Selected = PeopleTask[]>(
  query: Skippable<PeopleTasksQuery> = {},
  options?: QueryHookOptions<PeopleTask[], Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(peopleTasksQueryOptions, query, options)
}

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
 * The user's tasks page after page: `GET …/tasks`. No row is skipped and none comes twice, also when others come and go
 * meanwhile. A refetch reads the pages on screen only: `pagesOnScreen`.
 *
 * Key: `keys.peopleTasks.infinite(query)`.
 *
 * @param query `limit`, the rows on a page, @default 20
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

/**
 * How many tasks match, on all pages: `GET …/tasks-count`. Deciding a pending task lowers its count at once.
 *
 * Key: `keys.peopleTasks.count(query)`.
 *
 * @example
 * const { data: approved } = usePeopleTasksCount({ role: 'approver', filter: 'status:approved' })
 */
export function usePeopleTasksCount<Selected = number>(
  query: Skippable<PeopleTasksCountQuery> = {},
  options?: QueryHookOptions<number, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(peopleTasksCountQueryOptions, query, options)
}

/**
 * {@link usePeopleTasksCount} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: approved } = useSuspensePeopleTasksCount({ filter: 'status:approved' })
 */
export function useSuspensePeopleTasksCount<Selected = number>(
  query: PeopleTasksCountQuery = {},
  options?: SuspenseQueryHookOptions<number, Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(peopleTasksCountQueryOptions, query, options)
}

/**
 * How many tasks wait for a decision, overdue ones too, for a badge:
 * `GET …/tasks-count?filter=status:pending&filter=status:due`. It is the number, and the request, of the first tab of
 * the inbox. `refetchInterval`, in milliseconds, keeps it up to date with one request for all badges.
 *
 * Key: `keys.peopleTasks.count({ ...query, filter: ['status:pending', 'status:due'] })`.
 *
 * @param query `role` @default both
 * @example
 * const { data: badge } = usePendingTaskCount({ role: 'approver' }, { refetchInterval: 15_000 })
 */
export function usePendingTaskCount<Selected = number>(
  query: Skippable<Pick<PeopleTasksCountQuery, 'role'>> = {},
  options?: QueryHookOptions<number, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return usePeopleTasksCount(query === skipToken ? query : { ...query, filter: undecided }, options)
}

/**
 * One task, for its approver: `GET …/tasks/:taskId`. Other users get an error with status 403. An approver without a
 * token needs `<AppmixerProvider secret>`.
 *
 * Key: `keys.peopleTasks.detail(taskId)`.
 *
 * @example
 * const { data: task } = usePeopleTask(taskId)
 */
export function usePeopleTask<Selected = PeopleTask>(
  taskId: Skippable<string>,
  options?: QueryHookOptions<PeopleTask, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(peopleTaskQueryOptions, refTo({ taskId }), options)
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

/**
 * Approves a task: `PUT …/tasks/:taskId/approve`. It leaves the pending lists and counts at once and comes back when
 * the server refuses. Invalidates lists, counts, the detail, logs and usage.
 *
 * Rejects with reason `task-decided` when the task was decided before: `error.current` is the task as it is now, and
 * all lists show it.
 *
 * @example
 * const approveTask = useApproveTask()
 * approveTask.mutate({ taskId })
 */
export function useApproveTask<Context = unknown>(
  options?: MutationHookOptions<PeopleTaskRef, PeopleTask, Context>,
): MutationHookResult<PeopleTaskRef, PeopleTask, Context> {
  return useAppmixerMutation(approveTaskMutationOptions, options)
}

/**
 * Rejects a task: `PUT …/tasks/:taskId/reject`. Otherwise as {@link useApproveTask}.
 *
 * @example
 * const rejectTask = useRejectTask()
 * rejectTask.mutate({ taskId })
 */
export function useRejectTask<Context = unknown>(
  options?: MutationHookOptions<PeopleTaskRef, PeopleTask, Context>,
): MutationHookResult<PeopleTaskRef, PeopleTask, Context> {
  return useAppmixerMutation(rejectTaskMutationOptions, options)
}

/**
 * Asks a person to decide: `POST …/tasks`. Resolves to the task with the secrets of both people. Invalidates lists and
 * counts. The approver's secret lets its owner decide without signing in, so call `reset()` once you have passed it on.
 *
 * Rejects with status 400 for an e-mail address or a date that is not one.
 *
 * @example
 * const createTask = useCreatePeopleTask()
 * createTask.mutate({ title: 'Refund 120?', approver: 'ada@acme.test', requester: user.email, decisionBy })
 */
export function useCreatePeopleTask<Context = unknown>(
  options?: MutationHookOptions<CreatePeopleTaskInput, CreatedPeopleTask, Context>,
): MutationHookResult<CreatePeopleTaskInput, CreatedPeopleTask, Context> {
  return useAppmixerMutation(createPeopleTaskMutationOptions, options)
}

/**
 * Approves many tasks: `PUT …/tasks/:taskId/approve` for each. They leave the pending lists at once; one that is
 * refused, because another user was faster for example, has the error in its result, and the lists show the task as it
 * is. A 429 makes the whole run wait as long as `Retry-After` says, 30 seconds at most, and is sent again. Everything
 * is invalidated once, in the end.
 *
 * All components that use the hook see the same run, also one that is mounted later. It ends with the session.
 *
 * @param options `concurrency`, the number of requests at a time, @default 4
 * @example
 * const approveTasks = useApproveTasks()
 * const { done, failed } = await approveTasks.run(selected.map((taskId) => ({ taskId })))
 */
export function useApproveTasks(options?: BulkHookOptions): BulkHook<PeopleTaskRef, PeopleTask> {
  return useBulk(approveTaskMutationOptions, options)
}

/**
 * Rejects many tasks: `PUT …/tasks/:taskId/reject` for each. Otherwise as {@link useApproveTasks}.
 *
 * @example
 * const rejectTasks = useRejectTasks()
 * rejectTasks.run(selected.map((taskId) => ({ taskId })))
 */
export function useRejectTasks(options?: BulkHookOptions): BulkHook<PeopleTaskRef, PeopleTask> {
  return useBulk(rejectTaskMutationOptions, options)
}

const activities = {
  approveTask: 'approving',
  rejectTask: 'rejecting',
} as const

/** Which decision of this app is pending for a task. */
export type TaskActivity = (typeof activities)[keyof typeof activities]

/**
 * Which decision of this app is pending for a task, whichever component called it. A component renders again when it
 * changes for this task, and for no other. Sends nothing.
 *
 * @example
 * const isBusy = useTaskActivity(taskId) !== undefined
 */
export function useTaskActivity(taskId: string): TaskActivity | undefined {
  return usePending<TaskActivity>('taskId', taskId, activities)
}
