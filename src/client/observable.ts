/** A value that can be watched; `subscribe` and `get` fit React's `useSyncExternalStore`. */
export interface Observable<T> {
  get(): T
  /** Calls `listener` right after a change, not during it: React forbids that in some effects. Returns how to stop. */
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
      queueMicrotask(() => listeners.forEach((listener) => listener()))
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/** Calls a callback of the app's. When it throws, the caller goes on. */
export function notify<T>(callback: ((news: T) => void) | undefined, news: T): void {
  try {
    callback?.(news)
  } catch (error) {
    console.error(error)
  }
}
