'use client'

import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { OffsetPosition } from '../cache/offsetQuery.ts'
import type { PagesOnScreenOption } from '../cache/pagesOnScreen.ts'

/** Asks for the pages on screen as soon as one of them comes there that was left out before. */
export function useOutdatedPages(
  queryClient: QueryClient,
  { queryKey, queryHash }: { queryKey: QueryKey; queryHash: string },
  { pagesOnScreen: [first, last] = [0, -1] }: PagesOnScreenOption,
): void {
  useEffect(() => {
    let isGone = false
    const isOutdated = () =>
      !isGone &&
      queryClient
        .getQueryData<InfiniteData<unknown, Partial<OffsetPosition>>>(queryKey)
        ?.pageParams.slice(first, last + 1)
        .some((position) => position?.isOutdated)
    const ask = () => {
      if (isOutdated()) void queryClient.refetchQueries({ queryKey, exact: true })
    }
    if (isOutdated()) {
      const query = queryClient.getQueryCache().find({ queryKey, exact: true })
      // What is under way may be the next page, and may bring these, too.
      void Promise.resolve(query?.promise).then(ask, ask)
    }
    return () => {
      isGone = true
    }
    // The key is its hash.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [queryClient, queryHash, first, last])
}
