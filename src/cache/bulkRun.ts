import { hashKey, type MutationKey, type QueryClient, type QueryKey } from '@tanstack/react-query'
import { isAppmixerError, type AppmixerError } from '../client/errors.ts'
import { longestRetryAfter } from '../client/retryAfter.ts'
import { createStore, type Store } from '../client/store.ts'
import { Arrivals } from './arrivals.ts'
import { createBrake } from './brake.ts'
import type { AppmixerBulk } from './bulkOptions.ts'
import { bulkStateOf, type BulkResult, type BulkState } from './bulkState.ts'
import { askedBy, outdatedBy, type Effect } from './effect.ts'
import { distinctKeys } from './keys.ts'
import type { Ledger } from './ledger.ts'
import { outcomeOf } from './outcome.ts'
import { rememberFailure } from './rememberFailure.ts'
import { takenBack, type Write } from './write.ts'

/** The items of one request. */
interface Batch<Data> {
  /** Where their results are. */
  places: number[]
  write: Write
  /** What it does to the cache; the write itself only shows. */
  effect: Effect
  isCancelled: boolean
  send(): Promise<Data>
  confirm(): Promise<void> | undefined
  /** Tells that the server could not do what it took. */
  fail(error: AppmixerError): void
  resolve(data: Data): void
  reject(error: unknown): void
}

/** How often in a row the server may refuse everything for now, before what is left fails. */
const patience = 5

/**
 * One thing done to many items. All of it is shown at once, with one change of each query; what fails is taken back at
 * once, alone; when nothing is under way any more, what became outdated is asked for, once.
 */
export class BulkRun<Item, Data> implements Store<BulkState<Item, Data>> {
  readonly #ledger: Ledger
  readonly #queryClient: QueryClient
  readonly #arrivals: Arrivals
  readonly #state = createStore<BulkState<Item, Data>>(bulkStateOf([]))
  readonly #brake = createBrake(() => this.#tell(this.get().results))
  #queue: Batch<Data>[] = []
  readonly #underWay = new Set<Batch<Data>>()
  #senders = 0
  /** How often the server has refused everything since it last took something. */
  #rests = 0
  /** Stands for the whole in the ledger: has no patch, and asks in the end. */
  #whole: Write | undefined
  #removed: QueryKey[] = []
  #itemKey: MutationKey | undefined
  #waiting: (() => void)[] = []

  constructor(ledger: Ledger, queryClient: QueryClient) {
    this.#ledger = ledger
    this.#arrivals = new Arrivals(ledger)
    this.#queryClient = queryClient
  }

  readonly get = this.#state.get
  readonly subscribe = this.#state.subscribe

