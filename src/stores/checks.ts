// Emitted from schema.ts by `npm run checks`. Change that one.
import type { Shape } from '../client/shape.ts'
import { isRecord } from '../client/shapes.ts'
import type {
  DeletedItems,
  RenamedStore,
  Store,
  StoreItem,
  StoreRecord,
  StoreRef,
} from './types.ts'

export const storeShape: Shape<Store> = {
  fits: isStore,
  schema: () => import('./schema.ts').then((schemas) => schemas.storeSchema),
}

export const storesShape: Shape<Store[]> = {
  fits: isStores,
  schema: () => import('./schema.ts').then((schemas) => schemas.storesSchema),
}

export const storeRefShape: Shape<StoreRef> = {
  fits: isStoreRef,
  schema: () => import('./schema.ts').then((schemas) => schemas.storeRefSchema),
}

export const storeRecordsShape: Shape<StoreRecord[]> = {
  fits: isStoreRecords,
  schema: () => import('./schema.ts').then((schemas) => schemas.storeRecordsSchema),
}

export const storeItemShape: Shape<StoreItem> = {
  fits: isStoreItem,
  schema: () => import('./schema.ts').then((schemas) => schemas.storeItemSchema),
}

export const renamedStoreShape: Shape<RenamedStore> = {
  fits: isRenamedStore,
  schema: () => import('./schema.ts').then((schemas) => schemas.renamedStoreSchema),
}

export const deletedItemsShape: Shape<DeletedItems> = {
  fits: isDeletedItems,
  schema: () => import('./schema.ts').then((schemas) => schemas.deletedItemsSchema),
}

function isStore(value: unknown): value is Store {
  return (
    isRecord(value) &&
    typeof value.storeId === 'string' &&
    (value.name === undefined || typeof value.name === 'string') &&
    (value.default === undefined || typeof value.default === 'boolean')
  )
}

function isStores(value: unknown): value is Store[] {
  return Array.isArray(value) && value.every(isStore)
}

function isStoreRef(value: unknown): value is StoreRef {
  return isRecord(value) && typeof value.storeId === 'string'
}

function isStoreRecords(value: unknown): value is StoreRecord[] {
  return Array.isArray(value) && value.every(isStoreRecord)
}

function isStoreRecord(value: unknown): value is StoreRecord {
  return (
    isRecord(value) &&
    typeof value.key === 'string' &&
    (value.storeId === undefined || typeof value.storeId === 'string') &&
    (value.userId === undefined || typeof value.userId === 'string') &&
    (value.createdAt === undefined || typeof value.createdAt === 'string') &&
    (value.updatedAt === undefined || typeof value.updatedAt === 'string')
  )
}

function isStoreItem(value: unknown): value is StoreItem {
  return (
    isRecord(value) &&
    (value.key === undefined || typeof value.key === 'string') &&
    (value.storeId === undefined || typeof value.storeId === 'string') &&
    (value.userId === undefined || typeof value.userId === 'string') &&
    (value.createdAt === undefined || typeof value.createdAt === 'string') &&
    (value.updatedAt === undefined || typeof value.updatedAt === 'string')
  )
}

function isRenamedStore(value: unknown): value is RenamedStore {
  return (
    isRecord(value) &&
    (value.storeId === undefined || typeof value.storeId === 'string') &&
    (value.oldName === undefined || typeof value.oldName === 'string')
  )
}

function isDeletedItems(value: unknown): value is DeletedItems {
  return (
    isRecord(value) && (value.deletedCount === undefined || Number.isFinite(value.deletedCount))
  )
}
