import * as z from 'zod/mini'

export const storeSchema = z.looseObject({
  storeId: z.string(),
  name: z.optional(z.string()),
  default: z.optional(z.boolean()),
})

export const storesSchema = z.array(storeSchema)

export const storeRefSchema = z.looseObject({ storeId: z.string() })

export const storeRecordSchema = z.looseObject({
  key: z.string(),
  storeId: z.optional(z.string()),
  userId: z.optional(z.string()),
  value: z.optional(z.unknown()),
  createdAt: z.optional(z.string()),
  updatedAt: z.optional(z.string()),
})

export const storeRecordsSchema = z.array(storeRecordSchema)

export const storeItemSchema = z.partial(storeRecordSchema)

export const renamedStoreSchema = z.looseObject({
  storeId: z.optional(z.string()),
  oldName: z.optional(z.string()),
})

export const deletedItemsSchema = z.looseObject({ deletedCount: z.optional(z.number()) })
