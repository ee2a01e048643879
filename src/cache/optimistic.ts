import {
  hashKey,
  partialMatchKey,
  type Query,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query'
import { AppmixerError } from '../client/errors.ts'
import { sessionEnded } from '../client/failures.ts'
import { refetchedBy, invalidatedBy, type Effect, type Truth } from './effect.ts'
import { queriesAt, startsWithAny } from './keys.ts'
import { createOverlay, patchedBy } from './overlay.ts'

/** A mutation that is shown, and that the server has not answered. */
export interface Write {
  effect: Effect
  /**
   * `queued`: shown, and not sent before it is released. `waiting`: sent as soon as the writes before it on the same
   * entity have settled. `sent`: the server may know of it. `dropped`: it will never be sent.
   */
  status: 'queued' | 'waiting' | 'sent' | 'dropped'
  /** It is one of many. Until all of them have settled, nothing that they make outdated is refetched. */
  readonly isBatch: boolean
  /** The same was asked for without a window in which it can be undone. */
  isAskedForGood?: boolean
  /** Resolves when it may be sent; rejects when it never will be. */
  readonly turn: Deferred<void>
  /** Resolves to the server's answer. A mutation that repeats this one shares it. */
  readonly answer: Deferred<unknown>
}

interface Deferred<T> {
  promise: Promise<T>
  resolve(value: T): void
  reject(reason: unknown): void
}

export interface OpenOptions {
  /** Show them, and send none before it is released. */
  isQueued?: boolean
  /** They are released soon, so they refetch together. */
  isBatch?: boolean
}

export interface Opened {
  write: Write
  /** Not when the same was under way already: then both share one request. */
  isNew: boolean
}

/** What is true after a refused write, as far as it is known. */
export type Known = Pick<Truth, 'patches' | 'removes'>

/** The optimistic updates of one session in one cache, and the reads that must fit them. */
export interface Writes {
  /**
   * Shows the effects, all of them in one go, and answers the writes to carry them out. Writes on one entity are sent
   * one after another; one that is not sent yet is superseded by a newer one that sets the same. When showing fails,
   * nothing is shown and nothing is pending.
   */
  open(effects: readonly Effect[], options?: OpenOptions): Opened[]
  /** Sends a queued write when it is its turn. */
  release(write: Write): void
  /** Rolls back writes that were never sent. The server does not know of them, so they refetch nothing. */
  drop(writes: readonly Write[], reason: AppmixerError): void
  /** Ends a sent write: confirms it, or rolls it back to what is known. Then refetches what it made outdated. */
  settle(write: Write, known?: Known): void
  /** Refetches what these keys have, unless it was read since then. */
  refetch(keys: readonly QueryKey[], since?: number): void
  /** Reads a query, or a page of it, and answers what to show. */
  read<T>(target: ReadTarget, ask: () => Promise<T>): Promise<T>
  /** Until it is resumed nothing more is sent. */
  pause(): void
  resume(): void
  /** Ends with the session: what waits is refused, and what settles from now on changes nothing that is shown. */
  end(): void
}

export interface ReadTarget {
  queryKey: QueryKey
  /** `undefined` when the cache does not have it any more. */
  query: Query | undefined
  /** One page of several. */
  isPage?: boolean
}

interface Reading extends ReadTarget {
  /** A write that concerns it has settled meanwhile: the answer may be older than that write. */
  isOutdated: boolean
  /** Writes that were confirmed meanwhile: the answer may lack them. */
  missed: Write[]
}

/** How often a read is repeated because writes settled meanwhile. */
const mostRepeats = 2

export function createWrites(queryClient: QueryClient): Writes {
  /** All that are shown, oldest first. */
  const pending = new Set<Write>()
  /** Of each entity, in the order in which they are sent. */
  const queues = new Map<string, Write[]>()
  /** What the writes on their way make outdated, by hash, and how many of them do. */
  const awaited = new Map<string, { key: QueryKey; writes: number }>()
  const readings = new Set<Reading>()
  const overlay = createOverlay(queryClient, pending)
  /** Outdated keys. They are refetched when the last write on its way has settled. */
  const postponed = new Map<string, QueryKey>()
  let isPaused = false
  let isOver = false

  function open(effects: readonly Effect[], options: OpenOptions = {}): Opened[] {
    const before = [...pending]
    const added = new Set<Write>()
    const removed = new Set<Write>()
    try {
      const opened = effects.map((effect) => {
        for (const write of unsentOfThePart(effect)) {
          unregister(write)
          removed.add(write)
          added.delete(write)
        }
        const same = sameUnderWay(effect)
        if (same) {
          combine(same, effect)
          same.isAskedForGood ||= !options.isQueued || options.isBatch === true
          return { write: same, isNew: false }
        }
        const write = createWrite(effect, options)
        if (isOver) {
          refuse(write, sessionEnded('The change'))
        } else {
          register(write)
          added.add(write)
        }
        return { write, isNew: true }
      })
      overlay.update({ added: [...added], removed: [...removed] })
      for (const write of removed) refuse(write, superseded())
      return opened
    } catch (error) {
      for (const write of added) write.status = 'dropped'
      // What was superseded is back in its place.
      const all = new Set([...before, ...pending])
      all.forEach(unregister)
      for (const write of all) if (write.status !== 'dropped') register(write)
      quietly(() => overlay.update({ removed: [...added, ...removed] }))
      throw error
    } finally {
      for (const write of [...added, ...removed]) sendNext(write)
    }
  }

  function register(write: Write): void {
    pending.add(write)
    const { entity } = write.effect
    if (entity !== undefined) queues.set(entity, [...queueOf(write.effect), write])
    if (isOnItsWay(write)) countAwaited(write.effect, 1)
  }

  function unregister(write: Write): void {
    // A write that was superseded is dropped later, too.
    if (!pending.delete(write)) return
    const { entity } = write.effect
    const others = queueOf(write.effect).filter((other) => other !== write)
    if (entity !== undefined && others.length > 0) queues.set(entity, others)
    else if (entity !== undefined) queues.delete(entity)
    if (isOnItsWay(write)) countAwaited(write.effect, -1)
  }

  function countAwaited(effect: Effect, by: 1 | -1): void {
    for (const key of invalidatedBy(effect)) {
      const hash = hashKey(key)
      const writes = (awaited.get(hash)?.writes ?? 0) + by
      if (writes > 0) awaited.set(hash, { key, writes })
      else awaited.delete(hash)
    }
  }

  /** Whether a write on its way makes what this key names outdated, or a part of it. */
  function isAwaited(key: QueryKey): boolean {
    if (awaited.has(hashKey(key))) return true
    for (const { key: other } of awaited.values()) {
      if (partialMatchKey(key, other) || partialMatchKey(other, key)) return true
    }
    return false
  }

  function queueOf({ entity }: Effect): Write[] {
    return (entity !== undefined && queues.get(entity)) || []
  }

  /** What a newer write makes superfluous. */
  function unsentOfThePart(effect: Effect): Write[] {
    return queueOf(effect).filter(
      (write) =>
        write.status !== 'sent' &&
        isSamePart(write.effect, effect) &&
        !isSame(write.effect, effect),
    )
  }

  /** The newest write on the entity, if it does the same. An older one does not do: a later write may undo it. */
  function sameUnderWay(effect: Effect): Write | undefined {
    const newest = queueOf(effect).at(-1)
    return newest && isSame(newest.effect, effect) ? newest : undefined
  }

  /** The write refetches for the other one, too. */
  function combine(write: Write, other: Effect): void {
    const { effect } = write
    if (isOnItsWay(write)) countAwaited(other, 1)
    write.effect = {
      ...effect,
      invalidates: [...effect.invalidates, ...invalidatedBy(other)],
      refetches: [...refetchedBy(effect), ...refetchedBy(other)],
    }
  }

  /** Sends the first write on the entity of this one, which may be this one, unless it is queued or sent already. */
  function sendNext(write: Write): void {
    if (isOver || isPaused) return
    const next = write.effect.entity === undefined ? write : queueOf(write.effect)[0]
    if (next?.status !== 'waiting') return
    if (!isOnItsWay(next)) countAwaited(next.effect, 1)
    next.status = 'sent'
    next.turn.resolve()
  }

  /** Waits for the sent writes that change this count, and answers whether there were any. */
  async function settledCounts(key: QueryKey): Promise<boolean> {
    // A count that is read now may include these writes or not, so no patching makes it right.
    const sent = [...pending].filter(({ status }) => status === 'sent')
    if (!sent.some(({ effect }) => changesCount(effect, key))) return false
    const concerning = sent.filter(
      ({ effect }) => changesCount(effect, key) || startsWithAny(key, invalidatedBy(effect)),
    )
    await Promise.allSettled(concerning.map(({ answer }) => answer.promise))
    return true
  }

  function refetch(keys: readonly QueryKey[], since = Infinity): void {
    if (isOver) return
    const due: QueryKey[] = []
    for (const key of keys) postponed.set(hashKey(key), key)
    // The last pending write refetches, so that many in a row end with one request.
    for (const [hash, key] of postponed) {
      if (isAwaited(key)) continue
      postponed.delete(hash)
      due.push(key)
    }
    if (due.length === 0) return
    for (const query of queriesAt(queryClient, due)) {
      // A request under way may be older than the write. Reads of this package repeat themselves: see `read`.
      const isRead = [...readings].some((reading) => reading.query === query && !reading.isPage)
      if (query.state.fetchStatus === 'fetching' && !isRead && since === Infinity)
        refetchAfterwards(query)
    }
    void queryClient.invalidateQueries(
      {
        predicate: ({ queryKey, state }) =>
          state.dataUpdatedAt < since && startsWithAny(queryKey, due),
      },
      { cancelRefetch: false },
    )
  }

  /** TanStack cancels a refetch when the next page is fetched, and counts that fetch as the refetch. */
  function isDroppedRefetch(query: Query): boolean {
    const isNextPage = query.state.fetchMeta?.fetchMore !== undefined
    return isNextPage && overlay.isOutdated(query) && !isAwaited(query.queryKey)
  }

  function refetchAfterwards(query: Query): void {
    const over = () => {
      // It was cancelled in favour of another fetch, the next page for example.
      if (query.state.fetchStatus === 'fetching') return refetchAfterwards(query)
      void queryClient.invalidateQueries({ queryKey: query.queryKey, exact: true })
    }
    void query.promise?.then(over, over)
  }

  async function read<T>(target: ReadTarget, ask: () => Promise<T>): Promise<T> {
    const { query, queryKey } = target
    const reading: Reading = { ...target, isOutdated: false, missed: [] }
    readings.add(reading)
    if (query && isDroppedRefetch(query)) refetchAfterwards(query)
    try {
      for (let repeats = 0; ; repeats++) {
        const isPatient = repeats < mostRepeats
        if (isPatient) await settledCounts(queryKey)
        Object.assign(reading, { isOutdated: false, missed: [] })
        const answer = await ask()
        const isDoubtful = (isPatient && (await settledCounts(queryKey))) || reading.isOutdated
        if (isDoubtful) {
          const isReadAgain = isAwaited(queryKey)
          // A list can be shown under the patches; a count that may have them already cannot.
          const isShowable = isReadAgain && typeof answer !== 'number'
          if (isPatient && !isShowable) continue
          // Where writes never end it is shown all the same, and read again when they pause.
          if (isReadAgain) postponed.set(hashKey(queryKey), queryKey)
          else if (query) refetchAfterwards(query)
        }
        const truth = patchedBy(reading.missed.map(absolute), queryKey, answer)
        return query && !target.isPage && !isOver ? overlay.over(query, truth) : truth
      }
    } finally {
      readings.delete(reading)
    }
  }

  return {
    open,
    release(write) {
      if (write.status === 'queued') write.status = 'waiting'
      sendNext(write)
    },
    drop(dropped, reason) {
      for (const write of dropped) {
        unregister(write)
        refuse(write, reason)
      }
      if (!isOver) quietly(() => overlay.update({ removed: dropped }))
      for (const write of dropped) sendNext(write)
      refetch([])
    },
    settle(write, known) {
      unregister(write)
      sendNext(write)
      if (isOver) return
      const { effect } = write
      const removes = (known ? known.removes : effect.removes) ?? []
      quietly(() => (known ? overlay.rollBack(write, known.patches) : overlay.confirm(write)))
      for (const reading of readings) {
        const { queryKey } = reading
        reading.isOutdated ||=
          startsWithAny(queryKey, invalidatedBy(effect)) || changesCount(effect, queryKey)
        if (!known) reading.missed.push(write)
      }
      quietly(() => removeDeleted(queryClient, removes))
      refetch(refetchedBy(effect).filter((key) => !startsWithAny(key, removes)))
    },
    refetch,
    read,
    pause: () => void (isPaused = true),
    resume() {
      isPaused = false
      pending.forEach(sendNext)
    },
    end() {
      isOver = true
      for (const write of pending) {
        unregister(write)
        refuse(write, sessionEnded('The change'))
      }
      overlay.end()
    },
  }
}

function createWrite(effect: Effect, { isQueued = false, isBatch = false }: OpenOptions): Write {
  const [turn, answer] = [deferred<void>(), deferred<unknown>()]
  turn.promise.catch(answer.reject)
  return { effect, status: isQueued ? 'queued' : 'waiting', isBatch, turn, answer }
}

/** A write whose turn has come checks its status before it is sent. */
function refuse(write: Write, reason: AppmixerError): void {
  write.status = 'dropped'
  write.answer.reject(reason)
  write.turn.reject(reason)
}

/** Without a listener it is no unhandled rejection. */
function deferred<T>(): Deferred<T> {
  let [resolve, reject] = [(_: T) => {}, (_: unknown) => {}]
  const promise = new Promise<T>((...settle) => ([resolve, reject] = settle))
  promise.catch(() => {})
  return { promise, resolve, reject }
}

function isOnItsWay({ isBatch, status }: Write): boolean {
  return isBatch || status === 'sent'
}

/** Whether both set the same part of one entity, so that only the later one counts. */
function isSamePart(a: Effect, b: Effect): boolean {
  return (
    a.entity !== undefined &&
    a.entity === b.entity &&
    a.sets !== undefined &&
    a.sets.slot === b.sets?.slot
  )
}

function isSame(a: Effect, b: Effect): boolean {
  // `hashKey` throws at some values that a user may write, and the fields come in the same order anyway.
  return isSamePart(a, b) && JSON.stringify([a.sets?.to]) === JSON.stringify([b.sets?.to])
}

export function superseded(): AppmixerError {
  return new AppmixerError({
    code: 'superseded',
    message:
      'It was never sent: a newer change replaced it, or it was undone. There is nothing to do.',
  })
}

/** Whether the effect changes this count by an amount. */
function changesCount({ patches = [] }: Effect, key: QueryKey): boolean {
  return patches.some(
    ({ key: start, isRelative }) => isRelative === true && partialMatchKey(key, start),
  )
}

/** Without the patches that count twice when they are applied twice. */
function absolute({ effect }: Write): { effect: Pick<Effect, 'patches'> } {
  return { effect: { patches: (effect.patches ?? []).filter(({ isRelative }) => !isRelative) } }
}

/** A subscriber of the app's that throws must not keep a write from being settled. */
function quietly(change: () => void): void {
  try {
    change()
  } catch (error) {
    console.error(error)
  }
}

/** Removes what the server has deleted. A query on screen gets an error and asks no more. */
function removeDeleted(queryClient: QueryClient, starts: readonly QueryKey[]): void {
  for (const query of queriesAt(queryClient, starts)) {
    if (!query.isActive()) {
      queryClient.getQueryCache().remove(query)
      continue
    }
    const error = notFound()
    void query.cancel({ silent: true })
    query.setState({
      data: undefined,
      error,
      errorUpdateCount: query.state.errorUpdateCount + 1,
      errorUpdatedAt: Date.now(),
      fetchFailureCount: 1,
      fetchFailureReason: error,
      fetchStatus: 'idle',
      isInvalidated: false,
      status: 'error',
    })
  }
}

function notFound(): AppmixerError {
  return new AppmixerError({
    code: 'http',
    status: 404,
    reason: 'not-found',
    message: 'It was deleted, here or elsewhere, so there is nothing to show. Leave this page.',
  })
}
