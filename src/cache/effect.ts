import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { AppmixerErrorReason } from '../client/errors.ts'
import { inputOf, queriesAt, type AppmixerKey } from './keys.ts'

/** What a mutation does to the cache, as data. The sandbox proves it: test/effects.test.ts. */
export interface Effect {
  /** Starts of the keys whose data it makes outdated. */
  invalidates: QueryKey[]
  /** What to show until the server has answered. */
  patches?: Patch[]
  /** Starts of the keys whose entity it deletes. A query on screen gets a 404 error and sends no request. */
  removes?: QueryKey[]
  /** Mutations of the same entity are sent one after another. */
  entity?: string
  /**
   * Which part of the entity it sets, and to what. An unsent mutation is dropped when a newer one sets the same part;
   * one that repeats the latest is not sent either.
   */
  sets?: { slot: string; to: unknown }
  /** Starts of the keys to refetch in the end. @default all that it makes outdated */
  asks?: QueryKey[]
  /** What is true after the server refused for this reason, because another user was faster for example. */
  conflict?: Conflict
}

/** A change that is shown at once and rolled back when the server refuses. */
export interface Patch {
  /** The start of the keys that it changes. */
  key: QueryKey
  /** The data with the change in it; the same object when nothing changes. */
  apply(data: unknown, input: unknown): unknown
  /** Applied twice it counts twice, so it must not be laid over an answer that has the change already. */
  isRelative?: boolean
  /** The only row that it changes or removes. It is rolled back without a look at the patches of other rows. */
  row?: RowRef
}

/** A row of a list: the one with this value in this field. */
export interface RowRef {
  field: string
  value: unknown
}

export type Conflict = (
  reason: AppmixerErrorReason,
) => Truth | undefined | Promise<Truth | undefined>

/** What is known of an entity after a refusal. */
export interface Truth {
  /** The entity as the server has it now; `undefined` when it is deleted. */
  current?: unknown
  /** What brings the cache up to date. */
  patches: Patch[]
  removes?: QueryKey[]
}

/** The effect of one mutation. `queryClient` is for reading only. */
export type EffectOf<Variables> = (
  client: AppmixerClient,
  variables: Variables,
  queryClient: QueryClient,
) => Effect

/** What a call site may say about the effect of its mutation. */
export interface EffectOptions {
  /**
   * `false`: do not refetch what the mutation makes outdated; the caller does. What is shown at once, and rolled back
   * when the server refuses, stays the same. @default true
   */
  invalidate?: boolean | undefined
  /** More keys to invalidate, those of the app's own queries for example; each is the start of the keys it means. */
  invalidates?: readonly QueryKey[] | undefined
}

/** The effect as a call site wants it. */
export function adjusted(effect: Effect, { invalidate, invalidates = [] }: EffectOptions): Effect {
  return {
    ...effect,
    invalidates: [...effect.invalidates, ...invalidates],
    asks: [...(invalidate === false ? [] : askedBy(effect)), ...invalidates],
  }
}

/** Starts of the keys whose data differs from the server's from now on. */
export function outdatedBy({ invalidates, removes = [] }: Effect): QueryKey[] {
  return [...invalidates, ...removes]
}

/** Starts of the keys to refetch in the end. */
export function askedBy(effect: Effect): QueryKey[] {
  return effect.asks ?? outdatedBy(effect)
}

/** The `sets` of a deletion. */
export const deletion = { slot: 'existence', to: 'deleted' }

/** The `sets` of an update: a newer update of the same fields makes it superfluous. */
export function fieldsOf(update: object): { slot: string; to: unknown } {
  return { slot: Object.keys(update).toSorted().join(), to: update }
}

/** Without the fields that are `undefined`: JSON does not send them either. */
export function given<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Fields>
}

/** A conflict of one kind only: another user has deleted the entity. */
export function ifGone(truth: () => Truth): Conflict {
  return (reason) => (reason === 'not-found' ? truth() : undefined)
}

/** The keys of a list: of the plain one, and of the endless one where there is such a read. */
export type ListKeys<Row> = readonly [
  list: AppmixerKey<Row[]>,
  infinite?: AppmixerKey<InfiniteData<Row[], any>>,
]

