import type { QueryClient } from '@tanstack/react-query'
import type { Store } from '../client/store.ts'
import type { AppmixerBulk } from './bulkOptions.ts'
import { createBulkRun } from './bulkRun.ts'
import type { BulkState } from './bulkState.ts'
import { ledgerOf, partOf } from './scopes.ts'

/** One thing that can be done to many items, and how far it is. */
export interface Bulk<Item, Data> extends Store<BulkState<Item, Data>> {
  /**
   * Does it to these items, one of each; while a run is under way, adds them to it. Resolves when nothing is pending,
   * and never rejects: each item has its result.
   */
  run(items: readonly Item[]): Promise<BulkState<Item, Data>>
  /** What is not sent stays unsent, and its change is taken back; what is under way finishes. */
  cancel(): void
  /** Does it again to those that failed, and to no other. */
  retryFailed(): Promise<BulkState<Item, Data>>
  /** Forgets the results of a run that is over. */
  reset(): void
}

/**
 * One thing done to many items, without React; one of a kind for each session, so everybody who asks for it sees the
 * same run. It goes on when nobody watches, and ends with the session.
 *
 * @example
 * const bulk = bulkOf(queryClient, stopFlowsBulkOptions(client))
 * const { done, failed } = await bulk.run(flowIds.map((flowId) => ({ flowId })))
 */
export function bulkOf<Item, Data>(
  queryClient: QueryClient,
  options: AppmixerBulk<Item, Data>,
): Bulk<Item, Data> {
  const { client, mutationKey } = options
  const bulk = partOf(client, queryClient, {
    name: `bulk ${String(mutationKey.at(-1))}`,
    create: () => createBulkRun<Item, Data>(ledgerOf(client, queryClient), queryClient),
  })
  return {
    ...bulk,
    run: (items) => bulk.run(options, items),
    retryFailed: () => bulk.retryFailed(options),
  }
}
