import { isNumber } from '../client/checks.ts'
import { endpoint } from '../client/endpoint.ts'
import type { Refusal } from '../client/failures.ts'
import { renamed, unwrapCount } from '../client/shapes.ts'
import { isCreatedPeopleTask, isPeopleTask, isPeopleTasks } from './checks.ts'
import { inPlace } from './inPlace.ts'
import type {
  CreatedPeopleTask,
  CreatePeopleTaskInput,
  PeopleTask,
  PeopleTaskAccess,
  PeopleTasksCountQuery,
  PeopleTasksQuery,
} from './types.ts'

/** A server without people tasks also answers 404, but not about a task. */
const goneTask: Refusal = { reason: 'gone', status: 404, says: 'task' }
const decided: Refusal = { reason: 'task-decided', says: 'already' }

/** One page of the caller's tasks, or of the secret's owner. */
export const getPeopleTasks = endpoint<PeopleTasksQuery, PeopleTask[]>(
  'GET /plugins/appmixer/utils/tasks/tasks',
  {
    inPlace,
    query: ({ secret: _, ...query }) => query,
    arrays: 'brackets',
    takesSecret: true,
    normalize: renamed('id', 'taskId'),
    response: isPeopleTasks,
  },
)

/** How many tasks match, on all pages. */
export const getPeopleTasksCount = endpoint<PeopleTasksCountQuery, number, { count: number }>(
  'GET /plugins/appmixer/utils/tasks/tasks-count',
  {
    inPlace,
    query: ({ role, pattern, filter }) => ({ role, pattern, filter }),
    arrays: 'brackets',
    takesSecret: true,
    normalize: unwrapCount,
    response: isNumber,
  },
)

/** One task; for its approver only. */
export const getPeopleTask = endpoint<PeopleTaskAccess, PeopleTask>(
  'GET /plugins/appmixer/utils/tasks/tasks/:taskId',
  {
    inPlace,
    takesSecret: true,
    normalize: renamed('id', 'taskId'),
    refusals: [goneTask],
    response: isPeopleTask,
  },
)

/** Approves a task. Refused with 400 when it was decided before. */
export const approveTask = endpoint<PeopleTaskAccess, PeopleTask>(
  'PUT /plugins/appmixer/utils/tasks/tasks/:taskId/approve',
  {
    inPlace,
    body: () => ({}),
    takesSecret: true,
    normalize: renamed('id', 'taskId'),
    refusals: [goneTask, decided],
    response: isPeopleTask,
  },
)

/** Rejects a task. Refused with 400 when it was decided before. */
export const rejectTask = endpoint<PeopleTaskAccess, PeopleTask>(
  'PUT /plugins/appmixer/utils/tasks/tasks/:taskId/reject',
  {
    inPlace,
    body: () => ({}),
    takesSecret: true,
    normalize: renamed('id', 'taskId'),
    refusals: [goneTask, decided],
    response: isPeopleTask,
  },
)

/** Asks a person to decide. Refused with 400 when an e-mail address or the date is not one. */
export const createPeopleTask = endpoint<CreatePeopleTaskInput, CreatedPeopleTask>(
  'POST /plugins/appmixer/utils/tasks/tasks',
  {
    inPlace,
    body: (task) => task,
    normalize: renamed('id', 'taskId'),
    response: isCreatedPeopleTask,
  },
)