/** A patch of all cached data whose key starts with this one. */
export function patchData<Data, Query>(
  key: AppmixerKey<Data>,
  change: (data: Data, query: Query) => Data,
): Patch {
  return { key, apply: (data, input) => change(data as Data, (input ?? {}) as Query) }
}

/** Patches of all cached lists of one read, endless ones page by page. */
export function patchLists<Row, Query>(
  keys: ListKeys<Row>,
  change: (rows: Row[], query: Query) => Row[],
): Patch[] {
  return keys.map((key) =>
    patchData<Row[], Query>(key as AppmixerKey<Row[]>, (rows, query) =>
      Array.isArray(rows) ? change(rows, query) : rows,
    ),
  )
}

/** Patches of one row in all cached lists of one read. Where `change` answers `undefined`, the row is removed. */
export function patchRow<Row extends object, Query>(
  keys: ListKeys<Row>,
  row: RowRef & { field: keyof Row & string },
  change: (row: Row, query: Query) => Row | undefined,
): Patch[] {
  const isIt = (other: Row) => other[row.field] === row.value
  const patches = patchLists<Row, Query>(keys, (rows, query) => {
    const before = rows.find((other) => isRow(other) && isIt(other))
    const after = before && change(before, query)
    if (before === after) return rows
    return after ? changeRow(rows, isIt, () => after) : removeRow(rows, isIt)
  })
  return patches.map((patch) => ({ ...patch, row }))
}

/** A patch of all cached counts of one read. */
export function patchCounts<Query>(
  key: AppmixerKey<number>,
  changeBy: (query: Query) => number,
): Patch {
  const add = (count: number, query: Query) => Math.max(0, count + changeBy(query))
  return { ...patchData<number, Query>(key, add), isRelative: true }
}

/** The rows with one of them changed; the same array when it is not there. */
export function changeRow<Row>(
  rows: Row[],
  isIt: (row: Row) => boolean,
  change: (row: Row) => Row,
): Row[] {
  const isMeant = (row: Row) => isRow(row) && isIt(row)
  return rows.some(isMeant) ? rows.map((row) => (isMeant(row) ? change(row) : row)) : rows
}

/** The rows without one of them; the same array when it is not there. */
export function removeRow<Row>(rows: Row[], isIt: (row: Row) => boolean): Row[] {
  const isMeant = (row: Row) => isRow(row) && isIt(row)
  return rows.some(isMeant) ? rows.filter((row) => !isMeant(row)) : rows
}

/** The first row that matches in any cached list of one read. */
export function findCached<Row>(
  queryClient: QueryClient,
  keys: ListKeys<Row>,
  isIt: (row: Row) => boolean,
): Row | undefined {
  for (const query of queriesAt(queryClient, keys as readonly QueryKey[])) {
    const row = rowsIn<Row>(query.state.data).find(isIt)
    if (row !== undefined) return row
  }
  return undefined
}

/** The rows in cached data, of a plain list or of an endless one, without the holes that an app may have written. */
export function rowsIn<Row>(data: unknown): Row[] {
  if (isInfinite(data)) return data.pages.flatMap((page) => rowsIn<Row>(page))
  return Array.isArray(data) ? (data as (Row | null | undefined)[]).filter(isRow) : []
}

function isRow<Row>(row: Row | null | undefined): row is Row {
  return row !== null && row !== undefined
}

/** The data of one query with a patch applied; an infinite query is patched page by page. */
export function applyPatch(patch: Patch, key: QueryKey, data: unknown): unknown {
  if (!isInfinite(data)) return patch.apply(data, inputOf(key))
  const pages = data.pages.map((page, index) =>
    patch.apply(page, pageInput(inputOf(key), data.pageParams?.[index])),
  )
  return pages.some((page, index) => page !== data.pages[index]) ? { ...data, pages } : data
}

/** A page is a list at its own offset. It may grow beyond its limit: a row that is cut off would be on no page. */
function pageInput(input: unknown, position: unknown): unknown {
  if (typeof position !== 'object' || position === null || !('offset' in position)) return input
  return { ...(input as object), offset: position.offset, limit: undefined }
}

function isInfinite(data: unknown): data is { pages: unknown[]; pageParams?: unknown[] } {
  return typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages)
}
