import type { Mutation, MutationCache, QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import { isAppmixerError } from '../client/errors.ts'
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

/** A provider that is mounted. */
interface Mounted {
  client: AppmixerClient
  onEnd: () => void
}

/** The providers of one session. */
interface Providers extends Part {
  mounted: Set<Mounted>
  /** Of all providers that there were, also of those that are unmounted: their requests may still be under way. */
  clients: Set<AppmixerClient>
}

function createProviders(): Providers {
  const mounted = new Set<Mounted>()
  const clients = new Set<AppmixerClient>()
  return {
    mounted,
    clients,
    end() {
      for (const client of clients) client.end()
      for (const { onEnd } of mounted) onEnd()
    },
  }
}

/**
 * Registers a mounted provider. Call the result when it is unmounted, or when its user changes. A session without a
 * provider sends no more writes, and it ends: at once when another user's provider is mounted in the same cache,
 * otherwise after the current task, unless a provider of the same user is mounted before that.
 *
 * @param onEnd Called when the session ends while the provider is mounted.
 */
export function enterScope(
  client: AppmixerClient,
  queryClient: Cache,
  onEnd: () => void,
): () => void {
  const providers = partOf(client, queryClient, { name: providersName, create: createProviders })
  const writes = writesOf(client, queryClient)
  const own: Mounted = { client, onEnd }
  providers.mounted.add(own)
  providers.clients.add(client)
  for (const parts of queryClient[scopes]?.values() ?? []) endIfLeft(parts, queryClient)
  writes.resume()
  return () => {
    providers.mounted.delete(own)
    const parts = queryClient[scopes]?.get(client.scope)
    // It may have ended, and the same user may have another one since.
    if (providers.mounted.size > 0 || parts?.get(providersName) !== providers) return
    writes.pause()
    setTimeout(() => {
      if (queryClient[scopes]?.get(client.scope) === parts) endIfLeft(parts, queryClient)
    })
  }
}

const providersName = 'providers'

/** Ends a session that had a provider and has none any more; one without providers is the app's own. */
function endIfLeft(parts: Scope, queryClient: Cache): void {
  const { mounted, clients } = (parts.get(providersName) as Providers | undefined) ?? {}
  const [client] = clients ?? []
  if (client && mounted?.size === 0) endSession(client, queryClient)
}

/**
 * Ends the session of a user in this cache at once: what is under way is aborted, what waits is refused, late answers
 * are dropped, nothing stays in the cache, and every provider of the session is signed out. `<AppmixerProvider>` does it
 * when the user changes and when it is unmounted; call it for clients that you made yourself.
 *
 * @example
 * endSession(client, queryClient)
 */
export function endSession(client: AppmixerClient, queryClient: Cache): void {
  const queryKey = scopeKey(client)
  const queries = queryClient.getQueryCache().findAll({ queryKey })
  const mutations = queryClient.getMutationCache().findAll({ mutationKey: queryKey })
  const parts = [...(queryClient[scopes]?.get(client.scope)?.values() ?? [])]
  queryClient[scopes]?.delete(client.scope)
  silence(queryClient.getMutationCache(), mutations)
  // Before the client ends, or the aborted reads would show as errors.
  for (const query of queries) void query.cancel({ silent: true })
  client.end()
  // Runs and undo windows before the writes that they queued.
  for (const part of parts.toReversed()) part.end()
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

const silenced = Symbol('appmixer silenced mutations')

interface SilencedCache extends MutationCache {
  [silenced]?: WeakSet<object>
}

/** The callbacks of the app's `MutationCache` are not called for mutations of a session that ended. */
function silence(cache: SilencedCache, mutations: readonly Mutation<any, any, any, any>[]): void {
  const known = (cache[silenced] ??= silencedIn(cache))
  for (const mutation of mutations) known.add(mutation)
}

function silencedIn(cache: MutationCache): WeakSet<object> {
  const known = new WeakSet<object>()
  /** Of the arguments one is the mutation. One that was started afterwards fails with the code `session`. */
  const isSilent = (given: any) =>
    known.has(given) || (isAppmixerError(given) && given.code === 'session')
  const config: Record<string, any> = cache.config
  cache.config = { ...config }
  for (const name of ['onMutate', 'onSuccess', 'onError', 'onSettled'] as const) {
    cache.config[name] = (...given: any[]) =>
      given.some(isSilent) ? undefined : config[name]?.(...given)
  }
  return known
}
