import { partialMatchKey, type QueryClient, type QueryKey } from '@tanstack/react-query'
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

  /** The loaded queries that the patches concern, each with its truth on record. */
  function record(patches: readonly Patch[]) {
    const starts = patches.map(({ key }) => key)
    const loaded = queriesAt(queryClient, starts).filter(({ state }) => state.data !== undefined)
    for (const { queryHash, state } of loaded) {
      if (!truths.has(queryHash)) truths.set(queryHash, state.data)
    }
    return loaded
  }

  return {
    of(key, hash, answer) {
      const shown = patchedBy(pending(), key, answer)
      if (hash !== undefined && (shown !== answer || truths.has(hash))) truths.set(hash, answer)
      return shown
    },
    show(patches) {
      for (const { queryHash, queryKey, state } of record(patches)) {
        const data = patchedBy(pending(), queryKey, truths.get(queryHash))
        if (data === state.data) continue
        queryClient.setQueryData(queryKey, data, { updatedAt: state.dataUpdatedAt })
      }
    },
    learn(patches) {
      for (const { queryHash, queryKey } of record(patches)) {
        truths.set(queryHash, patchedBy(patches, queryKey, truths.get(queryHash)))
      }
    },
    clear: () => truths.clear(),
  }
}

/** The data with those of the patches on it that concern it. */
export function patchedBy<T>(patches: readonly Patch[], key: QueryKey, data: T): T {
  return patches
    .filter((patch) => partialMatchKey(key, patch.key))
    .reduce<unknown>((patched, patch) => applyPatch(patch, key, patched), data) as T
}
