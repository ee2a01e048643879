import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import { isAppmixerError, type AppmixerError } from '../client/errors.ts'
import { longestRetryAfter } from '../client/retryAfter.ts'
import { createStore, type Store } from '../client/store.ts'
import { wait } from '../client/wait.ts'
import { bulkStateOf, endOf, type BulkResult, type BulkState } from './bulkState.ts'
import { askedBy, outdatedBy } from './effect.ts'
import { distinctKeys } from './keys.ts'
import type { AppmixerMutation } from './mutation.ts'
import { ledgerOf, partOf } from './scopes.ts'
import type { HeldWrite, Through } from './transact.ts'
import { superseded } from './write.ts'

/** How to do one thing to many items; for {@link bulkOf}. */
export interface AppmixerBulk<Item, Data> {
  client: AppmixerClient
  /** What it is called; all who ask for the same share one run. */
  name: string
  /** The mutation of one request. */
  mutation: AppmixerMutation<any, Data>
  /** The variables of one request. Default: those of its one item. */
  variablesOf?: (items: Item[]) => unknown
  /** How many items go into one request. @default 1 */
  batchSize?: number
  /** How many requests may be under way. @default 4 */
  concurrency?: number | undefined
}

/** One thing that can be done to many items, and how far it is. */
export interface Bulk<Item, Data> extends Store<BulkState<Item, Data>> {
  /**
   * Does it to these items, one of each; while a run is under way, adds them to it. Resolves when nothing is pending,
   * and never rejects: each item has its result.
   */
  run(items: readonly Item[]): Promise<BulkState<Item, Data>>
  /** What is not sent stays unsent, and its change is taken back; what is under way finishes. */
  cancel(): void
  /** Does it again to those that failed, and to no other. */
  retryFailed(): Promise<BulkState<Item, Data>>
  /** Forgets the results of a run that is over. */
  reset(): void
}

/**
 * One thing done to many items, without React; one of a kind for each session, so everybody who asks for it sees the
 * same run. It goes on when nobody watches, and ends with the session.
 *
 * @example
 * const bulk = bulkOf(queryClient, stopFlowsBulkOptions(client))
 * const { done, failed } = await bulk.run(flowIds.map((flowId) => ({ flowId })))
 */
export function bulkOf<Item, Data>(
  queryClient: QueryClient,
  options: AppmixerBulk<Item, Data>,
): Bulk<Item, Data> {
  const { begin, ...rest } = partOf(options.client, queryClient, {
    name: `bulk ${options.name}`,
    create: () => createBulk<Item, Data>(options.client, queryClient),
  })
  const { get } = rest
  return {
    ...rest,
    run(items) {
      const { isRunning, results } = get()
      const distinct = new Map(items.map((item) => [hashKey([item]), item])).values()
      return begin(options, [...(isRunning ? results : []), ...[...distinct].map(pending)])
    },
    retryFailed() {
      const again = (result: BulkResult<Item, Data>) =>
        result.status === 'failed' ? pending(result.item) : result
      return begin(options, get().results.map(again))
    },
  }
}

/** How often in a row the server may refuse everything for now, before what is left fails. */
const patience = 5

