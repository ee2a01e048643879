// Emitted from schema.ts by `npm run checks`. Change that one.
import { isBoolean, isNumber, isRecord, isText, listOf, optionalText } from '../client/checks.ts'
import type {
  DeletedItems,
  RenamedStore,
  Store,
  StoreItem,
  StoreRecord,
  StoreRef,
} from './types.ts'

export function isStore(value: unknown): value is Store {
  return (
    isRecord(value) &&
    isText(value.storeId) &&
    optionalText(value.name) &&
    (value.default == null || isBoolean(value.default))
  )
}

export function isStores(value: unknown): value is Store[] {
  return listOf(value, isStore)
}

export function isStoreRef(value: unknown): value is StoreRef {
  return isRecord(value) && isText(value.storeId)
}

export function isStoreRecords(value: unknown): value is StoreRecord[] {
  return listOf(value, isStoreRecord)
}

function isStoreRecord(value: unknown): value is StoreRecord {
  return (
    isRecord(value) &&
    isText(value.key) &&
    optionalText(value.storeId) &&
    optionalText(value.userId) &&
    optionalText(value.createdAt) &&
    optionalText(value.updatedAt)
  )
}

export function isStoreItem(value: unknown): value is StoreItem {
  return (
    isRecord(value) &&
    optionalText(value.key) &&
    optionalText(value.storeId) &&
    optionalText(value.userId) &&
    optionalText(value.createdAt) &&
    optionalText(value.updatedAt)
  )
}

export function isRenamedStore(value: unknown): value is RenamedStore {
  return isRecord(value) && optionalText(value.storeId) && optionalText(value.oldName)
}

export function isDeletedItems(value: unknown): value is DeletedItems {
  return isRecord(value) && (value.deletedCount == null || isNumber(value.deletedCount))
}
