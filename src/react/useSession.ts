'use client'

import type { QueryClient } from '@tanstack/react-query'
import { useEffect, useInsertionEffect, useRef, useState } from 'react'
import { scopeKey } from '../cache/keys.ts'
import {
  createAppmixerClient,
  type AppmixerClient,
  type AppmixerClientOptions,
} from '../client/client.ts'
import { scopeOf } from '../client/identity.ts'

/** The client of the current user; another user is another client, and the old one's session ends with it. */
export function useSession(
  options: AppmixerClientOptions,
  queryClient: QueryClient,
): AppmixerClient {
  const latest = useRef(options)
  // oxlint-disable react/refs -- `latest` is passed on, and read when a request is made
  const user = scopeOf(options) + (options.getToken ? '' : '|static')
  const [session, setSession] = useState(() => ({ user, client: connect(options, latest) }))
  let { client } = session
  if (session.user !== user) {
    client = connect(options, latest)
    setSession({ user, client })
  }
  // oxlint-enable react/refs

  useInsertionEffect(() => {
    latest.current = options
  })
  useInsertionEffect(() => {
    if (options.token !== undefined) client.setToken(options.token)
  }, [client, options.token])
  useEndOnChange(client, queryClient)
  useForgetOnUnmount(client, queryClient)
  return client
}

/** Functions are read when they are called: a new callback on every render is not a new session. */
function connect(
  options: AppmixerClientOptions,
  latest: { readonly current: AppmixerClientOptions },
): AppmixerClient {
  const { getToken, ...rest } = options
  return createAppmixerClient({
    ...rest,
    ...(getToken && {
      getToken: (request) => (latest.current.getToken ?? getToken)(request),
    }),
    fetch: (...request) => (latest.current.fetch ?? globalThis.fetch)(...request),
    onDrift: (report) => latest.current.onDrift?.(report),
  })
}

/** Before the next paint: nothing of the old user is under way or in the cache. */
function useEndOnChange(client: AppmixerClient, queryClient: QueryClient): void {
  const current = useRef(client)
  useInsertionEffect(() => {
    const previous = current.current
    if (previous === client) return
    current.current = client
    // Another client for the same user, because `getToken` came or went: what it has is still right.
    if (previous.scope === client.scope) return
    previous.end()
    const queryKey = scopeKey(previous)
    void queryClient.cancelQueries({ queryKey })
    queryClient.removeQueries({ queryKey })
    const mutations = queryClient.getMutationCache()
    for (const mutation of mutations.findAll({ mutationKey: queryKey })) mutations.remove(mutation)
  }, [client, queryClient])
}

/** What nobody shows any more is forgotten when the provider goes; another provider of the same user keeps its own. */
function useForgetOnUnmount(client: AppmixerClient, queryClient: QueryClient): void {
  const isMounted = useRef(false)
  useEffect(() => {
    isMounted.current = true
    return () => {
      isMounted.current = false
      // StrictMode unmounts and mounts again at once; only a provider that stays away is gone.
      queueMicrotask(() => {
        if (isMounted.current) return
        queryClient.removeQueries({ queryKey: scopeKey(client), type: 'inactive' })
      })
    }
  }, [client, queryClient])
}
