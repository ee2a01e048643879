import type { MutationKey, QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { Endpoint } from '../client/endpoint.ts'
import type { EffectOf } from './effect.ts'
import { scopeKey } from './keys.ts'
import type { Arrival } from './transact.ts'

/** How to do one thing to many items; for {@link bulkOf}. */
export interface AppmixerBulk<Item, Data> extends Required<Limits> {
  client: AppmixerClient
  mutationKey: MutationKey
  /** The input of one request. */
  inputOf(items: Item[]): any
  endpoint: Endpoint<any, Data, any>
  effect: EffectOf<any>
  itemName?: string
  confirm?(item: Item, queryClient: QueryClient): Promise<Arrival | undefined>
}

interface Limits {
  /** How many items go into one request. Default 1. */
  batchSize?: number
  /** How many requests may be under way. Default 4. */
  concurrency?: number
}

export interface BulkSpec<Item, Input, Data> extends Limits {
  /** The last segment of the mutation key: `startFlows`. */
  name: string
  endpoint: Endpoint<Input, Data, any>
  effect: EffectOf<Input>
  /** The input of one request. */
  inputOf: (items: Item[]) => Input
  /** The mutation of one item: what fails is kept as one of those, and its row shows it. `startFlow` */
  itemName?: string
  /** What waits until the server is done with an item that it took. Default: it is done when it answers. */
  confirm?: (item: Item, queryClient: QueryClient) => Promise<Arrival | undefined>
}

/** The options of one bulk action. */
export function bulkOptions<Item, Input, Data>(
  client: AppmixerClient,
  { name, ...spec }: BulkSpec<Item, Input, Data>,
): AppmixerBulk<Item, Data> {
  const mutationKey = [...scopeKey(client), name]
  return { client, mutationKey, batchSize: 1, concurrency: 4, ...spec }
}

/** For endpoints that take one item at a time. */
export function single<Item>([item]: Item[]): Item {
  return item!
}
