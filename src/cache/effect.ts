import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { AppmixerErrorReason } from '../client/errors.ts'
import { inputOf, keyOf, type ReadName } from './keys.ts'

/** A change that is shown at once and taken back when the server refuses. */
export interface Patch {
  /** The start of the keys that it changes. */
  key: QueryKey
  /** The data with the change in it; the same object when nothing changes. */
  apply(data: unknown, input: unknown): unknown
  /** Shown twice it counts twice, so it must not be laid over an answer that has seen the change already. */
  isRelative?: boolean
}

/** What a mutation does to the cache. */
export interface Effect {
  /** Starts of the keys whose data it makes outdated. */
  invalidates: QueryKey[]
  /** What to show until the server has answered. */
  patches?: Patch[]
  /** Starts of the keys whose data is gone with it. Who still watches it is told so; nobody asks the server. */
  removes?: QueryKey[]
  /** Mutations of the same entity are sent one after another. */
  entity?: string
  /**
   * What of the entity it sets, and to what. One that still waits is never sent once a newer one sets the same; one
   * that only repeats the latest is not sent either.
   */
  sets?: { slot: string; to: unknown }
  /** Starts of the keys to ask for again in the end. Default: all that it makes outdated. */
  asks?: QueryKey[]
  /** What is true instead when the server refused for this reason. */
  instead?: Instead
}

export type Instead = (
  reason: AppmixerErrorReason,
) => Truth | undefined | Promise<Truth | undefined>

/** What is known of an entity after a refusal. */
export interface Truth {
  /** The entity as the server has it now; `undefined` when it is gone. */
  current?: unknown
  /** What brings the cache up to date. */
  patches: Patch[]
  removes?: QueryKey[]
}

/** What a call site may say about the effect of its mutation. */
export interface EffectOptions {
  /**
   * `false`: do not ask again for what the mutation makes outdated; you see to that. What it shows at once, and takes
   * back when the server refuses, stays. Default `true`.
   */
  invalidate?: boolean | undefined
  /** More keys to ask again for, your own queries' for example; whatever starts with one of them is meant. */
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

/** Starts of the keys whose data is not what the server has any more. */
export function outdatedBy({ invalidates, removes = [] }: Effect): QueryKey[] {
  return [...invalidates, ...removes]
}

/** Starts of the keys to ask for again in the end. */
export function askedBy(effect: Effect): QueryKey[] {
  return effect.asks ?? outdatedBy(effect)
}

/** The effect of one mutation. `queryClient` is for looking only. */
export type EffectOf<Variables> = (
  client: AppmixerClient,
  variables: Variables,
  queryClient: QueryClient,
) => Effect

/** A patch of every cached list of one read. */
export function patchLists<Row, Query>(
  client: AppmixerClient,
  name: ReadName,
  change: (rows: Row[], query: Query) => Row[],
): Patch {
  return patchData<Row[], Query>(client, name, undefined, (rows, query) =>
    Array.isArray(rows) ? change(rows, query) : rows,
  )
}

/** A patch of every cached count of one read. */
export function patchCounts<Query>(
  client: AppmixerClient,
  name: ReadName,
  ref: object | undefined,
  changeBy: (query: Query) => number,
): Patch {
  const add = (count: number, query: Query) => Math.max(0, count + changeBy(query))
  return { ...patchData<number, Query>(client, name, ref, add), isRelative: true }
}

/** A patch of one cached entity. */
export function patchData<Data, Query>(
  client: AppmixerClient,
  name: ReadName,
  ref: object | undefined,
  change: (data: Data, query: Query) => Data,
): Patch {
  return {
    key: keyOf(client, name, ref),
    apply: (data, input) => change(data as Data, (input ?? {}) as Query),
  }
}

/** The first row that matches in any cached list of this read. */
export function findCached<Row>(
  queryClient: QueryClient,
  client: AppmixerClient,
  name: ReadName,
  isIt: (row: Row) => boolean,
): Row | undefined {
  for (const query of queryClient.getQueryCache().findAll({ queryKey: keyOf(client, name) })) {
    const row = rowsIn<Row>(query.state.data).find(isIt)
    if (row !== undefined) return row
  }
  return undefined
}

/** The rows in what is cached of a list, also of one that goes page after page. */
export function rowsIn<Row>(data: unknown): Row[] {
  if (isInfinite(data)) return data.pages.flatMap((page) => rowsIn<Row>(page))
  return Array.isArray(data) ? (data as Row[]) : []
}

/** The rows with one of them changed; the same array when it is not there. */
export function changeRow<Row>(
  rows: Row[],
  isIt: (row: Row) => boolean,
  change: (row: Row) => Row,
): Row[] {
  return rows.some(isIt) ? rows.map((row) => (isIt(row) ? change(row) : row)) : rows
}

/** The rows without one of them; the same array when it is not there. */
export function removeRow<Row>(rows: Row[], isIt: (row: Row) => boolean): Row[] {
  return rows.some(isIt) ? rows.filter((row) => !isIt(row)) : rows
}

/** What a patch makes of the data of one query; an infinite query is patched page by page. */
export function applyPatch(patch: Patch, key: QueryKey, data: unknown): unknown {
  if (!isInfinite(data)) return patch.apply(data, inputOf(key))
  const pages = data.pages.map((page, index) =>
    patch.apply(page, pageInput(inputOf(key), data.pageParams?.[index])),
  )
  return pages.some((page, index) => page !== data.pages[index]) ? { ...data, pages } : data
}

/** A page is a list at its own offset, and it may grow beyond its limit: what would fall off has no other page yet. */
function pageInput(input: unknown, position: unknown): unknown {
  if (typeof position !== 'object' || position === null || !('offset' in position)) return input
  return { ...(input as object), offset: position.offset, limit: undefined }
}

function isInfinite(data: unknown): data is { pages: unknown[]; pageParams?: unknown[] } {
  return typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages)
}
