import type { QueryKey } from '@tanstack/react-query'
import { keyOf, resourceKey, type AppmixerKey } from '../cache/keys.ts'
import type { AppmixerClient } from '../client/client.ts'
import type { Usage, UsageQuery } from './types.ts'

/** The keys of all reads of usage. */
export interface UsageKeys {
  all: QueryKey
  /** `useUsage(query)`; without `query` the start of the keys of all periods. */
  detail(query?: UsageQuery): AppmixerKey<Usage>
}

const resource = 'usage'

/** @see {@link UsageKeys} */
export function usageKeys(client: AppmixerClient): UsageKeys {
  return {
    all: resourceKey(client, resource),
    detail: (query) => keyOf(client, resource, 'detail', query),
  }
}
