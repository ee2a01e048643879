'use client'

import type { QueryClient } from '@tanstack/react-query'
import {
  useCallback,
  useEffect,
  useId,
  useInsertionEffect,
  useLayoutEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { scopeKey } from '../cache/keys.ts'
import { endSession, enterScope, leaveScope, nameOf } from '../cache/scopes.ts'
import { createAppmixerClient, type AppmixerClient } from '../client/client.ts'
import type { AppmixerClientOptions } from '../client/options.ts'
import { isAppmixerError } from '../client/errors.ts'
import { scopeOf } from '../client/identity.ts'

export interface Session {
  /** The client of the current user; another user is another client, and the old one's session ends with it. */
  client: AppmixerClient
  /** Whether what is below the provider may be rendered. */
  isReady: boolean
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
  /** How many there were before in this provider. */
  count: number
  /** The token that was signed out with. */
  signedOut?: { token: string | undefined }
}

/** The session of a provider: one client for as long as the props name the same user. */
export function useSession(given: AppmixerClientOptions, queryClient: QueryClient): Session {
  const isNamed = given.userKey !== undefined || given.token !== undefined || !given.getToken
  const isReady = useIsMounted(isNamed)
  const place = useId()
  const latest = useRef(given)
  const user = userOf(given)
  // oxlint-disable react/refs -- `latest` is passed on, and read when a request is made
  const connected = (options: AppmixerClientOptions, count: number): Current => {
    const userKey = options.userKey ?? (isNamed ? undefined : nameOf(queryClient, place, count))
    return { client: connect(latest, { ...options, userKey }), queryClient, user, count }
  }
  const [known, setSession] = useState(() => connected(given, 0))
  let session = known
  if (
    known.user !== user ||
    known.queryClient !== queryClient ||
    (known.signedOut && known.signedOut.token !== given.token)
  ) {
    session = connected(given, known.count + 1)
    setSession(session)
  }
  const reconnect = useRef(connected)
  // oxlint-enable react/refs
  const { client, signedOut } = session

  useInsertionEffect(() => {
    latest.current = given
    reconnect.current = connected
  })
  useInsertionEffect(() => {
    if (given.token !== undefined && !signedOut) client.setToken(given.token)
  }, [client, given.token, signedOut])
  const leave = useShownScope(client, queryClient)

  const signOut = useCallback(() => {
    const { token } = latest.current
    const nobody = { ...latest.current, token: undefined, getToken: undefined, secret: undefined }
    leave()
    setSession((before) => ({ ...before, client: connect(latest, nobody), signedOut: { token } }))
  }, [leave])

  const refresh = useCallback(async () => {
    if (!signedOut) return client.refresh()
    setSession(({ count }) => reconnect.current(latest.current, count + 1))
  }, [client, signedOut])

  useEffect(() => {
    let { status } = client.session.get()
    return client.session.subscribe(() => {
      const before = status
      const now = client.session.get()
      status = now.status
      if (now.error?.code === 'session') signOut()
      else if (status === 'authenticated' && before !== status) refetchDenied(client, queryClient)
    })
  }, [client, queryClient, signOut])

  return { client, isReady, signOut, refresh }
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

// React 18 warns of layout effects on a server.
const useBrowserLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect

/**
 * Whether children may be rendered although nothing names their user. When one of them suspends, React forgets all of a
 * first render above it, and would make a nameless session anew each time. So they are rendered right after the mount,
 * before anything is painted. A page from the server is hydrated as it is: there `useId` survives.
 */
function useIsMounted(isNamed: boolean): boolean {
  const isHydrating = useSyncExternalStore(
    () => () => {},
    () => false,
    () => true,
  )
  const [isMounted, setIsMounted] = useState(isNamed)
  useBrowserLayoutEffect(() => setIsMounted(true), [])
  return isHydrating || isMounted
}

/** Reads that failed for want of a token are repeated as soon as there is one. */
function refetchDenied(client: AppmixerClient, queryClient: QueryClient): void {
  void queryClient.refetchQueries(
    {
      queryKey: scopeKey(client),
      type: 'active',
      predicate: ({ state: { error } }) => isAppmixerError(error) && error.code === 'auth',
    },
    { cancelRefetch: false },
  )
}

interface Shown {
  client: AppmixerClient
  queryClient: QueryClient
}

/**
 * Ends the session of the client before as soon as another one takes its place: before the next paint nothing of the
 * old user is under way or in the cache. Another provider of that user keeps its data. The result ends the session at
 * once.
 */
function useShownScope(client: AppmixerClient, queryClient: QueryClient): () => void {
  const shown = useRef<Shown>(undefined)

  useInsertionEffect(() => {
    const previous = shown.current
    if (previous?.client === client) return
    enter(shown, { client, queryClient })
    end(previous)
  }, [client, queryClient])

  useEffect(() => {
    // After `<Activity>` has hidden it, only effects like this one run again.
    if (!shown.current) enter(shown, { client, queryClient })
    return () => {
      const left = clear(shown)
      // StrictMode unmounts and mounts again at once, and has entered anew by then.
      queueMicrotask(() => forget(left))
    }
  }, [client, queryClient])

  return useCallback(() => end(clear(shown)), [])
}

function enter(shown: { current: Shown | undefined }, next: Shown): void {
  enterScope(next.client, next.queryClient)
  shown.current = next
}

function clear(shown: { current: Shown | undefined }): Shown | undefined {
  const before = shown.current
  shown.current = undefined
  return before
}

function end(shown: Shown | undefined): void {
  if (shown && leaveScope(shown.client, shown.queryClient))
    endSession(shown.client, shown.queryClient)
}

/** The cached data leaves with the last provider that shows it; writes under way go on. */
function forget(shown: Shown | undefined): void {
  if (!shown || !leaveScope(shown.client, shown.queryClient)) return
  shown.queryClient.removeQueries({ queryKey: scopeKey(shown.client), type: 'inactive' })
}
