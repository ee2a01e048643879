'use client'

import type { QueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useInsertionEffect, useRef, useState } from 'react'
import { scopeKey } from '../cache/keys.ts'
import {
  createAppmixerClient,
  type AppmixerClient,
  type AppmixerClientOptions,
} from '../client/client.ts'
import { isAppmixerError } from '../client/errors.ts'
import { scopeOf } from '../client/identity.ts'
import { useShownScope } from './useShownScope.ts'

export interface Session {
  /** The client of the current user; another user is another client, and the old one's session ends with it. */
  client: AppmixerClient
  /** Ends the session; until the app passes another token, or calls `refresh`, nobody is signed in. */
  signOut(): void
  /** Asks for another token; after signing out it signs in again. */
  refresh(): Promise<void>
}

interface Current {
  client: AppmixerClient
  queryClient: QueryClient
  /** Whom the props named when it was made. */
  user: string
  /** The token that was signed out with. */
  signedOut?: { token: string | undefined }
}

export function useSession(options: AppmixerClientOptions, queryClient: QueryClient): Session {
  const latest = useRef(options)
  const user = userOf(options)
  // oxlint-disable react/refs -- `latest` is passed on, and read when a request is made
  const connected = (): Current => ({ client: connect(latest, options), queryClient, user })
  const [known, setSession] = useState(connected)
  let session = known
  if (
    known.user !== user ||
    known.queryClient !== queryClient ||
    (known.signedOut && known.signedOut.token !== options.token)
  ) {
    session = connected()
    setSession(session)
  }
  // oxlint-enable react/refs
  const { client, signedOut } = session

  useInsertionEffect(() => {
    latest.current = options
  })
  useInsertionEffect(() => {
    if (options.token !== undefined && !signedOut) client.setToken(options.token)
  }, [client, options.token, signedOut])
  const leave = useShownScope(client, queryClient)

  const signOut = useCallback(() => {
    const { token } = latest.current
    const nobody = { ...latest.current, token: undefined, getToken: undefined, secret: undefined }
    leave()
    setSession((before) => ({ ...before, client: connect(latest, nobody), signedOut: { token } }))
  }, [leave])

  const refresh = useCallback(async () => {
    if (!signedOut) return client.refresh()
    const { current } = latest
    setSession({ client: connect(latest, current), queryClient, user: userOf(current) })
  }, [client, queryClient, signedOut])

  useEffect(() => {
    let { status } = client.session.get()
    return client.session.subscribe(() => {
      const before = status
      const now = client.session.get()
      status = now.status
      if (now.error?.code === 'session') signOut()
      else if (status === 'authenticated' && before !== status) askAgain(client, queryClient)
    })
  }, [client, queryClient, signOut])

  return { client, signOut, refresh }
}

function userOf(options: AppmixerClientOptions): string {
  return scopeOf(options) + (options.getToken ? '' : '|static')
}

/** Functions are read when they are called: a new callback on every render is not a new session. */
function connect(
  latest: { readonly current: AppmixerClientOptions },
  { getToken, ...options }: AppmixerClientOptions,
): AppmixerClient {
  return createAppmixerClient({
    ...options,
    ...(getToken && {
      getToken: (request) => (latest.current.getToken ?? getToken)(request),
    }),
    get fetch() {
      return latest.current.fetch
    },
    get ky() {
      return latest.current.ky
    },
    onDrift: (report) => latest.current.onDrift?.(report),
    onAuthError: (error) => latest.current.onAuthError?.(error),
  })
}

/** Reads that failed for want of a token are asked again as soon as there is one. */
function askAgain(client: AppmixerClient, queryClient: QueryClient): void {
  void queryClient.refetchQueries(
    {
      queryKey: scopeKey(client),
      type: 'active',
      predicate: ({ state: { error } }) => isAppmixerError(error) && error.code === 'auth',
    },
    { cancelRefetch: false },
  )
}
