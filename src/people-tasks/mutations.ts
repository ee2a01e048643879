import type { EffectOptions } from '../cache/effect.ts'
import * as effects from '../cache/effects.ts'
import { confidential, mutationOptions, type AppmixerMutation } from '../cache/mutation.ts'
import type { AppmixerClient } from '../client/client.ts'
import { approveTask, createPeopleTask, rejectTask } from './endpoints.ts'
import type {
  CreatedPeopleTask,
  CreatePeopleTaskInput,
  PeopleTask,
  PeopleTaskRef,
} from './types.ts'

/** Approves a task, which leaves the pending list at once: `PUT …/tasks/:taskId/approve`. */
export function approveTaskMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<PeopleTaskRef, PeopleTask> {
  return mutationOptions(client, {
    name: 'approveTask',
    endpoint: approveTask,
    effect: effects.approveTask,
    options,
  })
}

/** Rejects a task, which leaves the pending list at once: `PUT …/tasks/:taskId/reject`. */
export function rejectTaskMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<PeopleTaskRef, PeopleTask> {
  return mutationOptions(client, {
    name: 'rejectTask',
    endpoint: rejectTask,
    effect: effects.rejectTask,
    options,
  })
}

/** Asks a person to decide: `POST …/tasks`. Resolves to the task with both secrets. */
export function createPeopleTaskMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<CreatePeopleTaskInput, CreatedPeopleTask> {
  return confidential(
    mutationOptions(client, {
      name: 'createPeopleTask',
      endpoint: createPeopleTask,
      effect: effects.createPeopleTask,
      options,
    }),
    ['approverSecret', 'requesterSecret'],
  )
}
