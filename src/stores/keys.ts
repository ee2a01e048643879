import type { InfiniteData, QueryKey } from '@tanstack/react-query'
import { keyOf, resourceKey, type AppmixerKey } from '../cache/keys.ts'
import type { OffsetPosition } from '../cache/infiniteQuery.ts'
import type { AppmixerClient } from '../client/client.ts'
import type {
  InfiniteStoreRecordsQuery,
  Store,
  StoreRecord,
  StoreRecordsCountQuery,
  StoreRecordsQuery,
} from './types.ts'

/**
 * The keys of all reads of data stores and their records. Without its argument each is the start of all keys of its
 * kind; `records({ storeId })` is the start of all keys for records of that store.
 */
export interface StoreKeys {
  all: QueryKey
  /** `useStores()` */
  list(): AppmixerKey<Store[]>
  /** `useStore(storeId)` */
  detail(storeId?: string): AppmixerKey<Store>
  /** `useStoreRecords(query)` */
  records(query?: StoreRecordsQuery): AppmixerKey<StoreRecord[]>
  /** `useInfiniteStoreRecords(query)` */
  infiniteRecords(
    query?: InfiniteStoreRecordsQuery,
  ): AppmixerKey<InfiniteData<StoreRecord[], OffsetPosition>>
  /** `useStoreRecordsCount(query)` */
  recordsCount(query?: StoreRecordsCountQuery): AppmixerKey<number>
}

const resource = 'stores'

/** @see {@link StoreKeys} */
export function storeKeys(client: AppmixerClient): StoreKeys {
  return {
    all: resourceKey(client, resource),
    list: () => keyOf(client, resource, 'list'),
    detail: (storeId) => keyOf(client, resource, 'detail', { storeId }),
    records: (query) => keyOf(client, resource, 'records', query),
    infiniteRecords: (query) => keyOf(client, resource, 'infiniteRecords', query),
    recordsCount: (query) => keyOf(client, resource, 'recordsCount', query),
  }
}
