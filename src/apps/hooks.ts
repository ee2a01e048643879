'use client'

import {
  refTo,
  useAppmixerQuery,
  useAppmixerSuspenseQuery,
  type QueryHookOptions,
  type QueryHookResult,
  type Skippable,
  type SuspenseQueryHookOptions,
  type SuspenseQueryHookResult,
} from '../react/hooks.ts'
import { appComponentsQueryOptions, appsQueryOptions, componentsQueryOptions } from './queries.ts'
import type { App, ComponentManifest, ComponentsQuery } from './types.ts'

/**
 * The apps of the tenant: `GET /apps`, as a list. For labels and icons: `vendor.app` of an app is the service
 * `vendor:app` of its accounts.
 *
 * Key: `keys.apps.list()`.
 *
 * @param options `staleTime`, in milliseconds, @default 3,600,000: an hour
 * @example
 * const { data: slack } = useApps({ select: (apps) => apps.find(({ name }) => name === 'appmixer.slack') })
 */
export function useApps<Selected = App[]>(
  options?: QueryHookOptions<App[], Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(appsQueryOptions, undefined, options)
}

/**
 * {@link useApps} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: apps } = useSuspenseApps()
 */
export function useSuspenseApps<Selected = App[]>(
  options?: SuspenseQueryHookOptions<App[], Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(appsQueryOptions, undefined, options)
}

/**
 * The components of one app: `GET /apps/components?app=`.
 *
 * Key: `keys.apps.ofApp({ app })`.
 *
 * @param options `staleTime`, in milliseconds, @default 3,600,000: an hour
 * @example
 * const { data: components } = useAppComponents('appmixer.slack')
 */
export function useAppComponents<Selected = ComponentManifest[]>(
  app: Skippable<string>,
  options?: QueryHookOptions<ComponentManifest[], Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(appComponentsQueryOptions, refTo({ app }), options)
}

/**
 * The manifests of components: `GET /components?manifest=yes&private=no`. Name those that you need: all of them may be
 * megabytes.
 *
 * Key: `keys.apps.components(query)`.
 *
 * @param options `staleTime`, in milliseconds, @default 3,600,000: an hour
 * @example
 * const { data: components } = useComponents({ names: 'appmixer.slack' })
 */
export function useComponents<Selected = ComponentManifest[]>(
  query: Skippable<ComponentsQuery> = {},
  options?: QueryHookOptions<ComponentManifest[], Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(componentsQueryOptions, query, options)
}

/**
 * {@link useAppComponents} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: components } = useSuspenseAppComponents('appmixer.slack')
 */
export function useSuspenseAppComponents<Selected = ComponentManifest[]>(
  app: string,
  options?: SuspenseQueryHookOptions<ComponentManifest[], Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(appComponentsQueryOptions, { app }, options)
}

/**
 * {@link useComponents} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: components } = useSuspenseComponents({ names: 'appmixer.slack' })
 */
export function useSuspenseComponents<Selected = ComponentManifest[]>(
  query: ComponentsQuery = {},
  options?: SuspenseQueryHookOptions<ComponentManifest[], Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(componentsQueryOptions, query, options)
}
