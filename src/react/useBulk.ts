'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useSyncExternalStore } from 'react'
import { bulkOf, type AppmixerBulk, type Bulk } from '../cache/bulk.ts'
import type { BulkState } from '../cache/bulkState.ts'
import type { AppmixerClient } from '../client/client.ts'
import { useAppmixerContext } from './context.ts'

export interface BulkHookOptions {
  /** How many requests may be under way. Default 4; deletions of records go one after another. */
  concurrency?: number | undefined
}

/** How far the run is, and what can be done with it. */
export interface BulkHook<Item, Data>
  extends
    BulkState<Item, Data>,
    Pick<Bulk<Item, Data>, 'run' | 'cancel' | 'retryFailed' | 'reset'> {}

/** The core of every hook that does something to many at once. */
export function useBulk<Item, Data>(
  optionsFor: (client: AppmixerClient) => AppmixerBulk<Item, Data>,
  { concurrency }: BulkHookOptions = {},
): BulkHook<Item, Data> {
  const { client, queryClient: given } = useAppmixerContext()
  const queryClient = useQueryClient(given)
  const { get, subscribe, ...actions } = useMemo(() => {
    const options = optionsFor(client)
    return bulkOf(queryClient, { ...options, concurrency: concurrency ?? options.concurrency })
  }, [client, queryClient, optionsFor, concurrency])
  return { ...useSyncExternalStore(subscribe, get, get), ...actions }
}
