import * as z from 'zod/mini'

/** `Store`, as `GET /stores/:storeId` answers it. */
export const storeSchema = z.looseObject({
  storeId: z.string(),
  name: z.nullish(z.string()),
  default: z.nullish(z.boolean()),
})

/** What `GET /stores` answers. */
export const storesSchema = z.array(storeSchema)

/** `StoreRef`: names one store. */
export const storeRefSchema = z.looseObject({ storeId: z.string() })

/** `StoreRecord`: one row of `GET /store`. */
export const storeRecordSchema = z.looseObject({
  key: z.string(),
  storeId: z.nullish(z.string()),
  userId: z.nullish(z.string()),
  value: z.optional(z.unknown()),
  createdAt: z.nullish(z.string()),
  updatedAt: z.nullish(z.string()),
})

/** What `GET /store` answers. */
export const storeRecordsSchema = z.array(storeRecordSchema)

/** `StoreItem`: a record as the answer to a write; every field may be missing. */
export const storeItemSchema = z.extend(storeRecordSchema, { key: z.nullish(z.string()) })

/** `RenamedStore`, as `PUT /stores/:storeId` answers it. */
export const renamedStoreSchema = z.looseObject({
  storeId: z.nullish(z.string()),
  oldName: z.nullish(z.string()),
})

/** `DeletedItems`, as `DELETE /store` answers it. */
export const deletedItemsSchema = z.looseObject({ deletedCount: z.nullish(z.number()) })
