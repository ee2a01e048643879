'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import { bulkOf, type AppmixerBulk, type Bulk, type BulkState } from '../cache/bulk.ts'
import type { AppmixerMutation } from '../cache/mutation.ts'
import type { AppmixerClient } from '../client/client.ts'
import { useAppmixerContext } from './context.ts'

export interface BulkHookOptions {
  /** How many requests may be under way. @default 4; deletions of records go one after another */
  concurrency?: number | undefined
}

/** How far the run is, and what can be done with it. */
export interface BulkHook<Item, Data>
  extends
    BulkState<Item, Data>,
    Pick<Bulk<Item, Data>, 'run' | 'cancel' | 'retryFailed' | 'reset'> {}

/**
 * Does one thing to many items: a queue of ordinary mutations. All are shown at once, so many requests at a time are
 * sent, and what they made outdated is refetched once, in the end. One that is refused is rolled back alone. A 429
 * makes the whole run wait as long as `Retry-After` says, 30 seconds at most, and is sent again.
 *
 * Every component that names the same mutation sees the same run, also one that is mounted later. The run ends with
 * the session. `run` never rejects: each item has its result.
 *
 * @param optionsFor Which mutation: `startFlowMutationOptions` for example, or options with a batch size. It must be the
 * same function from render to render.
 * @example
 * const clone = useBulk(cloneFlowMutationOptions, { concurrency: 2 })
 * <button onClick={() => clone.run(selected.map((flowId) => ({ flowId })))}>Clone all</button>
 * {clone.isRunning && <progress max={clone.total} value={clone.done + clone.failed} />}
 * {clone.failed > 0 && <button onClick={clone.retryFailed}>Retry {clone.failed}</button>}
 */
export function useBulk<Item, Data>(
  optionsFor: (client: AppmixerClient) => AppmixerBulk<Item, Data> | AppmixerMutation<Item, Data>,
  { concurrency }: BulkHookOptions = {},
): BulkHook<Item, Data> {
  const { client, queryClient: given } = useAppmixerContext()
  const queryClient = useQueryClient(given)
  const { get, subscribe, ...actions } = useMemo(() => {
    const options = optionsFor(client)
    const bulk = 'mutation' in options ? options : { client, mutation: options }
    return bulkOf<Item, Data>(queryClient, {
      ...bulk,
      ...(concurrency !== undefined && { concurrency }),
    })
  }, [client, queryClient, optionsFor, concurrency])
  return { ...useSyncExternalStore(subscribe, get, get), ...actions }
}
