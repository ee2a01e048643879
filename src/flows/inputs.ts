import * as z from 'zod/mini'
import { customFieldsSchema, flowShareSchema } from './schema.ts'

export const flowsQuerySchema = z.object({
  limit: z.optional(z.number()),
  offset: z.optional(z.number()),
  pattern: z.optional(z.string()),
  sort: z.optional(z.string()),
  projection: z.optional(z.string()),
  filter: z.optional(z.union([z.string(), z.array(z.string())])),
  sharedWithPermissions: z.optional(z.string()),
  sharedWithPermission: z.optional(z.string()),
})

export const flowsCountQuerySchema = z.pick(flowsQuerySchema, {
  pattern: true,
  filter: true,
  sharedWithPermissions: true,
  sharedWithPermission: true,
})

export const flowQuerySchema = z.object({
  flowId: z.string(),
  projection: z.optional(z.string()),
})

export const flowUpdateSchema = z.looseObject({
  name: z.optional(z.string()),
  description: z.optional(z.string()),
  flow: z.optional(z.record(z.string(), z.unknown())),
  customFields: z.optional(customFieldsSchema),
  thumbnail: z.optional(z.string()),
  sharedWith: z.optional(z.array(flowShareSchema)),
})
