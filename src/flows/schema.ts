import * as z from 'zod/mini'
import type { Open } from '../client/shapes.ts'
import { open } from '../client/schema.ts'
import type { CustomFields } from '../register.ts'
import type { CoordinatorStatus, Flow } from './types.ts'

/** Only the kind is checked; what is in it is the app's own promise, and its type is given where it is read. */
export const customFieldsSchema: z.ZodMiniType<CustomFields> = z.record(z.string(), z.unknown())

export const flowShareSchema = z.looseObject({
  email: z.optional(z.string()),
  domain: z.optional(z.string()),
  scope: z.optional(z.string()),
  userId: z.optional(z.string()),
  permissions: z.optional(z.array(open<Open<'read' | 'start' | 'stop'>>())),
})

export const flowSchema = z.looseObject({
  flowId: z.string(),
  userId: z.optional(z.string()),
  name: z.optional(z.string()),
  description: z.optional(z.string()),
  stage: z.optional(open<Flow['stage']>()),
  btime: z.optional(z.string()),
  mtime: z.optional(z.string()),
  started: z.optional(z.string()),
  stopped: z.optional(z.string()),
  flow: z.optional(z.record(z.string(), z.unknown())),
  thumbnail: z.optional(z.string()),
  type: z.optional(open<Flow['type']>()),
  customFields: z.optional(customFieldsSchema),
  sharedWith: z.optional(z.array(flowShareSchema)),
  templateId: z.optional(z.string()),
})

export const flowsSchema = z.array(flowSchema)

export const flowRefSchema = z.looseObject({ flowId: z.string() })

export const flowTicketSchema = z.looseObject({
  flowId: z.string(),
  ticket: z.optional(z.string()),
})

export const flowValidationSchema = z.looseObject({
  errors: z.array(
    z.looseObject({
      componentId: z.optional(z.string()),
      errors: z.array(
        z.looseObject({
          message: z.optional(z.string()),
          keyword: z.optional(open<Open<'missingAccount'>>()),
        }),
      ),
    }),
  ),
})

export const coordinatorStatusSchema = z.looseObject({
  status: open<CoordinatorStatus['status']>(),
  stepsTotal: z.optional(z.number()),
  stepsDone: z.optional(z.number()),
})
