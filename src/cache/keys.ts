import {
  hashKey,
  partialMatchKey,
  type Query,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import { fingerprint } from '../client/identity.ts'

/** Everything that can be read, by the name of its endpoint. */
export type ReadName =
  | 'getFlows'
  | 'getFlowsCount'
  | 'getFlow'
  | 'validateFlow'
  | 'getCoordinatorStatus'
  | 'getPeopleTasks'
  | 'getPeopleTasksCount'
  | 'getPeopleTask'
  | 'getStores'
  | 'getStore'
  | 'getStoreRecords'
  | 'getStoreRecordsCount'
  | 'getAccounts'
  | 'getComponentAccounts'
  | 'getAccountFlows'
  | 'getFlowAuthentication'
  | 'getLogs'
  | 'getLog'
  | 'getLogAggregations'
  | 'getCharts'
  | 'getChart'
  | 'getUsage'
  | 'getUser'

/** The start of every key of this client: package, then tenant and user. */
export function scopeKey(client: AppmixerClient): QueryKey {
  return ['appmixer', client.scope]
}

/**
 * The key of one read; without `input`, the start of the keys of all reads of that name.
 * A people-task secret in the input is replaced by its fingerprint.
 *
 * @example
 * keyOf(client, 'getFlows', { limit: 20 }) // ['appmixer', 'https://…|u1', 'getFlows', { limit: 20 }]
 */
export function keyOf(client: AppmixerClient, name: ReadName, input?: object): QueryKey {
  // Spread, each key would keep room for twenty more items; a long list has thousands of keys.
  return scopeKey(client).concat(input === undefined ? name : [name, withoutSecret(input)])
}

function withoutSecret(input: object): object {
  if (!('secret' in input) || typeof input.secret !== 'string') return input
  return { ...input, secret: fingerprint(input.secret) }
}

/** The input in a key that {@link keyOf} made. */
export function inputOf(key: QueryKey): unknown {
  return key[3]
}

/** Whether a read brings a people-task secret of its own, and so needs no token. */
export function hasSecret(key: QueryKey): boolean {
  return (inputOf(key) as { secret?: string } | undefined)?.secret !== undefined
}

/** Everything cached whose key starts with one of these. */
export function queriesAt(queryClient: QueryClient, starts: readonly QueryKey[]): Query[] {
  if (starts.length === 0) return []
  return queryClient
    .getQueryCache()
    .findAll({ predicate: ({ queryKey }) => startsWithAny(queryKey, starts) })
}

export function startsWithAny(key: QueryKey, starts: readonly QueryKey[]): boolean {
  return starts.some((start) => partialMatchKey(key, start))
}

export function distinctKeys(keys: readonly QueryKey[]): QueryKey[] {
  return [...new Map(keys.map((key) => [hashKey(key), key])).values()]
}
