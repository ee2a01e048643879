import { partialMatchKey, type Query, type QueryClient, type QueryKey } from '@tanstack/react-query'
import type { AppmixerError } from '../client/errors.ts'
import { askedBy, outdatedBy, type Effect, type Patch, type Truth } from './effect.ts'
import { removeGone } from './gone.ts'
import { queriesAt, startsWithAny } from './keys.ts'
import { Overlay, patchedBy } from './overlay.ts'
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

/** How a write ended: done, refused, or refused because something else is true. */
export type Outcome = 'done' | 'refused' | Truth

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
  #outdated: QueryKey[] = []
  #isOver = false

  readonly #queryClient: QueryClient
  readonly #overlay: Overlay

  constructor(queryClient: QueryClient) {
    this.#queryClient = queryClient
    this.#overlay = new Overlay(queryClient, () => patchesOf(this.#writes))
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
    this.#overlay.show(patchesOf([...obsolete, ...added]))
    // What waited for one that will never be sent is next.
    for (const write of obsolete) this.#nextOn(write)?.begin()
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
    this.#overlay.show(patchesOf(writes))
    this.#rest()
    this.#invalidate([])
  }

  /** The server took a write, but is not done with it: others have their turn, and nothing waits for it any more. */
  take(write: Write): void {
    write.isTaken = true
    this.#nextOn(write)?.begin()
    if (!this.#isOver) this.#invalidate([])
  }

  /**
   * Ends a write: keeps its patches as the truth, or takes them back and shows what is true instead; then asks again
   * for what it made outdated.
   */
  settle(write: Write, outcome: Outcome): void {
    const { effect } = write
    this.#writes = this.#writes.filter((other) => other !== write)
    this.#nextOn(write)?.begin()
    write.close()
    if (this.#isOver) return
    const { patches = [], removes = [] } = truthOf(outcome, effect)
    if (outcome === 'done') this.#overlay.keep(patches)
    else {
      this.#overlay.learn(patches)
      this.#overlay.show([...patchesOf([write]), ...patches])
    }
    this.#rest()
    for (const reading of this.#readings) {
      if (startsWithAny(reading.key, outdatedBy(effect)) || counts(effect, reading.key))
        reading.outdated = true
      else if (outcome === 'done') reading.overtakenBy.push(effect)
    }
    removeGone(this.#queryClient, removes)
    this.#invalidate(askedBy(effect).filter((key) => !startsWithAny(key, removes)))
  }

  /** Ends with the session: what settles from now on changes nothing. */
  end(): void {
    this.#isOver = true
  }

  /** Reads until no write interfered, then shows the result under the patches of the pending writes. */
  async read<T>(key: QueryKey, hash: string | undefined, ask: () => Promise<T>): Promise<T> {
    const reading: Reading = { key, hash, outdated: false, overtakenBy: [] }
    this.#readings.add(reading)
    try {
      for (;;) {
        await this.#countable(key)
        Object.assign(reading, { outdated: false, overtakenBy: [] })
        const data = await ask()
        if (await this.#countable(key)) continue
        if (!reading.outdated) return this.#overlay.of(key, hash, after(reading, data))
      }
    } finally {
      this.#readings.delete(reading)
    }
  }

  /**
   * Waits for the writes on their way that change this count, and tells whether there were any. Whether an answer of
   * now has seen them nobody knows, so it could be shown neither with their patches nor without.
   */
  async #countable(key: QueryKey): Promise<boolean> {
    const sent = this.#onTheirWay()
    if (!sent.some(({ effect }) => counts(effect, key))) return false
    const concerning = sent.filter(
      ({ effect }) => counts(effect, key) || startsWithAny(key, outdatedBy(effect)),
    )
    await Promise.all(concerning.map(({ over }) => over))
    return true
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
    return this.#writes.find((other) => !other.isTaken && isOnSameEntity(other.effect, effect))
  }

  /** What the server may know of, and has not answered. */
  #onTheirWay(): Write[] {
    return this.#writes.filter(({ isSent, isTaken }) => isSent && !isTaken)
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

  #rest(): void {
    if (this.#writes.length === 0) this.#overlay.clear()
  }

  /** What a write under way will make outdated again is left for that write: the last one out asks. */
  #invalidate(asked: readonly QueryKey[]): void {
    const keys = [...this.#outdated, ...asked]
    const pending = this.#onTheirWay().flatMap((write) => outdatedBy(write.effect))
    const waits = (key: QueryKey) => pending.some((other) => overlap(key, other))
    this.#outdated = keys.filter(waits)
    const due = keys.filter((key) => !waits(key))
    if (due.length === 0) return
    for (const query of queriesAt(this.#queryClient, due)) this.#askAgainAfter(query)
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
}

/** What is true after a write. */
function truthOf(outcome: Outcome, effect: Effect): Pick<Effect, 'patches' | 'removes'> {
  if (outcome === 'done') return effect
  return outcome === 'refused' ? {} : outcome
}

function patchesOf(writes: readonly Write[]): Patch[] {
  return writes.flatMap(({ effect }) => effect.patches ?? [])
}

/** Whether the effect changes this count by an amount. */
function counts({ patches = [] }: Effect, key: QueryKey): boolean {
  return patches.some(
    ({ key: start, isRelative }) => isRelative === true && partialMatchKey(key, start),
  )
}

/** What was read, with the changes that it may have come too early for. */
function after<T>({ key, overtakenBy }: Reading, data: T): T {
  return overtakenBy.reduce<unknown>(
    (before, { patches = [] }) => patchedBy(patches, key, before),
    data,
  ) as T
}

/** The effect, asking again for what the other one does, too. */
function withKeysOf(effect: Effect, other: Effect): Effect {
  return {
    ...effect,
    invalidates: [...effect.invalidates, ...other.invalidates],
    asks: [...askedBy(effect), ...askedBy(other)],
  }
}

function overlap(a: QueryKey, b: QueryKey): boolean {
  return partialMatchKey(a, b) || partialMatchKey(b, a)
}
