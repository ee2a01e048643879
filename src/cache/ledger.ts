import { partialMatchKey, type QueryClient, type QueryKey } from '@tanstack/react-query'
import type { AppmixerError } from '../client/errors.ts'
import { askedBy, outdatedBy, type Effect, type Patch } from './effect.ts'
import { removeGone } from './gone.ts'
import { queriesAt, startsWithAny } from './keys.ts'
import { createOverlay, patchedBy } from './overlay.ts'
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
  ledger: Ledger
  write: Write
  isNew: boolean
}

/** What is true after a write that was not carried out, as far as it is known. */
export type Instead = Pick<Effect, 'patches' | 'removes'>

/**
 * The writes and reads under way in one session. What the screen shows is the server's truth with the patches of all
 * pending writes on it, so a failed write takes back its own patch only, and a read never hides a pending one.
 */
export interface Ledger {
  /**
   * Shows the effect's patches and answers the write that carries it out: a new one, unless the same is on its way.
   * Writes of one entity have their turn one after another; one that waits gives way to a newer one that sets the same.
   * A held one waits until it is released.
   */
  open(effect: Effect, isHeld?: boolean): Opened
  /** Opens several, which are shown together: each query on screen changes once. */
  openAll(effects: readonly Effect[], isHeld?: boolean): Opened[]
  /** Ends a write's being held: it is sent as soon as it is its turn. */
  release(write: Write): void
  /** Takes back writes that the server does not know of, and so asks for nothing. */
  drop(writes: readonly Write[], reason: AppmixerError): void
  /** Asks again for what these keys have, unless it was read since then. */
  ask(keys: readonly QueryKey[], since?: number): void
  /**
   * Ends a write: keeps its patches as the truth, or takes them back and shows what is true instead; then asks again
   * for what it made outdated.
   */
  settle(write: Write, instead?: Instead): void
  /** Reads until no write interfered, then shows the result under the patches of the pending writes. */
  read<T>(key: QueryKey, hash: string | undefined, ask: () => Promise<T>): Promise<T>
  /** Ends with the session: what is opened or settles from now on changes nothing that is shown. */
  end(): void
}

/** How often a read is sent again because writes interfered. */
const mostRepeats = 2

interface Reading {
  key: QueryKey
  hash: string | undefined
  /** A write that concerns it ended while it was under way: it may have seen the time before. */
  isOutdated: boolean
  /** Changes of writes that ended meanwhile and make nothing outdated: it may lack them. */
  missed: Patch[]
}

