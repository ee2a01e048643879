import { bulkOptions, single, type AppmixerBulk } from '../cache/bulkOptions.ts'
import * as effects from '../cache/effects.ts'
import type { AppmixerClient } from '../client/client.ts'
import { approveTask, rejectTask } from './endpoints.ts'
import type { PeopleTask, PeopleTaskRef } from './types.ts'

/** Approves many tasks: `PUT …/tasks/:taskId/approve` for each. */
export function approveTasksBulkOptions(
  client: AppmixerClient,
): AppmixerBulk<PeopleTaskRef, PeopleTask> {
  return bulkOptions(client, {
    name: 'approveTasks',
    endpoint: approveTask,
    effect: effects.approveTask,
    inputOf: single<PeopleTaskRef>,
    itemName: 'approveTask',
  })
}

/** Rejects many tasks: `PUT …/tasks/:taskId/reject` for each. */
export function rejectTasksBulkOptions(
  client: AppmixerClient,
): AppmixerBulk<PeopleTaskRef, PeopleTask> {
  return bulkOptions(client, {
    name: 'rejectTasks',
    endpoint: rejectTask,
    effect: effects.rejectTask,
    inputOf: single<PeopleTaskRef>,
    itemName: 'rejectTask',
  })
}
