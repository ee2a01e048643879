// Emitted from schema.ts by `npm run checks`. Change that one.
import type { Shape } from '../client/shape.ts'
import { isRecord } from '../client/shapes.ts'
import type { CreatedPeopleTask, PeopleTask } from './types.ts'

export const peopleTaskShape: Shape<PeopleTask> = {
  fits: isPeopleTask,
  schema: () => import('./schema.ts').then((schemas) => schemas.peopleTaskSchema),
}

export const peopleTasksShape: Shape<PeopleTask[]> = {
  fits: isPeopleTasks,
  schema: () => import('./schema.ts').then((schemas) => schemas.peopleTasksSchema),
}

export const createdPeopleTaskShape: Shape<CreatedPeopleTask> = {
  fits: isCreatedPeopleTask,
  schema: () => import('./schema.ts').then((schemas) => schemas.createdPeopleTaskSchema),
}

function isPeopleTask(value: unknown): value is PeopleTask {
  return (
    isRecord(value) &&
    typeof value.taskId === 'string' &&
    (value.title === undefined || typeof value.title === 'string') &&
    (value.description === undefined || typeof value.description === 'string') &&
    (value.status === undefined || typeof value.status === 'string') &&
    (value.approver === undefined || typeof value.approver === 'string') &&
    (value.requester === undefined || typeof value.requester === 'string') &&
    (value.decisionBy === undefined || typeof value.decisionBy === 'string') &&
    (value.decisionMade === undefined || typeof value.decisionMade === 'string') &&
    (value.created === undefined || typeof value.created === 'string') &&
    (value.mtime === undefined || typeof value.mtime === 'string') &&
    (value.flowId === undefined || typeof value.flowId === 'string') &&
    (value.isApprover === undefined || typeof value.isApprover === 'boolean')
  )
}

function isPeopleTasks(value: unknown): value is PeopleTask[] {
  return Array.isArray(value) && value.every(isPeopleTask)
}

function isCreatedPeopleTask(value: unknown): value is CreatedPeopleTask {
  return (
    isRecord(value) &&
    typeof value.taskId === 'string' &&
    (value.title === undefined || typeof value.title === 'string') &&
    (value.description === undefined || typeof value.description === 'string') &&
    (value.status === undefined || typeof value.status === 'string') &&
    (value.approver === undefined || typeof value.approver === 'string') &&
    (value.requester === undefined || typeof value.requester === 'string') &&
    (value.decisionBy === undefined || typeof value.decisionBy === 'string') &&
    (value.decisionMade === undefined || typeof value.decisionMade === 'string') &&
    (value.created === undefined || typeof value.created === 'string') &&
    (value.mtime === undefined || typeof value.mtime === 'string') &&
    (value.flowId === undefined || typeof value.flowId === 'string') &&
    (value.isApprover === undefined || typeof value.isApprover === 'boolean') &&
    (value.approverSecret === undefined || typeof value.approverSecret === 'string') &&
    (value.requesterSecret === undefined || typeof value.requesterSecret === 'string')
  )
}
