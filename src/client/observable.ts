/**
 * A value to read and to watch. `subscribe` and `get` fit React's `useSyncExternalStore`.
 *
 * @example
 * const state = useSyncExternalStore(client.session.subscribe, client.session.get)
 */
export interface Observable<T> {
  get(): T
  /** Calls `listener` in a microtask after each change. Returns a function that stops it. */
  subscribe(listener: () => void): () => void
}

export interface WritableObservable<T> extends Observable<T> {
  set(next: T): void
}

export function createObservable<T>(initial: T): WritableObservable<T> {
  const listeners = new Set<() => void>()
  let value = initial
  return {
    get: () => value,
    set(next) {
      if (next === value) return
      value = next
      // Not during the change: React forbids that in some effects.
      queueMicrotask(() => listeners.forEach((listener) => listener()))
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Calls a callback of the app's. What it throws is logged, and the caller goes on. */
export function notify<T>(callback: ((news: T) => void) | undefined, news: T): void {
  try {
    callback?.(news)
  } catch (error) {
    console.error(error)
  }
}
