import type { QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { Effect } from './effect.ts'
import { ledgerOf } from './scopes.ts'

/**
 * Runs one mutation with its effect on the cache: show the patches, send, on failure take them back, at the end ask
 * again for what is outdated. It runs inside `mutationFn`, so no callback of the caller can replace it.
 */
export async function transact<T>(
  queryClient: QueryClient,
  client: AppmixerClient,
  effect: Effect,
  send: () => Promise<T>,
): Promise<T> {
  const ledger = ledgerOf(client, queryClient)
  const { write, after } = ledger.open(effect)
  let succeeded = false
  try {
    await after
    const result = await send()
    succeeded = true
    return result
  } finally {
    ledger.settle(write, succeeded)
  }
}
