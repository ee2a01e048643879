import {
  notifyManager,
  partialMatchKey,
  type Query,
  type QueryCacheNotifyEvent,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query'
import { applyPatch, type Patch, type RowRef } from './effect.ts'

/** What a pending write shows. */
export interface Shown {
  readonly effect: { readonly patches?: readonly Patch[] }
}

/** A query that shows pending patches. */
interface Patched {
  /** What the server has, as far as it is known. */
  truth: unknown
  /** The truth under the patches, which is what the query holds. */
  data: unknown
  /** Whether the truth was invalidated. */
  isInvalidated: boolean
  /** Whose patches it shows. */
  writes: PatchingWrites
}

const overlaid = Symbol('appmixer pending patches')

/** Stored on the query itself, because `refetchInterval` gets nothing but the query. */
interface OverlaidQuery extends Query<any, any, any, any> {
  [overlaid]?: Patched
}

/** What the server has of a query, as far as it is known: its data without pending patches. */
export function truthIn(query: Query<any, any, any, any>): unknown {
  const entry = (query as OverlaidQuery)[overlaid]
  return entry ? entry.truth : query.state.data
}

/**
 * Optimistic updates as an overlay: each patched query shows the server's truth under the patches of all pending
 * writes. One write can be rolled back without a snapshot, and a read never hides what is pending.
 *
 * What is on screen and not confirmed counts as invalidated. A cache that is persisted now and restored later refetches
 * it, so a write that never reached the server does not stay on screen.
 */
export interface Overlay {
  /** Shows and hides the patches of these writes. Each query changes once. */
  update(change: { added?: readonly Shown[]; removed?: readonly Shown[] }): void
  /** Makes the patches of a write part of the truth. What is shown stays the same. */
  confirm(write: Shown): void
  /** Rolls a write back, and puts on the truth what is known to be true after that. */
  rollBack(write: Shown, known: readonly Patch[]): void
  /** What to show of an answer that is about to be stored in this query. */
  over<T>(query: Query, answer: T): T
  /** Whether the truth of this query was invalidated. */
  isOutdated(query: Query): boolean
  /** From now on nothing is pending. */
  end(): void
}

/** `pending`: the writes that are shown, oldest first. */
export function createOverlay(queryClient: QueryClient, pending: ReadonlySet<Shown>): Overlay {
  const cache = queryClient.getQueryCache()
  const patched = new Map<Query, Patched>()
  /** Answers that were patched before they were stored, and after which change that was. */
  const answers = new WeakMap<Query, { truth: unknown; change: number }>()
  let changes = 0
  let isOurs = false
  let unsubscribe: (() => void) | undefined

  function update({
    added = [],
    removed = [],
  }: {
    added?: readonly Shown[]
    removed?: readonly Shown[]
  }): void {
    changes++
    const next = new Map<Query, unknown>()
    for (const [query, entry] of patched) {
      const hidden = removed.filter((write) => entry.writes.delete(write))
      if (hidden.length > 0) next.set(query, shownWithout(hidden, query.queryKey, entry))
    }
    for (const query of added.length > 0 ? loadedQueries() : []) {
      const concerning = added.filter((write) => concerns(write, query))
      if (concerning.length === 0) continue
      const entry = entryOf(query)
      // On top of what is shown, so that it costs the same however many writes wait.
      const data = next.has(query) ? next.get(query) : entry.data
      next.set(query, patchedBy(concerning, query.queryKey, data))
      for (const write of concerning) entry.writes.add(write)
    }
    put(next)
  }

  function confirm(write: Shown): void {
    changes++
    const next = new Map<Query, unknown>()
    for (const [query, entry] of patched) {
      if (!entry.writes.delete(write)) continue
      entry.truth = patchedBy([write], query.queryKey, entry.truth)
      next.set(query, entry.data)
    }
    put(next)
  }

  function rollBack(write: Shown, known: readonly Patch[]): void {
    changes++
    const truth: Shown = { effect: { patches: known } }
    const next = new Map<Query, unknown>()
    for (const query of loadedQueries()) {
      const isKnown = concerns(truth, query)
      if (!isKnown && !patched.get(query)?.writes.has(write)) continue
      const entry = entryOf(query)
      entry.writes.delete(write)
      entry.truth = patchedBy([truth], query.queryKey, entry.truth)
      next.set(query, shownWithout([write, truth], query.queryKey, entry))
    }
    put(next)
  }

  function over<T>(query: Query, answer: T): T {
    const concerning = [...pending].filter((write) => concerns(write, query))
    if (concerning.length === 0) {
      answers.delete(query)
      return answer
    }
    answers.set(query, { truth: answer, change: changes })
    return patchedBy(concerning, query.queryKey, answer)
  }

  /** Learns the truth from every source of data: a read, `setQueryData`, `hydrate`, another tab. */
  function learn({ query, ...event }: QueryCacheNotifyEvent): void {
    if (isOurs || event.type !== 'updated') return
    const { action } = event
    if (action.type !== 'success' && action.type !== 'setState') return
    const { queryKey } = query
    const { data, isInvalidated } = query.state
    const before = patched.get(query)
    const writes = [...pending].filter((write) => concerns(write, query))
    if (data === undefined || writes.length === 0) return forget(query)
    const isFetched = action.type === 'success' && !action.manual
    const answer = isFetched ? answers.get(query) : undefined
    answers.delete(query)
    const truth = answer ? answer.truth : before ? truthOf(data, before, isFetched) : data
    note(query, { truth, data, isInvalidated, writes: createPatchingWrites(queryKey, writes) })
    const isShown = answer?.change === changes
    put(new Map([[query, isShown ? data : patchedBy(writes, query.queryKey, truth)]]))
  }

  function loadedQueries(): Query[] {
    return cache.getAll().filter(({ state }) => state.data !== undefined)
  }

  function entryOf(query: Query): Patched {
    const { data, isInvalidated } = query.state
    const writes = createPatchingWrites(query.queryKey)
    const entry = patched.get(query) ?? { truth: data, data, isInvalidated, writes }
    note(query, entry)
    return entry
  }

  function note(query: OverlaidQuery, entry: Patched): void {
    patched.set(query, entry)
    query[overlaid] = entry
  }

  function forget(query: OverlaidQuery): void {
    patched.delete(query)
    delete query[overlaid]
  }

  /** Stores what the queries show now. When a subscriber of the app's throws, the others are stored all the same. */
  function put(next: ReadonlyMap<Query, unknown>): void {
    const errors: unknown[] = []
    const wasOurs = isOurs
    isOurs = true
    notifyManager.batch(() => {
      for (const [query, data] of next) {
        try {
          store(query, data)
        } catch (error) {
          errors.push(error)
        }
      }
    })
    isOurs = wasOurs
    if (pending.size > 0) unsubscribe ??= cache.subscribe(learn)
    else end()
    if (errors.length > 0) throw errors[0]
  }

  function end(): void {
    for (const query of patched.keys()) forget(query)
    unsubscribe?.()
    unsubscribe = undefined
  }

  function store(query: Query, data: unknown): void {
    const entry = patched.get(query)!
    const isPending = entry.writes.size > 0
    if (!isPending) forget(query)
    // The app has removed it meanwhile.
    if (cache.get(query.queryHash) !== query) return forget(query)
    try {
      if (data !== query.state.data)
        query.setData(data, { updatedAt: query.state.dataUpdatedAt, manual: true })
    } finally {
      entry.data = query.state.data
      // A query that is not on screen stays valid: it would be fetched on mount, while the write is pending.
      const isInvalidated = entry.isInvalidated || (isPending && query.isActive())
      if (isInvalidated !== query.state.isInvalidated) query.setState({ isInvalidated })
    }
  }

  function isOutdated(query: Query): boolean {
    return (patched.get(query) ?? query.state).isInvalidated
  }

  return { update, confirm, rollBack, over, isOutdated, end }
}

function concerns({ effect }: Shown, { queryKey }: Query): boolean {
  return (effect.patches ?? []).some(({ key }) => partialMatchKey(queryKey, key))
}

/** The data with those patches of these writes on it that concern it. */
export function patchedBy<T>(writes: Iterable<Shown>, key: QueryKey, data: T): T {
  let patched: unknown = data
  for (const { effect } of writes) {
    for (const patch of effect.patches ?? []) {
      if (partialMatchKey(key, patch.key)) patched = applied(patch, key, patched)
    }
  }
  return patched as T
}

/** The writes whose patches one query shows, oldest first, also by the row that they change. */
interface PatchingWrites extends Iterable<Shown> {
  readonly size: number
  has(write: Shown): boolean
  add(write: Shown): void
  delete(write: Shown): boolean
  /** Those that change this row; `undefined` when one of all changes more than a row. */
  ofRow(row: RowRef): Iterable<Shown> | undefined
}

function createPatchingWrites(key: QueryKey, initial: Iterable<Shown> = []): PatchingWrites {
  const all = new Set<Shown>()
  const byRow = new Map<unknown, Set<Shown>>()
  let ofMoreThanARow = 0
  const writes: PatchingWrites = {
    get size() {
      return all.size
    },
    [Symbol.iterator]: () => all[Symbol.iterator](),
    has: (write) => all.has(write),
    add(write) {
      if (all.has(write)) return
      all.add(write)
      const rows = rowsOf(write, key)
      if (!rows) ofMoreThanARow++
      for (const { value } of rows ?? []) {
        byRow.set(value, (byRow.get(value) ?? new Set()).add(write))
      }
    },
    delete(write) {
      if (!all.delete(write)) return false
      const rows = rowsOf(write, key)
      if (!rows) ofMoreThanARow--
      for (const { value } of rows ?? []) byRow.get(value)?.delete(write)
      return true
    },
    ofRow: ({ value }) => (ofMoreThanARow > 0 ? undefined : (byRow.get(value) ?? [])),
  }
  for (const write of initial) writes.add(write)
  return writes
}

/** The rows that a write changes in data with this key; `undefined` when it changes more than rows. */
function rowsOf({ effect }: Shown, key: QueryKey): RowRef[] | undefined {
  const concerning = (effect.patches ?? []).filter((patch) => partialMatchKey(key, patch.key))
  const rows = concerning.flatMap(({ row }) => row ?? [])
  return rows.length === concerning.length ? rows : undefined
}

/**
 * What to show of a query after these writes are no longer pending. When they changed rows only, the other rows stay as
 * they are shown, so that it costs the same however many writes are pending.
 */
function shownWithout(
  settled: readonly Shown[],
  key: QueryKey,
  { truth, data, writes }: Patched,
): unknown {
  let shown: unknown = data
  for (const write of settled) {
    for (const row of rowsOf(write, key) ?? [undefined]) {
      const remaining = row && writes.ofRow(row)
      if (!remaining || !hasSameShape(shown, truth)) return patchedBy(writes, key, truth)
      const own = patchedBy(
        remaining,
        key,
        eachList(truth, (rows) => rows.filter(isIn(row))),
      )
      shown = eachList(shown, (rows, page) => {
        return withRow(rows, { row, own: listOf(own, page), order: listOf(truth, page) })
      })
    }
  }
  return shown
}

function isIn({ field, value }: RowRef): (row: unknown) => boolean {
  return (row) => (row as Record<string, unknown> | null | undefined)?.[field] === value
}

interface RowPlace {
  row: RowRef
  /** The row as it is to be shown; empty when it is not. */
  own: readonly unknown[]
  /** The list that says where it belongs. */
  order: readonly unknown[]
}

/** The list with one row replaced, removed, or put back where it belongs. */
function withRow(rows: readonly unknown[], { row, own, order }: RowPlace): unknown[] {
  const isIt = isIn(row)
  const others = rows.filter((other) => !isIt(other))
  const place = own.length > 0 ? order.findIndex(isIt) : -1
  if (place < 0) return others
  // The others are rows of `order` in the same order, of which some may be missing.
  let at = 0
  for (const before of order.slice(0, place)) {
    const other = others[at] as Record<string, unknown> | null | undefined
    if (at < others.length && isIn({ ...row, value: other?.[row.field] })(before)) at++
  }
  return [...others.slice(0, at), ...own, ...others.slice(at)]
}

/** Both are a list, or both are as many pages. */
function hasSameShape(one: unknown, other: unknown): boolean {
  if (Array.isArray(one)) return Array.isArray(other)
  const [pages, others] = [pagesOf(one), pagesOf(other)]
  return pages !== undefined && pages.length === others?.length
}

function pagesOf(data: unknown): unknown[] | undefined {
  return isObject(data) && Array.isArray(data.pages) ? data.pages : undefined
}

function eachList(data: unknown, change: (rows: unknown[], page: number) => unknown): unknown {
  const ofPage = (rows: unknown, page: number) => (Array.isArray(rows) ? change(rows, page) : rows)
  if (!isObject(data)) return ofPage(data, 0)
  return { ...data, pages: pagesOf(data)!.map(ofPage) }
}

function listOf(data: unknown, page: number): unknown[] {
  const rows = Array.isArray(data) ? (data as unknown[]) : pagesOf(data)?.[page]
  return Array.isArray(rows) ? (rows as unknown[]) : []
}

/** Data that the app wrote itself may have holes. What cannot be patched is shown as it is, and is refetched in the end. */
function applied(patch: Patch, key: QueryKey, data: unknown): unknown {
  try {
    return applyPatch(patch, key, data)
  } catch {
    return data
  }
}

/**
 * The truth in data that the app has made of the data shown: where a part is the one shown, the truth is the true part.
 * A count that was set by hand moved by as much as the true one.
 */
function truthOf(data: unknown, { truth, data: shown }: Patched, isFetched: boolean): unknown {
  if (typeof data === 'number' && typeof shown === 'number' && typeof truth === 'number') {
    return isFetched ? data : truth + data - shown
  }
  return unpatched(data, shown, truth)
}

function unpatched(data: unknown, shown: unknown, truth: unknown): unknown {
  if (data === shown) return truth
  if (Array.isArray(data) && Array.isArray(shown) && Array.isArray(truth)) {
    if (shown.length !== truth.length) return data
    const truths = new Map(shown.map((item, index) => [item, truth[index] as unknown]))
    return data.map((item) => (truths.has(item) ? truths.get(item) : item))
  }
  if (!isObject(data) || !isObject(shown) || !isObject(truth)) return data
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, unpatched(value, shown[name], truth[name])]),
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
