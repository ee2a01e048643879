'use client'

import { useBulk, type BulkHook, type BulkHookOptions } from '../react/useBulk.ts'
import { approveTasksBulkOptions, rejectTasksBulkOptions } from './bulk.ts'
import type { PeopleTask, PeopleTaskRef } from './types.ts'

/**
 * Approves many tasks: `PUT …/tasks/:taskId/approve` for each, four at a time. They leave the pending list at once;
 * one that is refused, because somebody else was faster for example, has the error in its result, and the lists show
 * the truth. A 429 makes the whole run wait as long as `Retry-After` says, 30 seconds at most, and is sent again: the
 * server has not carried it out. The lists ask once, in the end.
 *
 * Every component that uses the hook sees the same run, also one that is mounted later; it ends with the session.
 *
 * @example
 * const approveTasks = useApproveTasks()
 * const { done, failed } = await approveTasks.run(selected.map((taskId) => ({ taskId })))
 */
export function useApproveTasks(options?: BulkHookOptions): BulkHook<PeopleTaskRef, PeopleTask> {
  return useBulk(approveTasksBulkOptions, options)
}

/**
 * Rejects many tasks: `PUT …/tasks/:taskId/reject` for each. Otherwise as {@link useApproveTasks}.
 *
 * @example
 * const rejectTasks = useRejectTasks()
 * rejectTasks.run(selected.map((taskId) => ({ taskId })))
 */
export function useRejectTasks(options?: BulkHookOptions): BulkHook<PeopleTaskRef, PeopleTask> {
  return useBulk(rejectTasksBulkOptions, options)
}
