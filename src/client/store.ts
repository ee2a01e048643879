/** A value that others may watch; `subscribe` and `get` fit React's `useSyncExternalStore`. */
export interface Store<T> {
  get(): T
  /** Calls `listener` right after a change, not within it: React forbids that in some effects. Call the result to stop. */
  subscribe(listener: () => void): () => void
}

export interface WritableStore<T> extends Store<T> {
  set(next: T): void
}

export function createStore<T>(initial: T): WritableStore<T> {
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
