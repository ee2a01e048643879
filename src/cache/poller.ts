import type { Query, QueryClient, QueryObserver, QueryObserverOptions } from '@tanstack/react-query'

type Options = QueryObserverOptions<any, any, any, any, any>

/** What one component wants of the key that it shows, as of its last render. */
export interface Watcher {
  readonly current: Options
}

/** `QueryObserver`, or its sibling for infinite queries. */
export type ObserverClass = new (queryClient: QueryClient, options: any) => QueryObserver<any, any>

/**
 * Asks for one key every so often, for all components that show it: TanStack runs a timer for each of them. It is an
 * observer like theirs, so TanStack stays in charge of hidden tabs, of answers under way and of intervals that depend
 * on the data.
 */
export class Poller {
  readonly #watchers = new Set<Watcher>()
  #observer: QueryObserver<any, any> | undefined
  #isDue = false

  readonly #queryClient: QueryClient
  readonly #Observer: ObserverClass
  readonly #onEmpty: () => void

  constructor(queryClient: QueryClient, Observer: ObserverClass, onEmpty: () => void) {
    this.#queryClient = queryClient
    this.#Observer = Observer
    this.#onEmpty = onEmpty
  }

  add(watcher: Watcher): void {
    this.#watchers.add(watcher)
    this.refresh()
  }

  remove(watcher: Watcher): void {
    this.#watchers.delete(watcher)
    if (this.#watchers.size > 0) return this.refresh()
    // At once: an observer that outlives its query would leave the query's timer behind.
    this.#observer?.destroy()
    this.#observer = undefined
    this.#onEmpty()
  }

  /** Takes notice of the watchers' options, once for all that change them in one go. */
  refresh(): void {
    if (this.#isDue) return
    this.#isDue = true
    queueMicrotask(() => {
      this.#isDue = false
      this.#follow()
    })
  }

  #follow(): void {
    const [first] = this.#watchers
    if (!first) return
    const options = this.#optionsLike(first.current)
    if (this.#observer) return this.#observer.setOptions(options)
    this.#observer = new this.#Observer(this.#queryClient, options)
    this.#observer.subscribe(() => {})
  }

  /** It never asks for any other reason than the interval; for all others there are the watchers themselves. */
  #optionsLike({ select: _, placeholderData: __, ...options }: Options): Options {
    const enabled = (query: Query) =>
      [...this.#watchers].filter((watcher) => isEnabled(watcher, query))
    return {
      ...options,
      enabled: (query) => enabled(query).length > 0,
      refetchInterval: (query) =>
        shortest(enabled(query).map((watcher) => intervalOf(watcher, query))),
      refetchIntervalInBackground: [...this.#watchers].some(
        (watcher) => watcher.current.refetchIntervalInBackground,
      ),
      staleTime: Infinity,
      refetchOnMount: false,
      retryOnMount: false,
      refetchOnReconnect: false,
      refetchOnWindowFocus: false,
      notifyOnChangeProps: [],
    }
  }
}

function isEnabled({ current: { enabled } }: Watcher, query: Query): boolean {
  return (typeof enabled === 'function' ? enabled(query) : enabled) !== false
}

function intervalOf({ current: { refetchInterval } }: Watcher, query: Query): number | false {
  return (typeof refetchInterval === 'function' ? refetchInterval(query) : refetchInterval) || false
}

function shortest(intervals: (number | false)[]): number | false {
  const running = intervals.filter((interval) => interval !== false)
  return running.length > 0 && Math.min(...running)
}

const pollers = Symbol('appmixer pollers')

/** Kept at the cache itself, so that it lives as long, and no module remembers anything. */
interface Cache extends QueryClient {
  [pollers]?: Map<string, Poller>
}

/** The one poller of this key. */
export function pollerOf(queryClient: Cache, hash: string, Observer: ObserverClass): Poller {
  const known = (queryClient[pollers] ??= new Map())
  const poller = known.get(hash) ?? new Poller(queryClient, Observer, () => known.delete(hash))
  known.set(hash, poller)
  return poller
}
