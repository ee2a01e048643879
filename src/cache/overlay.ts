import {
  notifyManager,
  partialMatchKey,
  type Query,
  type QueryCacheNotifyEvent,
  type QueryClient,
  type QueryKey,
} from '@tanstack/react-query'
import { applyPatches, type Patch } from './effect.ts'

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
    for (const [query, { truth }] of patched) {
      const isChanged = removed.some((write) => concerns(write, query))
      if (isChanged) next.set(query, patchedBy(pending, query.queryKey, truth))
    }
    for (const query of added.length > 0 ? loadedQueries() : []) {
      const concerning = added.filter((write) => concerns(write, query))
      if (next.has(query) || concerning.length === 0) continue
      // On top of what is shown, so that it costs the same however many writes wait.
      next.set(query, patchedBy(concerning, query.queryKey, entryOf(query).data))
    }
    put(next)
  }

  function confirm(write: Shown): void {
    changes++
    const next = new Map<Query, unknown>()
    for (const [query, entry] of patched) {
      if (!concerns(write, query)) continue
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
      const isShown = patched.has(query) && concerns(write, query)
      if (!isShown && !concerns(truth, query)) continue
      const entry = entryOf(query)
      entry.truth = patchedBy([truth], query.queryKey, entry.truth)
      next.set(query, patchedBy(pending, query.queryKey, entry.truth))
    }
    put(next)
  }

  function over<T>(query: Query, answer: T): T {
    if (!isPatched(query)) {
      answers.delete(query)
      return answer
    }
    answers.set(query, { truth: answer, change: changes })
    return patchedBy(pending, query.queryKey, answer)
  }

  /** Learns the truth from every source of data: a read, `setQueryData`, `hydrate`, another tab. */
  function learn({ query, ...event }: QueryCacheNotifyEvent): void {
    if (isOurs || event.type !== 'updated') return
    const { action } = event
    if (action.type !== 'success' && action.type !== 'setState') return
    const { data, isInvalidated } = query.state
    if (data === undefined || !isPatched(query)) return forget(query)
    const before = patched.get(query)
    const isFetched = action.type === 'success' && !action.manual
    const answer = isFetched ? answers.get(query) : undefined
    answers.delete(query)
    const truth = answer ? answer.truth : before ? truthOf(data, before, isFetched) : data
    note(query, { truth, data, isInvalidated })
    const isShown = answer?.change === changes
    put(new Map([[query, isShown ? data : patchedBy(pending, query.queryKey, truth)]]))
  }

  function isPatched(query: Query): boolean {
    for (const write of pending) if (concerns(write, query)) return true
    return false
  }

  function loadedQueries(): Query[] {
    return cache.getAll().filter(({ state }) => state.data !== undefined)
  }

  function entryOf(query: Query): Patched {
    const { data, isInvalidated } = query.state
    const entry = patched.get(query) ?? { truth: data, data, isInvalidated }
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
    const isPending = isPatched(query)
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
  const patches = [...writes].flatMap(({ effect }) => effect.patches ?? [])
  const concerning = patches.filter((patch) => partialMatchKey(key, patch.key))
  return applyPatches(concerning, key, data) as T
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
