import type { MutationKey, QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { Endpoint } from '../client/endpoint.ts'
import type { Effect, EffectOf } from './effect.ts'
import { scopeKey } from './keys.ts'

/** How to do one thing to many items; for {@link bulkOf}. */
export interface AppmixerBulk<Item, Data> {
  client: AppmixerClient
  mutationKey: MutationKey
  /** How many items go into one request. */
  batchSize: number
  /** How many requests may be under way. */
  concurrency: number
  effect(items: Item[], queryClient: QueryClient): Effect
  send(items: Item[]): Promise<Data>
}

export interface BulkSpec<Item, Input, Data> {
  /** The last segment of the mutation key: `startFlows`. */
  name: string
  endpoint: Endpoint<Input, Data, any>
  effect: EffectOf<Input>
  /** The input of one request. */
  inputOf: (items: Item[]) => Input
  /** Default 1. */
  batchSize?: number
  /** Default 4. */
  concurrency?: number
}

/** The options of one bulk action. */
export function bulkOptions<Item, Input, Data>(
  client: AppmixerClient,
  { name, endpoint, effect, inputOf, batchSize = 1, concurrency = 4 }: BulkSpec<Item, Input, Data>,
): AppmixerBulk<Item, Data> {
  return {
    client,
    mutationKey: [...scopeKey(client), name],
    batchSize,
    concurrency,
    effect: (items, queryClient) => effect(client, inputOf(items), queryClient),
    send: (items) => endpoint(client, inputOf(items)),
  }
}

/** For endpoints that take one item at a time. */
export function single<Item>([item]: Item[]): Item {
  return item!
}
