import * as z from 'zod/mini'

/** `PeopleTasksQuery`: whose tasks, in which order, and which part of them. */
export const peopleTasksQuerySchema = z.object({
  role: z.optional(z.enum(['approver', 'requester'])),
  pattern: z.optional(z.string()),
  filter: z.optional(z.union([z.string(), z.array(z.string())])),
  secret: z.optional(z.string()),
  limit: z.optional(z.number()),
  offset: z.optional(z.number()),
  sort: z.optional(z.string()),
  projection: z.optional(z.string()),
})

/** `InfinitePeopleTasksQuery`: a `PeopleTasksQuery` without the position. */
export const infinitePeopleTasksQuerySchema = z.omit(peopleTasksQuerySchema, { offset: true })

/** `PeopleTasksCountQuery`: which tasks to count. */
export const peopleTasksCountQuerySchema = z.pick(peopleTasksQuerySchema, {
  role: true,
  pattern: true,
  filter: true,
  secret: true,
})

/** `PeopleTaskRef`: names one task. */
export const peopleTaskRefSchema = z.object({ taskId: z.string() })

/** `PeopleTaskAccess`: names one task, and who may see it. */
export const peopleTaskAccessSchema = z.extend(peopleTaskRefSchema, {
  secret: z.optional(z.string()),
})

/** `CreatePeopleTaskInput`: a question to a person. Loose, because newer servers know more fields of a task. */
export const createPeopleTaskInputSchema = z.looseObject({
  title: z.string(),
  description: z.optional(z.string()),
  approver: z.string(),
  requester: z.string(),
  decisionBy: z.string(),
})
