import type { InfiniteData } from '@tanstack/react-query'
import type { AppmixerInfiniteQuery } from '../cache/infiniteQuery.ts'
import { ledgerOf } from '../cache/scopes.ts'
import type { AppmixerClient } from '../client/client.ts'
import { getLogs } from './endpoints.ts'
import { lucene } from './lucene.ts'
import { isSamePosition, readOn } from './pages.ts'
import { logsInfiniteQueryOptions, type LogPosition } from './queries.ts'
import type { LogEntry, LogsPage, LogsQuery, LogTailQuery } from './types.ts'

type Known = InfiniteData<LogsPage, LogPosition> | undefined

/**
 * The newest entries of the log, to be followed: `GET /logs`. Whenever it is asked for again, only what came since the
 * newest entry is: entries never change. `fetchNextPage` reads older ones. The histogram is that of the first answer.
 *
 * @example
 * useInfiniteQuery({ ...logTailInfiniteQueryOptions(client, { flowId }), refetchInterval: 3_000 })
 */
export function logTailInfiniteQueryOptions(
  client: AppmixerClient,
  query: LogTailQuery = {},
): AppmixerInfiniteQuery<LogsPage, LogPosition> {
  const options = logsInfiniteQueryOptions(client, query)
  const input = options.queryKey[3] as LogsQuery
  return {
    ...options,
    queryKey: [...options.queryKey.slice(0, -1), 'tail'] as unknown as typeof options.queryKey,
    queryFn: (context) => {
      const { client: queryClient, queryKey: key, pageParam } = context
      const position = pageParam
      const known = queryClient.getQueryData<Known>(key)
      const page =
        known?.pages[known.pageParams.findIndex((other) => isSamePosition(other, position))]
      if (page && position !== undefined) return page
      const { signal } = context
      return ledgerOf(client, queryClient).read(key, undefined, () =>
        known && page?.hits[0]
          ? readNewer(client, input, known, signal)
          : getLogs(client, position ? { ...input, searchAfter: position } : input, { signal }),
      )
    },
  }
}

/** The first page, with what came since; other entries of the same millisecond included. */
async function readNewer(
  client: AppmixerClient,
  input: LogsQuery,
  { pages: [head, ...older] }: InfiniteData<LogsPage, LogPosition>,
  signal: AbortSignal,
): Promise<LogsPage> {
  const range = lucene({ gridTimestamp: { from: head!.hits[0]!.gridTimestamp! } })
  const query = input.query ? `(${input.query}) AND ${range}` : range
  const known = new Set(older.flatMap(({ hits }) => hits.map(({ _id }) => _id)))
  const again = await readOn({
    from: undefined,
    ask: (searchAfter) =>
      getLogs(client, { ...input, query, ...(searchAfter && { searchAfter }) }, { signal }),
    next: ({ hits }) => positionOf(hits.at(-1)!),
    size: input.size!,
  })
  const newer = again.hits.filter(({ _id }) => !known.has(_id))
  for (const { _id } of newer) known.add(_id)
  return { ...head!, hits: [...newer, ...head!.hits.filter(({ _id }) => !known.has(_id))] }
}

function positionOf({ gridTimestamp, _id }: LogEntry): LogPosition {
  return [gridTimestamp!, _id]
}
