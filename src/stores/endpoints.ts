import { isNumber, isRecord, isText } from '../client/checks.ts'
import { jsonBody, valueBody, type Body } from '../client/call.ts'
import { checkInput, endpoint } from '../client/endpoint.ts'
import { notFound, type Refusal } from '../client/failures.ts'
import { ignored, orEmpty, unwrapCount, wrapped } from '../client/checks.ts'
import {
  isDeletedItems,
  isRenamedStore,
  isStoreItem,
  isStoreRecords,
  isStoreRef,
  isStore,
  isStores,
} from './checks.ts'
import type {
  CreateStoreInput,
  CreateStoreItemInput,
  DeletedItems,
  DeleteStoreItemsInput,
  DownloadStoreInput,
  RenamedStore,
  RenameStoreInput,
  Store,
  StoreItem,
  StoreItemRef,
  StoreRecord,
  StoreRecordsCountQuery,
  StoreRecordsQuery,
  StoreRef,
  UpdateStoreItemInput,
} from './types.ts'

/** The database's own words, whatever the status. */
const nameTaken: Refusal = { reason: 'name-taken', says: 'duplicate key' }
const duplicateKey: Refusal = { reason: 'duplicate-key', says: 'duplicate key' }

/** All data stores of the caller. */
export const getStores = endpoint<void, Store[]>('GET /stores', {
  response: isStores,
})

/** One data store. */
export const getStore = endpoint<StoreRef, Store>('GET /stores/:storeId', {
  refusals: [notFound],
  response: isStore,
})

/** One page of the records of a store. */
export const getStoreRecords = endpoint<StoreRecordsQuery, StoreRecord[]>('GET /store', {
  requires: { storeId: 'string' },
  query: (query) => ({ ...query }),
  arrays: 'brackets',
  normalize: shareIds,
  response: isStoreRecords,
})

/** How many records of a store match, on all pages. */
export const getStoreRecordsCount = endpoint<StoreRecordsCountQuery, number, { count: number }>(
  'GET /store/count',
  {
    requires: { storeId: 'string' },
    query: ({ storeId, pattern, escapePattern, filter }) => ({
      storeId,
      pattern,
      escapePattern,
      filter,
    }),
    arrays: 'brackets',
    normalize: unwrapCount,
    response: isNumber,
  },
)

/** Creates an empty store and answers its id. Refused with the reason `name-taken` when it is. */
export const createStore = endpoint<CreateStoreInput, StoreRef>('POST /stores', {
  requires: { name: 'string' },
  body: ({ name }) => ({ name }),
  normalize: wrapped('storeId'),
  refusals: [nameTaken],
  response: isStoreRef,
})

/** Gives a store another name. Refused with the reason `name-taken` when it is. */
export const renameStore = endpoint<RenameStoreInput, RenamedStore>('PUT /stores/:storeId', {
  requires: { name: 'string' },
  body: ({ name }) => ({ name }),
  normalize: orEmpty,
  refusals: [notFound, nameTaken],
  response: isRenamedStore,
})

/** Deletes a store with all its records, for good. */
export const deleteStore = endpoint<StoreRef, void>('DELETE /stores/:storeId', {
  refusals: [notFound],
  response: ignored,
})

/**
 * Writes one record; a record that has this key already gets the new value. Text travels as `text/plain`, every other
 * value as JSON, so `0`, `false`, `null` and `''` are stored as what they are.
 *
 * @example
 * await createStoreItem(client, { storeId, key: 'orders/2026 50%', value: { total: 0, paid: false } })
 */
export const createStoreItem = endpoint<CreateStoreItemInput, StoreItem>(
  'POST /store/:storeId/:key',
  {
    content: 'value',
    write: valueBody,
    normalize: orEmpty,
    refusals: [notFound, duplicateKey],
    response: isStoreItem,
  },
)

/** Gives a record another value, another key, or both. The value keeps its type. */
export const updateStoreItem = endpoint<UpdateStoreItemInput, StoreItem>(
  'PATCH /store/:storeId/:key',
  {
    body: ({ newKey, value }) => ({ key: newKey, value }),
    normalize: orEmpty,
    refusals: [notFound, duplicateKey],
    response: isStoreItem,
  },
)

/** Deletes records, of one store or of several. Answers how many were there. */
export const deleteStoreItems = endpoint<DeleteStoreItemsInput, DeletedItems>('DELETE /store', {
  requires: { items: 'array' },
  content: 'items',
  write: itemsBody,
  normalize: orEmpty,
  response: isDeletedItems,
})

/** The whole store as one text, to be saved as a file. */
export const downloadStore = endpoint<DownloadStoreInput, string>('GET /store/download/:storeId', {
  query: ({ format }) => ({ format }),
  answers: 'text',
  response: isText,
})

/** Records to delete, each by store and key: what names no record must not reach a server that may read it otherwise. */
function itemsBody(items: unknown, name: string): Body | undefined {
  for (const item of items as StoreItemRef[]) {
    checkInput(item, { storeId: 'string', key: 'string' }, name)
  }
  return jsonBody(items, name)
}

/**
 * The records of one answer repeat the same two ids. Kept once, a record takes a quarter less memory, which counts when
 * a list has a hundred thousand of them.
 */
function shareIds(body: unknown): unknown {
  const records: unknown[] = Array.isArray(body) ? body : []
  const [first] = records
  if (!isRecord(first)) return body
  const { storeId, userId } = first
  for (const record of records) {
    if (!isRecord(record)) continue
    if (storeId !== undefined && record.storeId === storeId) record.storeId = storeId
    if (userId !== undefined && record.userId === userId) record.userId = userId
  }
  return body
}
