import * as z from 'zod/mini'
import { open } from '../client/schema.ts'
import type { PeopleTask } from './types.ts'

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

export const peopleTasksSchema = z.array(peopleTaskSchema)

export const createdPeopleTaskSchema = z.extend(peopleTaskSchema, {
  approverSecret: z.nullish(z.string()),
  requesterSecret: z.nullish(z.string()),
})
