import { hashKey } from '@tanstack/react-query'
import { same, shareEqual, sharePagesBy, type Row } from '../cache/sharing.ts'
import type { InfiniteQuerySpec } from '../cache/infiniteQuery.ts'
import type { AppmixerClient } from '../client/client.ts'
import { getLogs } from './endpoints.ts'
import { logOrder } from './order.ts'
import type { LogPosition } from './keys.ts'
import type { InfiniteLogsQuery, LogEntry, LogsPage, LogsQuery } from './types.ts'

/** The pages of a log, and a way to read over several of them in one go. */
export interface LogPages extends Omit<InfiniteQuerySpec<LogsPage, LogPosition>, 'key'> {
  /** The query that all pages have in common. */
  input: LogsQuery
  /**
   * One page of all that this query has from its position on, until nothing more is there or `isEnough` says of an id
   * that it is the last that is wanted, or lies beyond.
   */
  readOn(
    from: LogsQuery,
    signal: AbortSignal,
    isEnough?: (id: string) => boolean,
  ): Promise<LogsPage>
}

/**
 * How the log is read page after page. A page that was read before ends where it did, however much came into it, so the
 * pages behind it stay as they are, and a refetch leaves out those that are off screen: entries never change.
 */
export function logPages(client: AppmixerClient, query: InfiniteLogsQuery): LogPages {
  const { input, endOf } = logOrder(query)
  const { size } = input

  async function readOn(
    from: LogsQuery,
    signal: AbortSignal,
    isEnough = (_: string) => false,
  ): Promise<LogsPage> {
    const first = await getLogs(client, from, { signal })
    const all = new Map(first.hits.map((hit) => [hit._id, hit]))
    for (let page = first; page.hits.length >= size;) {
      const searchAfter = endOf(page)
      if (!searchAfter || page.hits.some(({ _id }) => isEnough(_id))) break
      page = await getLogs(client, { ...from, searchAfter }, { signal })
      const count = all.size
      for (const hit of page.hits) if (!all.has(hit._id)) all.set(hit._id, hit)
      // A server that does not know `searchAfter` sends the same again and again.
      if (all.size === count) break
    }
    return { ...first, hits: [...all.values()] }
  }

  return {
    input,
    first: undefined,
    isSame: (one, other) => hashKey([one]) === hashKey([other]),
    async read({ pageParam: searchAfter, signal }, [page, behind]) {
      const from = searchAfter ? { ...input, searchAfter } : input
      if (!page || !behind) return getLogs(client, from, { signal })
      const last = page.hits.at(-1)!
      const ids = new Set([last, ...behind.hits].map(({ _id }) => _id))
      return upTo(last, await readOn(from, signal, (id) => ids.has(id)), size)
    },
    next(page, pages) {
      const last = page.hits.at(-1)
      const isLast = ({ hits }: LogsPage) => hits.some(({ _id }) => _id === last?._id)
      // The same once more: this server does not know `searchAfter`.
      const isRepeated = pages.slice(0, -1).some(isLast)
      return page.hits.length < size || isRepeated ? undefined : endOf(page)
    },
    share: sharePagesBy<LogsPage>({
      id: '_id',
      rowsOf: (page: LogsPage | null | undefined) => page?.hits,
      withRows: withHits,
    }),
    readOn,
  }
}

/** The page with these entries; the one before, when nothing in it changed. */
export function withHits(before: LogsPage | undefined, page: LogsPage, rows: Row[]): LogsPage {
  const hits = same(before?.hits, rows as LogsPage['hits']) ?? (rows as LogsPage['hits'])
  const without = { ...before, hits: undefined }
  const rest = shareEqual(without, { ...page, hits: undefined })
  return before && rest === without && hits === before.hits ? before : { ...rest, hits }
}

/** The page up to this entry, unless entries are gone: then the pages behind it move up. */
function upTo(last: LogEntry, page: LogsPage, size: number): LogsPage {
  const length = page.hits.findIndex(({ _id }) => _id === last._id) + 1
  return length < size ? page : { ...page, hits: page.hits.slice(0, length) }
}
