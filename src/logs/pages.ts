import type { InfiniteData, QueryFunctionContext, QueryKey } from '@tanstack/react-query'
import { isOnScreen } from '../cache/pagesOnScreen.ts'
import { ledgerOf } from '../cache/scopes.ts'
import type { AppmixerClient } from '../client/client.ts'
import { getLogs } from './endpoints.ts'
import type { LogPosition } from './queries.ts'
import type { LogEntry, LogsPage, LogsQuery } from './types.ts'

type Known = InfiniteData<LogsPage, LogPosition>

interface ReadOn {
  /** The first page that is asked for. */
  from: LogPosition
  ask: (position: LogPosition) => Promise<LogsPage>
  /** Where the next page would begin. */
  next: (page: LogsPage) => LogPosition
  /** How many entries a full page has. */
  size: number
  /** Whether this entry is the last that is wanted, or lies beyond. */
  isEnough?: (id: string) => boolean
}

/**
 * One page of all that comes after a position, until nothing more is there or it is enough. A server that does not know
 * `searchAfter` sends the same again and again: that is the end, too.
 */
export async function readOn({ from, ask, next, size, isEnough }: ReadOn): Promise<LogsPage> {
  const first = await ask(from)
  const ids = new Set(first.hits.map(({ _id }) => _id))
  const all = [...first.hits]
  for (let page = first; page.hits.length >= size;) {
    const position = next(page)
    if (position === undefined || page.hits.some(({ _id }) => isEnough?.(_id))) break
    page = await ask(position)
    const added = page.hits.filter(({ _id }) => !ids.has(_id))
    if (added.length === 0) break
    all.push(...added)
    for (const { _id } of added) ids.add(_id)
  }
  return { ...first, hits: all }
}

interface LogPages {
  client: AppmixerClient
  input: LogsQuery
  size: number
  next: (page: LogsPage) => LogPosition
}

/**
 * Reads one page. One that was read before ends where it did, however much came into it, so the pages behind it stay
 * as they are, and those that nobody sees are not asked for: entries never change.
 */
export function readLogPage(
  { client, input, size, next }: LogPages,
  context: QueryFunctionContext<QueryKey, LogPosition>,
): LogsPage | Promise<LogsPage> {
  const { client: queryClient, queryKey: key, pageParam: from } = context
  const query = queryClient.getQueryCache().find<any>({ queryKey: key, exact: true })
  const known = query?.state.data as Known | undefined
  const place = known?.pageParams.findIndex((other) => isSamePosition(other, from)) ?? -1
  const page = known?.pages[place]
  if (query && page && !isOnScreen(query, place)) return page
  const { signal } = context
  const ask = (searchAfter: LogPosition) =>
    getLogs(client, searchAfter ? { ...input, searchAfter } : input, { signal })
  return ledgerOf(client, queryClient).read(key, undefined, async () => {
    const behind = known?.pages[place + 1]
    if (!page || !behind) return ask(from)
    const last = page.hits.at(-1)!
    const ids = new Set([last, ...behind.hits].map(({ _id }) => _id))
    const again = await readOn({ from, ask, next, size, isEnough: (id) => ids.has(id) })
    return upTo(last, again, size)
  })
}

export function isSamePosition(a: LogPosition, b: LogPosition): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}

/** The page up to this entry, unless entries are gone: then the pages behind it move up. */
function upTo(last: LogEntry, page: LogsPage, size: number): LogsPage {
  const length = page.hits.findIndex(({ _id }) => _id === last._id) + 1
  return length < size ? page : { ...page, hits: page.hits.slice(0, length) }
}
