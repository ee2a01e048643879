import { partialMatchKey, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { applyPatch, askedBy, outdatedBy, type Effect } from './effect.ts'
import { createWrite, isOnSameEntity, isRepetition, setsTheSame, type Write } from './write.ts'

interface Reading {
  key: QueryKey
  hash: string | undefined
  /** A write that concerns it ended while it was under way: it may have seen the time before. */
  outdated: boolean
}

/**
 * The writes and reads under way in one session. What the screen shows is the server's truth with the patches of all
 * pending writes on it, so a failed write takes back its own patch only, and a read never hides a pending one.
 */
export class Ledger {
  #writes: Write[] = []
  #readings = new Set<Reading>()
  /** The server's truth of each patched query, by query hash. */
  #truth = new Map<string, unknown>()
  #outdated: QueryKey[] = []
  #isOver = false

  readonly #queryClient: QueryClient

  constructor(queryClient: QueryClient) {
    this.#queryClient = queryClient
  }

  /**
   * Shows the effect's patches and answers the write that carries it out: a new one, unless the same is on its way.
   * Writes of one entity have their turn one after another; one that waits gives way to a newer one that sets the same.
   */
  open(effect: Effect): { write: Write; isNew: boolean } {
    this.#supersede(effect)
    const same = this.#sameOnItsWay(effect)
    if (same) {
      same.effect = withKeysOf(same.effect, effect)
      return { write: same, isNew: false }
    }
    const write = createWrite(effect)
    const isFree = !this.#writes.some((other) => isOnSameEntity(other.effect, effect))
    this.#writes.push(write)
    this.#show(effect)
    if (isFree) write.begin()
    return { write, isNew: true }
  }

  /** Ends a write: keeps its patches as the truth, or takes them back; then asks again for what it made outdated. */
  settle(write: Write, succeeded: boolean): void {
    const { effect } = write
    this.#writes = this.#writes.filter((other) => other !== write)
    this.#writes.find((other) => isOnSameEntity(other.effect, effect))?.begin()
    if (this.#isOver) return
    if (succeeded) this.#keep(effect)
    else this.#show(effect)
    if (this.#writes.length === 0) this.#truth.clear()
    for (const reading of this.#readings) {
      if (startsWithAny(reading.key, outdatedBy(effect))) reading.outdated = true
    }
    if (succeeded) this.#remove(effect)
    this.#invalidate(effect)
  }

  /** Ends with the session: what settles from now on changes nothing. */
  end(): void {
    this.#isOver = true
  }

  /** Reads until no write interfered, then shows the result under the patches of the pending writes. */
  async read<T>(key: QueryKey, hash: string | undefined, ask: () => Promise<T>): Promise<T> {
    for (;;) {
      const reading: Reading = { key, hash, outdated: false }
      this.#readings.add(reading)
      const data = await ask().finally(() => this.#readings.delete(reading))
      if (!reading.outdated) return this.#patched(key, hash, data)
    }
  }

  #supersede(effect: Effect): void {
    const isObsolete = (write: Write) =>
      !write.isSent && setsTheSame(write.effect, effect) && !isRepetition(write.effect, effect)
    for (const write of this.#writes.filter(isObsolete)) {
      this.#writes = this.#writes.filter((other) => other !== write)
      this.#show(write.effect)
      write.supersede()
    }
  }

  /** A write that does the same and still waits, or was sent with nothing asked of the entity since. */
  #sameOnItsWay(effect: Effect): Write | undefined {
    const latest = this.#writes.findLast((write) => isOnSameEntity(write.effect, effect))
    return this.#writes.find(
      (write) => isRepetition(write.effect, effect) && (!write.isSent || write === latest),
    )
  }

  #patched<T>(key: QueryKey, hash: string | undefined, data: T): T {
    const shown = this.#underPatches(key, data)
    if (hash !== undefined && (shown !== data || this.#truth.has(hash))) this.#truth.set(hash, data)
    return shown as T
  }

  /** Recomputes every cached query that the effect's patches concern. */
  #show(effect: Effect): void {
    for (const query of this.#queries(patchKeys(effect))) {
      if (query.state.data === undefined) continue
      if (!this.#truth.has(query.queryHash)) this.#truth.set(query.queryHash, query.state.data)
      const data = this.#underPatches(query.queryKey, this.#truth.get(query.queryHash))
      if (data !== query.state.data) {
        const { dataUpdatedAt } = query.state
        this.#queryClient.setQueryData(query.queryKey, data, { updatedAt: dataUpdatedAt })
      }
    }
  }

  #keep(effect: Effect): void {
    for (const { queryHash, queryKey } of this.#queries(patchKeys(effect))) {
      if (!this.#truth.has(queryHash)) continue
      this.#truth.set(queryHash, patchedBy(effect, queryKey, this.#truth.get(queryHash)))
    }
  }

  #underPatches(key: QueryKey, truth: unknown): unknown {
    return this.#writes.reduce((data, { effect }) => patchedBy(effect, key, data), truth)
  }

  #remove({ removes = [] }: Effect): void {
    for (const queryKey of removes) this.#queryClient.removeQueries({ queryKey, type: 'inactive' })
  }

  /** What a pending write will make outdated again is left for that write: the last one out asks. */
  #invalidate(effect: Effect): void {
    const keys = [...this.#outdated, ...askedBy(effect)]
    const pending = this.#writes.flatMap((write) => outdatedBy(write.effect))
    const waits = (key: QueryKey) => pending.some((other) => overlap(key, other))
    this.#outdated = keys.filter(waits)
    const due = keys.filter((key) => !waits(key))
    if (due.length === 0) return
    for (const query of this.#queries(due)) this.#askAgainAfter(query)
    void this.#queryClient.invalidateQueries(
      { predicate: (query) => startsWithAny(query.queryKey, due) },
      { cancelRefetch: false },
    )
  }

  /**
   * A read under way asks again by itself. Any other fetch has its answer, of before the write, and is about to store
   * it; or it is the app's own query.
   */
  #askAgainAfter({ promise, queryHash, queryKey, state }: Query): void {
    const isReading = [...this.#readings].some(({ hash }) => hash === queryHash)
    if (state.fetchStatus !== 'fetching' || isReading) return
    const ask = () => this.#queryClient.invalidateQueries({ queryKey, exact: true })
    void promise?.then(ask, ask)
  }

  #queries(starts: QueryKey[]): Query[] {
    return this.#queryClient
      .getQueryCache()
      .findAll({ predicate: (query) => startsWithAny(query.queryKey, starts) })
  }
}

/** The effect, asking again for what the other one does, too. */
function withKeysOf(effect: Effect, other: Effect): Effect {
  return {
    ...effect,
    invalidates: [...effect.invalidates, ...other.invalidates],
    asks: [...askedBy(effect), ...askedBy(other)],
  }
}

function patchKeys({ patches = [] }: Effect): QueryKey[] {
  return patches.map((patch) => patch.key)
}

function patchedBy({ patches = [] }: Effect, key: QueryKey, data: unknown): unknown {
  return patches
    .filter((patch) => partialMatchKey(key, patch.key))
    .reduce((patched, patch) => applyPatch(patch, key, patched), data)
}

function startsWithAny(key: QueryKey, starts: QueryKey[]): boolean {
  return starts.some((start) => partialMatchKey(key, start))
}

function overlap(a: QueryKey, b: QueryKey): boolean {
  return partialMatchKey(a, b) || partialMatchKey(b, a)
}
