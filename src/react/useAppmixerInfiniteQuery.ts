'use client'

import {
  InfiniteQueryObserver,
  skipToken,
  useInfiniteQuery,
  useQueryClient,
  type InfiniteData,
  type UseInfiniteQueryOptions,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query'
import type { AppmixerInfiniteQuery } from '../cache/infiniteQuery.ts'
import { hasSecret } from '../cache/keys.ts'
import type { PagesOnScreenOption } from '../cache/pagesOnScreen.ts'
import type { AppmixerClient } from '../client/client.ts'
import type { AppmixerError } from '../client/errors.ts'
import { useAppmixerContext } from './context.ts'
import { skipped, type Skippable } from './skip.ts'
import { useOutdatedPages } from './useOutdatedPages.ts'
import { usePolled } from './usePolled.ts'

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
): UseInfiniteQueryResult<Selected, AppmixerError> {
  const { client, queryClient: given, isSignedOut } = useAppmixerContext()
  const queryClient = useQueryClient(given)
  const isSkipped = input === skipToken
  const ours: AppmixerInfiniteQuery<Page, Position> = isSkipped
    ? skipped(client)
    : optionsFor(client, input)
  const all = queryClient.defaultQueryOptions<any, any, any, any, any>({
    ...(ours as object),
    ...(options as object),
    queryKey: ours.queryKey,
    ...(isSignedOut && !hasSecret(ours.queryKey) && { enabled: false }),
    ...(isSkipped && { initialData: () => undefined }),
  })
  const refetchInterval = usePolled(queryClient, all, InfiniteQueryObserver)
  const result = useInfiniteQuery(
    { ...all, refetchInterval } as unknown as UseInfiniteQueryOptions<
      Page,
      AppmixerError,
      Selected,
      any,
      Position
    >,
    queryClient,
  )
  useOutdatedPages(queryClient, all, options)
  return result
}
