// Emitted from schema.ts by `npm run checks`. Change that one.
import { isNumber, isRecord, isText, listOf, optionalText } from '../client/checks.ts'
import type { Category, IntegrationStatus, IntegrationTicket } from './types.ts'

export function isCategories(value: unknown): value is Category[] {
  return listOf(value, isCategory)
}

function isCategory(value: unknown): value is Category {
  return isRecord(value) && isText(value.id) && isText(value.name)
}

export function isIntegrationTicket(value: unknown): value is IntegrationTicket {
  return isRecord(value) && optionalText(value.ticket)
}

export function isIntegrationStatus(value: unknown): value is IntegrationStatus {
  return (
    isRecord(value) &&
    isText(value.status) &&
    (value.stepsTotal == null || isNumber(value.stepsTotal)) &&
    (value.stepsDone == null || isNumber(value.stepsDone))
  )
}