export function createLedger(queryClient: QueryClient): Ledger {
  const readings = new Set<Reading>()
  const overlay = createOverlay(queryClient, () => patchesOf(writes))
  let writes: Write[] = []
  let outdated: QueryKey[] = []
  let isOver = false

  function openAll(effects: readonly Effect[], isHeld = false): Opened[] {
    const isObsolete = (write: Write, effect: Effect) =>
      setsTheSame(write.effect, effect) && !isRepetition(write.effect, effect)
    const obsolete = writes.filter(
      (write) => !write.isSent && effects.some((effect) => isObsolete(write, effect)),
    )
    const before = writes
    try {
      writes = writes.filter((write) => !obsolete.includes(write))
      const opened = effects.map((effect) => add(effect, isHeld))
      const added = opened.filter(({ isNew }) => isNew).map(({ write }) => write)
      if (!isOver) overlay.show(patchesOf([...obsolete, ...added]))
      for (const write of obsolete) write.refuse(superseded())
      return opened
    } catch (error) {
      // A patch threw: nothing is shown, nothing registered.
      writes = before
      throw error
    } finally {
      if (writes.length === 0) overlay.clear()
      sendDue()
    }
  }

  function add(effect: Effect, isHeld: boolean): Opened {
    const same = sameOnItsWay(effect)
    if (same) same.effect = withKeysOf(same.effect, effect)
    const write = same ?? createWrite(effect, isHeld)
    if (!same) writes.push(write)
    return { ledger, write, isNew: !same }
  }

  /** A write that does the same and still waits, or was sent with nothing asked of the entity since. */
  function sameOnItsWay(effect: Effect): Write | undefined {
    const latest = writes.findLast((write) => isOnSameEntity(write.effect, effect))
    return writes.find(
      (write) => isRepetition(write.effect, effect) && (!write.isSent || write === latest),
    )
  }

  function remove(gone: readonly Write[]): void {
    writes = writes.filter((write) => !gone.includes(write))
    sendDue()
  }

  /** Of each entity one after another. */
  function sendDue(): void {
    const busy = new Set<string | undefined>()
    for (const write of writes) {
      const { entity } = write.effect
      if (!write.isSent && !write.isHeld && !busy.has(entity)) {
        write.isSent = true
        write.send()
      }
      if (entity !== undefined) busy.add(entity)
    }
  }

  /** What the server may know of, and has not answered. */
  function onTheirWay(): Write[] {
    return writes.filter(({ isSent }) => isSent)
  }

  /**
   * Waits for the writes on their way that change this count, and tells whether there were any. Whether an answer of
   * now has seen them nobody knows, so it could be shown neither with their patches nor without.
   */
  async function countable(key: QueryKey): Promise<boolean> {
    const sent = onTheirWay()
    if (!sent.some(({ effect }) => counts(effect, key))) return false
    const concerning = sent.filter(
      ({ effect }) => counts(effect, key) || startsWithAny(key, outdatedBy(effect)),
    )
    await Promise.allSettled(concerning.map(({ result }) => result))
    return true
  }

  /** Whether a write on its way will make it outdated. */
  function isAwaited(key: QueryKey): boolean {
    return onTheirWay().some(({ effect }) => startsWithAny(key, outdatedBy(effect)))
  }

  /** What a write under way will make outdated again is left for that write: the last one out asks. */
  function askAgain(asked: readonly QueryKey[], since = Infinity): void {
    if (writes.length === 0) overlay.clear()
    const keys = [...outdated, ...asked]
    const pending = onTheirWay().flatMap(({ effect }) => outdatedBy(effect))
    const waits = (key: QueryKey) => pending.some((other) => overlap(key, other))
    outdated = keys.filter(waits)
    const due = keys.filter((key) => !waits(key))
    for (const { promise, queryHash, queryKey, state } of queriesAt(queryClient, due)) {
      // A read under way asks again by itself. Any other fetch has its answer, of before the write, and is about to
      // store it; or it is the app's own query.
      const isReading = [...readings].some(({ hash }) => hash === queryHash)
      if (state.fetchStatus !== 'fetching' || isReading || since < Infinity) continue
      const ask = () => queryClient.invalidateQueries({ queryKey, exact: true })
      void promise?.then(ask, ask)
    }
    if (due.length === 0) return
    void queryClient.invalidateQueries(
      {
        predicate: ({ queryKey, state }) =>
          state.dataUpdatedAt < since && startsWithAny(queryKey, due),
      },
      { cancelRefetch: false },
    )
  }

  const ledger: Ledger = {
    open: (effect, isHeld) => openAll([effect], isHeld)[0]!,
    openAll,
    release(write) {
      write.isHeld = false
      sendDue()
    },
    drop(dropped, reason) {
      for (const write of dropped) write.refuse(reason)
      remove(dropped)
      if (isOver) return
      overlay.show(patchesOf(dropped))
      askAgain([])
    },
    ask(keys, since) {
      if (!isOver) askAgain(keys, since)
    },
    settle(write, instead) {
      remove([write])
      if (isOver) return
      const { effect } = write
      const { patches = [], removes = [] } = instead ?? effect
      overlay.learn(patches)
      if (instead) overlay.show([...patchesOf([write]), ...patches])
      for (const reading of readings) {
        if (startsWithAny(reading.key, outdatedBy(effect)) || counts(effect, reading.key))
          reading.isOutdated = true
        if (!instead) reading.missed.push(...patches.filter(({ isRelative }) => !isRelative))
      }
      removeGone(queryClient, removes)
      askAgain(askedBy(effect).filter((key) => !startsWithAny(key, removes)))
    },
    async read(key, hash, ask) {
      const reading: Reading = { key, hash, isOutdated: false, missed: [] }
      readings.add(reading)
      try {
        for (let repeats = 0; ; repeats++) {
          const isPatient = repeats < mostRepeats
          if (isPatient) await countable(key)
          Object.assign(reading, { isOutdated: false, missed: [] })
          const data = await ask()
          const isDoubtful = (isPatient && (await countable(key))) || reading.isOutdated
          // Where writes never end it is shown all the same; the one on its way asks again.
          if (isDoubtful && (isPatient || !isAwaited(key))) continue
          if (isDoubtful) outdated.push(key)
          return overlay.of(key, hash, patchedBy(reading.missed, key, data))
        }
      } finally {
        readings.delete(reading)
      }
    },
    end() {
      isOver = true
    },
  }
  return ledger
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
