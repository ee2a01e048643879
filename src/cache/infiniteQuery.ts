import type {
  InfiniteData,
  Query,
  QueryFunction,
  QueryFunctionContext,
} from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { Endpoint } from '../client/endpoint.ts'
import type { AppmixerKey } from './keys.ts'
import { queryAt } from './query.ts'
import { writesOf } from './scopes.ts'
import { same, sharePagesBy, type Row as AnyRow } from './sharing.ts'

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

/** Where a page of an endless list stands. Its answer adds what came of it. */
export interface OffsetPosition {
  /** Which page it is, from 0. */
  index: number
  /** How many rows the server has before it. */
  offset: number
  /** The id of the last row before it. */
  after?: string
  /** How many rows came. What the page lacks by now was removed on this side, and what it has more was added. */
  count?: number
  /** The list ends with it. */
  isLast?: boolean
  /** Rows before it came or went since the page before was read. */
  isShifted?: boolean
  /** It was off screen when the list was asked for again, and is of the time before. */
  isOutdated?: boolean
}

interface PageQuery {
  limit?: number | undefined
  offset?: number | undefined
}

export interface OffsetQuerySpec<Input extends PageQuery, Row> {
  key: AppmixerKey<InfiniteData<Row[], OffsetPosition>>
  endpoint: Endpoint<Input, Row[], any>
  input: Omit<Input, 'offset'>
  /** The field that tells rows apart. */
  id: keyof Row & string
}

const defaultLimit = 20

/**
 * The options of one read by offset, page after page. Each page but the first is read with the last row of the page
 * before: when that row is not where it was, rows came or went, and the pages on screen are asked for again.
 */
export function offsetQueryOptions<Input extends PageQuery, Row>(
  client: AppmixerClient,
  { key, endpoint, input: given, id }: OffsetQuerySpec<Input, Row>,
): AppmixerInfiniteQuery<Row[], OffsetPosition> {
  const limit = given.limit ?? defaultLimit
  const input = { ...given, limit }
  const idOf = (row: Row | undefined) => row?.[id] as string | undefined

  return infiniteQueryOptions<Row[], OffsetPosition>(client, {
    key,
    first: { index: 0, offset: 0 },
    isSame: (one, other) => one.index === other.index,
    skip: (position, before) => Object.assign(position, before, { isOutdated: true }),
    async read({ client: queryClient, queryKey, pageParam: position, signal }, loaded) {
      const { offset, after } = position
      const overlap = after === undefined || offset === 0 ? 0 : 1
      const page = { ...input, offset: offset - overlap, limit: limit + overlap }
      const answer = await endpoint(client, page as unknown as Input, { signal })
      const place = after === undefined ? -1 : answer.findIndex((row) => idOf(row) === after)
      const rows = answer.slice(place + 1)
      const isShifted = overlap === 1 && place !== 0
      Object.assign(position, {
        offset: page.offset + place + 1,
        count: rows.length,
        isLast: answer.length < page.limit,
        isShifted,
        isOutdated: false,
      } satisfies Partial<OffsetPosition>)
      if (isShifted && loaded.length === 0) {
        const filters = { queryKey, exact: true }
        const again = () => queryClient.invalidateQueries(filters, { cancelRefetch: false })
        void queryClient
          .getQueryCache()
          .find(filters)
          ?.promise?.then(again, () => {})
      }
      return rows
    },
    next(_, pages, { index, offset, count = limit, isLast }, positions) {
      if (isLast) return undefined
      const after = idOf(pages.findLast((page) => page.length > 0)?.at(-1))
      const ownRows = pages.map((page, at) => page.length - (positions[at]?.count ?? 0))
      const end = ownRows.reduce((sum, rows) => sum + rows, offset + count)
      return {
        index: index + 1,
        offset: Math.max(0, end),
        ...(after !== undefined && { after }),
      }
    },
    share: sharePagesBy<Row[]>({
      id,
      rowsOf: (page) => page as AnyRow[],
      withRows: (before, page, rows) =>
        same(before, rows as Row[]) ?? same(page, rows as Row[]) ?? (rows as Row[]),
    }),
  })
}

/** An option of the hooks for endless lists. */
export interface PagesOnScreenOption {
  /**
   * The first and last page that can be seen, from 0. When the list is asked for again, only these are; the others
   * stay as they are and are asked for when they come on screen. Default: the first page and the last two.
   *
   * @example
   * useInfiniteFlows({ limit: 50 }, { pagesOnScreen: [firstVisible, lastVisible] })
   */
  pagesOnScreen?: readonly [first: number, last: number] | undefined
}

/** Whether a component shows this page. Of a list without components, which an app reads itself, all pages count. */
export function isOnScreen(
  { observers }: Query<any, any, any, any>,
  place: number,
  length: number,
): boolean {
  const isSeen = ({ pagesOnScreen }: PagesOnScreenOption) =>
    pagesOnScreen
      ? place >= pagesOnScreen[0] && place <= pagesOnScreen[1]
      : place === 0 || place >= length - 2
  return observers.length === 0 || observers.some(({ options }) => isSeen(options as object))
}

/** The rows of an endless list by their place in the whole. */
export interface Rows<Row> {
  readonly length: number
  at(index: number): Row | undefined
  /** On which page this row is. */
  pageOf(index: number): number
}

/**
 * Finds rows of an endless list by index, for virtual lists: nothing is copied, however many pages there are.
 * `data.pages.flat()` would copy all rows whenever one page comes.
 *
 * @example
 * const rows = useMemo(() => rowsOf(data), [data])
 * const virtualizer = useVirtualizer({ count: rows.length, … })
 * virtualizer.getVirtualItems().map(({ index }) => <Record key={index} record={rows.at(index)} />)
 */
export function rowsOf<Row>(data: InfiniteData<readonly Row[], any> | undefined): Rows<Row> {
  const pages = data?.pages ?? []
  let length = 0
  const starts = pages.map((page) => (length += page.length) - page.length)
  const pageOf = (index: number) => Math.max(0, lastStartUpTo(index, starts))
  return {
    length,
    pageOf,
    at: (index) => pages[pageOf(index)]?.[index - (starts[pageOf(index)] ?? 0)],
  }
}

/** The last of the sorted starts that is not above the index. */
function lastStartUpTo(index: number, starts: number[]): number {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[middle]! <= index) low = middle + 1
    else high = middle
  }
  return low - 1
}
