import { listed } from '../client/checks.ts'
import { endpoint } from '../client/endpoint.ts'
import { isApps, isComponentManifests } from './checks.ts'
import type { App, AppComponentsQuery, ComponentManifest, ComponentsQuery } from './types.ts'

/** The apps of the tenant, as a list. */
export const getApps = endpoint<void, App[], Record<string, App>>('GET /apps', {
  normalize: listed('name'),
  response: isApps,
})

/** The components of one app. */
export const getAppComponents = endpoint<AppComponentsQuery, ComponentManifest[]>(
  'GET /apps/components',
  {
    requires: { app: 'string' },
    query: ({ app }) => ({ app }),
    response: isComponentManifests,
  },
)

/** The manifests of components. Without `names` it is all of them, which may be megabytes. */
export const getComponents = endpoint<ComponentsQuery, ComponentManifest[], object[]>(
  'GET /components',
  {
    query: ({ names }) => ({ manifest: 'yes', private: 'no', selectors: names }),
    response: isComponentManifests,
  },
)
