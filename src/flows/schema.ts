import * as z from 'zod/mini'
import { open } from '../client/shapes.ts'
import type { CustomFields } from '../register.ts'

/** Only the kind is checked; what is in it is the app's own promise, and its type is given where it is read. */
const customFieldsSchema = z.record(z.string(), z.unknown()) as z.ZodMiniType<any>

/** Who else may see a flow, and what they may do with it. One of `email`, `domain`, `scope` and `userId` names them. */
export const flowShareSchema = z.looseObject({
  email: z.optional(z.string()),
  domain: z.optional(z.string()),
  scope: z.optional(z.string()),
  userId: z.optional(z.string()),
  permissions: z.optional(z.array(open<'read' | 'start' | 'stop'>())),
})

export const flowSchema = z.looseObject({
  /** UUID. */
  flowId: z.string(),
  /** The owner; another user's id on a flow that was shared with the caller. */
  userId: z.optional(z.string()),
  name: z.optional(z.string()),
  description: z.optional(z.string()),
  /** `starting` and `stopping` pass by themselves. A newer server may answer further stages. */
  stage: z.optional(open<'stopped' | 'starting' | 'running' | 'stopping' | 'paused'>()),
  /** When it was created, ISO 8601 UTC. */
  btime: z.optional(z.string()),
  /** When it was last changed, ISO 8601 UTC. */
  mtime: z.optional(z.string()),
  /** When it was last started, ISO 8601 UTC; also there on stopped flows. */
  started: z.optional(z.string()),
  /** When it was last stopped, ISO 8601 UTC. */
  stopped: z.optional(z.string()),
  /** The descriptor: components by id. Left out with `projection: '-flow'`. */
  flow: z.optional(z.record(z.string(), z.unknown())),
  /** An image as a data URI. */
  thumbnail: z.optional(z.string()),
  type: z.optional(
    open<'automation' | 'integration-draft' | 'integration-template' | 'integration-instance'>(),
  ),
  customFields: z.optional(customFieldsSchema),
  sharedWith: z.optional(z.array(flowShareSchema)),
  templateId: z.optional(z.string()),
})

/** An automation: a graph of connected components that runs or is stopped. */
export interface Flow extends z.infer<typeof flowSchema> {
  /** Your own metadata; filter by it with `filter: 'customFields.category:healthcare'`. */
  customFields?: CustomFields | undefined
}

export interface FlowShare extends z.infer<typeof flowShareSchema> {}

export const flowRefSchema = z.looseObject({ flowId: z.string() })

/** Names one flow. */
export interface FlowRef {
  flowId: string
}

export const flowTicketSchema = z.looseObject({
  flowId: z.string(),
  ticket: z.optional(z.string()),
})

/** The server took the command; it may still be working on it. */
export interface FlowTicket extends z.infer<typeof flowTicketSchema> {}

export const flowsQuerySchema = z.object({
  /** Default 100. */
  limit: z.optional(z.number()),
  /** Default 0. */
  offset: z.optional(z.number()),
  /** Part of the name, or a flow id; case does not matter. */
  pattern: z.optional(z.string()),
  /** `field:1` or `field:-1`, for example `mtime:-1`. */
  sort: z.optional(z.string()),
  /** Fields to leave out (`-flow,-thumbnail`) or the only ones to send (`name,stage`). */
  projection: z.optional(z.string()),
  /** `stage:running`, `userId:!…` (not), `customFields.category:healthcare`; several must all hold. */
  filter: z.optional(z.union([z.string(), z.array(z.string())])),
  /** `read`, `start`, `stop`, comma separated: also flows that others shared with at least these permissions. */
  sharedWithPermissions: z.optional(z.string()),
  /** The same; the SDK's table once spells it so. Goes out in the plural, as the server knows it. */
  sharedWithPermission: z.optional(z.string()),
})

/** Which flows, in which order, and which part of them. */
export interface FlowsQuery extends z.infer<typeof flowsQuerySchema> {}

export const flowsCountQuerySchema = z.pick(flowsQuerySchema, {
  pattern: true,
  filter: true,
  sharedWithPermissions: true,
  sharedWithPermission: true,
})

export interface FlowsCountQuery extends z.infer<typeof flowsCountQuerySchema> {}

export const flowQuerySchema = z.object({
  flowId: z.string(),
  /** As in {@link FlowsQuery}. */
  projection: z.optional(z.string()),
})

export interface FlowQuery extends z.infer<typeof flowQuerySchema> {}

/** What a caller may write. Each given field replaces the stored one whole. */
export const flowUpdateSchema = z.looseObject({
  name: z.optional(z.string()),
  description: z.optional(z.string()),
  flow: z.optional(z.record(z.string(), z.unknown())),
  customFields: z.optional(customFieldsSchema),
  thumbnail: z.optional(z.string()),
  sharedWith: z.optional(z.array(flowShareSchema)),
})

export interface FlowUpdate {
  name?: string | undefined
  description?: string | undefined
  /** The descriptor: components by id. */
  flow?: Record<string, unknown> | undefined
  customFields?: CustomFields | undefined
  /** An image as a data URI. */
  thumbnail?: string | undefined
  /** `[]` takes the flow back from everybody. */
  sharedWith?: FlowShare[] | undefined
}

export interface CreateFlowInput extends FlowUpdate {
  name: string
  /** Default `automation`. */
  type?: string | undefined
}

export interface UpdateFlowInput extends FlowUpdate, FlowRef {
  /** Also update a flow that is running; the server refuses that otherwise. */
  forceUpdate?: boolean | undefined
}

export interface CloneFlowInput extends FlowRef {
  /** Put before the name of the copy. */
  prefix?: string | undefined
  /** Fields that are not copied, for example `-sharedWith`. */
  projection?: string | undefined
  /** Connect the same accounts in the copy; for flows of one's own only. Default false. */
  connectAccounts?: boolean | undefined
}

export const flowValidationSchema = z.looseObject({
  /** Empty when the flow can start. */
  errors: z.array(
    z.looseObject({
      componentId: z.optional(z.string()),
      errors: z.array(
        z.looseObject({
          /** For people: `Input field "to" is required.` */
          message: z.optional(z.string()),
          /** For programs; not on every error. */
          keyword: z.optional(open<'missingAccount'>()),
        }),
      ),
    }),
  ),
})

/** What keeps a flow from starting, component by component. */
export interface FlowValidation extends z.infer<typeof flowValidationSchema> {}

export const coordinatorStatusSchema = z.looseObject({
  status: open<'in-progress' | 'completed' | 'failed' | 'cancelled'>(),
  stepsTotal: z.optional(z.number()),
  stepsDone: z.optional(z.number()),
})

/** How far the last start or stop of a flow has come. */
export interface CoordinatorStatus extends z.infer<typeof coordinatorStatusSchema> {}
