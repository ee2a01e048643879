import { hashKey, type QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import { isAppmixerError, type AppmixerError } from '../client/errors.ts'
import { longestRetryAfter, notSent } from '../client/failures.ts'
import { createObservable, type Observable } from '../client/observable.ts'
import { wait } from '../client/abort.ts'
import { queueMutations, type AppmixerMutation, type QueuedMutation } from './mutation.ts'
import { superseded, type Write } from './optimistic.ts'
import { partOf, writesOf } from './scopes.ts'

/** How one item of many fared. */
export type BulkResult<Item, Data> =
  | { item: Item; status: 'pending' }
  /** `data`: the server's answer to the request that this item was in. What it only accepted may fail later. */
  | { item: Item; status: 'done'; data: Data }
  | { item: Item; status: 'failed'; error: AppmixerError }
  /** It was never sent. */
  | { item: Item; status: 'cancelled' }

/** How far a run over many items is. */
export interface BulkState<Item, Data> {
  /** One for each item, in the order in which they were given. */
  results: readonly BulkResult<Item, Data>[]
  isRunning: boolean
  total: number
  done: number
  failed: number
  cancelled: number
  /** The server asked to wait: when the run goes on, in milliseconds since 1970. */
  resumesAt: number | undefined
}

/** How to do one thing to many items; for {@link bulkOf}. */
export interface AppmixerBulk<Item, Data> {
  client: AppmixerClient
  /** Callers of the same name share one run. @default the last segment of the mutation key */
  name?: string
  /** The mutation of one request. */
  mutation: AppmixerMutation<any, Data>
  /** The variables of one request. @default the item */
  variablesOf?: (items: Item[]) => unknown
  /** How many items go into one request. @default 1 */
  batchSize?: number
  /** How many requests may be under way. @default 4 */
  concurrency?: number | undefined
}

/** One thing that can be done to many items, and how far it is. */
export interface Bulk<Item, Data> extends Observable<BulkState<Item, Data>> {
  /**
   * Does it to these items, each once; while a run is under way, adds them to it. Resolves when nothing is pending,
   * and never rejects: each item has its result.
   */
  run(items: readonly Item[]): Promise<BulkState<Item, Data>>
  /** Rolls back what is not sent. Requests under way finish. */
  cancel(): void
  /** Does it again to those that failed, and to no other. */
  retryFailed(): Promise<BulkState<Item, Data>>
  /** Forgets the results of a run that is over. */
  reset(): void
}

/**
 * One thing done to many items, without React: a queue of ordinary mutations. There is one of a kind in each session,
 * so every caller sees the same run. It goes on without an observer, and ends with the session.
 *
 * @example
 * const bulk = bulkOf(queryClient, { client, mutation: stopFlowMutationOptions(client) })
 * const { done, failed } = await bulk.run(flowIds.map((flowId) => ({ flowId })))
 */
export function bulkOf<Item, Data>(
  queryClient: QueryClient,
  options: AppmixerBulk<Item, Data>,
): Bulk<Item, Data> {
  const { client, mutation, name = mutation.mutationKey.at(-1) } = options
  const { begin, get, subscribe, cancel, reset } = partOf(client, queryClient, {
    name: `bulk ${String(name)}`,
    create: () => createRun<Item, Data>(client, queryClient),
  })
  return {
    get,
    subscribe,
    run(items) {
      const { isRunning, results } = get()
      const distinct = new Map(items.map((item) => [nameOf(item) ?? item, item])).values()
      return begin(options, [...(isRunning ? results : []), ...[...distinct].map(resultToBegin)])
    },
    cancel,
    retryFailed() {
      const again = (result: BulkResult<Item, Data>) =>
        result.status === 'failed' ? resultToBegin(result.item) : result
      return begin(options, get().results.map(again))
    },
    reset,
  }
}

function createRun<Item, Data>(client: AppmixerClient, queryClient: QueryClient) {
  const writes = writesOf(client, queryClient)
  const { get, set, subscribe } = createObservable<BulkState<Item, Data>>(stateOf([]))
  const lane = createLane(writes.release)
  const rest = createRest(() => {
    show(get().results)
    lane.sendNext()
  })
  /** Requests without an answer. */
  const open = new Set<{ write: Write; fail: (error: AppmixerError) => void }>()
  let cancellations = 0
  let finish: (() => void)[] = []

  /** Starts a request for each result that is new. */
  function begin(
    { mutation, variablesOf = onlyOne, batchSize = 1, concurrency = 4 }: AppmixerBulk<Item, Data>,
    results: readonly BulkResult<Item, Data>[],
  ): Promise<BulkState<Item, Data>> {
    lane.width = concurrency
    if (!get().isRunning) rest.succeeded()
    const known = get().results
    const added = results.filter(
      (result, place) => result !== known[place] && result.status === 'pending',
    )
    show(results)
    const requests = chunked(added, batchSize)
    try {
      const variables = requests.map((request) => variablesOf(request.map(({ item }) => item)))
      const spec = { writes, queryClient, options: mutation, isBatch: true, sendBy: patiently }
      const queued = queueMutations<unknown, Data>(spec, variables)
      for (const [index, one] of queued.entries()) {
        follow(requests[index]!, one)
        if (one.isNew) lane.add(one.write)
      }
    } catch (error) {
      // A subscriber of the app's threw, for example. Nothing was sent.
      const unsent = new Set(added)
      const fail = ({ item }: BulkResult<Item, Data>) =>
        ({ item, status: 'failed', error: error as AppmixerError }) as const
      show(get().results.map((result) => (unsent.has(result) ? fail(result) : result)))
    }
    lane.sendNext()
    return new Promise((resolve) => {
      finish.push(() => resolve(get()))
      show(get().results)
    })
  }

  /** Notes how a request ends: with the server's answer, or later when it did not do what it accepted. */
  function follow(request: readonly BulkResult<Item, Data>[], queued: QueuedMutation<Data>): void {
    const { write, mutation, result } = queued
    let shown = request
    const change = (resultOf: (item: Item) => BulkResult<Item, Data>) => {
      const next = new Map(shown.map((before) => [before, resultOf(before.item)]))
      shown = [...next.values()]
      show(get().results.map((before) => next.get(before) ?? before))
    }
    const fail = (error: AppmixerError) => {
      const isUnsent = error.code === 'superseded'
      if (isUnsent || error.code === 'session') queryClient.getMutationCache().remove(mutation)
      change((item) =>
        isUnsent ? { item, status: 'cancelled' } : { item, status: 'failed', error },
      )
    }
    const entry = { write, fail }
    open.add(entry)
    const end = (note: () => void) => {
      lane.remove(write)
      if (open.delete(entry)) note()
      lane.sendNext()
    }
    const accepted = (data: unknown) => {
      end(() => change((item) => ({ item, status: 'done', data: data as Data })))
      result.catch(fail)
    }
    void write.answer.promise.then(accepted, (error: AppmixerError) => end(() => fail(error)))
  }

  /** A 429 means not carried out, so it may be sent again: after a rest that all requests share. */
  async function patiently<T>(send: () => Promise<T>, write: Write): Promise<T> {
    const before = cancellations
    lane.begin(write)
    for (;;) {
      await rest.over()
      if (cancellations > before) throw superseded()
      try {
        const data = await send()
        rest.succeeded()
        return data
      } catch (error) {
        if (!isAppmixerError(error) || error.status !== 429) throw error
        if (cancellations > before || rest.begin(error)) continue
        drop(error)
        throw error
      }
    }
  }

  function drop(reason: AppmixerError): void {
    const unsent = lane.takeUnsent()
    writes.drop([...unsent], reason)
    for (const entry of open) {
      if (unsent.has(entry.write) && open.delete(entry)) entry.fail(reason)
    }
  }

  function cancel(): void {
    cancellations++
    drop(superseded())
    rest.skip()
  }

  function show(results: readonly BulkResult<Item, Data>[]): void {
    set(stateOf(results, rest.until()))
    if (!get().isRunning) for (const resolve of finish.splice(0)) resolve()
  }

  function reset(): void {
    if (!get().isRunning) show([])
  }

  return { get, subscribe, begin, cancel, reset, end: cancel }
}

/** Writes that wait for their request; so many may be under way. */
function createLane(release: (write: Write) => void) {
  const waiting = new Set<Write>()
  const underWay = new Set<Write>()
  const begun = new WeakSet<Write>()
  const lane = {
    width: 4,
    add: (write: Write) => void waiting.add(write),
    sendNext(): void {
      for (const write of waiting) {
        if (underWay.size >= lane.width) return
        waiting.delete(write)
        underWay.add(write)
        release(write)
      }
    },
    /** Its request is about to be sent. */
    begin: (write: Write) => void begun.add(write),
    remove(write: Write): void {
      waiting.delete(write)
      underWay.delete(write)
    },
    takeUnsent(): Set<Write> {
      const all = [...waiting, ...underWay]
      const unsent = new Set(all.filter((write) => !begun.has(write)))
      unsent.forEach(lane.remove)
      return unsent
    },
  }
  return lane
}

/** How often in a row the server may answer 429 before what is left fails. */
const patience = 5

/** The pause that a server asks for. */
function createRest(onChange: () => void) {
  let current: { until: number; over: Promise<void>; skip: AbortController } | undefined
  let inARow = 0
  return {
    until: () => current?.until,
    over: () => current?.over,
    succeeded: () => void (inARow = 0),
    skip: () => current?.skip.abort(),
    /** Rests as long as the server asks, 30 seconds at most. `false`: it has asked too often. */
    begin({ retryAfter }: AppmixerError): boolean {
      if (current) return true
      if (++inARow > patience) return false
      const ms = Math.min(retryAfter ?? 1_000 * 2 ** (inARow - 1), longestRetryAfter)
      const skip = new AbortController()
      const end = () => {
        current = undefined
        onChange()
      }
      current = { until: Date.now() + ms, over: wait(ms, skip.signal).then(end, end), skip }
      onChange()
      return true
    },
  }
}

function stateOf<Item, Data>(
  results: readonly BulkResult<Item, Data>[],
  resumesAt?: number,
): BulkState<Item, Data> {
  const counts = { pending: 0, done: 0, failed: 0, cancelled: 0 }
  for (const { status } of results) counts[status]++
  const { pending, ...settled } = counts
  return { results, isRunning: pending > 0, total: results.length, ...settled, resumesAt }
}

/** `pending`, unless the item cannot be sent at all. */
function resultToBegin<Item>(item: Item): BulkResult<Item, never> {
  if (nameOf(item) !== undefined) return { item, status: 'pending' }
  const error = notSent('The item', 'it has a value that JSON has not, a BigInt or a circle')
  return { item, status: 'failed', error }
}

/** The same for the same items; `undefined` where JSON cannot hold it. */
function nameOf(item: unknown): string | undefined {
  try {
    return hashKey([item])
  } catch {
    return undefined
  }
}

function onlyOne<Item>([item]: Item[]): unknown {
  return item
}

function chunked<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  )
}