/** A queue of ordinary mutations, which are all shown at once; so many of them are sent at a time. */
function createBulk<Item, Data>(client: AppmixerClient, queryClient: QueryClient) {
  const ledger = ledgerOf(client, queryClient)
  const mutations = queryClient.getMutationCache()
  const { get, set, subscribe } = createStore<BulkState<Item, Data>>(bulkStateOf([]))
  const ends = new Map<HeldWrite, (error: AppmixerError) => void>()
  const waiting = new Set<HeldWrite>()
  const underWay = new Set<HeldWrite>()
  let limit = 4
  /** The server asked everybody to wait. */
  let rest: { until: number; end: Promise<void>; skip: AbortController } | undefined
  let rests = 0
  let cancellations = 0
  /** Shows nothing; it asks in the end for what all of them made outdated. */
  let whole: ReturnType<typeof openWhole> | undefined
  let finish: (() => void)[] = []

  function openWhole() {
    rests = 0
    return { ...ledger.open({ invalidates: [], asks: [] }), removes: [] as QueryKey[] }
  }

  function begin(
    { mutation: ours, variablesOf = one, batchSize = 1, concurrency = 4 }: AppmixerBulk<Item, Data>,
    results: readonly BulkResult<Item, Data>[],
  ): Promise<BulkState<Item, Data>> {
    limit = concurrency
    const known = get().results
    const news = results.flatMap((result, place) => (result === known[place] ? [] : [place]))
    const batches = chunked(news, batchSize).map((places) => {
      const items = places.map((place) => results[place]!.item)
      return { places, items, variables: variablesOf(items) }
    })
    tell(results)
    const all = ours.hold(
      queryClient,
      batches.map(({ variables }) => variables),
    )
    const { write } = (whole ??= openWhole())
    const effects = [write.effect, ...all.map((held) => held.write.effect)]
    write.effect = {
      invalidates: distinctKeys(effects.flatMap(outdatedBy)),
      asks: distinctKeys(effects.flatMap(askedBy)),
    }
    for (const [index, { places, items, variables }] of batches.entries()) {
      const held = { ...all[index]!, through: throughFor(all[index]!) }
      const mutation = mutations.build<Data, AppmixerError, unknown, unknown>(queryClient, {
        ...ours,
        mutationFn: (input, context) => ours.mutationFn(input, { ...context, held }),
        // Offline each fails by itself and can be retried; a paused one could not even be cancelled.
        networkMode: 'always',
      })
      const result = mutation.execute(variables)
      if (held.isNew) {
        const { removes: _, ...effect } = held.write.effect
        held.write.effect = { ...effect, invalidates: [], asks: [] }
        held.write.result = result
        waiting.add(all[index]!)
      }
      const end = (resultOf: (item: Item) => BulkResult<Item, Data>) => {
        const next = [...get().results]
        for (const [at, place] of places.entries()) {
          const isOurs = next[place]?.item === items[at] && next[place]?.status === 'pending'
          if (isOurs) next[place] = resultOf(items[at]!)
        }
        ends.delete(all[index]!)
        free(all[index]!)
        tell(next)
      }
      const fail = (error: AppmixerError) => {
        if (error.code === 'superseded' || error.code === 'session') mutations.remove(mutation)
        // It failed before it came to be sent.
        if (waiting.has(all[index]!)) ledger.drop([held.write], error)
        end((item) => endOf(item, error))
      }
      ends.set(all[index]!, fail)
      result.then((data) => end((item) => ({ item, status: 'done', data })), fail)
    }
    sendNext()
    return new Promise((resolve) => {
      finish.push(() => resolve(get()))
      tell(get().results)
    })
  }

  function tell(results: readonly BulkResult<Item, Data>[]): void {
    set(bulkStateOf(results, rest?.until))
    if (!get().isRunning) for (const resolve of finish.splice(0)) resolve()
  }

  function sendNext(): void {
    for (const held of waiting) {
      if (rest || underWay.size >= limit) return
      waiting.delete(held)
      underWay.add(held)
      held.ledger.release(held.write)
    }
    if (underWay.size > 0 || !whole) return
    const { write, removes } = whole
    whole = undefined
    write.effect = { ...write.effect, removes }
    ledger.settle(write)
  }

  function free(held: HeldWrite): void {
    waiting.delete(held)
    underWay.delete(held)
    sendNext()
  }

  /** Refused for now means not carried out, so it may be sent again. */
  function throughFor(held: HeldWrite): Through {
    const { removes = [] } = held.write.effect
    const before = cancellations
    return async (send) => {
      try {
        for (;;) {
          await rest?.end
          if (cancellations > before) throw superseded()
          try {
            const data = await send()
            rests = 0
            whole?.removes.push(...removes)
            return data
          } catch (error) {
            if (!isAppmixerError(error) || error.status !== 429) throw error
            if (cancellations === before) hold(error)
          }
        }
      } finally {
        queueMicrotask(() => free(held))
      }
    }
  }

  /** All wait as long as the server asks, or what is left fails. */
  function hold(error: AppmixerError): void {
    if (rest) return
    if (++rests > patience) {
      drop(error)
      throw error
    }
    const ms = Math.min(error.retryAfter ?? 1_000 * 2 ** (rests - 1), longestRetryAfter)
    const skip = new AbortController()
    const end = wait(ms, skip.signal).catch(() => {}).then(() => {
      rest = undefined
      tell(get().results)
      sendNext()
    })
    rest = { until: Date.now() + ms, end, skip }
    tell(get().results)
  }

  function drop(error: AppmixerError): void {
    const unsent = [...waiting, ...underWay].filter(({ write }) => !write.isSent)
    ledger.drop(
      unsent.map(({ write }) => write),
      error,
    )
    for (const held of unsent) {
      waiting.delete(held)
      ends.get(held)?.(error)
    }
  }

  function cancel(): void {
    cancellations++
    drop(superseded())
    rest?.skip.abort()
  }

  function reset(): void {
    if (!get().isRunning) tell([])
  }

  return { get, subscribe, begin, cancel, reset, end: cancel }
}

function one<Item>([item]: Item[]): unknown {
  return item
}

function pending<Item>(item: Item): { item: Item; status: 'pending' } {
  return { item, status: 'pending' }
}

function chunked<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  )
}
