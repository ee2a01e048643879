import * as z from 'zod/mini'
import type { Open } from '../client/open.ts'
import { open } from '../client/schema.ts'
import type { CustomFields } from '../register.ts'
import type { CoordinatorStatus, Flow } from './types.ts'

/** Only the kind is checked; what is in it is the app's own promise, and its type is given where it is read. */
export const customFieldsSchema: z.ZodMiniType<CustomFields> = z.record(z.string(), z.unknown())

export const flowShareSchema = z.looseObject({
  email: z.nullish(z.string()),
  domain: z.nullish(z.string()),
  scope: z.nullish(z.string()),
  userId: z.nullish(z.string()),
  permissions: z.nullish(z.array(open<Open<'read' | 'start' | 'stop'>>())),
})

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
})

export const flowsSchema = z.array(flowSchema)

export const flowRefSchema = z.looseObject({ flowId: z.string() })

export const flowTicketSchema = z.looseObject({
  flowId: z.string(),
  ticket: z.nullish(z.string()),
})

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

export const coordinatorStatusSchema = z.looseObject({
  status: open<CoordinatorStatus['status']>(),
  stepsTotal: z.nullish(z.number()),
  stepsDone: z.nullish(z.number()),
  message: z.nullish(z.string()),
})
