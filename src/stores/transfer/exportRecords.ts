import type { AppmixerClient } from '../../client/client.ts'
import { getStoreRecords, getStoreRecordsCount } from '../endpoints.ts'
import type { StoreRecord, StoreRecordsCountQuery } from '../types.ts'
import type { RecordFormat } from './formats.ts'

/** How many records are done, and of how many; the total is unknown until the server has counted. */
export interface TransferProgress {
  done: number
  total: number | undefined
}

export interface ReadStoreRecordsOptions {
  /** Records that are asked for by one request; servers may send fewer. @default 1000 */
  pageSize?: number | undefined
  /** Aborts the request under way; the call then rejects with the signal's reason. */
  signal?: AbortSignal | undefined
  onProgress?: ((progress: TransferProgress) => void) | undefined
}

export interface ExportStoreRecordsOptions extends ReadStoreRecordsOptions {
  /** `jsonFormat`, `ndjsonFormat`, or `csvFormat` of `appmixer-react/csv`. */
  format: RecordFormat
}

/**
 * All records of a store or of a search, page after page, in the order of their keys: `GET /store/count`, then
 * `GET /store` one request after another. Each record comes once, and none is passed over, also when others come and
 * go meanwhile. Rejects as the two calls do, and with the signal's reason.
 *
 * @example
 * for await (const records of readStoreRecords(client, { storeId })) records.forEach(archive)
 */
export async function* readStoreRecords(
  client: AppmixerClient,
  query: StoreRecordsCountQuery,
  { pageSize = 1_000, signal, onProgress }: ReadStoreRecordsOptions = {},
): AsyncGenerator<StoreRecord[], void> {
  // One record of a page is known already, so a page has two at least.
  const limit = Math.max(2, pageSize)
  const total = await getStoreRecordsCount(client, query, { signal })
  const seen = new Set<string>()
  let offset = 0
  onProgress?.({ done: 0, total })
  for (;;) {
    const page = await getStoreRecords(
      client,
      { ...query, sort: 'key:1', limit, offset },
      { signal },
    )
    const [first] = page
    // Each page begins with the last record of the one before. When it does not, records before it were deleted.
    if (offset > 0 && !(first && seen.has(first.key))) {
      offset = Math.max(0, offset - (limit >> 1))
      continue
    }
    const fresh = page.filter(({ key }) => !seen.has(key))
    if (fresh.length === 0) return
    for (const { key } of fresh) seen.add(key)
    onProgress?.({ done: seen.size, total: Math.max(total, seen.size) })
    yield fresh
    offset += page.length - 1
  }
}

/**
 * All records of a store or of a search as the text of a file, piece by piece, so that a large store need not be in
 * memory at once. Reads as {@link readStoreRecords} does, and rejects with what it rejects with.
 *
 * @example
 * const pieces = []
 * for await (const piece of exportStoreRecords(client, { storeId }, { format: ndjsonFormat })) pieces.push(piece)
 * const file = new File(pieces, 'orders.ndjson')
 */
export async function* exportStoreRecords(
  client: AppmixerClient,
  query: StoreRecordsCountQuery,
  { format, ...options }: ExportStoreRecordsOptions,
): AsyncGenerator<string, void> {
  let before = format.start
  for await (const records of readStoreRecords(client, query, options)) {
    yield before + format.write(records)
    before = format.between
  }
  // A store without records is a file without records.
  yield before === format.start ? format.start + format.end : format.end
}
