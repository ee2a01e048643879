import * as z from 'zod/mini'

/** `StoreRecordsQuery`: which records of one store, and in which order. */
export const storeRecordsQuerySchema = z.object({
  storeId: z.string(),
  pattern: z.optional(z.string()),
  escapePattern: z.optional(z.boolean()),
  filter: z.optional(z.string()),
  limit: z.optional(z.number()),
  offset: z.optional(z.number()),
  sort: z.optional(z.string()),
})

/** `InfiniteStoreRecordsQuery`: a `StoreRecordsQuery` without the position. */
export const infiniteStoreRecordsQuerySchema = z.omit(storeRecordsQuerySchema, { offset: true })

/** `StoreRecordsCountQuery`: which records to count. */
export const storeRecordsCountQuerySchema = z.pick(storeRecordsQuerySchema, {
  storeId: true,
  pattern: true,
  escapePattern: true,
  filter: true,
})

/** `CreateStoreInput`: the name of a new store. */
export const createStoreInputSchema = z.object({ name: z.string() })

/** `RenameStoreInput`: one store, and its new name. */
export const renameStoreInputSchema = z.object({ storeId: z.string(), name: z.string() })

/** `StoreItemRef`: names one record. */
export const storeItemRefSchema = z.object({ storeId: z.string(), key: z.string() })

/** `CreateStoreItemInput`: a new record. Its value may be of any kind that JSON knows. */
export const createStoreItemInputSchema = z.extend(storeItemRefSchema, { value: z.unknown() })

/** `UpdateStoreItemInput`: one record, and its new value, its new key, or both. */
export const updateStoreItemInputSchema = z.extend(storeItemRefSchema, {
  value: z.optional(z.unknown()),
  newKey: z.optional(z.string()),
})

/** `DeleteStoreItemsInput`: records of one store or of several. */
export const deleteStoreItemsInputSchema = z.object({ items: z.array(storeItemRefSchema) })

/** `DownloadStoreInput`: one store, and the format of the file. */
export const downloadStoreInputSchema = z.object({
  storeId: z.string(),
  format: z.optional(z.enum(['json', 'csv'])),
})
