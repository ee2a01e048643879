import * as z from 'zod/mini'
import { open } from '../client/schema.ts'
import type { PeopleTask } from './types.ts'

export const peopleTaskSchema = z.looseObject({
  taskId: z.string(),
  title: z.optional(z.string()),
  description: z.optional(z.string()),
  status: z.optional(open<PeopleTask['status']>()),
  approver: z.optional(z.string()),
  requester: z.optional(z.string()),
  decisionBy: z.optional(z.string()),
  decisionMade: z.optional(z.string()),
  created: z.optional(z.string()),
  mtime: z.optional(z.string()),
  flowId: z.optional(z.string()),
  isApprover: z.optional(z.boolean()),
})

export const peopleTasksSchema = z.array(peopleTaskSchema)

export const createdPeopleTaskSchema = z.extend(peopleTaskSchema, {
  approverSecret: z.optional(z.string()),
  requesterSecret: z.optional(z.string()),
})
