import { bulkOptions, type AppmixerBulk } from '../cache/bulkOptions.ts'
import * as effects from '../cache/effects.ts'
import type { AppmixerClient } from '../client/client.ts'
import { deleteStoreItems } from './endpoints.ts'
import type { DeletedItems, StoreItemRef } from './types.ts'

/** Deletes any number of records: `DELETE /store` with 100 of them at a time, one request after another. */
export function deleteManyStoreItemsBulkOptions(
  client: AppmixerClient,
): AppmixerBulk<StoreItemRef, DeletedItems> {
  return bulkOptions(client, {
    name: 'deleteManyStoreItems',
    endpoint: deleteStoreItems,
    effect: effects.deleteStoreItems,
    inputOf: (items: StoreItemRef[]) => ({ items }),
    batchSize: 100,
    concurrency: 1,
  })
}
