import type { Open } from '../client/checks.ts'

/** A question of a running flow to a person, who approves or rejects. See {@link Flow} for fields that are not listed. */
export interface PeopleTask {
  taskId: string
  title?: string | null | undefined
  /** Untrusted text; some servers send it as HTML. Show it as text. */
  description?: string | null | undefined
  /** `due` is overdue and can still be decided. */
  status?: Open<'pending' | 'approved' | 'rejected' | 'due'> | null | undefined
  /** E-mail address of the person who decides. */
  approver?: string | null | undefined
  /** E-mail address of the person who asked. */
  requester?: string | null | undefined
  /** Until when; ISO 8601, or `2020-01-01 19:00:00` without a zone from older servers. */
  decisionBy?: string | null | undefined
  /** When it was decided, ISO 8601 UTC. */
  decisionMade?: string | null | undefined
  created?: string | null | undefined
  mtime?: string | null | undefined
  /** The flow that asked. */
  flowId?: string | null | undefined
  isApprover?: boolean | null | undefined
}

/** Whose tasks, in which order, and which part of them. */
export interface PeopleTasksQuery {
  /** Tasks to decide, or tasks that one asked for. Default both. */
  role?: 'approver' | 'requester' | undefined
  /** Part of the title; case does not matter. */
  pattern?: string | undefined
  /** `status:pending`; several must all hold. */
  filter?: string | string[] | undefined
  /** The approver's or requester's secret: the tasks of that person, without a token. */
  secret?: string | undefined
  /** Default 100. */
  limit?: number | undefined
  /** Default 0. */
  offset?: number | undefined
  /** `field:1` or `field:-1`, for example `decisionBy:1`. */
  sort?: string | undefined
  /** Fields to leave out (`-description`) or the only ones to send. */
  projection?: string | undefined
}

/** {@link PeopleTasksQuery} without the position, which an endless list keeps itself. `limit` is the size of a page; default 20. */
export interface InfinitePeopleTasksQuery extends Omit<PeopleTasksQuery, 'offset'> {}

export interface PeopleTasksCountQuery extends Pick<
  PeopleTasksQuery,
  'role' | 'pattern' | 'filter' | 'secret'
> {}

/** Names one task. */
export interface PeopleTaskRef {
  taskId: string
}

/** Names one task, and who may see it. */
export interface PeopleTaskAccess {
  taskId: string
  /** The approver's secret, to read or decide without being that person. Default: the client's own. */
  secret?: string | undefined
}

/** A new task with both secrets. This is the only answer that has them; keep them out of logs and URLs. */
export interface CreatedPeopleTask extends PeopleTask {
  /** Lets whoever has it read and decide, without a token. The same for every task of that approver. */
  approverSecret?: string | null | undefined
  /** Lets whoever has it list the tasks of that requester, without a token. */
  requesterSecret?: string | null | undefined
}

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
