'use client'

import type { InfiniteData } from '@tanstack/react-query'
import type { OffsetPosition } from '../cache/infiniteQuery.ts'
import {
  type InfiniteQueryHookResult,
  type Skippable,
  useAppmixerInfiniteQuery,
  type InfiniteQueryHookOptions,
} from '../react/hooks.ts'
import { storeRecordsInfiniteQueryOptions } from './queries.ts'
import type { InfiniteStoreRecordsQuery, StoreRecord } from './types.ts'

/**
 * The records of a store page after page, 20 in each unless `limit` says otherwise: `GET /store`. No row is skipped and none comes twice, also when
 * others come and go meanwhile. When it is asked for again, the pages on screen are, and no others: `pagesOnScreen`.
 *
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
