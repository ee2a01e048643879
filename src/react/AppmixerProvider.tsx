'use client'

import { QueryClientContext, type QueryClient } from '@tanstack/react-query'
import { useContext, useMemo, useSyncExternalStore, type ReactNode } from 'react'
import type { AppmixerClient, AppmixerClientOptions } from '../client/client.ts'
import { AppmixerError } from '../client/errors.ts'
import { AppmixerContext } from './context.ts'
import { useSession } from './session.ts'

export interface AppmixerProviderProps extends AppmixerClientOptions {
  /** The cache to use instead of the nearest `QueryClientProvider`'s. */
  queryClient?: QueryClient | undefined
  children?: ReactNode
}

/**
 * Connects everything below it to one tenant as one user. It uses your app's `QueryClient` and renders nothing of
 * its own.
 *
 * Another `baseUrl`, `userKey` or user in `token` is another session: what the old one has under way is aborted and
 * what it has cached is removed before anything is painted. A new token of the same user changes nothing on screen.
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
  // React 18 has no `<AppmixerContext value>` yet.
  return <AppmixerContext.Provider value={value}>{isReady && children}</AppmixerContext.Provider>
}

function useIsSignedOut({ hasSecret, session }: AppmixerClient): boolean {
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
      'No QueryClient for <AppmixerProvider>, so it has no cache. Put <QueryClientProvider client={queryClient}> above it, or pass `queryClient`. If there is one above, @tanstack/react-query is installed twice.',
  })
}
