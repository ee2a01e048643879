'use client'

import {
  useInfiniteQuery,
  type InfiniteData,
  type UseInfiniteQueryOptions,
} from '@tanstack/react-query'
import type { AppmixerInfiniteQuery } from '../cache/infiniteQuery.ts'
import type { PagesOnScreenOption } from '../cache/pagesOnScreen.ts'
import type { AppmixerClient } from '../client/client.ts'
import type { AppmixerError } from '../client/errors.ts'
import { useReadOptions, type InfiniteQueryHookResult } from './hooks.ts'
import type { Skippable } from './skip.ts'
import { useOutdatedPages } from './useOutdatedPages.ts'

/** TanStack's infinite query options, but for the key, the fetcher and the positions, which belong to the hook. */
export interface InfiniteQueryHookOptions<Page, Position, Selected = InfiniteData<Page, Position>>
  extends
    PagesOnScreenOption,
    Omit<
      UseInfiniteQueryOptions<Page, AppmixerError, Selected, any, Position>,
      | 'queryKey'
      | 'queryFn'
      | 'queryHash'
      | 'queryKeyHashFn'
      | 'initialPageParam'
      | 'getNextPageParam'
      | 'getPreviousPageParam'
      | 'placeholderData'
    > {}

/** The core of every read that goes page after page: our options, then the caller's. */
export function useAppmixerInfiniteQuery<Input, Page, Position, Selected>(
  optionsFor: (client: AppmixerClient, input: Input) => AppmixerInfiniteQuery<Page, Position>,
  input: Skippable<Input>,
  options: InfiniteQueryHookOptions<Page, Position, Selected> = {},
): InfiniteQueryHookResult<NoInfer<Selected>> {
  const { all, queryClient } = useReadOptions(optionsFor, input, options)
  const result = useInfiniteQuery<Page, AppmixerError, Selected, any, Position>(all, queryClient)
  useOutdatedPages(queryClient, all)
  return result
}
