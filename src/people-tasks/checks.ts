// Emitted from schema.ts by `npm run checks`. Change that one.
import { isBoolean, isRecord, isText, listOf, optionalText } from '../client/checks.ts'
import type { CreatedPeopleTask, PeopleTask } from './types.ts'

export function isPeopleTask(value: unknown): value is PeopleTask {
  return (
    isRecord(value) &&
    isText(value.taskId) &&
    optionalText(value.title) &&
    optionalText(value.description) &&
    optionalText(value.status) &&
    optionalText(value.approver) &&
    optionalText(value.requester) &&
    optionalText(value.decisionBy) &&
    optionalText(value.decisionMade) &&
    optionalText(value.created) &&
    optionalText(value.mtime) &&
    optionalText(value.flowId) &&
    (value.isApprover == null || isBoolean(value.isApprover))
  )
}

export function isPeopleTasks(value: unknown): value is PeopleTask[] {
  return listOf(value, isPeopleTask)
}

export function isCreatedPeopleTask(value: unknown): value is CreatedPeopleTask {
  return (
    isRecord(value) &&
    isPeopleTask(value) &&
    optionalText(value.approverSecret) &&
    optionalText(value.requesterSecret)
  )
}
