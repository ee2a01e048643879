import type { QueryKey } from '@tanstack/react-query'
import { keyOf, resourceKey, type AppmixerKey } from '../cache/keys.ts'
import type { AppmixerClient } from '../client/client.ts'
import type { Category } from './types.ts'

/**
 * The keys of what is about integrations alone. Templates and integrations are flows: their keys are
 * `keys.flows.list(integrationTemplatesQuery())` and `keys.flows.list(integrationsQuery())`.
 */
export interface IntegrationKeys {
  all: QueryKey
  /** `useCategories()` */
  categories(): AppmixerKey<Category[]>
}

const resource = 'integrations'

/** @see {@link IntegrationKeys} */
export function integrationKeys(client: AppmixerClient): IntegrationKeys {
  return {
    all: resourceKey(client, resource),
    categories: () => keyOf(client, resource, 'categories'),
  }
}
