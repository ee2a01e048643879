import type { DataTag, InfiniteData, QueryFunction, QueryKey } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { Endpoint } from '../client/endpoint.ts'
import type { AppmixerError } from '../client/errors.ts'
import { keyOf, type ReadName } from './keys.ts'
import { ledgerOf } from './scopes.ts'

/** Options for `useInfiniteQuery` and `prefetchInfiniteQuery`: TanStack's own, no React. */
export interface AppmixerInfiniteQuery<Page, Position> {
  queryKey: DataTag<QueryKey, InfiniteData<Page, Position>, AppmixerError>
  queryFn: QueryFunction<Page, any, Position>
  initialPageParam: Position
  getNextPageParam: (
    lastPage: Page,
    allPages: Page[],
    lastPosition: Position,
    allPositions: Position[],
  ) => Position | null | undefined
  /** The client repeats failed reads itself, once for every layer. */
  retry: false
  structuralSharing?: (previous: unknown, next: unknown) => unknown
}

export interface InfiniteQuerySpec<Input extends object, Page, Position> {
  name: ReadName
  endpoint: Endpoint<Input, Page, any>
  /** What all pages have in common; the key. */
  input: Input
  /** Where the list starts. */
  first: Position
  /** The input of the page at a position. */
  at: (position: Position) => Input
  next: (lastPage: Page, allPages: Page[], lastPosition: Position) => Position | undefined
}

/** The options of one read, page after page. Its key is beside the plain read's, so mutations reach both. */
export function infiniteQueryOptions<Input extends object, Page, Position>(
  client: AppmixerClient,
  { name, endpoint, input, first, at, next }: InfiniteQuerySpec<Input, Page, Position>,
): AppmixerInfiniteQuery<Page, Position> {
  const queryKey = [...keyOf(client, name, input), 'infinite']
  return {
    queryKey: queryKey as unknown as DataTag<QueryKey, InfiniteData<Page, Position>, AppmixerError>,
    queryFn: ({ client: queryClient, queryKey: key, signal, pageParam }) =>
      ledgerOf(client, queryClient).read(key, undefined, () =>
        endpoint(client, at(pageParam as Position), { signal }),
      ),
    initialPageParam: first,
    getNextPageParam: next,
    retry: false,
  }
}
