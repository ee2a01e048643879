import type { InfiniteData } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { Endpoint } from '../client/endpoint.ts'
import { infiniteQueryOptions, type AppmixerInfiniteQuery } from './infiniteQuery.ts'
import type { AppmixerKey } from './keys.ts'
import { same, type Row as AnyRow } from './share.ts'
import { sharePagesBy } from './sharePages.ts'

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
