import type { AppmixerBulk } from '../cache/bulk.ts'
import type { AppmixerClient } from '../client/client.ts'
import { approveTaskMutationOptions, rejectTaskMutationOptions } from './mutations.ts'
import type { PeopleTask, PeopleTaskRef } from './types.ts'

/** Approves many tasks: `PUT …/tasks/:taskId/approve` for each. */
export function approveTasksBulkOptions(
  client: AppmixerClient,
): AppmixerBulk<PeopleTaskRef, PeopleTask> {
  return { client, name: 'approveTasks', mutation: approveTaskMutationOptions(client) }
}

/** Rejects many tasks: `PUT …/tasks/:taskId/reject` for each. */
export function rejectTasksBulkOptions(
  client: AppmixerClient,
): AppmixerBulk<PeopleTaskRef, PeopleTask> {
  return { client, name: 'rejectTasks', mutation: rejectTaskMutationOptions(client) }
}
