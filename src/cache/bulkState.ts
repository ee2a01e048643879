import type { AppmixerError } from '../client/errors.ts'

/** How one item of many fared. */
export type BulkResult<Item, Data> =
  | { item: Item; status: 'pending' }
  /** `data`: what the server answered to the request that this item was in. Of what it only took it may yet fail. */
  | { item: Item; status: 'done'; data: Data }
  | { item: Item; status: 'failed'; error: AppmixerError }
  /** It was never sent. */
  | { item: Item; status: 'cancelled' }

/** How far a run over many items is. */
export interface BulkState<Item, Data> {
  /** One for each item, in the order in which they were given. */
  results: readonly BulkResult<Item, Data>[]
  isRunning: boolean
  total: number
  done: number
  failed: number
  cancelled: number
  /** The server asked to wait: when the run goes on, in milliseconds since 1970. */
  resumesAt: number | undefined
}

/** The state that these results make. */
export function bulkStateOf<Item, Data>(
  results: readonly BulkResult<Item, Data>[],
  resumesAt?: number,
): BulkState<Item, Data> {
  const counts = { pending: 0, done: 0, failed: 0, cancelled: 0 }
  for (const { status } of results) counts[status]++
  const { pending, ...settled } = counts
  return { results, isRunning: pending > 0, total: results.length, ...settled, resumesAt }
}

/** How an item ended that was not done. */
export function endOf<Item, Data>(item: Item, error: AppmixerError): BulkResult<Item, Data> {
  return error.code === 'superseded'
    ? { item, status: 'cancelled' }
    : { item, status: 'failed', error }
}
