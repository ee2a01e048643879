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
  refetches?: QueryKey[]
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
  /**
   * `apply` gets this row of a list, and answers `undefined` to remove it. Patches of many rows cost one pass over the
   * list.
   */
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
    refetches: [...(invalidate === false ? [] : refetchedBy(effect)), ...invalidates],
  }
}

/** Starts of the keys whose data differs from the server's from now on. */
export function invalidatedBy({ invalidates, removes = [] }: Effect): QueryKey[] {
  return [...invalidates, ...removes]
}

/** Starts of the keys to refetch in the end. */
export function refetchedBy(effect: Effect): QueryKey[] {
  return effect.refetches ?? invalidatedBy(effect)
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
  return keys.map((key) => ({
    key: key as QueryKey,
    row,
    apply: (data, input) => change(data as Row, (input ?? {}) as Query),
  }))
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

/** The data of one query with patches applied, oldest first; an infinite query is patched page by page. */
export function applyPatches(patches: readonly Patch[], key: QueryKey, data: unknown): unknown {
  const steps = stepsOf(patches)
  const patched = (part: unknown, input: unknown) =>
    steps.reduce((shown, apply) => unlessItThrows(apply, shown, input), part)
  if (!isInfinite(data)) return patched(data, inputOf(key))
  const pages = data.pages.map((page, index) =>
    patched(page, pageInput(inputOf(key), data.pageParams?.[index])),
  )
  return pages.some((page, index) => page !== data.pages[index]) ? { ...data, pages } : data
}

/** Patches of rows that follow on one another are one step. */
function stepsOf(patches: readonly Patch[]): Patch['apply'][] {
  const steps: Patch['apply'][] = []
  let rows: RowPatches | undefined
  for (const patch of patches) {
    const { row, apply } = patch
    if (row && row.field !== rows?.field) {
      const next = (rows = { field: row.field, byValue: new Map() })
      steps.push((data, input) => (Array.isArray(data) ? patchRows(data, next, input) : data))
    } else if (!row) {
      rows = undefined
      steps.push(apply)
    }
    if (row) rows!.byValue.set(row.value, [...(rows!.byValue.get(row.value) ?? []), apply])
  }
  return steps
}

interface RowPatches {
  field: string
  byValue: Map<unknown, Patch['apply'][]>
}

function patchRows(rows: unknown[], { field, byValue }: RowPatches, input: unknown): unknown[] {
  const patched: unknown[] = []
  let isChanged = false
  for (const row of rows) {
    const patches = byValue.get((row as Record<string, unknown> | null | undefined)?.[field])
    const after = patches
      ? patches.reduce((shown, apply) => shown && unlessItThrows(apply, shown, input), row)
      : row
    isChanged ||= after !== row
    if (after !== undefined || row === undefined) patched.push(after)
  }
  return isChanged ? patched : rows
}

/** Data that the app wrote itself may have holes. What cannot be patched is shown as it is, and is refetched in the end. */
function unlessItThrows(apply: Patch['apply'], data: unknown, input: unknown): unknown {
  try {
    return apply(data, input)
  } catch {
    return data
  }
}

/** A page is a list at its own offset. It may grow beyond its limit: a row that is cut off would be on no page. */
function pageInput(input: unknown, position: unknown): unknown {
  if (typeof position !== 'object' || position === null || !('offset' in position)) return input
  return { ...(input as object), offset: position.offset, limit: undefined }
}

function isInfinite(data: unknown): data is { pages: unknown[]; pageParams?: unknown[] } {
  return typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages)
}
