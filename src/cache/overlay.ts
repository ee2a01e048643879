import { partialMatchKey, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { applyPatch, type Patch } from './effect.ts'
import { queriesAt } from './keys.ts'

/** What is on screen: the server's truth of each patched query, with the patches of all pending writes on it. */
export interface Overlay {
  /** What to show of an answer. */
  of<T>(key: QueryKey, hash: string | undefined, answer: T): T
  /** Shows anew what these patches concern, after one came or went. */
  show(patches: readonly Patch[]): void
  /** Takes patches for true from now on. */
  learn(patches: readonly Patch[]): void
  /** Nothing is pending: what is on screen is the truth. */
  clear(): void
}

export function createOverlay(queryClient: QueryClient, pending: () => readonly Patch[]): Overlay {
  /** By query hash. */
  const truths = new Map<string, unknown>()
  let isOurs = false
  let unsubscribe: (() => void) | undefined

  /** What the app sets, hydrates or restores is the truth from then on. */
  function listen(): void {
    unsubscribe ??= queryClient.getQueryCache().subscribe((event) => {
      if (isOurs || event.type !== 'updated' || !truths.has(event.query.queryHash)) return
      const { action, query } = event
      const isHydrated = action.type === 'setState'
      const { manual } = action as { manual?: boolean }
      if (!isHydrated && !(action.type === 'success' && manual)) return
      const { data } = query.state
      if (data === undefined) truths.delete(query.queryHash)
      else truths.set(query.queryHash, data)
      // What was set by hand may be made of what was shown, so a count would count twice.
      if (data !== undefined) put([query], ({ isRelative }) => isHydrated || !isRelative)
    })
  }

  /** The loaded queries that the patches concern, each with its truth on record. */
  function record(patches: readonly Patch[]): Query[] {
    const starts = patches.map(({ key }) => key)
    const loaded = queriesAt(queryClient, starts).filter(({ state }) => state.data !== undefined)
    for (const { queryHash, state } of loaded) {
      if (!truths.has(queryHash)) truths.set(queryHash, state.data)
    }
    if (truths.size > 0) listen()
    return loaded
  }

  /** Makes all of it before any of it is shown: a patch may throw. */
  function put(queries: readonly Query[], isDue: (patch: Patch) => boolean = () => true): void {
    const patches = pending().filter(isDue)
    const next = queries.map(({ queryHash, queryKey }) =>
      patchedBy(patches, queryKey, truths.get(queryHash)),
    )
    isOurs = true
    for (const [index, { queryKey, state }] of queries.entries()) {
      if (next[index] === state.data) continue
      queryClient.setQueryData(queryKey, next[index], { updatedAt: state.dataUpdatedAt })
    }
    isOurs = false
  }

  return {
    of(key, hash, answer) {
      const shown = patchedBy(pending(), key, answer)
      if (hash !== undefined && (shown !== answer || truths.has(hash))) truths.set(hash, answer)
      return shown
    },
    show: (patches) => put(record(patches)),
    learn(patches) {
      for (const { queryHash, queryKey } of record(patches)) {
        truths.set(queryHash, patchedBy(patches, queryKey, truths.get(queryHash)))
      }
    },
    clear() {
      truths.clear()
      unsubscribe?.()
      unsubscribe = undefined
    },
  }
}

/** The data with those of the patches on it that concern it. */
export function patchedBy<T>(patches: readonly Patch[], key: QueryKey, data: T): T {
  return patches
    .filter((patch) => partialMatchKey(key, patch.key))
    .reduce<unknown>((patched, patch) => applyPatch(patch, key, patched), data) as T
}
