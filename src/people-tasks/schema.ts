import * as z from 'zod/mini'
import { open } from '../client/schema.ts'
import type { PeopleTask } from './types.ts'

/** `PeopleTask`, as a list, a read and a decision answer it. */
export const peopleTaskSchema = z.looseObject({
  taskId: z.string(),
  title: z.nullish(z.string()),
  description: z.nullish(z.string()),
  status: z.nullish(open<PeopleTask['status']>()),
  approver: z.nullish(z.string()),
  requester: z.nullish(z.string()),
  decisionBy: z.nullish(z.string()),
  decisionMade: z.nullish(z.string()),
  created: z.nullish(z.string()),
  mtime: z.nullish(z.string()),
  flowId: z.nullish(z.string()),
  isApprover: z.nullish(z.boolean()),
})

/** A list of people tasks. */
export const peopleTasksSchema = z.array(peopleTaskSchema)

/** `CreatedPeopleTask`: a new task with both secrets. */
export const createdPeopleTaskSchema = z.extend(peopleTaskSchema, {
  approverSecret: z.nullish(z.string()),
  requesterSecret: z.nullish(z.string()),
})
