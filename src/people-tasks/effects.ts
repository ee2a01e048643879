import type { QueryClient } from '@tanstack/react-query'
import {
  findCached,
  patchCounts,
  patchData,
  patchRow,
  type Effect,
  type EffectOf,
  type ListKeys,
  type Patch,
  type Truth,
} from '../cache/effect.ts'
import { conditionsOn, countChange, fits } from '../cache/filter.ts'
import type { AppmixerClient } from '../client/client.ts'
import { logLists } from '../logs/keys.ts'
import { usageKeys } from '../usage/keys.ts'
import { getPeopleTask } from './endpoints.ts'
import { peopleTaskKeys } from './keys.ts'
import type {
  CreatePeopleTaskInput,
  PeopleTask,
  PeopleTaskRef,
  PeopleTasksCountQuery,
  PeopleTasksQuery,
} from './types.ts'

export const approveTaskEffect: EffectOf<PeopleTaskRef> = (client, { taskId }, queryClient) =>
  decide(client, queryClient, taskId, 'approved')

export const rejectTaskEffect: EffectOf<PeopleTaskRef> = (client, { taskId }, queryClient) =>
  decide(client, queryClient, taskId, 'rejected')

export const createPeopleTaskEffect: EffectOf<CreatePeopleTaskInput> = (client) => {
  const { list, infinite, count } = peopleTaskKeys(client)
  return { invalidates: [list(), infinite(), count()] }
}

function decide(
  client: AppmixerClient,
  queryClient: QueryClient,
  taskId: string,
  status: 'approved' | 'rejected',
): Effect {
  const { list, infinite, count, detail } = peopleTaskKeys(client)
  const isIt = (task: PeopleTask) => task.taskId === taskId
  const before = findCached(queryClient, rowsOfTasks(client), isIt)
  return {
    entity: taskId,
    sets: { slot: 'status', to: status },
    patches: patchTask(client, before, { taskId, status }),
    invalidates: [
      list(),
      infinite(),
      count(),
      detail(taskId),
      // The flow that asked goes on with the answer: it writes to the log and sends messages.
      ...logLists(client),
      usageKeys(client).all,
    ],
    async conflict(reason) {
      if (reason === 'not-found') return deletedTask(client, before, taskId)
      if (reason !== 'task-decided') return undefined
      const current = await getPeopleTask(client, { taskId })
      return { current, patches: patchTask(client, before, current) }
    },
  }
}

function rowsOfTasks(client: AppmixerClient): ListKeys<PeopleTask> {
  const { list, infinite } = peopleTaskKeys(client)
  return [list(), infinite()]
}

function patchRowOfTask(
  client: AppmixerClient,
  taskId: string,
  change: (task: PeopleTask, query: PeopleTasksQuery) => PeopleTask | undefined,
): Patch[] {
  return patchRow(rowsOfTasks(client), { field: 'taskId', value: taskId }, change)
}

/** A list whose filter the task no longer fits loses it; one whose filter it fits now gets it from the server. */
function patchTask(
  client: AppmixerClient,
  before: PeopleTask | undefined,
  now: PeopleTask,
): Patch[] {
  const change = (task: PeopleTask) => ({ ...task, ...now })
  return [
    ...patchRowOfTask(client, now.taskId, (task, { filter }) =>
      fits(now, conditionsOn(['status'], filter)) === false ? undefined : change(task),
    ),
    patchData(peopleTaskKeys(client).detail(now.taskId), change),
    patchTaskCounts(client, before, before && change(before)),
  ]
}

function deletedTask(
  client: AppmixerClient,
  before: PeopleTask | undefined,
  taskId: string,
): Truth {
  return {
    patches: [
      ...patchRowOfTask(client, taskId, () => undefined),
      patchTaskCounts(client, before, undefined),
    ],
    removes: [peopleTaskKeys(client).detail(taskId)],
  }
}

/** Tasks that the user requested are another count; whether this is one of them, only the server can tell. */
function patchTaskCounts(
  client: AppmixerClient,
  before: PeopleTask | undefined,
  after: PeopleTask | undefined,
): Patch {
  return patchCounts(
    peopleTaskKeys(client).count(),
    ({ role, pattern, filter }: PeopleTasksCountQuery) =>
      role === 'requester' || pattern ? 0 : countChange(before, after, filter),
  )
}
