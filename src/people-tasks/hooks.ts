'use client'

import { skipToken } from '@tanstack/react-query'
import {
  useAppmixerMutation,
  useAppmixerQuery,
  type MutationHookOptions,
  type QueryHookOptions,
  type MutationHookResult,
  type QueryHookResult,
  refTo,
  type Skippable,
} from '../react/hooks.ts'
import { usePending } from '../react/pending.ts'
import {
  approveTaskMutationOptions,
  createPeopleTaskMutationOptions,
  rejectTaskMutationOptions,
} from './mutations.ts'
import {
  peopleTaskQueryOptions,
  peopleTasksCountQueryOptions,
  peopleTasksQueryOptions,
  undecided,
} from './queries.ts'
import type {
  CreatedPeopleTask,
  CreatePeopleTaskInput,
  PeopleTask,
  PeopleTaskRef,
  PeopleTasksCountQuery,
  PeopleTasksQuery,
} from './types.ts'

/**
 * One page of the user's tasks: `GET …/tasks`, 100 of them unless `limit` says otherwise.
 *
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
 * How many tasks match, on all pages: `GET …/tasks-count`. Deciding a pending task lowers its count at once.
 *
 * @example
 * const { data: badge } = usePeopleTasksCount({ role: 'approver', filter: 'status:pending' })
 */
export function usePeopleTasksCount<Selected = number>(
  query: Skippable<PeopleTasksCountQuery> = {},
  options?: QueryHookOptions<number, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(peopleTasksCountQueryOptions, query, options)
}

/**
 * How many tasks wait for a decision, overdue ones too, for a badge:
 * `GET …/tasks-count?filter=status:pending&filter=status:due`, of both roles unless told otherwise. It is the same
 * number, and the same request, as on the first tab of the inbox. `refetchInterval`, in milliseconds, keeps it up to date
 * with one timer for all badges.
 *
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
 * One task, for its approver: `GET …/tasks/:taskId`. Anybody else gets an error with status 403. An approver without
 * a token needs `<AppmixerProvider secret>`.
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
 * Approves a task: `PUT …/tasks/:taskId/approve`. It leaves the pending list at once. A task that somebody decided
 * before is refused: `error.reason` is `task-decided` and `error.current` the task as it is now, which all lists show.
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
 * Asks a person to decide: `POST …/tasks`. Resolves to the task with the secrets of both people; the lists ask again.
 * An e-mail address or a date that is not one is refused with 400. Whoever has the approver's secret can decide
 * without signing in, so call `reset()` once you have handed it on.
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

const taskWords = {
  approveTask: 'approving',
  approveTasks: 'approving',
  rejectTask: 'rejecting',
  rejectTasks: 'rejecting',
} as const

/** What this app has under way for a task. */
export type TaskPending = (typeof taskWords)[keyof typeof taskWords]

/**
 * Which decision about a task this app has under way, whichever component asked for it. A component renders again when
 * it changes, and for no other task. Sends nothing.
 *
 * @example
 * const isDecided = useTaskPending(taskId) !== undefined
 */
export function useTaskPending(taskId: string): TaskPending | undefined {
  return usePending<TaskPending>('taskId', taskId, taskWords)
}
