import type { DataTag, InfiniteData, QueryKey } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { Endpoint } from '../client/endpoint.ts'
import type { AppmixerError } from '../client/errors.ts'
import type { AppmixerInfiniteQuery } from './infiniteQuery.ts'
import { keyOf, type ReadName } from './keys.ts'
import { isOnScreen } from './pagesOnScreen.ts'
import { ledgerOf } from './scopes.ts'
import { sharePagesBy } from './sharePages.ts'

/** Where a page of an endless list stands. Its answer adds what came of it. */
export interface OffsetPosition {
  /** Which page it is, from 0. */
  index: number
  /** How many rows the server has before it. */
  offset: number
  /** The id of the last row before it. */
  after?: string
  /** How many rows the server has up to its end. */
  end?: number
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
  name: ReadName
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
  { name, endpoint, input: given, id }: OffsetQuerySpec<Input, Row>,
): AppmixerInfiniteQuery<Row[], OffsetPosition> {
  const limit = given.limit ?? defaultLimit
  const input = { ...given, limit }
  const idOf = (row: Row | undefined) => row?.[id] as string | undefined
  const queryKey = [...keyOf(client, name, input), 'infinite'] as unknown

  async function ask(position: OffsetPosition, signal: AbortSignal): Promise<Row[]> {
    const { offset, after } = position
    const overlap = after === undefined || offset === 0 ? 0 : 1
    const page = { ...input, offset: offset - overlap, limit: limit + overlap } as unknown as Input
    const answer = await endpoint(client, page, { signal })
    const place = after === undefined ? -1 : answer.findIndex((row) => idOf(row) === after)
    const rows = answer.slice(place + 1)
    Object.assign(position, {
      end: offset - overlap + answer.length,
      count: rows.length,
      isLast: answer.length < limit + overlap,
      isShifted: overlap === 1 && place !== 0,
      isOutdated: false,
    } satisfies Partial<OffsetPosition>)
    return rows
  }

  return {
    queryKey: queryKey as DataTag<QueryKey, InfiniteData<Row[], OffsetPosition>, AppmixerError>,
    queryFn: async (context) => {
      const { client: queryClient, queryKey: key, pageParam: position } = context
      const query = queryClient.getQueryCache().find<any>({ queryKey: key, exact: true })
      const known = query?.state.data as InfiniteData<Row[], OffsetPosition> | undefined
      const place = known?.pageParams.findIndex(({ index }) => index === position.index) ?? -1
      if (query && known && place >= 0 && !isOnScreen(query, place)) {
        Object.assign(position, known.pageParams[place], { isOutdated: true })
        return known.pages[place]!
      }
      // TanStack listens to the signal once for every page that takes it.
      const { signal } = context
      const read = () => ask(position, signal)
      const rows = await ledgerOf(client, queryClient).read(key, undefined, read)
      if (query && place < 0 && position.isShifted) {
        const again = () => queryClient.invalidateQueries({ queryKey: key, exact: true })
        void query.promise?.then(again, () => {})
      }
      return rows
    },
    initialPageParam: { index: 0, offset: 0 },
    getNextPageParam: (_, pages, position, positions) => {
      if (position.isLast) return undefined
      const after = idOf(pages.findLast((page) => page.length > 0)?.at(-1))
      const before = pages.map((page, index) => page.length - (positions[index]?.count ?? 0))
      const end = (position.end ?? position.offset + limit) + before.reduce((sum, n) => sum + n, 0)
      return {
        index: position.index + 1,
        offset: Math.max(0, end),
        ...(after !== undefined && { after }),
      }
    },
    retry: false,
    structuralSharing: sharePagesBy(id),
  }
}
