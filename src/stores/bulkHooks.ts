'use client'

import { useBulk, type BulkHook, type BulkHookOptions } from '../react/useBulk.ts'
import { deleteManyStoreItemsBulkOptions } from './bulk.ts'
import type { DeletedItems, StoreItemRef } from './types.ts'

/**
 * Deletes any number of records, thousands too: `DELETE /store` with 100 of them at a time, one request after another.
 * They leave every list at once. The 100 of a request succeed or fail together; those of a failed one come back, and
 * the rest goes on. `data` of a result is what the server answered about its 100. A 429 makes the run wait as long as
 * `Retry-After` says, 30 seconds at most, and is sent again. There is no undo; ask first.
 *
 * Every component that uses the hook sees the same run, also one that is mounted later; it ends with the session.
 *
 * @example
 * const deleteRecords = useDeleteManyStoreItems()
 * deleteRecords.run(keys.map((key) => ({ storeId, key })))
 * <progress max={deleteRecords.total} value={deleteRecords.done} />
 */
export function useDeleteManyStoreItems(
  options?: BulkHookOptions,
): BulkHook<StoreItemRef, DeletedItems> {
  return useBulk(deleteManyStoreItemsBulkOptions, options)
}