  /** Begins with these items, or adds them to those under way. Resolves when nothing is pending; never rejects. */
  add(options: AppmixerBulk<Item, Data>, items: readonly Item[]): Promise<BulkState<Item, Data>> {
    const { isRunning, results } = this.get()
    const before = isRunning ? results : []
    const distinct = [...new Map(items.map((item) => [hashKey([item]), item])).values()]
    this.#tell([...before, ...distinct.map(pending)])
    return this.#begin(
      options,
      distinct.map((_, index) => before.length + index),
    )
  }

  /** Begins again with what failed. */
  retryFailed(options: AppmixerBulk<Item, Data>): Promise<BulkState<Item, Data>> {
    const { results } = this.get()
    const hasFailed = ({ status }: BulkResult<Item, Data>) => status === 'failed'
    this.#tell(results.map((result) => (hasFailed(result) ? pending(result.item) : result)))
    return this.#begin(
      options,
      results.flatMap((result, place) => (hasFailed(result) ? [place] : [])),
    )
  }

  /** What is not sent stays unsent; what is under way finishes. */
  cancel(): void {
    for (const batch of this.#underWay) batch.isCancelled = true
    const waiting = [...this.#underWay].filter(({ write }) => !write.isSent)
    this.#takeBack([...this.#queue.splice(0), ...waiting], (item) => ({
      item,
      status: 'cancelled',
    }))
    this.#brake.release()
  }

  /** Forgets what was, unless something is under way. */
  reset(): void {
    if (!this.get().isRunning) this.#tell([])
  }

  /** Ends with the session. */
  end(): void {
    this.cancel()
  }

  #begin(
    options: AppmixerBulk<Item, Data>,
    places: readonly number[],
  ): Promise<BulkState<Item, Data>> {
    this.#itemKey = options.itemKey
    const parts = chunked(places, options.batchSize).map((some) => {
      const items = some.map((place) => this.get().results[place]!.item)
      return { places: some, items, effect: options.effect(items, this.#queryClient) }
    })
    this.#whole ??= this.#ledger.open({ invalidates: [] }).write
    this.#whole.effect = {
      invalidates: distinctKeys([
        ...this.#whole.effect.invalidates,
        ...parts.flatMap(({ effect }) => outdatedBy(effect)),
      ]),
      asks: distinctKeys([
        ...askedBy(this.#whole.effect),
        ...parts.flatMap(({ effect }) => askedBy(effect)),
      ]),
    }
    const opened = this.#ledger.openAll(
      parts.map(({ effect }) => shownOf(effect)),
      true,
    )
    for (const [index, { write, isNew }] of opened.entries()) {
      const { places: some, items, effect } = parts[index]!
      if (isNew) {
        const { promise, ...settle } = withResolvers<Data>()
        write.result = promise
        this.#queue.push({
          places: some,
          write,
          effect,
          isCancelled: false,
          send: () => options.send(items),
          confirm: () => options.confirm?.(items, this.#queryClient),
          fail: (error) => this.#failLate(items, error),
          ...settle,
        })
      }
      this.#await(write.result as Promise<Data>, some)
    }
    while (this.#senders < options.concurrency) void this.#sendAll()
    const over = new Promise<void>((resolve) => this.#waiting.push(resolve))
    this.#finishWhenDone()
    return over.then(this.get)
  }

  async #sendAll(): Promise<void> {
    this.#senders++
    await this.#brake.passed()
    for (let batch = this.#queue.shift(); batch; batch = this.#queue.shift()) {
      await this.#send(batch)
      await this.#brake.passed()
    }
    this.#senders--
  }

  async #send(batch: Batch<Data>): Promise<void> {
    const { write } = batch
    this.#underWay.add(batch)
    write.release()
    try {
      await write.turn
      const data = await batch.send()
      this.#rests = 0
      this.#removed.push(...(batch.effect.removes ?? []))
      const arrival = batch.confirm()
      if (arrival) this.#arrivals.follow(write, batch.effect, arrival).catch(batch.fail)
      else this.#ledger.settle(write, 'done')
      batch.resolve(data)
    } catch (error) {
      const isRefused = isAppmixerError(error) && error.status === 429
      if (!isRefused) this.#rests = 0
      // Refused for now means not carried out, so this write may be sent again.
      else if (!batch.isCancelled && this.#rest(error)) return void this.#queue.unshift(batch)
      if (write.isSent) this.#ledger.settle(write, await outcomeOf(error, write))
      batch.reject(isRefused && batch.isCancelled ? takenBack() : error)
    } finally {
      this.#underWay.delete(batch)
    }
  }

  /** Waits as long as the server asks, or gives up on all that is left. */
  #rest(error: AppmixerError): boolean {
    if (this.#brake.until === undefined) this.#rests++
    if (this.#rests > patience) {
      this.#takeBack(this.#queue.splice(0), (item) => ({ item, status: 'failed', error }))
      return false
    }
    this.#brake.hold(
      Math.min(error.retryAfter ?? 1_000 * 2 ** (this.#rests - 1), longestRetryAfter),
    )
    return true
  }

  /** Ends batches that the server does not know of. */
  #takeBack(
    batches: readonly Batch<Data>[],
    resultOf: (item: Item) => BulkResult<Item, Data>,
  ): void {
    this.#ledger.drop(
      batches.map(({ write }) => write),
      takenBack(),
    )
    this.#record(
      batches.flatMap(({ places }) => places),
      resultOf,
    )
    for (const batch of batches) batch.reject(takenBack())
  }

  #await(result: Promise<Data>, places: readonly number[]): void {
    result.then(
      (data) => this.#record(places, (item) => ({ item, status: 'done', data })),
      (error: AppmixerError) =>
        this.#record(places, (item) =>
          error.code === 'superseded'
            ? { item, status: 'cancelled' }
            : { item, status: 'failed', error },
        ),
    )
  }

  /** The server took them, and could not do it: what was done has failed after all. */
  #failLate(items: readonly Item[], error: AppmixerError): void {
    const isLate = ({ item, status }: BulkResult<Item, Data>) =>
      status === 'done' && items.includes(item)
    this.#tell(
      this.get().results.map((result) =>
        isLate(result) ? { item: result.item, status: 'failed', error } : result,
      ),
    )
    for (const item of items) this.#remember(item, error)
  }

  #remember(variables: Item, error: AppmixerError): void {
    if (!this.#itemKey || error.code === 'session') return
    rememberFailure(this.#queryClient, { mutationKey: this.#itemKey, variables, error })
  }

  #record(places: readonly number[], resultOf: (item: Item) => BulkResult<Item, Data>): void {
    const results = [...this.get().results]
    for (const place of places) {
      const { item, status } = results[place]!
      if (status !== 'pending') continue
      const result = resultOf(item)
      results[place] = result
      if (result.status === 'failed') this.#remember(item, result.error)
    }
    this.#tell(results)
    this.#finishWhenDone()
  }

  #tell(results: readonly BulkResult<Item, Data>[]): void {
    this.#state.set(bulkStateOf(results, this.#brake.until))
  }

  #finishWhenDone(): void {
    if (this.get().isRunning) return
    if (this.#whole) {
      this.#whole.effect = { ...this.#whole.effect, removes: this.#removed.splice(0) }
      this.#ledger.settle(this.#whole, 'done')
      this.#whole = undefined
    }
    for (const resolve of this.#waiting.splice(0)) resolve()
  }
}

function pending<Item>(item: Item): { item: Item; status: 'pending' } {
  return { item, status: 'pending' }
}

/** What an effect shows; to ask again is left to the whole. */
function shownOf({ invalidates: _, removes: __, ...shown }: Effect): Effect {
  return { ...shown, invalidates: [] }
}

function chunked<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  )
}

function withResolvers<T>() {
  let resolve = (_: T) => {}
  let reject = (_: unknown) => {}
  const promise = new Promise<T>((...both) => {
    ;[resolve, reject] = both
  })
  return { promise, resolve, reject }
}
