import * as z from 'zod/mini'
import { open } from '../client/shapes.ts'

export const peopleTaskSchema = z.looseObject({
  taskId: z.string(),
  title: z.optional(z.string()),
  /** Untrusted text; some servers send it as HTML. Show it as text. */
  description: z.optional(z.string()),
  /** `due` is overdue and can still be decided. */
  status: z.optional(open<'pending' | 'approved' | 'rejected' | 'due'>()),
  /** E-mail address of the person who decides. */
  approver: z.optional(z.string()),
  /** E-mail address of the person who asked. */
  requester: z.optional(z.string()),
  /** Until when; ISO 8601, or `2020-01-01 19:00:00` without a zone from older servers. */
  decisionBy: z.optional(z.string()),
  /** When it was decided, ISO 8601 UTC. */
  decisionMade: z.optional(z.string()),
  created: z.optional(z.string()),
  mtime: z.optional(z.string()),
  /** The flow that asked. */
  flowId: z.optional(z.string()),
  isApprover: z.optional(z.boolean()),
})

/** A question of a running flow to a person, who approves or rejects. */
export interface PeopleTask extends z.infer<typeof peopleTaskSchema> {}

export const peopleTasksQuerySchema = z.object({
  /** Tasks to decide, or tasks that one asked for. Default both. */
  role: z.optional(z.enum(['approver', 'requester'])),
  /** Part of the title; case does not matter. */
  pattern: z.optional(z.string()),
  /** `status:pending`; several must all hold. */
  filter: z.optional(z.union([z.string(), z.array(z.string())])),
  /** The approver's or requester's secret: the tasks of that person, without a token. */
  secret: z.optional(z.string()),
  /** Default 100. */
  limit: z.optional(z.number()),
  /** Default 0. */
  offset: z.optional(z.number()),
  /** `field:1` or `field:-1`, for example `decisionBy:1`. */
  sort: z.optional(z.string()),
  /** Fields to leave out (`-description`) or the only ones to send. */
  projection: z.optional(z.string()),
})

/** Whose tasks, in which order, and which part of them. */
export interface PeopleTasksQuery extends z.infer<typeof peopleTasksQuerySchema> {}

export const peopleTasksCountQuerySchema = z.pick(peopleTasksQuerySchema, {
  role: true,
  pattern: true,
  filter: true,
  secret: true,
})

export interface PeopleTasksCountQuery extends z.infer<typeof peopleTasksCountQuerySchema> {}

/** Names one task. */
export interface PeopleTaskRef {
  taskId: string
}

export const peopleTaskAccessSchema = z.object({
  taskId: z.string(),
  /** The approver's secret, to read or decide without being that person. Default: the client's own. */
  secret: z.optional(z.string()),
})

/** Names one task, and who may see it. */
export interface PeopleTaskAccess extends z.infer<typeof peopleTaskAccessSchema> {}

export const createdPeopleTaskSchema = z.extend(peopleTaskSchema, {
  /** Lets whoever has it read and decide, without a token. The same for every task of that approver. */
  approverSecret: z.optional(z.string()),
  /** Lets whoever has it list the tasks of that requester, without a token. */
  requesterSecret: z.optional(z.string()),
})

/** A new task with both secrets. This is the only answer that has them; keep them out of logs and URLs. */
export interface CreatedPeopleTask extends z.infer<typeof createdPeopleTaskSchema> {}

export const createPeopleTaskInputSchema = z.looseObject({
  title: z.string(),
  /** Markdown. */
  description: z.optional(z.string()),
  /** E-mail address of the person who decides. */
  approver: z.string(),
  /** E-mail address of the person who asks. */
  requester: z.string(),
  /** Until when, ISO 8601 UTC. */
  decisionBy: z.string(),
})

/** A question to a person. */
export interface CreatePeopleTaskInput {
  title: string
  /** Markdown. */
  description?: string | undefined
  /** E-mail address of the person who decides. */
  approver: string
  /** E-mail address of the person who asks. */
  requester: string
  /** Until when, ISO 8601 UTC. */
  decisionBy: string
}
