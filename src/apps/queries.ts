import { queryOptions, type AppmixerQuery } from '../cache/query.ts'
import { shareBy } from '../cache/sharing.ts'
import type { AppmixerClient } from '../client/client.ts'
import { getAppComponents, getApps, getComponents } from './endpoints.ts'
import { appKeys } from './keys.ts'
import type { App, AppComponentsQuery, ComponentManifest, ComponentsQuery } from './types.ts'

/** What changes only when the tenant gets another version of an app. */
export interface CatalogQuery<Data> extends AppmixerQuery<Data> {
  /** Milliseconds: an hour. */
  staleTime: number
}

/**
 * The apps of the tenant: `GET /apps`. They are read once an hour. Which of them a user sees is up to the tenant's access
 * rules, so each user has them in a cache of their own.
 *
 * @example
 * const apps = await queryClient.ensureQueryData(appsQueryOptions(client))
 */
export function appsQueryOptions(client: AppmixerClient): CatalogQuery<App[]> {
  return catalog(
    queryOptions(client, {
      key: appKeys(client).list(),
      endpoint: getApps,
      input: undefined,
      share: shareBy('name'),
    }),
  )
}

/** The components of one app: `GET /apps/components?app=`. They are read once an hour. */
export function appComponentsQueryOptions(
  client: AppmixerClient,
  query: AppComponentsQuery,
): CatalogQuery<ComponentManifest[]> {
  return catalog(
    queryOptions(client, {
      key: appKeys(client).ofApp(query),
      endpoint: getAppComponents,
      input: query,
      share: shareBy('name'),
    }),
  )
}

/**
 * The manifests of components: `GET /components?manifest=yes&private=no`. They are read once an hour.
 *
 * @example
 * componentsQueryOptions(client, { names: ['appmixer.slack', 'appmixer.google.gmail.SendEmail'] })
 */
export function componentsQueryOptions(
  client: AppmixerClient,
  query: ComponentsQuery = {},
): CatalogQuery<ComponentManifest[]> {
  return catalog(
    queryOptions(client, {
      key: appKeys(client).components(query),
      endpoint: getComponents,
      input: query,
      share: shareBy('name'),
    }),
  )
}

function catalog<Data>(options: AppmixerQuery<Data>): CatalogQuery<Data> {
  return { ...options, staleTime: 3_600_000 }
}
