import { partialMatchKey, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query'
import type { AppmixerError } from '../client/errors.ts'
import { applyPatch, askedBy, outdatedBy, type Effect } from './effect.ts'
import {
  createWrite,
  isOnSameEntity,
  isRepetition,
  setsTheSame,
  superseded,
  type Write,
} from './write.ts'

/** The write that carries an effect out; not a new one when the same was on its way. */
interface Opened {
  write: Write
  isNew: boolean
}

interface Reading {
  key: QueryKey
  hash: string | undefined
  /** A write that concerns it ended while it was under way: it may have seen the time before. */
  outdated: boolean
  /** Writes that ended meanwhile and make nothing outdated: it may lack what they changed. */
  overtakenBy: Effect[]
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
   * A held one waits until it is released.
   */
  open(effect: Effect, isHeld = false): Opened {
    const [opened] = this.openAll([effect], isHeld)
    return opened!
  }

  /** Opens several, which are shown together: each query on screen changes once. */
  openAll(effects: readonly Effect[], isHeld = false): Opened[] {
    const obsolete = effects.flatMap((effect) => this.#supersede(effect))
    const opened = effects.map((effect) => this.#add(effect, isHeld))
    const added = opened.filter(({ isNew }) => isNew).map(({ write }) => write)
    this.#show([...obsolete, ...added])
    for (const write of added) if ((this.#nextOn(write) ?? write) === write) write.begin()
    return opened
  }

  /** Takes back writes that the server does not know of, and so asks for nothing. */
  drop(writes: readonly Write[], reason: AppmixerError): void {
    const dropped = new Set(writes)
    this.#writes = this.#writes.filter((other) => !dropped.has(other))
    for (const write of writes) {
      write.drop(reason)
      this.#nextOn(write)?.begin()
    }
    if (this.#isOver) return
    this.#show(writes)
    if (this.#writes.length === 0) this.#truth.clear()
    this.#invalidate([])
  }

  /** Ends a write: keeps its patches as the truth, or takes them back; then asks again for what it made outdated. */
  settle(write: Write, succeeded: boolean): void {
    const { effect } = write
    this.#writes = this.#writes.filter((other) => other !== write)
    this.#nextOn(write)?.begin()
    if (this.#isOver) return
    if (succeeded) this.#keep(effect)
    else this.#show([write])
    if (this.#writes.length === 0) this.#truth.clear()
    for (const reading of this.#readings) {
      if (startsWithAny(reading.key, outdatedBy(effect))) reading.outdated = true
      else if (succeeded) reading.overtakenBy.push(effect)
    }
    if (succeeded) this.#remove(effect)
    this.#invalidate(askedBy(effect))
  }

  /** Ends with the session: what settles from now on changes nothing. */
  end(): void {
    this.#isOver = true
  }

  /** Reads until no write interfered, then shows the result under the patches of the pending writes. */
  async read<T>(key: QueryKey, hash: string | undefined, ask: () => Promise<T>): Promise<T> {
    for (;;) {
      const reading: Reading = { key, hash, outdated: false, overtakenBy: [] }
      this.#readings.add(reading)
      const data = await ask().finally(() => this.#readings.delete(reading))
      if (!reading.outdated) return this.#patched(key, hash, after(reading, data))
    }
  }

  #add(effect: Effect, isHeld: boolean): Opened {
    const same = this.#sameOnItsWay(effect)
    if (same) {
      same.effect = withKeysOf(same.effect, effect)
      return { write: same, isNew: false }
    }
    const write = createWrite(effect, isHeld)
    this.#writes.push(write)
    return { write, isNew: true }
  }

  /** The write whose turn it is, of those on the same entity. */
  #nextOn({ effect }: Write): Write | undefined {
    return this.#writes.find((other) => isOnSameEntity(other.effect, effect))
  }

  /** Ends the writes that need not be sent any more, and answers them: what they show is to be taken back. */
  #supersede(effect: Effect): Write[] {
    const isObsolete = (write: Write) =>
      !write.isSent && setsTheSame(write.effect, effect) && !isRepetition(write.effect, effect)
    const obsolete = this.#writes.filter(isObsolete)
    this.#writes = this.#writes.filter((write) => !obsolete.includes(write))
    for (const write of obsolete) write.drop(superseded())
    return obsolete
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

  /** Recomputes every cached query that the patches of these writes concern. */
  #show(writes: readonly Write[]): void {
    for (const query of this.#queries(writes.flatMap(({ effect }) => patchKeys(effect)))) {
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

  /** What a write under way will make outdated again is left for that write: the last one out asks. */
  #invalidate(asked: readonly QueryKey[]): void {
    const keys = [...this.#outdated, ...asked]
    const pending = this.#writes
      .filter(({ isSent }) => isSent)
      .flatMap((write) => outdatedBy(write.effect))
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

/** What was read, with the changes that it may have come too early for. */
function after<T>({ key, overtakenBy }: Reading, data: T): T {
  return overtakenBy.reduce<unknown>((before, effect) => patchedBy(effect, key, before), data) as T
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
