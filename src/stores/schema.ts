import * as z from 'zod/mini'

export const storeSchema = z.looseObject({
  storeId: z.string(),
  /** No two stores of one user have the same. */
  name: z.optional(z.string()),
  /** The store that components write to unless told otherwise; newer servers mark it. */
  default: z.optional(z.boolean()),
})

/** A data store: records by key, which flows and people read and write. */
export interface Store extends z.infer<typeof storeSchema> {}

export const storeRefSchema = z.looseObject({ storeId: z.string() })

/** Names one store. */
export interface StoreRef {
  storeId: string
}

export const storeRecordSchema = z.looseObject({
  /** No two records of one store have the same. */
  key: z.string(),
  storeId: z.optional(z.string()),
  /** Who wrote it. */
  userId: z.optional(z.string()),
  /** Text, a number, `true`, `false`, `null`, a list or an object. */
  value: z.optional(z.unknown()),
  /** ISO 8601 UTC. */
  createdAt: z.optional(z.string()),
  /** ISO 8601 UTC; some servers write the zone as `+0000`. */
  updatedAt: z.optional(z.string()),
})

/** One record of a data store. */
export interface StoreRecord extends z.infer<typeof storeRecordSchema> {}

export const storeItemSchema = z.partial(storeRecordSchema)

/** A record as the server answers a write: without `storeId` and `userId`, and with nothing at all on some servers. */
export interface StoreItem extends z.infer<typeof storeItemSchema> {}

export const storeRecordsQuerySchema = z.object({
  storeId: z.string(),
  /** Part of the key or of the value; case does not matter. */
  pattern: z.optional(z.string()),
  /** Servers of 6.5 take `pattern` for a regular expression unless this is `true`; older ones may not know it. */
  escapePattern: z.optional(z.boolean()),
  /** `property:value` conditions, separated by commas. Not every server knows it. */
  filter: z.optional(z.string()),
  /** The server's own default where left out; 100 in the sandbox. */
  limit: z.optional(z.number()),
  /** Default 0. */
  offset: z.optional(z.number()),
  /** `field:1` or `field:-1`, for example `updatedAt:-1`. */
  sort: z.optional(z.string()),
})

/** Which records of one store, and in which order. */
export interface StoreRecordsQuery extends z.infer<typeof storeRecordsQuerySchema> {}

export const storeRecordsCountQuerySchema = z.pick(storeRecordsQuerySchema, {
  storeId: true,
  pattern: true,
  escapePattern: true,
  filter: true,
})

export interface StoreRecordsCountQuery extends z.infer<typeof storeRecordsCountQuerySchema> {}

export interface CreateStoreInput {
  /** Refused with 400 when another store of the user has it. */
  name: string
}

export interface RenameStoreInput extends StoreRef {
  /** Refused with 400 when another store of the user has it. */
  name: string
}

export const renamedStoreSchema = z.looseObject({
  storeId: z.optional(z.string()),
  oldName: z.optional(z.string()),
})

/** The server's answer to a new name: the old one. */
export interface RenamedStore extends z.infer<typeof renamedStoreSchema> {}

export const storeItemRefSchema = z.object({ storeId: z.string(), key: z.string() })

/** Names one record. */
export interface StoreItemRef extends z.infer<typeof storeItemRefSchema> {}

export interface CreateStoreItemInput extends StoreItemRef {
  /** Text, a number, `true`, `false`, `null`, a list or an object; it is read back as what it was. */
  value: unknown
}

export interface UpdateStoreItemInput extends StoreItemRef {
  /** The new value, of any kind that JSON knows. Left out, the value stays. */
  value?: unknown
  /** The new key. Left out, the key stays. */
  newKey?: string | undefined
}

export interface DeleteStoreItemsInput {
  /** Records of one store or of several. One that does not exist is passed over. */
  items: StoreItemRef[]
}

export const deletedItemsSchema = z.looseObject({ deletedCount: z.optional(z.number()) })

/** How many records were there to be deleted. */
export interface DeletedItems extends z.infer<typeof deletedItemsSchema> {}

export interface DownloadStoreInput extends StoreRef {
  /** Default: the server's own, `json`. */
  format?: 'json' | 'csv' | undefined
}
