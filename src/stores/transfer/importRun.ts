import type { QueryClient } from '@tanstack/react-query'
import { bulkOf, type AppmixerBulk, type BulkState } from '../../cache/bulk.ts'
import { scopeKey } from '../../cache/keys.ts'
import { partOf } from '../../cache/scopes.ts'
import type { AppmixerClient } from '../../client/client.ts'
import type { AppmixerError } from '../../client/errors.ts'
import { createObservable, type Observable } from '../../client/observable.ts'
import { createStoreItemEffect } from '../effects.ts'
import { createStoreItemMutationOptions, updateStoreItemMutationOptions } from '../mutations.ts'
import type { CreateStoreItemInput, StoreItem } from '../types.ts'
import type { StoreImportPlan } from './planImport.ts'

/** How far an import is. */
export interface StoreImportState {
  isRunning: boolean
  /** How many records are to be written, how many are, and how many were refused. */
  total: number
  done: number
  failed: number
  /** Records that were never sent, because the run was cancelled or nothing came through any more. */
  unsent: number
  /** Which rows were refused, and why. */
  failures: readonly StoreImportFailure[]
  /** The server asked to wait: when the run goes on, in milliseconds since 1970. */
  resumesAt: number | undefined
}

export interface StoreImportFailure {
  line: number
  key: string
  error: AppmixerError
}

export interface RunStoreImportOptions {
  /** What happens to records that the store has already, with another value. @default 'replace' */
  existing?: 'replace' | 'skip' | undefined
}

/** One import at a time, and how far it is. */
export interface StoreImport extends Observable<StoreImportState> {
  /**
   * Writes what a dry run found `new` or `changed`, four requests at a time. Resolves when nothing is under way, and
   * never rejects. While an import runs, that one is awaited and nothing is added.
   */
  run(plan: StoreImportPlan, options?: RunStoreImportOptions): Promise<StoreImportState>
  /** Sends nothing more. Requests under way finish. */
  cancel(): void
  /** Sends again what was refused or never sent. */
  resume(): Promise<StoreImportState>
  /** Forgets an import that is over. */
  reset(): void
}

/** Rows that one bulk run has at a time: each keeps a mutation, and a run over 100,000 would be slow. */
const waveSize = 200

const nothing: StoreImportState = {
  isRunning: false,
  total: 0,
  done: 0,
  failed: 0,
  unsent: 0,
  failures: [],
  resumesAt: undefined,
}

/**
 * The import of a session, without React: `POST /store/:storeId/:key` for new records, `PATCH` for changed ones. All
 * callers share it; it goes on without an observer, and ends with the session. A 429 makes it wait as long as
 * `Retry-After` says. When the first 200 are all refused, the rest is not sent.
 *
 * @example
 * const { done, failed } = await storeImportOf(queryClient, client).run(plan)
 */
export function storeImportOf(queryClient: QueryClient, client: AppmixerClient): StoreImport {
  return partOf(client, queryClient, {
    name: 'storeImport',
    create: () => createStoreImport(queryClient, client),
  })
}

/** A row to write. */
interface Item extends CreateStoreItemInput {
  line: number
  isNew: boolean
}

function createStoreImport(queryClient: QueryClient, client: AppmixerClient) {
  const { get, set, subscribe } = createObservable(nothing)
  const bulk = bulkOf<Item, StoreItem>(queryClient, importBulkOptions(client))
  let left: Item[] = []
  let running: Promise<StoreImportState> | undefined
  let isStopped = false

  async function sendAll(items: readonly Item[], before: number): Promise<StoreImportState> {
    const total = before + items.length
    const failures: StoreImportFailure[] = []
    const failed: Item[] = []
    const unsent: Item[] = []
    let done = before
    // Lists show each step anew, so there are not more than about 200.
    const step = Math.max(1, Math.floor(total / 200))
    isStopped = false
    for (const wave of waves(items)) {
      if (isStopped) {
        unsent.push(...wave)
        continue
      }
      const show = () => {
        const next = during(bulk.get(), { total, done, failures })
        const { done: shown, failed: shownFailed, resumesAt } = get()
        const news = next.done + next.failed - shown - shownFailed
        if (news >= step || next.resumesAt !== resumesAt) set(next)
      }
      const run = bulk.run(wave)
      const stop = bulk.subscribe(show)
      set(during(bulk.get(), { total, done, failures }))
      const { results } = await run.finally(stop)
      for (const result of results) {
        const { item, status } = result
        if (status === 'done') done++
        else if (status === 'failed') {
          failed.push(item)
          failures.push({ line: item.line, key: item.key, error: result.error })
        } else unsent.push(item)
      }
      isStopped ||= failed.length === waveSize && done === before
    }
    left = [...failed, ...unsent]
    running = undefined
    set({
      ...nothing,
      total,
      done,
      failed: failed.length,
      unsent: unsent.length,
      failures,
    })
    return get()
  }

  function start(items: readonly Item[], done: number): Promise<StoreImportState> {
    running = sendAll(items, done)
    return running
  }

  return {
    get,
    subscribe,
    run: (plan: StoreImportPlan, options: RunStoreImportOptions = {}) =>
      running ?? start(itemsOf(plan, options), 0),
    resume: () => running ?? start(left, get().done),
    cancel() {
      isStopped = true
      bulk.cancel()
    },
    reset() {
      if (running) return
      left = []
      set(nothing)
    },
    end() {
      isStopped = true
    },
  }
}

/** The state while one wave is under way. */
function during(
  wave: BulkState<Item, StoreItem>,
  { total, done, failures }: Pick<StoreImportState, 'total' | 'done' | 'failures'>,
): StoreImportState {
  return {
    isRunning: true,
    total,
    done: done + wave.done,
    failed: failures.length + wave.failed,
    unsent: 0,
    failures: [...failures],
    resumesAt: wave.resumesAt,
  }
}

function itemsOf(
  { storeId, rows }: StoreImportPlan,
  { existing = 'replace' }: RunStoreImportOptions,
): Item[] {
  return rows.flatMap((row) => {
    if (row.change === 'refused' || row.change === 'same') return []
    const isNew = row.change === 'new'
    if (!isNew && existing === 'skip') return []
    return [{ storeId, key: row.key, value: row.value, line: row.line, isNew }]
  })
}

/** Nothing is shown before it is written: the places of the records are not known. Nothing of it stays in the cache. */
function importBulkOptions(client: AppmixerClient): AppmixerBulk<Item, StoreItem> {
  const create = createStoreItemMutationOptions(client)
  const update = updateStoreItemMutationOptions(client)
  return {
    client,
    name: 'importStoreRecords',
    mutation: {
      mutationKey: [...scopeKey(client), 'importStoreRecord'],
      mutationFn: ({ isNew, line: _, ...item }: Item, context) =>
        (isNew ? create : update).mutationFn(item, context),
      effect(item: Item, cache) {
        const { entity, invalidates } = createStoreItemEffect(client, item, cache)
        return { ...(entity !== undefined && { entity }), invalidates }
      },
      retry: false,
      gcTime: 0,
    },
  }
}

function* waves(items: readonly Item[]): Generator<readonly Item[]> {
  for (let start = 0; start < items.length; start += waveSize) {
    yield items.slice(start, start + waveSize)
  }
}
