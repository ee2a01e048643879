import * as z from 'zod/mini'

export const storeSchema = z.looseObject({
  storeId: z.string(),
  name: z.nullish(z.string()),
  default: z.nullish(z.boolean()),
})

export const storesSchema = z.array(storeSchema)

export const storeRefSchema = z.looseObject({ storeId: z.string() })

export const storeRecordSchema = z.looseObject({
  key: z.string(),
  storeId: z.nullish(z.string()),
  userId: z.nullish(z.string()),
  value: z.optional(z.unknown()),
  createdAt: z.nullish(z.string()),
  updatedAt: z.nullish(z.string()),
})

export const storeRecordsSchema = z.array(storeRecordSchema)

export const storeItemSchema = z.extend(storeRecordSchema, { key: z.nullish(z.string()) })

export const renamedStoreSchema = z.looseObject({
  storeId: z.nullish(z.string()),
  oldName: z.nullish(z.string()),
})

export const deletedItemsSchema = z.looseObject({ deletedCount: z.nullish(z.number()) })
