import * as z from 'zod/mini'
import type { Open } from '../client/checks.ts'
import { open } from '../client/schema.ts'
import type { CustomFields } from '../register.ts'
import type { CoordinatorStatus, Flow } from './types.ts'

/** Has a name, so that declarations say `CustomFields` and not what it is before the app has declared its own. */
export interface CustomFieldsSchema extends z.ZodMiniType<CustomFields> {}

/** `CustomFields`: an object. What is in it is your own promise; see `AppmixerRegister`. */
export const customFieldsSchema: CustomFieldsSchema = z.record(z.string(), z.unknown())

/** `FlowShare`: who else may see a flow, and what they may do with it. */
export const flowShareSchema = z.looseObject({
  email: z.nullish(z.string()),
  domain: z.nullish(z.string()),
  scope: z.nullish(z.string()),
  userId: z.nullish(z.string()),
  permissions: z.nullish(z.array(open<Open<'read' | 'start' | 'stop'>>())),
})

/** `Flow`, as `GET /flows/:flowId` answers it. */
export const flowSchema = z.looseObject({
  flowId: z.string(),
  userId: z.nullish(z.string()),
  name: z.nullish(z.string()),
  description: z.nullish(z.string()),
  stage: z.nullish(open<Flow['stage']>()),
  btime: z.nullish(z.string()),
  mtime: z.nullish(z.string()),
  started: z.nullish(z.string()),
  stopped: z.nullish(z.string()),
  flow: z.nullish(z.record(z.string(), z.unknown())),
  thumbnail: z.nullish(z.string()),
  type: z.nullish(open<Flow['type']>()),
  customFields: z.nullish(customFieldsSchema),
  sharedWith: z.nullish(z.array(flowShareSchema)),
  templateId: z.nullish(z.string()),
  originFlowId: z.nullish(z.string()),
  categories: z.nullish(z.array(z.string())),
  wizard: z.nullish(z.record(z.string(), z.unknown())),
})

/** What `GET /flows` answers. */
export const flowsSchema = z.array(flowSchema)

/** `FlowRef`: names one flow. */
export const flowRefSchema = z.looseObject({ flowId: z.string() })

/** `FlowTicket`, as `POST /flows/:flowId/coordinator` answers it. */
export const flowTicketSchema = z.looseObject({
  flowId: z.string(),
  ticket: z.nullish(z.string()),
})

/** `FlowValidation`, as `GET /flows/:flowId/validate` answers it. */
export const flowValidationSchema = z.looseObject({
  errors: z.array(
    z.looseObject({
      componentId: z.nullish(z.string()),
      errors: z.array(
        z.looseObject({
          message: z.nullish(z.string()),
          keyword: z.nullish(open<Open<'missingAccount'>>()),
        }),
      ),
    }),
  ),
})

/** `CoordinatorStatus`, as `GET /flows/:flowId/coordinator/status` answers it. */
export const coordinatorStatusSchema = z.looseObject({
  status: open<CoordinatorStatus['status']>(),
  stepsTotal: z.nullish(z.number()),
  stepsDone: z.nullish(z.number()),
  message: z.nullish(z.string()),
})
