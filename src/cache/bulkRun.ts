import { hashKey, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { isAppmixerError, type AppmixerError } from '../client/errors.ts'
import { longestRetryAfter } from '../client/retryAfter.ts'
import { createStore } from '../client/store.ts'
import { createArrivals } from './arrivals.ts'
import type { Bulk } from './bulk.ts'
import { createBrake } from './brake.ts'
import type { AppmixerBulk } from './bulkOptions.ts'
import { bulkStateOf, type BulkResult, type BulkState } from './bulkState.ts'
import { askedBy, outdatedBy, type Effect } from './effect.ts'
import type { BulkMeta } from './entities.ts'
import { distinctKeys } from './keys.ts'
import type { Ledger } from './ledger.ts'
import { rememberFailure } from './rememberFailure.ts'
import { carryOut } from './transact.ts'
import { takenBack } from './takenBack.ts'
import type { Write } from './write.ts'

/** The items of one request. */
interface Batch<Item> {
  items: Item[]
  /** Where their results are. */
  places: number[]
  write: Write
  /** What it does to the cache; the write itself only shows. */
  effect: Effect
}

/** How often in a row the server may refuse everything for now, before what is left fails. */
const patience = 5

/** What everybody shares who does this one thing to many; each brings options of their own. */
export interface BulkRun<Item, Data> extends Omit<Bulk<Item, Data>, 'run' | 'retryFailed'> {
  run(options: AppmixerBulk<Item, Data>, items: readonly Item[]): Promise<BulkState<Item, Data>>
  retryFailed(options: AppmixerBulk<Item, Data>): Promise<BulkState<Item, Data>>
  end(): void
}

/**
 * One thing done to many items. All of it is shown at once, with one change of each query; what fails is taken back at
 * once, alone; when nothing is under way any more, what became outdated is asked for, once.
 */
export function createBulkRun<Item, Data>(
  ledger: Ledger,
  queryClient: QueryClient,
): BulkRun<Item, Data> {
  type Result = BulkResult<Item, Data>
  const mutations = queryClient.getMutationCache()
  const { get, set, subscribe } = createStore<BulkState<Item, Data>>(bulkStateOf([]))
  const arrivals = createArrivals()
  const brake = createBrake(() => tell(get().results))
  const waiting = new Set<Batch<Item>>()
  const underWay = new Set<Batch<Item>>()
  let latest: AppmixerBulk<Item, Data>
  let cancellations = 0
  /** How often the server has refused everything since it last took something. */
  let rests = 0
  let whole: ReturnType<typeof openWhole> | undefined

  /** Stands for all of it: in the ledger, where it shows nothing and asks in the end, and among the mutations. */
  function openWhole() {
    rests = 0
    let finish = (_: BulkState<Item, Data>) => {}
    const end = new Promise<BulkState<Item, Data>>((resolve) => {
      finish = resolve
    })
    const { write } = ledger.open({ invalidates: [] })
    write.result = end
    const meta: BulkMeta = {}
    return { write, removes: [] as QueryKey[], meta, end, finish }
  }

  /** Begins with those of the results that are new. */
  function begin(
    options: AppmixerBulk<Item, Data>,
    results: readonly Result[],
  ): Promise<BulkState<Item, Data>> {
    latest = options
    const known = get().results
    const places = results.flatMap((result, place) => (result === known[place] ? [] : [place]))
    const parts = chunked(places, options.batchSize).map((some) => {
      const items = some.map((place) => results[place]!.item)
      return { places: some, items, effect: options.effect(items, queryClient) }
    })
    const { write: all, meta, end } = (whole ??= openWhole())
    const effects = [all.effect, ...parts.map(({ effect }) => effect)]
    all.effect = {
      invalidates: distinctKeys(effects.flatMap(outdatedBy)),
      asks: distinctKeys(effects.flatMap(askedBy)),
    }
    const shown = parts.map(({ effect }) => ({ ...effect, invalidates: [], removes: [] }))
    for (const [index, { write, isNew }] of ledger.openAll(shown, true).entries()) {
      const batch = { ...parts[index]!, write }
      if (isNew) enqueue(batch)
      ;(write.result as Promise<Data>).then(
        (data) => succeed(batch, data),
        (error: AppmixerError) => fail([batch], error),
      )
    }
    // So that devtools, `useIsMutating` and everybody else who watches mutations see one, from beginning to end.
    const mutation = mutations.build<BulkState<Item, Data>, Error, readonly Item[], unknown>(
      queryClient,
      {
        mutationKey: options.mutationKey,
        mutationFn: () => end,
        meta,
        // Offline, each item fails by itself and can be retried; a paused run could not even be cancelled.
        networkMode: 'always',
      },
    )
    const over = mutation.execute(parts.flatMap(({ items }) => items))
    tell(results)
    return over
  }

  function enqueue(batch: Batch<Item>): void {
    const { items, write, effect } = batch
    const arrival = latest.confirm?.(items, queryClient)
    const answer = write.turn.then(() => send(batch))
    const sendOn = () => {
      waiting.delete(batch)
      underWay.delete(batch)
      sendNext()
    }
    waiting.add(batch)
    answer.then(sendOn, sendOn)
    write.result = carryOut(
      ledger,
      write,
      () => answer,
      arrival &&
        (async () => {
          const arrived = (await arrival)?.()
          if (!arrived) return
          succeed(batch, await answer)
          await arrivals.follow(write, effect, arrived)
        }),
    )
  }

  function sendNext(): void {
    for (const batch of waiting) {
      if (brake.until !== undefined || underWay.size >= latest.concurrency) return
      waiting.delete(batch)
      underWay.add(batch)
      ledger.release(batch.write)
    }
  }

  /** Refused for now means not carried out, so this write may be sent again. */
  async function send({ items }: Batch<Item>): Promise<Data> {
    const before = cancellations
    for (;;) {
      await brake.passed()
      if (cancellations > before) throw takenBack()
      try {
        const data = await latest.send(items)
        rests = 0
        return data
      } catch (error) {
        if (!isAppmixerError(error) || error.status !== 429) {
          rests = 0
          throw error
        }
        if (cancellations === before) rest(error)
      }
    }
  }

  /** Waits as long as the server asks, or gives up on all that is left. */
  function rest(error: AppmixerError): void {
    if (brake.until === undefined) rests++
    if (rests > patience) {
      drop([...waiting], error)
      throw error
    }
    brake.hold(Math.min(error.retryAfter ?? 1_000 * 2 ** (rests - 1), longestRetryAfter))
  }

  /** Ends batches that the server does not know of. */
  function drop(batches: readonly Batch<Item>[], error: AppmixerError): void {
    ledger.drop(
      batches.map(({ write }) => write),
      error,
    )
    fail(batches, error)
  }

  function succeed(batch: Batch<Item>, data: Data): void {
    whole?.removes.push(...(batch.effect.removes ?? []))
    record([batch], (item) => ({ item, status: 'done', data }))
  }

  function fail(batches: readonly Batch<Item>[], error: AppmixerError): void {
    record(batches, (item) =>
      error.code === 'superseded'
        ? { item, status: 'cancelled' }
        : { item, status: 'failed', error },
    )
  }

  /** What is done may yet fail: the server took it, and could not do it. Everything else is said once. */
  function record(batches: readonly Batch<Item>[], resultOf: (item: Item) => Result): void {
    const results = [...get().results]
    for (const { items, places } of batches) {
      for (const [index, place] of places.entries()) {
        const { item, status } = results[place] ?? {}
        const result = resultOf(items[index]!)
        const isNews = status === 'pending' || (status === 'done' && result.status === 'failed')
        if (item !== result.item || !isNews) continue
        results[place] = result
        if (result.status === 'failed') remember(result)
      }
    }
    tell(results)
  }

  function remember({ item, error }: Extract<Result, { status: 'failed' }>): void {
    const { itemKey } = latest
    if (!itemKey || error.code === 'session') return
    rememberFailure(queryClient, { mutationKey: itemKey, variables: item, error })
  }

  function tell(results: readonly Result[]): void {
    set(bulkStateOf(results, brake.until))
    sendNext()
    if (!whole) return
    const { write, removes, meta, finish } = whole
    const left = results.filter(({ status }) => status === 'pending')
    // A row is free as soon as its own request is done.
    meta.appmixerPending = left.map(({ item }) => item)
    const mutation = mutations.find({ predicate: (other) => other.meta === meta })
    if (mutation) mutations.notify({ type: 'updated', mutation, action: { type: 'continue' } })
    if (left.length > 0) return
    whole = undefined
    write.effect = { ...write.effect, removes }
    ledger.settle(write)
    finish(get())
  }

  function cancel(): void {
    cancellations++
    drop(
      [...waiting, ...underWay].filter(({ write }) => !write.isSent),
      takenBack(),
    )
    brake.release()
  }

  return {
    get,
    subscribe,
    run(options, items) {
      const { isRunning, results } = get()
      const distinct = [...new Map(items.map((item) => [hashKey([item]), item])).values()]
      return begin(options, [...(isRunning ? results : []), ...distinct.map(pending)])
    },
    retryFailed(options) {
      const again = (result: Result) => (result.status === 'failed' ? pending(result.item) : result)
      return begin(options, get().results.map(again))
    },
    cancel,
    reset() {
      if (!get().isRunning) tell([])
    },
    end: cancel,
  }
}

function pending<Item>(item: Item): { item: Item; status: 'pending' } {
  return { item, status: 'pending' }
}

function chunked<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  )
}
