import * as z from 'zod/mini'
import * as endpoints from '../people-tasks/endpoints.ts'
import {
  createPeopleTaskInputSchema,
  peopleTaskAccessSchema,
  peopleTasksCountQuerySchema,
  peopleTasksQuerySchema,
} from '../people-tasks/inputs.ts'
import type {
  CreatePeopleTaskInput,
  PeopleTask,
  PeopleTaskAccess,
  PeopleTasksCountQuery,
} from '../people-tasks/types.ts'
import { Boom } from './boom.ts'
import type { Database, StoredTask } from './database.ts'
import { filtered, patternOf } from './filter.ts'
import { page } from './list.ts'
import { logDecision, writeLogs } from './logWriter.ts'
import { route, type Exchange, type Route, type Schema } from './route.ts'
import { secretOf } from './tokens.ts'

const createSchema = z.extend(createPeopleTaskInputSchema, {
  title: z.string().check(z.minLength(1)),
  description: z.optional(z.string().check(z.minLength(1))),
  approver: z.email(),
  requester: z.email(),
  decisionBy: z.optional(z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text))))),
}) as Schema<CreatePeopleTaskInput>

export const peopleTaskRoutes = {
  getPeopleTasks: route(endpoints.getPeopleTasks, peopleTasksQuerySchema, (exchange, query) =>
    page(matching(exchange, query), query, 'taskId'),
  ),

  getPeopleTasksCount: route(
    endpoints.getPeopleTasksCount,
    peopleTasksCountQuerySchema,
    (exchange, query) => ({ count: matching(exchange, query).length }),
  ),

  getPeopleTask: route(endpoints.getPeopleTask, peopleTaskAccessSchema, (exchange, ref) => {
    const task = forApprover(exchange, ref)
    return seenBy(task.approver, task, exchange.database)
  }),

  approveTask: route(endpoints.approveTask, peopleTaskAccessSchema, (exchange, ref) =>
    decide(exchange, ref, { verb: 'approve', status: 'approved' }),
  ),

  rejectTask: route(endpoints.rejectTask, peopleTaskAccessSchema, (exchange, ref) =>
    decide(exchange, ref, { verb: 'reject', status: 'rejected' }),
  ),

  createPeopleTask: route(endpoints.createPeopleTask, createSchema, ({ database, user }, input) => {
    user()
    const { title, description, approver, requester } = input
    const { decisionBy }: Pick<StoredTask, 'decisionBy'> = input
    const task: StoredTask = {
      taskId: database.random.hex(24),
      title,
      ...(description !== undefined && { description }),
      approver,
      requester,
      status: 'pending',
      ...(decisionBy && { decisionBy: new Date(decisionBy).toISOString() }),
      created: database.now(),
      mtime: database.now(),
    }
    database.tasks.push(task)
    return {
      ...seenBy(undefined, task, database),
      approverSecret: secretOf(database, approver),
      requesterSecret: secretOf(database, requester),
    }
  }),
} satisfies Record<keyof typeof endpoints, Route>

/** The tasks that a list shows and a count counts. */
function matching(exchange: Exchange, query: PeopleTasksCountQuery): PeopleTask[] {
  const { database } = exchange
  const { role, pattern, filter, secret } = query
  const email = secret === undefined ? exchange.user().email : emailOf(database, secret)
  const isMatch = patternOf(pattern)
  const tasks = database.tasks
    .filter((task) => (role ? task[role] === email : isBetween(task, email)))
    .filter(({ title }) => isMatch(title))
    .map((task) => seenBy(email, task, database))
  return filtered(tasks, filter)
}

function isBetween({ approver, requester }: StoredTask, email: string | undefined): boolean {
  return approver === email || requester === email
}

function decide(
  exchange: Exchange,
  ref: PeopleTaskAccess,
  decision: { verb: string; status: string },
): PeopleTask {
  const { database } = exchange
  const task = forApprover(exchange, ref)
  if (task.status === 'approved' || task.status === 'rejected') {
    throw new Boom(400, `Cannot ${decision.verb} task, already ${task.status}`)
  }
  writeLogs(database)
  logDecision(database, task, decision.status)
  const now = database.now()
  Object.assign(task, { status: decision.status, decisionMade: now, mtime: now })
  return seenBy(task.approver, task, database)
}

/** The task, for its approver: by token, or by secret. */
function forApprover(
  { database, user }: Exchange,
  { taskId, secret }: PeopleTaskAccess,
): StoredTask {
  const task = database.tasks.find((candidate) => candidate.taskId === taskId)
  if (!task) throw new Boom(404, 'Task not found.')
  const isApprover =
    secret === undefined
      ? user().email === task.approver
      : secret === secretOf(database, task.approver)
  if (!isApprover) throw new Boom(403, 'Forbidden')
  return task
}

/** The task as this person gets it: overdue ones are `due`. */
function seenBy(email: string | undefined, task: StoredTask, { clock }: Database): PeopleTask {
  const { decisionBy } = task
  const isDue = task.status === 'pending' && !!decisionBy && Date.parse(decisionBy) <= clock.now()
  return {
    ...task,
    status: isDue ? 'due' : task.status,
    isApprover: task.approver === email,
  }
}

function emailOf(database: Database, secret: string): string | undefined {
  const emails = new Set(database.tasks.flatMap(({ approver, requester }) => [approver, requester]))
  return [...emails].find((email) => secretOf(database, email) === secret)
}
