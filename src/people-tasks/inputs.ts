import * as z from 'zod/mini'

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

export const peopleTasksCountQuerySchema = z.pick(peopleTasksQuerySchema, {
  role: true,
  pattern: true,
  filter: true,
  secret: true,
})

export const peopleTaskAccessSchema = z.object({
  taskId: z.string(),
  secret: z.optional(z.string()),
})

export const createPeopleTaskInputSchema = z.looseObject({
  title: z.string(),
  description: z.optional(z.string()),
  approver: z.string(),
  requester: z.string(),
  decisionBy: z.string(),
})
