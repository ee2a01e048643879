import { confidential, withSecret } from '../cache/confidential.ts'
import { mutation } from '../cache/mutation.ts'
import { approveTaskEffect, createPeopleTaskEffect, rejectTaskEffect } from './effects.ts'
import { approveTask, createPeopleTask, rejectTask } from './endpoints.ts'
import type {
  CreatedPeopleTask,
  CreatePeopleTaskInput,
  PeopleTask,
  PeopleTaskRef,
} from './types.ts'

/** Approves a task, which leaves the pending list at once: `PUT …/tasks/:taskId/approve`. */
export const approveTaskMutationOptions = mutation<PeopleTaskRef, PeopleTask>({
  name: 'approveTask',
  endpoint: approveTask,
  effect: approveTaskEffect,
  conceal: withSecret,
})

/** Rejects a task, which leaves the pending list at once: `PUT …/tasks/:taskId/reject`. */
export const rejectTaskMutationOptions = mutation<PeopleTaskRef, PeopleTask>({
  name: 'rejectTask',
  endpoint: rejectTask,
  effect: rejectTaskEffect,
  conceal: withSecret,
})

/** Asks a person to decide: `POST …/tasks`. Resolves to the task with both secrets. */
export const createPeopleTaskMutationOptions = mutation<CreatePeopleTaskInput, CreatedPeopleTask>({
  name: 'createPeopleTask',
  endpoint: createPeopleTask,
  effect: createPeopleTaskEffect,
  conceal: confidential('approverSecret', 'requesterSecret'),
})
