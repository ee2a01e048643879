'use client'

import type { InfiniteData } from '@tanstack/react-query'
import type { OffsetPosition } from '../cache/infiniteQuery.ts'
import {
  refTo,
  useAppmixerInfiniteQuery,
  useAppmixerMutation,
  useAppmixerQuery,
  useAppmixerSuspenseQuery,
  type InfiniteQueryHookOptions,
  type InfiniteQueryHookResult,
  type MutationHookOptions,
  type MutationHookResult,
  type QueryHookOptions,
  type QueryHookResult,
  type Skippable,
  type SuspenseQueryHookOptions,
  type SuspenseQueryHookResult,
} from '../react/hooks.ts'
import { useBulk, type BulkHook, type BulkHookOptions } from '../react/useBulk.ts'
import {
  createStoreItemMutationOptions,
  createStoreMutationOptions,
  deleteStoreItemsBulkOptions,
  deleteStoreItemsMutationOptions,
  deleteStoreMutationOptions,
  renameStoreMutationOptions,
  updateStoreItemMutationOptions,
} from './mutations.ts'
import {
  storeQueryOptions,
  storeRecordsCountQueryOptions,
  storeRecordsInfiniteQueryOptions,
  storeRecordsQueryOptions,
  storesQueryOptions,
} from './queries.ts'
import type {
  CreateStoreInput,
  CreateStoreItemInput,
  DeletedItems,
  DeleteStoreItemsInput,
  InfiniteStoreRecordsQuery,
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

/**
 * All data stores of the user: `GET /stores`. There are no pages.
 *
 * Key: `keys.stores.list()`.
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
 * {@link useStores} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: stores } = useSuspenseStores()
 */
export function useSuspenseStores<Selected = Store[]>(
  options?: SuspenseQueryHookOptions<Store[], Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(storesQueryOptions, undefined, options)
}

/**
 * One data store: `GET /stores/:storeId`. An unknown id is an error with status 404.
 *
 * Key: `keys.stores.detail(storeId)`.
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
 * {@link useStore} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: store } = useSuspenseStore(storeId)
 */
export function useSuspenseStore<Selected = Store>(
  storeId: string,
  options?: SuspenseQueryHookOptions<Store, Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(storeQueryOptions, { storeId }, options)
}

/**
 * One page of the records of a store: `GET /store`.
 *
 * Key: `keys.stores.records(query)`.
 *
 * @param query Pass `limit`: servers differ in their default. `offset` @default 0
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
 * {@link useStoreRecords} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: records } = useSuspenseStoreRecords({ storeId, limit: 30, offset: 0 })
 */
export function useSuspenseStoreRecords<Selected = StoreRecord[]>(
  query: StoreRecordsQuery,
  options?: SuspenseQueryHookOptions<StoreRecord[], Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(storeRecordsQueryOptions, query, options)
}

/**
 * The records of a store page after page: `GET /store`. No row is skipped and none comes twice, also when others come
 * and go meanwhile. A refetch reads the pages on screen only: `pagesOnScreen`.
 *
 * Key: `keys.stores.infiniteRecords(query)`.
 *
 * @param query `limit`, the rows on a page, @default 20
 * @example
 * const { data, fetchNextPage } = useInfiniteStoreRecords({ storeId, limit: 100, sort: 'updatedAt:-1' })
 * const records = useMemo(() => rowsOf(data), [data])
 */
export function useInfiniteStoreRecords<Selected = InfiniteData<StoreRecord[], OffsetPosition>>(
  query: Skippable<InfiniteStoreRecordsQuery>,
  options?: InfiniteQueryHookOptions<StoreRecord[], OffsetPosition, Selected>,
): InfiniteQueryHookResult<NoInfer<Selected>> {
  return useAppmixerInfiniteQuery(storeRecordsInfiniteQueryOptions, query, options)
}

/**
 * How many records of a store match, on all pages: `GET /store/count`. Page and count are two answers of two moments;
 * while flows write, they may differ by a few.
 *
 * Key: `keys.stores.recordsCount(query)`.
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
 * {@link useStoreRecordsCount} that suspends: `data` is always there; a first read that fails goes to the error
 * boundary.
 *
 * @example
 * const { data: total } = useSuspenseStoreRecordsCount({ storeId })
 */
export function useSuspenseStoreRecordsCount<Selected = number>(
  query: StoreRecordsCountQuery,
  options?: SuspenseQueryHookOptions<number, Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(storeRecordsCountQueryOptions, query, options)
}

/**
 * Creates an empty store: `POST /stores`. Resolves to its id. Invalidates the list.
 *
 * Rejects with reason `name-taken` when another store of the user has the name.
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
 * Gives a store another name: `PUT /stores/:storeId`. It is shown at once in list and detail, and rolled back when the
 * server refuses. Invalidates both.
 *
 * Rejects with reason `name-taken` when another store of the user has the name; `error.current` is the store as it is.
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
 * when the server refuses. Removes the detail and the records; invalidates the list. There is no undo; ask first.
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
 * Writes one record: `POST /store/:storeId/:key`. Text is sent as `text/plain`, every other value as JSON, so that `0`,
 * `false`, `null`, `''` and objects are read back as what they were. A record that has the key already gets the new
 * value. It is shown at once where its place is known. Invalidates the records of the store and their count.
 *
 * Rejects with reason `duplicate-key` on servers that refuse to overwrite. The keys `''`, `'.'` and `'..'` cannot be
 * part of a path: they are refused with code `input` before anything is sent.
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
 * Gives a record another value, another key, or both: `PATCH /store/:storeId/:key`. The value keeps its type: an object
 * stays an object. It is shown at once, and rolled back when the server refuses. Invalidates the records of the store
 * and their count.
 *
 * Rejects with status 404 for an unknown key, with reason `duplicate-key` for a new key that another record has.
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
 * Deletes records by one request, of one store or of several: `DELETE /store`. They leave every list at once and come
 * back when the server refuses. Resolves to how many existed; a key that does not exist is no error. Invalidates the
 * records of the stores and their counts. There is no undo. For thousands of records, {@link useBulkDeleteStoreItems}.
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

/**
 * Deletes any number of records: `DELETE /store` with 100 of them at a time. They leave every list at once. The 100 of
 * a request succeed or fail together; those of a failed one come back, and the run goes on. `data` of a result is the
 * server's answer about its 100. A 429 makes the run wait as long as `Retry-After` says, 30 seconds at most, and is
 * sent again. Everything is invalidated once, in the end. There is no undo; ask first.
 *
 * All components that use the hook see the same run, also one that is mounted later. It ends with the session.
 *
 * @param options `concurrency`, the number of requests at a time, @default 1
 * @example
 * const deleteRecords = useBulkDeleteStoreItems()
 * deleteRecords.run(keys.map((key) => ({ storeId, key })))
 * <progress max={deleteRecords.total} value={deleteRecords.done} />
 */
export function useBulkDeleteStoreItems(
  options?: BulkHookOptions,
): BulkHook<StoreItemRef, DeletedItems> {
  return useBulk(deleteStoreItemsBulkOptions, options)
}
