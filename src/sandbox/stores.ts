import * as z from 'zod/mini'
import * as endpoints from '../stores/endpoints.ts'
import {
  createStoreInputSchema,
  createStoreItemInputSchema,
  deleteStoreItemsInputSchema,
  downloadStoreInputSchema,
  renameStoreInputSchema,
  storeRecordsCountQuerySchema,
  storeRecordsQuerySchema,
} from '../stores/inputs.ts'
import { storeRefSchema } from '../stores/schema.ts'
import type { Store, StoreItem, StoreRecordsCountQuery } from '../stores/types.ts'
import { Boom } from './boom.ts'
import type { StoredRecord, StoredStore } from './database.ts'
import { filtered, patternOf } from './filter.ts'
import { page, textOf } from './list.ts'
import { fieldsOf, route, type Exchange, type Route } from './route.ts'

const nameSchema = z.string().check(z.minLength(1))
const createSchema = z.extend(createStoreInputSchema, { name: nameSchema })
const renameSchema = z.extend(renameStoreInputSchema, { name: nameSchema })
// The new key comes under the name of the old one, which is in the path.
const updateItemSchema = z.partial(createStoreItemInputSchema, { value: true })

export const storeRoutes = {
  getStores: route(endpoints.getStores, z.any(), ({ database, user }) => {
    const me = user()
    return database.stores.filter(({ userId }) => userId === me.id).map(shown)
  }),

  getStore: route(endpoints.getStore, storeRefSchema, (exchange, { storeId }) =>
    shown(ownStore(storeId, exchange)),
  ),

  createStore: route(endpoints.createStore, createSchema, (exchange, { name }) => {
    const { database, user } = exchange
    refuseTaken(name, exchange)
    const store = { storeId: database.random.hex(24), name, userId: user().id }
    database.stores.push(store)
    return { storeId: store.storeId }
  }),

  renameStore: route(endpoints.renameStore, renameSchema, (exchange, { storeId, name }) => {
    const store = ownStore(storeId, exchange)
    const oldName = store.name
    if (name !== oldName) refuseTaken(name, exchange)
    store.name = name
    return { oldName, storeId }
  }),

  deleteStore: route(endpoints.deleteStore, storeRefSchema, (exchange, { storeId }) => {
    const { database } = exchange
    const store = ownStore(storeId, exchange)
    if (store.default && exchange.settings.keepDefaultStore) {
      throw new Boom(400, 'The default store cannot be deleted.')
    }
    database.stores = database.stores.filter((other) => other !== store)
    delete database.records[storeId]
  }),

  getStoreRecords: route(endpoints.getStoreRecords, storeRecordsQuerySchema, (exchange, query) =>
    page(matching(exchange, query), query, 'key'),
  ),

  getStoreRecordsCount: route(
    endpoints.getStoreRecordsCount,
    storeRecordsCountQuerySchema,
    (exchange, query) => ({ count: matching(exchange, query).length }),
  ),

  // A record that has the key already gets the new value, where the server does not refuse it.
  createStoreItem: route(
    endpoints.createStoreItem,
    createStoreItemInputSchema,
    (exchange, { storeId, key, value }) => {
      const { database, user } = exchange
      if (value === undefined) throw new Boom(400, '"value" is required')
      const records = recordsOf(storeId, exchange)
      const now = database.now()
      const record = records.find((candidate) => candidate.key === key)
      if (record && exchange.settings.refuseDuplicateKeys) throw duplicateKey()
      if (record) return answered(Object.assign(record, { value, updatedAt: now }))
      const added = { key, storeId, userId: user().id, value, createdAt: now, updatedAt: now }
      records.push(added)
      return answered(added)
    },
  ),

  updateStoreItem: route(
    endpoints.updateStoreItem,
    updateItemSchema,
    (exchange, { storeId, key, value }) => {
      const records = recordsOf(storeId, exchange)
      const record = records.find((candidate) => candidate.key === key)
      if (!record) throw new Boom(404, 'Record not found.')
      const newKey = newKeyIn(exchange.body) ?? key
      if (newKey !== key && records.some((other) => other.key === newKey)) throw duplicateKey()
      record.key = newKey
      if (value !== undefined) record.value = value
      record.updatedAt = exchange.database.now()
      return answered(record)
    },
  ),

  deleteStoreItems: route(
    endpoints.deleteStoreItems,
    deleteStoreItemsInputSchema,
    (exchange, { items }) => {
      let deletedCount = 0
      for (const [storeId, keys] of keysByStore(items)) {
        const records = recordsOf(storeId, exchange)
        const kept = records.filter(({ key }) => !keys.has(key))
        deletedCount += records.length - kept.length
        exchange.database.records[storeId] = kept
      }
      return { deletedCount }
    },
  ),

  downloadStore: route(
    endpoints.downloadStore,
    downloadStoreInputSchema,
    (exchange, { storeId, format }) => {
      const records = recordsOf(storeId, exchange)
      return format === 'csv' ? csv(records) : JSON.stringify(records)
    },
  ),
} satisfies Record<keyof typeof endpoints, Route>

function shown({ storeId, name, ...store }: StoredStore): Store {
  return { storeId, name, ...(store.default && { default: true }) }
}

function ownStore(storeId: string, { database, user }: Exchange): StoredStore {
  const me = user()
  const store = database.stores.find((candidate) => candidate.storeId === storeId)
  if (!store || store.userId !== me.id) throw new Boom(404, 'Store not found.')
  return store
}

/** The records of one store, in the order in which they were first written. */
function recordsOf(storeId: string, exchange: Exchange): StoredRecord[] {
  ownStore(storeId, exchange)
  return (exchange.database.records[storeId] ??= [])
}

/** The path says which key, the body says which one it gets. */
function newKeyIn(body: unknown): string | undefined {
  const { key } = fieldsOf(body)
  if (key === undefined || (typeof key === 'string' && key !== '')) return key
  throw new Boom(400, '"key" must be a string')
}

function refuseTaken(name: string, { database, user }: Exchange): void {
  const me = user()
  const isTaken = database.stores.some((store) => store.userId === me.id && store.name === name)
  if (isTaken) throw new Boom(400, `E11000 duplicate key error: name "${name}" exists.`)
}

/** The vendor's Storage page compares the sentence. */
function duplicateKey(): Boom {
  return new Boom(400, 'duplicate key')
}

function matching(exchange: Exchange, query: StoreRecordsCountQuery): StoredRecord[] {
  const { storeId, pattern, escapePattern, filter } = query
  const isMatch = patternOf(pattern, escapePattern)
  const records = recordsOf(storeId, exchange)
  const found = pattern
    ? records.filter(({ key, value }) => isMatch(key) || isMatch(textOf(value)))
    : records
  return filter ? filtered(found, filter.split(',')) : found
}

function answered({ key, value, createdAt, updatedAt }: StoredRecord): StoreItem {
  return { key, value, createdAt, updatedAt }
}

function keysByStore(items: { storeId: string; key: string }[]): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>()
  for (const { storeId, key } of items) {
    keys.set(storeId, (keys.get(storeId) ?? new Set()).add(key))
  }
  return keys
}

function csv(records: StoredRecord[]): string {
  const lines = records.map(({ key, value, createdAt, updatedAt }) =>
    [key, textOf(value), createdAt, updatedAt].map(quoted).join(','),
  )
  return ['key,value,createdAt,updatedAt', ...lines].join('\r\n')
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
