'use client'

import {
  type SuspenseQueryHookResult,
  useAppmixerSuspenseQuery,
  type SuspenseQueryHookOptions,
} from '../react/hooks.ts'
import {
  storeQueryOptions,
  storeRecordsCountQueryOptions,
  storeRecordsQueryOptions,
  storesQueryOptions,
} from './queries.ts'
import type { Store, StoreRecord, StoreRecordsCountQuery, StoreRecordsQuery } from './types.ts'

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
 * {@link useStoreRecordsCount} that suspends: `data` is always there; a first read that fails goes to the error boundary.
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
