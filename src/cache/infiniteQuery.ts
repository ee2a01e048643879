import type {
  InfiniteData,
  Query,
  QueryFunction,
  QueryFunctionContext,
} from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { AppmixerKey } from './keys.ts'
import { isOnScreen } from './pagesOnScreen.ts'
import { ledgerOf } from './scopes.ts'

/** Options for `useInfiniteQuery` and `prefetchInfiniteQuery`: TanStack's own, no React. */
export interface AppmixerInfiniteQuery<Page, Position> {
  queryKey: AppmixerKey<InfiniteData<Page, Position>>
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
  refetchInterval?: (query: Query<any, any, any, any>) => number | false
}

export interface InfiniteQuerySpec<Page, Position> {
  /** What all pages have in common. */
  key: AppmixerKey<InfiniteData<Page, Position>>
  /** Where the list starts. */
  first: Position
  next: AppmixerInfiniteQuery<Page, Position>['getNextPageParam']
  /** Whether two positions are of the same page. */
  isSame: (one: Position, other: Position) => boolean
  /** Reads the page at a position; `loaded` are this page, if it was read before, and those behind it. */
  read: (context: PageContext<Position>, loaded: Page[]) => Promise<Page>
  /** The page was left as it is: nobody can see it. */
  skip?: (position: Position, before: Position) => void
  share: (previous: unknown, next: unknown) => unknown
}

/** Take the signal for a request only: TanStack listens to it once for every page that takes it. */
export type PageContext<Position> = QueryFunctionContext & { pageParam: Position }

/**
 * The options of one read, page after page. Asked for again, only the pages on screen are.
 */
export function infiniteQueryOptions<Page, Position>(
  client: AppmixerClient,
  { key: queryKey, first, next, share, ...spec }: InfiniteQuerySpec<Page, Position>,
): AppmixerInfiniteQuery<Page, Position> {
  return {
    queryKey,
    queryFn: (given) => {
      const context = given as PageContext<Position>
      const { client: queryClient, queryKey: key, pageParam } = context
      const query = queryClient.getQueryCache().find<any, any>({ queryKey: key, exact: true })
      const { pages = [], pageParams = [] }: Partial<InfiniteData<Page, Position>> =
        query?.state.data ?? {}
      const place = pageParams.findIndex((position) => spec.isSame(position, pageParam))
      const loaded = place < 0 ? [] : pages.slice(place)
      if (loaded.length > 0 && !isOnScreen(query!, place, pages.length)) {
        spec.skip?.(pageParam, pageParams[place]!)
        return loaded[0]!
      }
      const read = () => spec.read(context, loaded)
      return ledgerOf(client, queryClient).read(key, undefined, read)
    },
    initialPageParam: first,
    getNextPageParam: next,
    retry: false,
    structuralSharing: share,
  }
}
