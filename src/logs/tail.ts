import { infiniteQueryOptions, type AppmixerInfiniteQuery } from '../cache/infiniteQuery.ts'
import type { AppmixerClient } from '../client/client.ts'
import { since } from './lucene.ts'
import { logPages } from './pages.ts'
import type { LogPosition } from './queries.ts'
import type { LogsPage, LogTailQuery } from './types.ts'

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
  const log = logPages(client, query)
  return infiniteQueryOptions<LogsPage, LogPosition>(client, {
    ...log,
    kind: 'tail',
    async read(context, loaded) {
      const [page, ...behind] = loaded
      if (page && context.pageParam) return page
      const newest = page?.hits[0]
      if (!page || !newest) return log.read(context, loaded)
      // With those of the same millisecond, which are on whichever page.
      const range = since('gridTimestamp', newest.gridTimestamp!)
      const given = log.input.query
      const again = await log.readOn(
        { ...log.input, query: given ? `(${given}) AND ${range}` : range },
        context.signal,
      )
      const older = idsIn(behind)
      const newer = again.hits.filter(({ _id }) => !older.has(_id))
      const isNewer = idsIn([{ hits: newer }])
      return { ...page, hits: [...newer, ...page.hits.filter(({ _id }) => !isNewer.has(_id))] }
    },
  })
}

function idsIn(pages: readonly Pick<LogsPage, 'hits'>[]): Set<string> {
  return new Set(pages.flatMap(({ hits }) => hits.map(({ _id }) => _id)))
}
