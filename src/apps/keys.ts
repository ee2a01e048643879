import type { QueryKey } from '@tanstack/react-query'
import { keyOf, resourceKey, type AppmixerKey } from '../cache/keys.ts'
import type { AppmixerClient } from '../client/client.ts'
import type { App, AppComponentsQuery, ComponentManifest, ComponentsQuery } from './types.ts'

/** The keys of all reads of apps. Without its argument each is the start of all keys of its kind. */
export interface AppKeys {
  all: QueryKey
  /** `useApps()` */
  list(): AppmixerKey<App[]>
  /** `useAppComponents(app)` */
  ofApp(query?: AppComponentsQuery): AppmixerKey<ComponentManifest[]>
  /** `useComponents(query)` */
  components(query?: ComponentsQuery): AppmixerKey<ComponentManifest[]>
}

const resource = 'apps'

/** @see {@link AppKeys} */
export function appKeys(client: AppmixerClient): AppKeys {
  return {
    all: resourceKey(client, resource),
    list: () => keyOf(client, resource, 'list'),
    ofApp: (query) => keyOf(client, resource, 'ofApp', query),
    components: (query) => keyOf(client, resource, 'components', query),
  }
}
