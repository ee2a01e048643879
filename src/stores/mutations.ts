import type { EffectOptions } from '../cache/effect.ts'
import * as effects from '../cache/effects.ts'
import { mutationOptions, type AppmixerMutation } from '../cache/mutation.ts'
import type { AppmixerClient } from '../client/client.ts'
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
  StoreRef,
  UpdateStoreItemInput,
} from './types.ts'

/** Creates an empty store: `POST /stores`. Resolves to its id. */
export function createStoreMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<CreateStoreInput, StoreRef> {
  return mutationOptions(client, {
    name: 'createStore',
    endpoint: createStore,
    effect: effects.createStore,
    options,
  })
}

/** Gives a store another name, shown at once: `PUT /stores/:storeId`. */
export function renameStoreMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<RenameStoreInput, RenamedStore> {
  return mutationOptions(client, {
    name: 'renameStore',
    endpoint: renameStore,
    effect: effects.renameStore,
    options,
  })
}

/** Deletes a store with all its records; it leaves the list at once: `DELETE /stores/:storeId`. */
export function deleteStoreMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<StoreRef, void> {
  return mutationOptions(client, {
    name: 'deleteStore',
    endpoint: deleteStore,
    effect: effects.deleteStore,
    options,
  })
}

/** Writes one record, shown at once where its place is known: `POST /store/:storeId/:key`. */
export function createStoreItemMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<CreateStoreItemInput, StoreItem> {
  return mutationOptions(client, {
    name: 'createStoreItem',
    endpoint: createStoreItem,
    effect: effects.createStoreItem,
    options,
  })
}

/** Gives a record another value or key, shown at once: `PATCH /store/:storeId/:key`. */
export function updateStoreItemMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<UpdateStoreItemInput, StoreItem> {
  return mutationOptions(client, {
    name: 'updateStoreItem',
    endpoint: updateStoreItem,
    effect: effects.updateStoreItem,
    options,
  })
}

/** Deletes records, which leave every list at once: `DELETE /store`. */
export function deleteStoreItemsMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<DeleteStoreItemsInput, DeletedItems> {
  return mutationOptions(client, {
    name: 'deleteStoreItems',
    endpoint: deleteStoreItems,
    effect: effects.deleteStoreItems,
    options,
  })
}
