import * as z from 'zod/mini'

export const storeRecordsQuerySchema = z.object({
  storeId: z.string(),
  pattern: z.optional(z.string()),
  escapePattern: z.optional(z.boolean()),
  filter: z.optional(z.string()),
  limit: z.optional(z.number()),
  offset: z.optional(z.number()),
  sort: z.optional(z.string()),
})

export const storeRecordsCountQuerySchema = z.pick(storeRecordsQuerySchema, {
  storeId: true,
  pattern: true,
  escapePattern: true,
  filter: true,
})

export const storeItemRefSchema = z.object({ storeId: z.string(), key: z.string() })
