// Emitted from schema.ts by `npm run checks`. Change that one.
import { isNumber, isRecord, isText, isTexts, listOf, optionalText } from '../client/checks.ts'
import type {
  CoordinatorStatus,
  Flow,
  FlowRef,
  FlowShare,
  FlowTicket,
  FlowValidation,
} from './types.ts'

export function isFlow(value: unknown): value is Flow {
  return (
    isRecord(value) &&
    isText(value.flowId) &&
    optionalText(value.userId) &&
    optionalText(value.name) &&
    optionalText(value.description) &&
    optionalText(value.stage) &&
    optionalText(value.btime) &&
    optionalText(value.mtime) &&
    optionalText(value.started) &&
    optionalText(value.stopped) &&
    (value.flow == null || isRecord(value.flow)) &&
    optionalText(value.thumbnail) &&
    optionalText(value.type) &&
    (value.customFields == null || isRecord(value.customFields)) &&
    (value.sharedWith == null || listOf(value.sharedWith, isFlowShare)) &&
    optionalText(value.templateId) &&
    optionalText(value.originFlowId) &&
    (value.categories == null || isTexts(value.categories)) &&
    (value.wizard == null || isRecord(value.wizard))
  )
}

function isFlowShare(value: unknown): value is FlowShare {
  return (
    isRecord(value) &&
    optionalText(value.email) &&
    optionalText(value.domain) &&
    optionalText(value.scope) &&
    optionalText(value.userId) &&
    (value.permissions == null || isTexts(value.permissions))
  )
}

export function isFlows(value: unknown): value is Flow[] {
  return listOf(value, isFlow)
}

export function isFlowRef(value: unknown): value is FlowRef {
  return isRecord(value) && isText(value.flowId)
}

export function isFlowTicket(value: unknown): value is FlowTicket {
  return isRecord(value) && isText(value.flowId) && optionalText(value.ticket)
}

export function isFlowValidation(value: unknown): value is FlowValidation {
  return isRecord(value) && listOf(value.errors, isFlowValidationErrorsItem)
}

function isFlowValidationErrorsItem(value: unknown): boolean {
  return (
    isRecord(value) &&
    optionalText(value.componentId) &&
    listOf(value.errors, isFlowValidationErrorsItemErrorsItem)
  )
}

function isFlowValidationErrorsItemErrorsItem(value: unknown): boolean {
  return isRecord(value) && optionalText(value.message) && optionalText(value.keyword)
}

export function isCoordinatorStatus(value: unknown): value is CoordinatorStatus {
  return (
    isRecord(value) &&
    isText(value.status) &&
    (value.stepsTotal == null || isNumber(value.stepsTotal)) &&
    (value.stepsDone == null || isNumber(value.stepsDone)) &&
    optionalText(value.message)
  )
}
