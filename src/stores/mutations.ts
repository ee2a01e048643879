import type { AppmixerBulk } from '../cache/bulk.ts'
import { mutation } from '../cache/mutation.ts'
import type { AppmixerClient } from '../client/client.ts'
import {
  createStoreEffect,
  createStoreItemEffect,
  deleteStoreEffect,
  deleteStoreItemsEffect,
  renameStoreEffect,
  updateStoreItemEffect,
} from './effects.ts'
import {
  createStore,
  createStoreItem,
  deleteStore,
  deleteStoreItems,
  renameStore,
  updateStoreItem,
} from './endpoints.ts'
import type {
  CreateStoreInput,
  CreateStoreItemInput,
  DeletedItems,
  DeleteStoreItemsInput,
  RenamedStore,
  RenameStoreInput,
  StoreItem,
  StoreItemRef,
  StoreRef,
  UpdateStoreItemInput,
} from './types.ts'

/** Creates an empty store: `POST /stores`. Resolves to its id. */
export const createStoreMutationOptions = mutation<CreateStoreInput, StoreRef>({
  name: 'createStore',
  endpoint: createStore,
  effect: createStoreEffect,
})

/** Gives a store another name, shown at once: `PUT /stores/:storeId`. */
export const renameStoreMutationOptions = mutation<RenameStoreInput, RenamedStore>({
  name: 'renameStore',
  endpoint: renameStore,
  effect: renameStoreEffect,
})

/** Deletes a store with all its records, which leaves the list at once: `DELETE /stores/:storeId`. */
export const deleteStoreMutationOptions = mutation<StoreRef, void>({
  name: 'deleteStore',
  endpoint: deleteStore,
  effect: deleteStoreEffect,
})

/** Writes one record, shown at once where its place is known: `POST /store/:storeId/:key`. */
export const createStoreItemMutationOptions = mutation<CreateStoreItemInput, StoreItem>({
  name: 'createStoreItem',
  endpoint: createStoreItem,
  effect: createStoreItemEffect,
})

/** Gives a record another value or key, shown at once: `PATCH /store/:storeId/:key`. */
export const updateStoreItemMutationOptions = mutation<UpdateStoreItemInput, StoreItem>({
  name: 'updateStoreItem',
  endpoint: updateStoreItem,
  effect: updateStoreItemEffect,
})

/** Deletes records by one request, which leave every list at once: `DELETE /store`. */
export const deleteStoreItemsMutationOptions = mutation<DeleteStoreItemsInput, DeletedItems>({
  name: 'deleteStoreItems',
  endpoint: deleteStoreItems,
  effect: deleteStoreItemsEffect,
})

/** Deletes any number of records: `DELETE /store` with 100 of them at a time, one request after another. */
export function deleteStoreItemsBulkOptions(
  client: AppmixerClient,
): AppmixerBulk<StoreItemRef, DeletedItems> {
  return {
    client,
    name: 'deleteStoreItems',
    mutation: deleteStoreItemsMutationOptions(client),
    variablesOf: (items) => ({ items }),
    batchSize: 100,
    concurrency: 1,
  }
}
