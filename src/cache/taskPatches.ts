import type { AppmixerClient } from '../client/client.ts'
import type { PeopleTask, PeopleTasksCountQuery, PeopleTasksQuery } from '../people-tasks/types.ts'
import {
  changeRow,
  patchCounts,
  patchData,
  patchLists,
  removeRow,
  type Patch,
  type Truth,
} from './effect.ts'
import { conditionsOn, countChange, fits } from './filter.ts'
import { keyOf } from './keys.ts'

/** The lists whose filter it no longer fits lose it; those that it fits now learn it from the server. */
export function patchTask(
  client: AppmixerClient,
  before: PeopleTask | undefined,
  now: PeopleTask,
): Patch[] {
  const isIt = ({ taskId }: PeopleTask) => taskId === now.taskId
  const change = (task: PeopleTask) => ({ ...task, ...now })
  return [
    patchLists<PeopleTask, PeopleTasksQuery>(client, 'getPeopleTasks', (rows, { filter }) =>
      fits(now, conditionsOn(['status'], filter)) === false
        ? removeRow(rows, isIt)
        : changeRow(rows, isIt, change),
    ),
    patchData<PeopleTask, unknown>(client, 'getPeopleTask', { taskId: now.taskId }, change),
    patchTaskCounts(client, before, before && change(before)),
  ]
}

/** A task that is not there any more. */
export function goneTask(
  client: AppmixerClient,
  before: PeopleTask | undefined,
  taskId: string,
): Truth {
  return {
    patches: [
      patchLists<PeopleTask, unknown>(client, 'getPeopleTasks', (rows) =>
        removeRow(rows, (task) => task.taskId === taskId),
      ),
      patchTaskCounts(client, before, undefined),
    ],
    removes: [keyOf(client, 'getPeopleTask', { taskId })],
  }
}

/** What a person asked for themselves is counted elsewhere; whether that is so, only the server can tell. */
function patchTaskCounts(
  client: AppmixerClient,
  before: PeopleTask | undefined,
  after: PeopleTask | undefined,
): Patch {
  return patchCounts<PeopleTasksCountQuery>(
    client,
    'getPeopleTasksCount',
    undefined,
    ({ role, pattern, filter }) =>
      role === 'requester' || pattern ? 0 : countChange(before, after, filter),
  )
}
