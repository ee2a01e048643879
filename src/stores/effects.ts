import type { QueryClient, QueryKey } from '@tanstack/react-query'
import {
  changeRow,
  deletion,
  fieldsOf,
  ifGone,
  patchCounts,
  patchData,
  patchLists,
  patchRow,
  removeRow,
  rowsIn,
  type EffectOf,
  type Patch,
  type Truth,
} from '../cache/effect.ts'
import { queriesAt } from '../cache/keys.ts'
import type { AppmixerClient } from '../client/client.ts'
import { getStore } from './endpoints.ts'
import { storeKeys } from './keys.ts'
import type {
  CreateStoreInput,
  CreateStoreItemInput,
  DeleteStoreItemsInput,
  RenameStoreInput,
  Store,
  StoreItemRef,
  StoreRecord,
  StoreRecordsCountQuery,
  StoreRecordsQuery,
  StoreRef,
  UpdateStoreItemInput,
} from './types.ts'

export const createStoreEffect: EffectOf<CreateStoreInput> = (client) => ({
  invalidates: [storeKeys(client).list()],
})

export const renameStoreEffect: EffectOf<RenameStoreInput> = (client, { storeId, name }) => ({
  entity: storeId,
  sets: fieldsOf({ name }),
  patches: patchStore(client, storeId, { name }),
  invalidates: [storeKeys(client).list(), storeKeys(client).detail(storeId)],
  async conflict(reason) {
    if (reason === 'not-found') return deletedStore(client, storeId)
    if (reason !== 'name-taken') return undefined
    const current = await getStore(client, { storeId })
    return { current, patches: patchStore(client, storeId, current) }
  },
})

export const deleteStoreEffect: EffectOf<StoreRef> = (client, { storeId }) => ({
  entity: storeId,
  sets: deletion,
  ...deletedStore(client, storeId),
  invalidates: [storeKeys(client).list()],
  conflict: ifGone(() => deletedStore(client, storeId)),
})

export const createStoreItemEffect: EffectOf<CreateStoreItemInput> = (
  client,
  { storeId, key, value },
  queryClient,
) => {
  const isIt = (row: StoreRecord) => row.key === key
  // An endless list is patched page by page, and may have the record on another page.
  const isKnown = cachedKeys(client, queryClient, storeId).has(key)
  return {
    entity: entityOf({ storeId, key }),
    patches: patchRecords(client, storeId, (rows, query) =>
      isKnown || hasKey(rows, key) || !beginsWithLatest(query)
        ? changeRow(rows, isIt, (row) => ({ ...row, value }))
        : [{ storeId, key, value }, ...rows].slice(0, query.limit),
    ),
    invalidates: recordReads(client, storeId),
  }
}

export const updateStoreItemEffect: EffectOf<UpdateStoreItemInput> = (
  client,
  variables,
  queryClient,
) => {
  const { storeId, key, newKey = key, value } = variables
  const change = { key: newKey, ...(value !== undefined && { value }) }
  const isIt = (row: StoreRecord) => row.key === key
  const isRename = newKey !== key
  const isTaken = isRename && cachedKeys(client, queryClient, storeId).has(newKey)
  return {
    entity: entityOf({ storeId, key }),
    sets: fieldsOf(change),
    patches: isRename
      ? patchRecords(client, storeId, (rows) =>
          // The server refuses a key that is taken. Shown until then, two rows would have it.
          isTaken || hasKey(rows, newKey)
            ? rows
            : changeRow(rows, isIt, (row) => ({ ...row, ...change })),
        )
      : patchRecord(client, { storeId, key }, (row) => ({ ...row, ...change })),
    invalidates: recordReads(client, storeId),
    conflict: ifGone(() => ({
      patches: patchRecord(client, { storeId, key }, () => undefined),
    })),
  }
}

export const deleteStoreItemsEffect: EffectOf<DeleteStoreItemsInput> = (
  client,
  { items },
  queryClient,
) => {
  const storeIds = [...new Set(items.map(({ storeId }) => storeId))]
  return {
    patches: storeIds.flatMap((storeId) => {
      const doomed = new Set(items.filter((item) => item.storeId === storeId).map(({ key }) => key))
      const known = cachedKeys(client, queryClient, storeId)
      const removed = [...doomed].filter((key) => known.has(key)).length
      return [
        ...patchRecords(client, storeId, (rows) => removeRow(rows, ({ key }) => doomed.has(key))),
        patchCounts(
          storeKeys(client).recordsCount({ storeId }),
          ({ pattern, filter }: StoreRecordsCountQuery) => (pattern || filter ? 0 : -removed),
        ),
      ]
    }),
    invalidates: storeIds.flatMap((storeId) => recordReads(client, storeId)),
  }
}

function patchStore(client: AppmixerClient, storeId: string, now: Partial<Store>): Patch[] {
  const change = (store: Store) => ({ ...store, ...now })
  const { list, detail } = storeKeys(client)
  return [
    ...patchRow([list()], { field: 'storeId', value: storeId }, change),
    patchData(detail(storeId), change),
  ]
}

/** A store that is deleted, and its records with it. */
function deletedStore(client: AppmixerClient, storeId: string): Truth {
  const { list, detail } = storeKeys(client)
  return {
    patches: patchRow([list()], { field: 'storeId', value: storeId }, () => undefined),
    removes: [detail(storeId), ...recordReads(client, storeId)],
  }
}

function recordReads(client: AppmixerClient, storeId: string): QueryKey[] {
  const { records, infiniteRecords, recordsCount } = storeKeys(client)
  return [records({ storeId }), infiniteRecords({ storeId }), recordsCount({ storeId })]
}

function patchRecords(
  client: AppmixerClient,
  storeId: string,
  change: (rows: StoreRecord[], query: StoreRecordsQuery) => StoreRecord[],
): Patch[] {
  const { records, infiniteRecords } = storeKeys(client)
  return patchLists([records({ storeId }), infiniteRecords({ storeId })], change)
}

function patchRecord(
  client: AppmixerClient,
  { storeId, key }: StoreItemRef,
  change: (row: StoreRecord) => StoreRecord | undefined,
): Patch[] {
  const { records, infiniteRecords } = storeKeys(client)
  const lists = [records({ storeId }), infiniteRecords({ storeId })] as const
  return patchRow(lists, { field: 'key', value: key }, change)
}

function hasKey(rows: StoreRecord[], key: string): boolean {
  return rowsIn<StoreRecord>(rows).some((row) => row.key === key)
}

/** A key is unique in its store only. */
function entityOf({ storeId, key }: StoreItemRef): string {
  return `${storeId}/${key}`
}

/** Whether a record that is written now is the first of this list; in other lists only the server knows its place. */
function beginsWithLatest({ pattern, filter, offset = 0, sort }: StoreRecordsQuery): boolean {
  return !pattern && !filter && offset === 0 && sort === 'updatedAt:-1'
}

/** The keys in cached lists: those records exist, so a count goes down when they are deleted. */
function cachedKeys(
  client: AppmixerClient,
  queryClient: QueryClient,
  storeId: string,
): Set<string> {
  const { records, infiniteRecords } = storeKeys(client)
  const lists = queriesAt(queryClient, [records({ storeId }), infiniteRecords({ storeId })])
  return new Set(
    lists.flatMap(({ state }) => rowsIn<StoreRecord>(state.data).map(({ key }) => key)),
  )
}
