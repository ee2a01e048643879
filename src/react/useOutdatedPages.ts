'use client'

import type { InfiniteData, Query, QueryClient, QueryKey } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { OffsetPosition } from '../cache/offsetQuery.ts'
import type { PagesOnScreenOption } from '../cache/pagesOnScreen.ts'

interface Shown extends PagesOnScreenOption {
  queryKey: QueryKey
  queryHash: string
}

/** Asks for the pages on screen as soon as one of them comes there that was left out before. */
export function useOutdatedPages(
  queryClient: QueryClient,
  { queryKey, queryHash, pagesOnScreen: [first, last] = [0, -1] }: Shown,
): void {
  useEffect(() => {
    let isGone = false
    const isOutdated = ({ state }: Query<any, any>) =>
      !isGone &&
      (
        state.data as InfiniteData<unknown, Partial<OffsetPosition> | undefined> | undefined
      )?.pageParams
        .slice(first, last + 1)
        .some((position) => position?.isOutdated)
    const filters = { queryKey, exact: true, predicate: isOutdated as (query: Query) => boolean }
    const ask = () => void queryClient.refetchQueries(filters)
    // What is under way may be the next page, and may bring these, too.
    for (const { promise } of queryClient.getQueryCache().findAll(filters)) {
      void Promise.resolve(promise).then(ask, ask)
    }
    return () => {
      isGone = true
    }
    // The key is its hash.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [queryClient, queryHash, first, last])
}
