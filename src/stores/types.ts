/** A data store: records by key, which flows and people read and write. See {@link Flow} for fields that are not listed. */
export interface Store {
  storeId: string
  /** No two stores of one user have the same. */
  name?: string | null | undefined
  /** The store that components write to unless told otherwise; newer servers mark it. */
  default?: boolean | null | undefined
}

/** Names one store. */
export interface StoreRef {
  storeId: string
}

/** One record of a data store. See {@link Flow} for fields that are not listed. */
export interface StoreRecord {
  /** No two records of one store have the same. */
  key: string
  storeId?: string | null | undefined
  /** Who wrote it. */
  userId?: string | null | undefined
  /** Text, a number, `true`, `false`, `null`, a list or an object. */
  value?: unknown
  /** ISO 8601 UTC. */
  createdAt?: string | null | undefined
  /** ISO 8601 UTC; some servers write the zone as `+0000`. */
  updatedAt?: string | null | undefined
}

/** A record as the server answers a write: without `storeId` and `userId`, and with nothing at all on some servers. */
export interface StoreItem {
  key?: string | null | undefined
  storeId?: string | null | undefined
  userId?: string | null | undefined
  value?: unknown
  createdAt?: string | null | undefined
  updatedAt?: string | null | undefined
}

/** Which records of one store, and in which order. */
export interface StoreRecordsQuery {
  storeId: string
  /** Part of the key or of the value; case does not matter. */
  pattern?: string | undefined
  /** Servers of 6.5 take `pattern` for a regular expression unless this is `true`; older ones may not know it. */
  escapePattern?: boolean | undefined
  /** `property:value` conditions, separated by commas. Not every server knows it. */
  filter?: string | undefined
  /** The server's own default where left out; 100 in the sandbox. */
  limit?: number | undefined
  /** Default 0. */
  offset?: number | undefined
  /** `field:1` or `field:-1`, for example `updatedAt:-1`. */
  sort?: string | undefined
}

/** {@link StoreRecordsQuery} without the position, which an endless list keeps itself. `limit` is the size of a page; default 20. */
export interface InfiniteStoreRecordsQuery extends Omit<StoreRecordsQuery, 'offset'> {}

export interface StoreRecordsCountQuery extends Pick<
  StoreRecordsQuery,
  'storeId' | 'pattern' | 'escapePattern' | 'filter'
> {}

export interface CreateStoreInput {
  /** Refused with 400 when another store of the user has it. */
  name: string
}

export interface RenameStoreInput extends StoreRef {
  /** Refused with 400 when another store of the user has it. */
  name: string
}

/** The server's answer to a new name: the old one. */
export interface RenamedStore {
  storeId?: string | null | undefined
  oldName?: string | null | undefined
}

/** Names one record. */
export interface StoreItemRef {
  storeId: string
  key: string
}

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

/** How many records were there to be deleted. */
export interface DeletedItems {
  deletedCount?: number | null | undefined
}

export interface DownloadStoreInput extends StoreRef {
  /** Default: the server's own, `json`. */
  format?: 'json' | 'csv' | undefined
}
