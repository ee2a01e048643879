import { hashKey, type QueryClient } from '@tanstack/react-query'
import { AppmixerError } from '../client/errors.ts'
import { createObservable, type Observable } from '../client/observable.ts'
import { safeCause } from '../client/redact.ts'
import type { AppmixerBulk } from './bulkOptions.ts'
import type { Batch, BulkRun } from './bulkRun.ts'
import { bulkStateOf, endOf, type BulkResult, type BulkState } from './bulkState.ts'
import type { BulkMeta } from './entities.ts'
import type { Ledger } from './ledger.ts'
import { ledgerOf, partOf } from './scopes.ts'
import { superseded } from './write.ts'

/** One thing that can be done to many items, and how far it is. */
export interface Bulk<Item, Data> extends Observable<BulkState<Item, Data>> {
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
  /** Loads what sends, so that the first run need not wait for it. The hooks do it when they are mounted. */
  prepare(): void
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
  const { client, mutationKey } = options
  const shared = partOf(client, queryClient, {
    name: `bulk ${String(mutationKey.at(-1))}`,
    create: () => createBulk<Item, Data>(ledgerOf(client, queryClient), queryClient),
  })
  const { begin, ...rest } = shared
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

/** Shows all of it at once, as under way. What sends it is loaded meanwhile. */
function createBulk<Item, Data>(ledger: Ledger, queryClient: QueryClient) {
  const store = createObservable<BulkState<Item, Data>>(bulkStateOf([]))
  const { get, set, subscribe } = store
  let meta: BulkMeta = {}
  let run: BulkRun<Item, Data> | undefined
  let loading: Promise<void> | undefined
  /** What waits for it. */
  const unsent: Batch<Item>[] = []
  /** Ends the runs that wait for it; it may never come. */
  const waiting: (() => void)[] = []

  async function load(): Promise<void> {
    try {
      const { createBulkRun } = await import('./bulkRun.ts')
      run ??= createBulkRun(ledger, queryClient, store)
      waiting.splice(0)
    } catch (cause) {
      loading = undefined
      throw notLoaded(cause)
    }
  }

  /** Begins with those of the results that are new. */
  function begin(
    options: AppmixerBulk<Item, Data>,
    results: readonly BulkResult<Item, Data>[],
  ): Promise<BulkState<Item, Data>> {
    const { client, mutationKey, batchSize, inputOf } = options
    const { isRunning, results: known } = get()
    if (!isRunning) meta = {}
    const places = results.flatMap((result, place) => (result === known[place] ? [] : [place]))
    const parts = chunked(places, batchSize).map((some) => {
      const items = some.map((place) => results[place]!.item)
      return { places: some, items, effect: options.effect(client, inputOf(items), queryClient) }
    })
    // To ask again, and to remove what is gone, is left to the whole.
    const shown = parts.map(({ effect }) => ({ ...effect, invalidates: [], removes: [] }))
    const opened = ledger.openAll(shown, true)
    for (const [index, { write, isNew }] of opened.entries()) {
      // Who asks for the same alone waits with it.
      if (isNew) write.result = write.turn.then(() => write.result)
      write.result.catch(() => {})
      unsent.push({ ...parts[index]!, write, isNew })
    }
    set(bulkStateOf(results))
    const add = () => run!.add(options, unsent.splice(0), meta)
    const fail = (error: AppmixerError) => {
      drop(error)
      return get()
    }
    const dropped = () =>
      new Promise<BulkState<Item, Data>>((resolve) => waiting.push(() => resolve(get())))
    const work = run ? add() : Promise.race([dropped(), (loading ??= load()).then(add, fail)])
    // So that devtools, `useIsMutating` and everybody else who watches mutations see one, from beginning to end.
    return queryClient
      .getMutationCache()
      .build<BulkState<Item, Data>, Error, readonly Item[], unknown>(queryClient, {
        mutationKey,
        mutationFn: () => work,
        meta,
        // Offline, each item fails by itself and can be retried; a paused run could not even be cancelled.
        networkMode: 'always',
      })
      .execute(parts.flatMap(({ items }) => items))
  }

  /** Takes back what waits. */
  function drop(error: AppmixerError): void {
    const batches = unsent.splice(0)
    ledger.drop(
      batches.flatMap(({ write, isNew }) => (isNew ? [write] : [])),
      error,
    )
    const dropped = new Set(batches.flatMap(({ places }) => places))
    const end = (result: BulkResult<Item, Data>, place: number) =>
      dropped.has(place) ? endOf<Item, Data>(result.item, error) : result
    set(bulkStateOf(get().results.map(end)))
    for (const resolve of waiting.splice(0)) resolve()
  }

  function cancel(): void {
    drop(superseded())
    run?.cancel()
  }

  function reset(): void {
    if (!get().isRunning) set(bulkStateOf([]))
  }

  function prepare(): void {
    loading ??= load()
    loading.catch(() => {})
  }

  return { get, subscribe, begin, cancel, reset, prepare, end: cancel }
}

function notLoaded(cause: unknown): AppmixerError {
  return new AppmixerError({
    code: 'network',
    message: 'A part of the app could not be loaded, so nothing was sent. Reload the page.',
    cause: safeCause(cause),
  })
}

function pending<Item>(item: Item): { item: Item; status: 'pending' } {
  return { item, status: 'pending' }
}

function chunked<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, index) =>
    all.slice(index * size, (index + 1) * size),
  )
}
