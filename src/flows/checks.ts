// Emitted from schema.ts by `npm run checks`. Change that one.
import type { Shape } from '../client/shape.ts'
import { isRecord } from '../client/shapes.ts'
import type {
  CoordinatorStatus,
  Flow,
  FlowRef,
  FlowShare,
  FlowTicket,
  FlowValidation,
} from './types.ts'

export const flowShape: Shape<Flow> = {
  fits: isFlow,
  schema: () => import('./schema.ts').then((schemas) => schemas.flowSchema),
}

export const flowsShape: Shape<Flow[]> = {
  fits: isFlows,
  schema: () => import('./schema.ts').then((schemas) => schemas.flowsSchema),
}

export const flowRefShape: Shape<FlowRef> = {
  fits: isFlowRef,
  schema: () => import('./schema.ts').then((schemas) => schemas.flowRefSchema),
}

export const flowTicketShape: Shape<FlowTicket> = {
  fits: isFlowTicket,
  schema: () => import('./schema.ts').then((schemas) => schemas.flowTicketSchema),
}

export const flowValidationShape: Shape<FlowValidation> = {
  fits: isFlowValidation,
  schema: () => import('./schema.ts').then((schemas) => schemas.flowValidationSchema),
}

export const coordinatorStatusShape: Shape<CoordinatorStatus> = {
  fits: isCoordinatorStatus,
  schema: () => import('./schema.ts').then((schemas) => schemas.coordinatorStatusSchema),
}

function isFlow(value: unknown): value is Flow {
  return (
    isRecord(value) &&
    typeof value.flowId === 'string' &&
    (value.userId === undefined || typeof value.userId === 'string') &&
    (value.name === undefined || typeof value.name === 'string') &&
    (value.description === undefined || typeof value.description === 'string') &&
    (value.stage === undefined || typeof value.stage === 'string') &&
    (value.btime === undefined || typeof value.btime === 'string') &&
    (value.mtime === undefined || typeof value.mtime === 'string') &&
    (value.started === undefined || typeof value.started === 'string') &&
    (value.stopped === undefined || typeof value.stopped === 'string') &&
    (value.flow === undefined || isRecord(value.flow)) &&
    (value.thumbnail === undefined || typeof value.thumbnail === 'string') &&
    (value.type === undefined || typeof value.type === 'string') &&
    (value.customFields === undefined || isRecord(value.customFields)) &&
    (value.sharedWith === undefined ||
      (Array.isArray(value.sharedWith) && value.sharedWith.every(isFlowShare))) &&
    (value.templateId === undefined || typeof value.templateId === 'string')
  )
}

function isFlowShare(value: unknown): value is FlowShare {
  return (
    isRecord(value) &&
    (value.email === undefined || typeof value.email === 'string') &&
    (value.domain === undefined || typeof value.domain === 'string') &&
    (value.scope === undefined || typeof value.scope === 'string') &&
    (value.userId === undefined || typeof value.userId === 'string') &&
    (value.permissions === undefined ||
      (Array.isArray(value.permissions) &&
        value.permissions.every((item) => typeof item === 'string')))
  )
}

function isFlows(value: unknown): value is Flow[] {
  return Array.isArray(value) && value.every(isFlow)
}

function isFlowRef(value: unknown): value is FlowRef {
  return isRecord(value) && typeof value.flowId === 'string'
}

function isFlowTicket(value: unknown): value is FlowTicket {
  return (
    isRecord(value) &&
    typeof value.flowId === 'string' &&
    (value.ticket === undefined || typeof value.ticket === 'string')
  )
}

function isFlowValidation(value: unknown): value is FlowValidation {
  return (
    isRecord(value) && Array.isArray(value.errors) && value.errors.every(isFlowValidationErrors)
  )
}

function isFlowValidationErrors(value: unknown): boolean {
  return (
    isRecord(value) &&
    (value.componentId === undefined || typeof value.componentId === 'string') &&
    Array.isArray(value.errors) &&
    value.errors.every(isFlowValidationErrorsErrors)
  )
}

function isFlowValidationErrorsErrors(value: unknown): boolean {
  return (
    isRecord(value) &&
    (value.message === undefined || typeof value.message === 'string') &&
    (value.keyword === undefined || typeof value.keyword === 'string')
  )
}

function isCoordinatorStatus(value: unknown): value is CoordinatorStatus {
  return (
    isRecord(value) &&
    typeof value.status === 'string' &&
    (value.stepsTotal === undefined || Number.isFinite(value.stepsTotal)) &&
    (value.stepsDone === undefined || Number.isFinite(value.stepsDone))
  )
}
