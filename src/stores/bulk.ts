import type { AppmixerBulk } from '../cache/bulk.ts'
import type { AppmixerClient } from '../client/client.ts'
import { deleteStoreItemsMutationOptions } from './mutations.ts'
import type { DeletedItems, StoreItemRef } from './types.ts'

/** Deletes any number of records: `DELETE /store` with 100 of them at a time, one request after another. */
export function deleteManyStoreItemsBulkOptions(
  client: AppmixerClient,
): AppmixerBulk<StoreItemRef, DeletedItems> {
  return {
    client,
    name: 'deleteManyStoreItems',
    mutation: deleteStoreItemsMutationOptions(client),
    variablesOf: (items) => ({ items }),
    batchSize: 100,
    concurrency: 1,
  }
}
