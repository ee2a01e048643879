import type { Mutation, QueryClient, QueryKey } from '@tanstack/react-query'
import { addons } from 'storybook/preview-api'
import { activityEvents, type ActivitySnapshot, type CacheChange } from './activityEvents.ts'

const longest = 60

/** What the story on screen does: its requests, what they did to the cache, and how often each row rendered. */
export interface Activity {
  /** The same `fetch`, noted down. */
  watchFetch(fetch: typeof globalThis.fetch): typeof globalThis.fetch
  /** Notes what happens to the cache. Call the result to stop. */
  watchCache(queryClient: QueryClient): () => void
  countRender(key: string, name: string): void
  clear(): void
}

export function createActivity(): Activity {
  const snapshot: ActivitySnapshot = { requests: [], cache: [], renders: [] }
  const renders = new Map<string, { name: string; count: number }>()
  let requestId = 0
  let isScheduled = false

  /** The panel is told at most five times a second. */
  function changed() {
    if (isScheduled) return
    isScheduled = true
    setTimeout(() => {
      isScheduled = false
      send()
    }, 200)
  }

  function send() {
    snapshot.renders = [...renders].map(([key, { name, count }]) => ({ key, name, count }))
    channel()?.emit(activityEvents.snapshot, snapshot)
  }

  function note(subject: string, what: CacheChange) {
    const known = snapshot.cache.find((entry) => entry.subject === subject)
    const entry = known ?? { subject, counts: {}, last: what }
    entry.counts[what] = (entry.counts[what] ?? 0) + 1
    entry.last = what
    snapshot.cache = [entry, ...snapshot.cache.filter((each) => each !== entry)].slice(0, longest)
    changed()
  }

  function clear() {
    snapshot.requests = []
    snapshot.cache = []
    renders.clear()
    changed()
  }

  return {
    watchFetch: (fetch) => async (input, init) => {
      // A second Request of the same one would use up its body.
      const request = input instanceof Request ? input : new Request(input, init)
      const { pathname, search } = new URL(request.url)
      const entry = {
        id: ++requestId,
        method: request.method,
        path: decodeURIComponent(pathname + search),
        status: 'pending' as number | string,
        ms: 0,
      }
      snapshot.requests = [entry, ...snapshot.requests].slice(0, longest)
      changed()
      const began = performance.now()
      try {
        const response = await fetch(request, input instanceof Request ? init : undefined)
        entry.status = response.status
        return response
      } catch (error) {
        entry.status = request.signal.aborted ? 'aborted' : 'lost'
        throw error
      } finally {
        entry.ms = Math.round(performance.now() - began)
        changed()
      }
    },
    watchCache(queryClient) {
      // The panel asks for what was before it was opened.
      const stopAsking = listen(activityEvents.ask, send)
      const stopClearing = listen(activityEvents.clear, clear)
      const stopQueries = queryClient.getQueryCache().subscribe((event) => {
        const subject = nameOf(event.query.queryKey)
        if (event.type === 'removed') note(subject, 'removed')
        if (event.type !== 'updated') return
        const { action, query } = event
        if (action.type === 'fetch') {
          note(subject, query.state.dataUpdateCount > 0 ? 'refetched' : 'fetched')
        } else if (action.type === 'invalidate') note(subject, 'invalidated')
        else if (action.type === 'error') note(subject, 'failed')
        else if (action.type === 'success' && action.manual) note(subject, 'patched')
      })
      const begun = new WeakSet<Mutation<any, any, any, any>>()
      const stopMutations = queryClient.getMutationCache().subscribe(({ type, mutation }) => {
        if (type !== 'updated') return
        const subject = `mutation ${nameOf(mutation.options.mutationKey ?? ['without a key'])}`
        const { status } = mutation.state
        if (status === 'pending' && !begun.has(mutation)) {
          begun.add(mutation)
          note(subject, 'sent')
        } else if (status === 'success') note(subject, 'settled')
        else if (status === 'error') note(subject, 'failed')
      })
      return () => {
        stopAsking()
        stopClearing()
        stopQueries()
        stopMutations()
      }
    },
    countRender(key, name) {
      const { count } = renders.get(key) ?? { count: 0 }
      renders.set(key, { name, count: count + 1 })
      changed()
    },
    clear,
  }
}

/** There is no channel where stories run as tests. */
function channel() {
  return addons.hasChannel() ? addons.getChannel() : undefined
}

function listen(event: string, handler: () => void): () => void {
  const found = channel()
  found?.on(event, handler)
  return () => found?.off(event, handler)
}

/** `flows.list {"limit":8}`: the key without the package's name and the scope, which are the same in all of them. */
function nameOf(key: QueryKey): string {
  const own = key[0] === 'appmixer' ? key.slice(typeof key[1] === 'string' ? 2 : 1) : key
  const words = own.filter((part) => typeof part === 'string')
  const rest = own.filter((part) => typeof part !== 'string')
  return [words.join('.'), ...rest.map((part) => JSON.stringify(part))].join(' ')
}
