import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { isAppmixerError, type AppmixerError } from '../client/errors.ts'
import { longestRetryAfter } from '../client/failures.ts'
import type { WritableObservable } from '../client/observable.ts'
import { createArrivals } from './arrivals.ts'
import { createBrake } from './brake.ts'
import type { AppmixerBulk } from './bulkOptions.ts'
import { bulkStateOf, endOf, type BulkResult, type BulkState } from './bulkState.ts'
import { askedBy, outdatedBy, type Effect } from './effect.ts'
import type { BulkMeta } from './entities.ts'
import { distinctKeys, scopeKey } from './keys.ts'
import type { Ledger } from './ledger.ts'
import { rememberFailure } from './rememberFailure.ts'
import { carryOut } from './transact.ts'
import { superseded, type Write } from './write.ts'

/** The items of one request. */
export interface Batch<Item> {
  items: Item[]
  /** Where their results are. */
  places: number[]
  write: Write
  /** Nobody else had this under way. */
  isNew: boolean
  /** What it does to the cache; the write itself only shows. */
  effect: Effect
}

/** How often in a row the server may refuse everything for now, before what is left fails. */
const patience = 5

/** What sends the items that are shown already. */
export interface BulkRun<Item, Data> {
  /** Resolves when nothing is pending. `meta` belongs to the mutations of this run. */
  add(
    options: AppmixerBulk<Item, Data>,
    batches: readonly Batch<Item>[],
    meta: BulkMeta,
  ): Promise<BulkState<Item, Data>>
  cancel(): void
}

/**
 * Sends so many requests at a time; what fails is taken back at once, alone; when nothing is under way any more, what
 * became outdated is asked for, once.
 */
export function createBulkRun<Item, Data>(
  ledger: Ledger,
  queryClient: QueryClient,
  { get, set }: WritableObservable<BulkState<Item, Data>>,
): BulkRun<Item, Data> {
  type Result = BulkResult<Item, Data>
  const mutations = queryClient.getMutationCache()
  const arrivals = createArrivals()
  const brake = createBrake(() => tell(get().results))
  const waiting = new Set<Batch<Item>>()
  const underWay = new Set<Batch<Item>>()
  let latest: AppmixerBulk<Item, Data>
  let cancellations = 0
  /** How often the server has refused everything since it last took something. */
  let rests = 0
  let whole: ReturnType<typeof openWhole> | undefined

  /** Stands for all of it in the ledger: shows nothing, and asks in the end. */
  function openWhole(meta: BulkMeta) {
    rests = 0
    let finish = (_: BulkState<Item, Data>) => {}
    const end = new Promise<BulkState<Item, Data>>((resolve) => {
      finish = resolve
    })
    const { write } = ledger.open({ invalidates: [] })
    write.result = end
    return { write, removes: [] as QueryKey[], meta, end, finish }
  }

  function add(
    options: AppmixerBulk<Item, Data>,
    batches: readonly Batch<Item>[],
    meta: BulkMeta,
  ): Promise<BulkState<Item, Data>> {
    latest = options
    const { write: all, end } = (whole ??= openWhole(meta))
    const effects = [all.effect, ...batches.map(({ effect }) => effect)]
    all.effect = {
      invalidates: distinctKeys(effects.flatMap(outdatedBy)),
      asks: distinctKeys(effects.flatMap(askedBy)),
    }
    for (const batch of batches) {
      if (batch.isNew) enqueue(batch)
      ;(batch.write.result as Promise<Data>).then(
        (data) => succeed(batch, data),
        (error: AppmixerError) => fail([batch], error),
      )
    }
    tell(get().results)
    return end
  }

  function enqueue(batch: Batch<Item>): void {
    const { items, write, effect } = batch
    const arrival = latest.confirm?.(items[0]!, queryClient)
    const before = cancellations
    const answer = write.turn.then(() => send(batch, before))
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
  async function send({ items }: Batch<Item>, before: number): Promise<Data> {
    for (;;) {
      await brake.passed()
      if (cancellations > before) throw superseded()
      try {
        const { client, endpoint, inputOf } = latest
        const data = await endpoint(client, inputOf(items))
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
    record(batches, (item) => endOf(item, error))
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
    const { client, itemName } = latest
    if (!itemName || error.code === 'session') return
    const mutationKey = [...scopeKey(client), itemName]
    rememberFailure(queryClient, { mutationKey, variables: item, error })
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
      superseded(),
    )
    brake.release()
  }

  return { add, cancel }
}
