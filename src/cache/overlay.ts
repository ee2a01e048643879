import { partialMatchKey, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { applyPatch, type Patch } from './effect.ts'
import { queriesAt } from './keys.ts'

/** What is on screen: the server's truth of each patched query, with the patches of all pending writes on it. */
export class Overlay {
  /** By query hash. */
  readonly #truth = new Map<string, unknown>()
  readonly #queryClient: QueryClient
  readonly #pending: () => readonly Patch[]

  constructor(queryClient: QueryClient, pending: () => readonly Patch[]) {
    this.#queryClient = queryClient
    this.#pending = pending
  }

  /** What to show of an answer. */
  of<T>(key: QueryKey, hash: string | undefined, answer: T): T {
    const shown = patchedBy(this.#pending(), key, answer)
    if (hash !== undefined && (shown !== answer || this.#truth.has(hash))) {
      this.#truth.set(hash, answer)
    }
    return shown as T
  }

  /** Shows anew what these patches concern, after one came or went. */
  show(patches: readonly Patch[]): void {
    for (const { queryHash, queryKey, state } of this.#record(patches)) {
      const data = patchedBy(this.#pending(), queryKey, this.#truth.get(queryHash))
      if (data === state.data) continue
      this.#queryClient.setQueryData(queryKey, data, { updatedAt: state.dataUpdatedAt })
    }
  }

  /** Patches that were shown are true from now on. */
  keep(patches: readonly Patch[]): void {
    for (const { queryHash, queryKey } of queriesAt(this.#queryClient, keysOf(patches))) {
      if (!this.#truth.has(queryHash)) continue
      this.#truth.set(queryHash, patchedBy(patches, queryKey, this.#truth.get(queryHash)))
    }
  }

  /** Takes patches that were not shown yet for true. */
  learn(patches: readonly Patch[]): void {
    this.#record(patches)
    this.keep(patches)
  }

  /** Nothing is pending: what is on screen is the truth. */
  clear(): void {
    this.#truth.clear()
  }

  /** The loaded queries that the patches concern, each with its truth on record. */
  #record(patches: readonly Patch[]): Query[] {
    const queries = queriesAt(this.#queryClient, keysOf(patches))
    const loaded = queries.filter(({ state }) => state.data !== undefined)
    for (const { queryHash, state } of loaded) {
      if (!this.#truth.has(queryHash)) this.#truth.set(queryHash, state.data)
    }
    return loaded
  }
}

/** The data with those of the patches on it that concern it. */
export function patchedBy(patches: readonly Patch[], key: QueryKey, data: unknown): unknown {
  return patches
    .filter((patch) => partialMatchKey(key, patch.key))
    .reduce((patched, patch) => applyPatch(patch, key, patched), data)
}

function keysOf(patches: readonly Patch[]): QueryKey[] {
  return patches.map(({ key }) => key)
}
