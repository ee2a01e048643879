import type { AppmixerClient } from '../client/client.ts'
import {
  type AppmixerInfiniteQuery,
  offsetQueryOptions,
  type OffsetPosition,
} from '../cache/infiniteQuery.ts'
import { queryOptions, type AppmixerQuery } from '../cache/query.ts'
import { shareBy } from '../cache/sharing.ts'
import { getStore, getStoreRecords, getStoreRecordsCount, getStores } from './endpoints.ts'
import { storeKeys } from './keys.ts'
import type {
  InfiniteStoreRecordsQuery,
  Store,
  StoreRecord,
  StoreRecordsCountQuery,
  StoreRecordsQuery,
  StoreRef,
} from './types.ts'

/**
 * All data stores of the user: `GET /stores`.
 *
 * @example
 * const stores = await queryClient.ensureQueryData(storesQueryOptions(client))
 */
export function storesQueryOptions(client: AppmixerClient): AppmixerQuery<Store[]> {
  return queryOptions(client, {
    key: storeKeys(client).list(),
    endpoint: getStores,
    input: undefined,
    share: shareBy('storeId'),
  })
}

/** One data store: `GET /stores/:storeId`. */
export function storeQueryOptions(
  client: AppmixerClient,
  { storeId }: StoreRef,
): AppmixerQuery<Store> {
  return queryOptions(client, {
    key: storeKeys(client).detail(storeId),
    endpoint: getStore,
    input: { storeId },
  })
}

/**
 * One page of the records of a store: `GET /store`.
 *
 * @example
 * storeRecordsQueryOptions(client, { storeId, limit: 30, offset: 60, sort: 'updatedAt:-1' })
 */
export function storeRecordsQueryOptions(
  client: AppmixerClient,
  query: StoreRecordsQuery,
): AppmixerQuery<StoreRecord[]> {
  return queryOptions(client, {
    key: storeKeys(client).records(query),
    endpoint: getStoreRecords,
    input: query,
    share: shareBy('key'),
  })
}

/** How many records of a store match, on all pages: `GET /store/count`. */
export function storeRecordsCountQueryOptions(
  client: AppmixerClient,
  query: StoreRecordsCountQuery,
): AppmixerQuery<number> {
  return queryOptions(client, {
    key: storeKeys(client).recordsCount(query),
    endpoint: getStoreRecordsCount,
    input: query,
  })
}

/**
 * The records of a store page after page, 20 in each unless `limit` says otherwise: `GET /store`.
 *
 * @example
 * await queryClient.prefetchInfiniteQuery(storeRecordsInfiniteQueryOptions(client, { storeId, limit: 100 }))
 */
export function storeRecordsInfiniteQueryOptions(
  client: AppmixerClient,
  query: InfiniteStoreRecordsQuery,
): AppmixerInfiniteQuery<StoreRecord[], OffsetPosition> {
  return offsetQueryOptions<StoreRecordsQuery, StoreRecord>(client, {
    key: storeKeys(client).infiniteRecords(query),
    endpoint: getStoreRecords,
    input: query,
    id: 'key',
  })
}
