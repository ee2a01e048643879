import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { Store, StoreItemRef, StoreRecord, StoreRecordsQuery } from '../stores/types.ts'
import {
  changeRow,
  patchData,
  patchLists,
  removeRow,
  rowsIn,
  type Patch,
  type Truth,
} from './effect.ts'
import { keyOf } from './keys.ts'

/** The store, with what is known of it now. */
export function patchStore(client: AppmixerClient, storeId: string, now: Partial<Store>): Patch[] {
  const change = (store: Store) => ({ ...store, ...now })
  return [
    patchLists<Store, unknown>(client, 'getStores', (rows) =>
      changeRow(rows, (row) => row.storeId === storeId, change),
    ),
    patchData<Store, unknown>(client, 'getStore', { storeId }, change),
  ]
}

/** A store that is deleted, and its records with it. */
export function goneStore(client: AppmixerClient, storeId: string): Truth {
  return {
    patches: [
      patchLists<Store, unknown>(client, 'getStores', (rows) =>
        removeRow(rows, (row) => row.storeId === storeId),
      ),
    ],
    removes: [keyOf(client, 'getStore', { storeId }), ...recordReads(client, storeId)],
  }
}

export function recordReads(client: AppmixerClient, storeId: string): QueryKey[] {
  return [
    keyOf(client, 'getStoreRecords', { storeId }),
    keyOf(client, 'getStoreRecordsCount', { storeId }),
  ]
}

export function patchRecords(
  client: AppmixerClient,
  storeId: string,
  change: (rows: StoreRecord[], query: StoreRecordsQuery) => StoreRecord[],
): Patch {
  return patchData<StoreRecord[], StoreRecordsQuery>(client, 'getStoreRecords', { storeId }, change)
}

export function recordName({ storeId, key }: StoreItemRef): string {
  return `${storeId}/${key}`
}

/** Whether a record that is written now comes first in this list; elsewhere only the server knows its place. */
export function beginsWithLatest({
  pattern,
  filter,
  offset = 0,
  sort,
}: StoreRecordsQuery): boolean {
  return !pattern && !filter && offset === 0 && sort === 'updatedAt:-1'
}

/** The keys that some cached list shows: what is known to be there, and so to be gone when it is deleted. */
export function cachedKeys(
  client: AppmixerClient,
  queryClient: QueryClient,
  storeId: string,
): Set<string> {
  const lists = queryClient.getQueriesData({
    queryKey: keyOf(client, 'getStoreRecords', { storeId }),
  })
  return new Set(lists.flatMap(([, data]) => rowsIn<StoreRecord>(data).map(({ key }) => key)))
}
