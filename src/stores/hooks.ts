'use client'

import {
  useAppmixerMutation,
  useAppmixerQuery,
  type MutationHookOptions,
  type QueryHookOptions,
  type MutationHookResult,
  type QueryHookResult,
  refTo,
  type Skippable,
} from '../react/hooks.ts'
import {
  createStoreItemMutationOptions,
  createStoreMutationOptions,
  deleteStoreItemsMutationOptions,
  deleteStoreMutationOptions,
  renameStoreMutationOptions,
  updateStoreItemMutationOptions,
} from './mutations.ts'
import {
  storeQueryOptions,
  storeRecordsCountQueryOptions,
  storeRecordsQueryOptions,
  storesQueryOptions,
} from './queries.ts'
import type {
  CreateStoreInput,
  CreateStoreItemInput,
  DeletedItems,
  DeleteStoreItemsInput,
  RenamedStore,
  RenameStoreInput,
  Store,
  StoreItem,
  StoreRecord,
  StoreRecordsCountQuery,
  StoreRecordsQuery,
  StoreRef,
  UpdateStoreItemInput,
} from './types.ts'

/**
 * All data stores of the user: `GET /stores`. There are no pages.
 *
 * @example
 * const { data: stores, isPending, error } = useStores()
 */
export function useStores<Selected = Store[]>(
  options?: QueryHookOptions<Store[], Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(storesQueryOptions, undefined, options)
}

/**
 * One data store: `GET /stores/:storeId`. An unknown id is an error with status 404.
 *
 * @example
 * const { data: store } = useStore(storeId)
 */
export function useStore<Selected = Store>(
  storeId: Skippable<string>,
  options?: QueryHookOptions<Store, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(storeQueryOptions, refTo({ storeId }), options)
}

/**
 * One page of the records of a store: `GET /store`. Ask for `limit` yourself: servers differ in their default.
 *
 * @example
 * const { data: records } = useStoreRecords({ storeId, limit: 30, offset: 0, sort: 'updatedAt:-1' })
 */
export function useStoreRecords<Selected = StoreRecord[]>(
  query: Skippable<StoreRecordsQuery>,
  options?: QueryHookOptions<StoreRecord[], Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(storeRecordsQueryOptions, query, options)
}

/**
 * How many records of a store match, on all pages: `GET /store/count`. Page and count are two answers of two moments;
 * while flows write, they may differ by a few.
 *
 * @example
 * const { data: total } = useStoreRecordsCount({ storeId, pattern: 'order-77' })
 */
export function useStoreRecordsCount<Selected = number>(
  query: Skippable<StoreRecordsCountQuery>,
  options?: QueryHookOptions<number, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(storeRecordsCountQueryOptions, query, options)
}

/**
 * Creates an empty store: `POST /stores`. Resolves to its id. A name that is taken is refused with
 * the reason `name-taken`.
 *
 * @example
 * const createStore = useCreateStore({ onSuccess: ({ storeId }) => openStore(storeId) })
 * createStore.mutate({ name: 'Customers' })
 */
export function useCreateStore<Context = unknown>(
  options?: MutationHookOptions<CreateStoreInput, StoreRef, Context>,
): MutationHookResult<CreateStoreInput, StoreRef, Context> {
  return useAppmixerMutation(createStoreMutationOptions, options)
}

/**
 * Gives a store another name, shown at once, taken back when the server refuses: `PUT /stores/:storeId`.
 * A name that is taken is refused with the reason `name-taken`; `error.current` is the store as it is now.
 *
 * @example
 * const renameStore = useRenameStore()
 * renameStore.mutate({ storeId, name: 'Customers (EU)' })
 */
export function useRenameStore<Context = unknown>(
  options?: MutationHookOptions<RenameStoreInput, RenamedStore, Context>,
): MutationHookResult<RenameStoreInput, RenamedStore, Context> {
  return useAppmixerMutation(renameStoreMutationOptions, options)
}

/**
 * Deletes a store with all its records, for good: `DELETE /stores/:storeId`. It leaves the list at once and comes back
 * when the server refuses. There is no undo; ask first.
 *
 * @example
 * const deleteStore = useDeleteStore()
 * if (confirm('Delete with all records?')) deleteStore.mutate({ storeId })
 */
export function useDeleteStore<Context = unknown>(
  options?: MutationHookOptions<StoreRef, void, Context>,
): MutationHookResult<StoreRef, void, Context> {
  return useAppmixerMutation(deleteStoreMutationOptions, options)
}

/**
 * Writes one record: `POST /store/:storeId/:key`. Text travels as `text/plain`, every other value as JSON, so that `0`,
 * `false`, `null`, `''` and objects are read back as what they were. A record that has the key already gets the new
 * value; some servers refuse it instead, with the reason `duplicate-key`. The keys `''`, `'.'` and `'..'`
 * cannot be part of a path and are refused before anything is sent.
 *
 * @example
 * const createStoreItem = useCreateStoreItem()
 * createStoreItem.mutate({ storeId, key: 'discount/max', value: 0.2 })
 */
export function useCreateStoreItem<Context = unknown>(
  options?: MutationHookOptions<CreateStoreItemInput, StoreItem, Context>,
): MutationHookResult<CreateStoreItemInput, StoreItem, Context> {
  return useAppmixerMutation(createStoreItemMutationOptions, options)
}

/**
 * Gives a record another value, another key, or both, shown at once: `PATCH /store/:storeId/:key`. The value keeps its
 * type: an object stays an object. An unknown key is refused with the reason `gone`.
 *
 * @example
 * const updateStoreItem = useUpdateStoreItem()
 * updateStoreItem.mutate({ storeId, key: 'order-77', newKey: 'order-0077', value: { paid: true } })
 */
export function useUpdateStoreItem<Context = unknown>(
  options?: MutationHookOptions<UpdateStoreItemInput, StoreItem, Context>,
): MutationHookResult<UpdateStoreItemInput, StoreItem, Context> {
  return useAppmixerMutation(updateStoreItemMutationOptions, options)
}

/**
 * Deletes records, of one store or of several: `DELETE /store`. They leave every list at once and come back when the
 * server refuses. Resolves to how many were there; a key that does not exist is no error. There is no undo.
 *
 * @example
 * const deleteStoreItems = useDeleteStoreItems()
 * deleteStoreItems.mutate({ items: selectedKeys.map((key) => ({ storeId, key })) })
 */
export function useDeleteStoreItems<Context = unknown>(
  options?: MutationHookOptions<DeleteStoreItemsInput, DeletedItems, Context>,
): MutationHookResult<DeleteStoreItemsInput, DeletedItems, Context> {
  return useAppmixerMutation(deleteStoreItemsMutationOptions, options)
}
