import type { QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import { randomName } from '../client/identity.ts'
import { scopeKey } from './keys.ts'
import { createWrites, type Writes } from './optimistic.ts'

/** Something that lives as long as a session. */
interface Part {
  end(): void
}

/** What the package remembers about one user's data in one cache, by name. */
type Scope = Map<string, Part>

const scopes = Symbol('appmixer scopes')
const names = Symbol('appmixer names')

/** Kept at the cache itself, so that it lives as long, and no module remembers anything. */
interface Cache extends QueryClient {
  [scopes]?: Map<string, Scope>
  [names]?: string
}

/** What each session has one of. It is made when it is first needed, and ends with the session. */
export function partOf<T extends Part>(
  client: AppmixerClient,
  queryClient: Cache,
  { name, create }: { name: string; create: () => T },
): T {
  const known = (queryClient[scopes] ??= new Map<string, Scope>())
  const parts = known.get(client.scope) ?? new Map<string, Part>()
  known.set(client.scope, parts)
  const part = (parts.get(name) as T | undefined) ?? create()
  parts.set(name, part)
  return part
}

/** The optimistic updates of this user's data in this cache. */
export function writesOf(client: AppmixerClient, queryClient: QueryClient): Writes {
  return partOf(client, queryClient, { name: 'writes', create: () => createWrites(queryClient) })
}

/** Names the user of a session that nothing else names. The same place in the same cache gives the same name. */
export function nameOf(queryClient: Cache, place: string, count: number): string {
  queryClient[names] ??= randomName()
  return `${queryClient[names]}-${place}-${count}`
}

/** How many providers show this user's data. */
function providersOf(client: AppmixerClient, queryClient: QueryClient) {
  return partOf(client, queryClient, {
    name: 'providers',
    create: () => ({ count: 0, end() {} }),
  })
}

/** A provider shows this user's data from now on. */
export function enterScope(client: AppmixerClient, queryClient: QueryClient): void {
  providersOf(client, queryClient).count++
}

/** A provider does so no longer; answers whether it was the last. */
export function leaveScope(client: AppmixerClient, queryClient: QueryClient): boolean {
  return --providersOf(client, queryClient).count === 0
}

/**
 * Ends a session at once: what it has under way is aborted, its late answers are dropped, nothing of it stays in the
 * cache. `<AppmixerProvider>` does it when the user changes; call it for clients that you made yourself.
 *
 * @example
 * endSession(client, queryClient)
 */
export function endSession(client: AppmixerClient, queryClient: Cache): void {
  const queryKey = scopeKey(client)
  const queries = queryClient.getQueryCache().findAll({ queryKey })
  const mutations = queryClient.getMutationCache().findAll({ mutationKey: queryKey })
  queryClient[scopes]?.get(client.scope)?.forEach((part) => part.end())
  queryClient[scopes]?.delete(client.scope)
  // Before the client ends, or the aborted reads would show as errors.
  for (const query of queries) void query.cancel({ silent: true })
  client.end()
  for (const mutation of mutations) {
    const { onSuccess: _, onError: __, onSettled: ___, ...silent } = mutation.options
    mutation.setOptions(silent)
    queryClient.getMutationCache().remove(mutation)
  }
  for (const query of queries) {
    // What is still on screen shows nothing any more.
    query.reset()
    queryClient.getQueryCache().remove(query)
  }
}
