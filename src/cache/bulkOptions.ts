import type { MutationKey, QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { Endpoint } from '../client/endpoint.ts'
import type { Effect, EffectOf } from './effect.ts'
import { scopeKey } from './keys.ts'
import type { Arrival } from './transact.ts'

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
  /** The key of the mutation that does it to one item; what fails is kept as one of those. */
  itemKey?: MutationKey
  /** What waits until the server is done with the items that it took; nothing when nobody can tell, or it is. */
  confirm?(items: Item[], queryClient: QueryClient): Promise<Arrival | undefined>
}

export interface BulkSpec<Item, Input, Data> {
  /** The last segment of the mutation key: `startFlows`. */
  name: string
  endpoint: Endpoint<Input, Data, any>
  effect: EffectOf<Input>
  /** The input of one request. */
  inputOf: (items: Item[]) => Input
  /** The mutation of one item, whose rows show what fails: `startFlow`. */
  itemName?: string
  /** What waits until the server is done with an item that it took. Default: it is done when it answers. */
  confirm?: (item: Item, queryClient: QueryClient) => Promise<Arrival | undefined>
  /** Default 1. */
  batchSize?: number
  /** Default 4. */
  concurrency?: number
}

/** The options of one bulk action. */
export function bulkOptions<Item, Input, Data>(
  client: AppmixerClient,
  {
    name,
    endpoint,
    effect,
    inputOf,
    itemName,
    confirm,
    batchSize = 1,
    concurrency = 4,
  }: BulkSpec<Item, Input, Data>,
): AppmixerBulk<Item, Data> {
  return {
    client,
    mutationKey: [...scopeKey(client), name],
    batchSize,
    concurrency,
    effect: (items, queryClient) => effect(client, inputOf(items), queryClient),
    send: (items) => endpoint(client, inputOf(items)),
    ...(itemName && { itemKey: [...scopeKey(client), itemName] }),
    ...(confirm && { confirm: ([item], queryClient) => confirm(item!, queryClient) }),
  }
}

/** For endpoints that take one item at a time. */
export function single<Item>([item]: Item[]): Item {
  return item!
}
