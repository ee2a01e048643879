import {
  partialMatchKey,
  type DataTag,
  type Query,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { AppmixerError } from '../client/errors.ts'
import { fingerprint } from '../client/identity.ts'

/**
 * A query key that knows the type of its data, so `queryClient.getQueryData(key)` and `setQueryData(key, …)` are
 * checked.
 */
export type AppmixerKey<Data> = DataTag<QueryKey, Data, AppmixerError>

/** The start of every key of this client: the package, then tenant and user. */
export function scopeKey(client: AppmixerClient): QueryKey {
  return ['appmixer', client.scope]
}

/** The start of all keys of one resource. */
export function resourceKey(client: AppmixerClient, resource: string): QueryKey {
  return [...scopeKey(client), resource]
}

/**
 * The key of one read: `['appmixer', scope, resource, kind, input]`. Fields that are `undefined` are left out, and an
 * input without fields is left out whole, so the key of the default read is the start of the keys of its kind. A
 * people-task secret is replaced by its fingerprint.
 *
 * @example
 * keyOf<Flow[]>(client, 'flows', 'list', { limit: 20 }) // ['appmixer', 'https://…|u1', 'flows', 'list', { limit: 20 }]
 */
export function keyOf<Data>(
  client: AppmixerClient,
  resource: string,
  kind: string,
  input?: object,
): AppmixerKey<Data> {
  const segment = segmentOf(input)
  // Spread, each key would keep room for twenty more items; a long list has thousands of keys.
  const key: QueryKey = scopeKey(client).concat(
    segment === undefined ? [resource, kind] : [resource, kind, segment],
  )
  return key as AppmixerKey<Data>
}

/** The input of a read as its key holds it. */
function segmentOf(input: object | null | undefined): object | undefined {
  const segment: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(input ?? {}) as [string, unknown][]) {
    if (value === undefined) continue
    segment[name] = name === 'secret' && typeof value === 'string' ? fingerprint(value) : value
  }
  return Object.keys(segment).length > 0 ? segment : undefined
}

/** The input in a key that {@link keyOf} made; a secret in it is a fingerprint. */
export function inputOf(key: QueryKey): unknown {
  return key[4]
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
