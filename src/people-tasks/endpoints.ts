import type { KnownPlaces } from '../client/call.ts'
import { isNumber } from '../client/checks.ts'
import { endpoint } from '../client/endpoint.ts'
import { isAppmixerError } from '../client/errors.ts'
import type { Refusal } from '../client/failures.ts'
import { renamed, unwrapCount } from '../client/checks.ts'
import { isCreatedPeopleTask, isPeopleTask, isPeopleTasks } from './checks.ts'
import type {
  CreatedPeopleTask,
  CreatePeopleTaskInput,
  PeopleTask,
  PeopleTaskAccess,
  PeopleTasksCountQuery,
  PeopleTasksQuery,
} from './types.ts'

/** A server without people tasks also answers 404, but not about a task. */
const noSuchTask: Refusal = { reason: 'not-found', status: 404, says: 'task' }
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
    refusals: [noSuchTask],
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
    refusals: [noSuchTask, decided],
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
    refusals: [noSuchTask, decided],
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

/**
 * Sends to where this server has its people tasks: in a plugin, or in its core, as before 6.1. Unless the client knows,
 * the first answer decides: a server that does not know the plugin's path gets the older one, then and from then on.
 */
async function inPlace<T>(
  known: KnownPlaces,
  path: string,
  send: (path: string) => Promise<T>,
): Promise<T> {
  if (known.peopleTasks !== 'core') {
    try {
      const answer = await send(path)
      known.peopleTasks ??= 'plugin'
      return answer
    } catch (error) {
      if (known.peopleTasks === 'plugin' || !isUnknownPath(error)) throw error
    }
  }
  const answer = await send(path.replace('/plugins/appmixer/utils/tasks/', '/people-task/'))
  known.peopleTasks ??= 'core'
  return answer
}

/** `Task not found.` does not mean that they are elsewhere. */
function isUnknownPath(error: unknown): boolean {
  return isAppmixerError(error) && error.status === 404 && !/task/i.test(error.serverMessage ?? '')
}
