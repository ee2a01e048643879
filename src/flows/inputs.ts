import * as z from 'zod/mini'
import { customFieldsSchema, flowShareSchema } from './schema.ts'

/** `FlowsQuery`: which flows, in which order, and which part of them. */
export const flowsQuerySchema = z.object({
  limit: z.optional(z.number()),
  offset: z.optional(z.number()),
  pattern: z.optional(z.string()),
  escapePattern: z.optional(z.boolean()),
  sort: z.optional(z.string()),
  projection: z.optional(z.string()),
  filter: z.optional(z.union([z.string(), z.array(z.string())])),
  sharedWithPermissions: z.optional(z.string()),
  sharedWithPermission: z.optional(z.string()),
})

/** `InfiniteFlowsQuery`: a `FlowsQuery` without the position. */
export const infiniteFlowsQuerySchema = z.omit(flowsQuerySchema, { offset: true })

/** `FlowsCountQuery`: which flows to count. */
export const flowsCountQuerySchema = z.pick(flowsQuerySchema, {
  pattern: true,
  escapePattern: true,
  filter: true,
  sharedWithPermissions: true,
  sharedWithPermission: true,
})

/** `FlowQuery`: one flow, and which part of it. */
export const flowQuerySchema = z.object({
  flowId: z.string(),
  projection: z.optional(z.string()),
})

/** `FlowUpdate`: what a caller may write. Loose, because newer servers know more fields of a flow. */
export const flowUpdateSchema = z.looseObject({
  name: z.optional(z.string()),
  description: z.optional(z.string()),
  flow: z.optional(z.record(z.string(), z.unknown())),
  customFields: z.optional(customFieldsSchema),
  thumbnail: z.optional(z.string()),
  sharedWith: z.optional(z.array(flowShareSchema)),
})

/** `CreateFlowInput`: a `FlowUpdate` with a name. */
export const createFlowInputSchema = z.extend(flowUpdateSchema, {
  name: z.string(),
  type: z.optional(z.string()),
})

/** `UpdateFlowInput`: a `FlowUpdate` of one flow. */
export const updateFlowInputSchema = z.extend(flowUpdateSchema, {
  flowId: z.string(),
  forceUpdate: z.optional(z.boolean()),
})

/** `CloneAdditions`: what a copy may have of its own. */
export const cloneAdditionsSchema = z.object({
  type: z.optional(z.string()),
  sharedWith: z.optional(z.array(flowShareSchema)),
  wizard: z.optional(z.record(z.string(), z.unknown())),
})

/** `CloneFlowInput`: one flow, and what its copy takes over. */
export const cloneFlowInputSchema = z.object({
  flowId: z.string(),
  prefix: z.optional(z.string()),
  projection: z.optional(z.string()),
  connectAccounts: z.optional(z.boolean()),
  connectSharedAccounts: z.optional(z.boolean()),
  isTemplateInstance: z.optional(z.boolean()),
  setOriginFlowId: z.optional(z.boolean()),
  setComponentIdMap: z.optional(z.boolean()),
  additional: z.optional(cloneAdditionsSchema),
})
