import type {
  DataTag,
  InfiniteData,
  Query,
  QueryFunction,
  QueryFunctionContext,
  QueryKey,
} from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { AppmixerError } from '../client/errors.ts'
import { keyOf, type ReadName } from './keys.ts'
import { isOnScreen } from './pagesOnScreen.ts'
import { queryAt } from './query.ts'
import { writesOf } from './scopes.ts'

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
  refetchInterval?: (query: Query<any, any, any, any>) => number | false
}

export interface InfiniteQuerySpec<Page, Position> {
  name: ReadName
  /** What all pages have in common; the key. */
  input: object
  /** The last word of the key. Default `infinite`. */
  kind?: string
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
 * The options of one read, page after page. Its key is beside the plain read's, so mutations reach both. Asked for again,
 * only the pages that somebody can see are.
 */
export function infiniteQueryOptions<Page, Position>(
  client: AppmixerClient,
  {
    name,
    input,
    kind = 'infinite',
    first,
    next,
    share,
    ...spec
  }: InfiniteQuerySpec<Page, Position>,
): AppmixerInfiniteQuery<Page, Position> {
  const queryKey = [...keyOf(client, name, input), kind] as unknown
  return {
    queryKey: queryKey as DataTag<QueryKey, InfiniteData<Page, Position>, AppmixerError>,
    queryFn: (given) => {
      const context = given as PageContext<Position>
      const { client: queryClient, queryKey: key, pageParam } = context
      const query = queryAt(queryClient, key)
      const { pages = [], pageParams = [] }: Partial<InfiniteData<Page, Position>> =
        query?.state.data ?? {}
      const place = pageParams.findIndex((position) => spec.isSame(position, pageParam))
      const loaded = place < 0 ? [] : pages.slice(place)
      if (loaded.length > 0 && !isOnScreen(query!, place, pages.length)) {
        spec.skip?.(pageParam, pageParams[place]!)
        return loaded[0]!
      }
      const target = { queryKey: key, query, isPage: true }
      return writesOf(client, queryClient).read(target, () => spec.read(context, loaded))
    },
    initialPageParam: first,
    getNextPageParam: next,
    retry: false,
    structuralSharing: share,
  }
}
