import type { MutationKey, QueryClient } from '@tanstack/react-query'
import type { Store } from '../client/store.ts'
import type { AppmixerBulk } from './bulkOptions.ts'
import { BulkRun } from './bulkRun.ts'
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
  const run = partOf(client, queryClient, {
    name: `bulk ${String(mutationKey.at(-1))}`,
    create: () => new BulkRun<Item, Data>(ledgerOf(client, queryClient), queryClient),
  })
  return {
    get: run.get,
    subscribe: run.subscribe,
    run: (items) => asMutation(queryClient, mutationKey, items, () => run.add(options, items)),
    cancel: () => run.cancel(),
    retryFailed: () => {
      const failed = run.get().results.filter(({ status }) => status === 'failed')
      const items = failed.map(({ item }) => item)
      return asMutation(queryClient, mutationKey, items, () => run.retryFailed(options))
    },
    reset: () => run.reset(),
  }
}

/** So that devtools, `useIsMutating` and everybody else who watches mutations see one, from beginning to end. */
function asMutation<T>(
  queryClient: QueryClient,
  mutationKey: MutationKey,
  variables: unknown,
  work: () => Promise<T>,
): Promise<T> {
  return queryClient
    .getMutationCache()
    .build<T, Error, unknown, unknown>(queryClient, {
      mutationKey,
      mutationFn: work,
      // Offline, each item fails by itself and can be retried; a paused run could not even be cancelled.
      networkMode: 'always',
    })
    .execute(variables)
}
