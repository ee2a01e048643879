'use client'

import { QueryClientContext, type QueryClient } from '@tanstack/react-query'
import { useContext, useMemo, useSyncExternalStore, type ReactNode } from 'react'
import { internalsOf, type AppmixerClient } from '../client/client.ts'
import { AppmixerError } from '../client/errors.ts'
import type { AppmixerClientOptions } from '../client/options.ts'
import { AppmixerContext } from './context.ts'
import {
  LocaleContext,
  MessagesContext,
  useAppmixerMessages,
  type AppmixerMessages,
} from './messages.ts'
import { useSession } from './session.ts'

export interface AppmixerProviderProps extends AppmixerClientOptions {
  /** The cache to use instead of the nearest `QueryClientProvider`'s. */
  queryClient?: QueryClient | undefined
  /**
   * The sentences of errors and components, in your words or in another language. Keep the object outside of your
   * component: another object renders the lists again. Default: those of the provider around this one, then English.
   */
  messages?: AppmixerMessages | undefined
  /**
   * The language of dates, numbers and plurals, as a BCP 47 tag: `de-AT`. Default: that of the provider around this
   * one, then the browser's.
   */
  locale?: string | undefined
  children?: ReactNode
}

/**
 * Connects everything below it to one tenant as one user. It uses your app's `QueryClient` and renders nothing of
 * its own.
 *
 * Another `baseUrl`, `userKey` or user in `token` is another session: what the old one has under way is aborted and
 * what it has cached is removed before anything is painted. A new token of the same user changes nothing on screen.
 * A new `userKey` with the token of the user before shows and sends nothing until the token changes too.
 *
 * A session ends with its last provider: unmounted, it sends no more, and unless it is mounted again within the same
 * task, what it has under way is aborted and what waits is refused. Signing out in one provider signs out all of them.
 *
 * Without `token` and `getToken` only signing in works.
 *
 * @throws AppmixerError `config` when `baseUrl` is unusable or there is no `QueryClient`
 * @example
 * <QueryClientProvider client={queryClient}>
 *   <AppmixerProvider baseUrl="https://api.acme.appmixer.cloud" token={token}>
 *     <Flows />
 *   </AppmixerProvider>
 * </QueryClientProvider>
 */
export function AppmixerProvider({
  children,
  queryClient,
  messages,
  locale,
  ...options
}: AppmixerProviderProps): ReactNode {
  const { client, isReady, signOut, refresh } = useSession(
    options,
    useNearestQueryClient(queryClient),
  )
  const isSignedOut = useIsSignedOut(client)
  const value = useMemo(
    () => ({ client, queryClient, isSignedOut, signOut, refresh }),
    [client, queryClient, isSignedOut, signOut, refresh],
  )
  const around = useAppmixerMessages()
  const localeAround = useContext(LocaleContext)
  // React 18 has no `<AppmixerContext value>` yet.
  return (
    <AppmixerContext.Provider value={value}>
      <MessagesContext.Provider value={messages ?? around}>
        <LocaleContext.Provider value={locale ?? localeAround}>
          {isReady && children}
        </LocaleContext.Provider>
      </MessagesContext.Provider>
    </AppmixerContext.Provider>
  )
}

function useIsSignedOut(client: AppmixerClient): boolean {
  const { session } = client
  const { hasSecret } = internalsOf(client)
  const isSignedOut = () => !hasSecret && session.get().status === 'unauthenticated'
  return useSyncExternalStore(session.subscribe, isSignedOut, isSignedOut)
}

function useNearestQueryClient(given: QueryClient | undefined): QueryClient {
  const nearest = useContext(QueryClientContext)
  const queryClient = given ?? nearest
  if (queryClient) return queryClient
  throw new AppmixerError({
    code: 'config',
    message:
      'No QueryClient for <AppmixerProvider>, so it has no cache. Put <QueryClientProvider client={queryClient}> above it, or pass `queryClient`. If there is one above, @tanstack/react-query is installed twice: see `npm ls @tanstack/react-query`.',
  })
}
