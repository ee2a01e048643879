import type { AppmixerClient } from '../client/client.ts'
import type { CallOptions } from '../client/endpoint.ts'
import { AppmixerError } from '../client/errors.ts'
import { getLogs } from './endpoints.ts'
import { logOrder } from './order.ts'
import type { InfiniteLogsQuery, LogEntry, LogsPage, LogsQuery } from './types.ts'

/**
 * All entries of a query, page by page: `GET /logs` with `searchAfter`, 500 at a time unless `size` says otherwise. None
 * is skipped and none comes twice, however many are written in the meantime. Rejects with code `failed` when the
 * server cannot read on.
 *
 * @example
 * for await (const entries of readLogs(client, { flowId })) total += entries.length
 */
export async function* readLogs(
  client: AppmixerClient,
  query: InfiniteLogsQuery = {},
  options: CallOptions = {},
): AsyncGenerator<LogEntry[], void, void> {
  const { input, endOf } = logOrder({ size: 500, ...query })
  let before: LogsPage | undefined
  let searchAfter: LogsQuery['searchAfter']
  for (;;) {
    const page = await getLogs(client, searchAfter ? { ...input, searchAfter } : input, options)
    if (before && page.hits[0]?._id === before.hits[0]?._id) throw unpaged()
    if (page.hits.length > 0) yield page.hits
    searchAfter = endOf(page)
    if (page.hits.length < input.size || !searchAfter) return
    before = page
  }
}

/** Such a server sends the same page again and again: a file would end there and look complete. */
function unpaged(): AppmixerError {
  return new AppmixerError({
    code: 'failed',
    message:
      'The log was not read to its end, because the server does not know searchAfter. Ask for fewer entries at once, with a query for a shorter time.',
  })
}

export interface ExportLogsOptions extends CallOptions {
  /** A JSON array, or one JSON value per line. @default `ndjson` */
  format?: 'json' | 'ndjson' | undefined
  /** Called after each page with how many entries there are so far. */
  onProgress?: ((count: number) => void) | undefined
}

/**
 * All entries of a query as a file: `GET /logs`, page by page. `signal` ends it; nothing is written then.
 *
 * @example
 * const file = await exportLogs(client, { query: logQuery({ range: 'yesterday' }) }, { format: 'json' })
 * link.href = URL.createObjectURL(file)
 */
export async function exportLogs(
  client: AppmixerClient,
  query: InfiniteLogsQuery = {},
  { format = 'ndjson', onProgress, ...options }: ExportLogsOptions = {},
): Promise<Blob> {
  const lines: string[] = []
  for await (const entries of readLogs(client, query, options)) {
    for (const entry of entries) lines.push(JSON.stringify(entry))
    onProgress?.(lines.length)
  }
  const isJson = format === 'json'
  const text = isJson ? `[\n${lines.join(',\n')}\n]\n` : lines.map((line) => `${line}\n`).join('')
  return new Blob([text], { type: isJson ? 'application/json' : 'application/x-ndjson' })
}
