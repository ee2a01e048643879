'use client'

import type { QueryClient } from '@tanstack/react-query'
import {
  useCallback,
  useEffect,
  useId,
  useInsertionEffect,
  useLayoutEffect,
  useState,
  useSyncExternalStore,
} from 'react'
import { scopeKey } from '../cache/keys.ts'
import { endSession, enterScope, nameOf } from '../cache/scopes.ts'
import { createAppmixerClient, type AppmixerClient } from '../client/client.ts'
import type { AppmixerClientOptions } from '../client/options.ts'
import { isAppmixerError } from '../client/errors.ts'
import { ownerOf, scopeOf } from '../client/identity.ts'

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
  /** What its callbacks are read from. */
  props: Props
  queryClient: QueryClient
  /** The user that the props named when it was made. */
  user: string
  /** The user of the session; of a contradictory one, the user before. */
  identity: Identity
  /** Until the app passes another token nobody is signed in: it was signed out, or the props name two users. */
  refused?: { token: string | undefined }
  /** How many there were before in this provider. */
  count: number
}

/** Who the user is according to the app, and according to the token. */
type Identity = Pick<AppmixerClientOptions, 'userKey' | 'token'>

/** The session of a provider: one client for as long as the props name the same user. */
export function useSession(given: AppmixerClientOptions, queryClient: QueryClient): Session {
  const isReady = useIsMounted(isNamed(given))
  const place = useId()
  const [known, setSession] = useState(() => sessionAfter(undefined, { given, queryClient, place }))
  let session = known
  if (
    known.user !== userOf(given) ||
    known.queryClient !== queryClient ||
    (known.refused
      ? known.refused.token !== given.token
      : isOfAnother(known.identity.token, given.token))
  ) {
    session = sessionAfter(known, { given, queryClient, place })
    setSession(session)
  }
  const { client, props, refused } = session
  const isRefused = refused !== undefined
  const { token } = given

  useInsertionEffect(() => {
    props.set(given)
  })
  useInsertionEffect(() => {
    if (token !== undefined && !isRefused) client.setToken(token)
  }, [client, token, isRefused])
  useInsertionEffect(
    () => enterScope(client, queryClient, () => setSession((now) => signedOut(now, client))),
    [client, queryClient],
  )

  useEffect(() => {
    if (isRefused || !token || known.identity.token === token) return
    // From now on it counts as this user's, also when it does not name one. The app may be about to pass the next
    // user's key in another render.
    const timer = setTimeout(() =>
      setSession((now) =>
        now.client === client ? { ...now, identity: { ...now.identity, token } } : now,
      ),
    )
    return () => clearTimeout(timer)
  }, [client, isRefused, token, known.identity.token])

  const signOut = useCallback(() => endSession(client, queryClient), [client, queryClient])

  const refresh = useCallback(async () => {
    if (!isRefused) return client.refresh()
    setSession((now) => sessionAfter(now, { given: now.props.get(), queryClient, place }))
  }, [client, isRefused, queryClient, place])

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

interface Circumstances {
  given: AppmixerClientOptions
  queryClient: QueryClient
  /** Where in the app the provider is. */
  place: string
}

/** A session of its own for the user that the props name. */
function sessionAfter(
  before: Current | undefined,
  { given, queryClient, place }: Circumstances,
): Current {
  const { token } = given
  const { userKey, isContradictory } = userKeyAfter(before?.identity, given)
  const count = before ? before.count + 1 : 0
  const name = userKey ?? (isNamed(given) ? undefined : nameOf(queryClient, place, count))
  const props = createProps(given)
  return {
    client: connect(props, isContradictory ? nobody(given) : { ...given, userKey: name }),
    props,
    queryClient,
    user: userOf(given),
    identity: isContradictory && before ? before.identity : { userKey, token },
    ...(isContradictory && { refused: { token } }),
    count,
  }
}

/** The session after this client's was ended; a later one stays as it is. */
function signedOut(now: Current, client: AppmixerClient): Current {
  if (now.client !== client) return now
  const given = now.props.get()
  return { ...now, client: connect(now.props, nobody(given)), refused: { token: given.token } }
}

/** Whether the props name the user, or say that there is none. */
function isNamed({ userKey, token, getToken }: AppmixerClientOptions): boolean {
  return userKey !== undefined || token !== undefined || !getToken
}

function userOf(options: AppmixerClientOptions): string {
  return scopeOf(options) + (options.getToken ? '' : '|static')
}

/** The options of a client for whom nobody is signed in. */
function nobody(options: AppmixerClientOptions): AppmixerClientOptions {
  return { ...options, token: undefined, getToken: undefined, secret: undefined }
}

/**
 * Under which name the data of the next session is cached. Apps pass a new `userKey` and a new `token` in two renders,
 * in either order. A new `userKey` with the token of the user before is contradictory, until the token changes too. A
 * token of another user with the `userKey` of the user before is cached under the token's own name.
 */
function userKeyAfter(
  before: Identity | undefined,
  { userKey, token }: Identity,
): { userKey: string | undefined; isContradictory: boolean } {
  if (!before?.token || !token || before.userKey === undefined || userKey === undefined) {
    return { userKey, isContradictory: false }
  }
  const isSameKey = before.userKey === userKey
  const isSameToken = before.token === token || isOfSame(before.token, token)
  return {
    userKey: isSameKey && isOfAnother(before.token, token) ? undefined : userKey,
    isContradictory: !isSameKey && isSameToken,
  }
}

function isOfSame(one: string | undefined, other: string | undefined): boolean {
  const owner = ownerOf(one)
  return owner !== undefined && owner === ownerOf(other)
}

/** Both tokens name a user, and not the same one. */
function isOfAnother(one: string | undefined, other: string | undefined): boolean {
  const [owner, next] = [ownerOf(one), ownerOf(other)]
  return owner !== undefined && next !== undefined && owner !== next
}

/**
 * The latest props of a provider while it shows one user. A client of the user before, which may still be under way,
 * keeps the callbacks that it was given: the new ones answer for the next user.
 */
interface Props {
  get(): AppmixerClientOptions
  set(next: AppmixerClientOptions): void
}

function createProps(current: AppmixerClientOptions): Props {
  return { get: () => current, set: (next) => void (current = next) }
}

/** Functions are read when they are called: a new callback on every render is not a new session. */
function connect(props: Props, { getToken, ...options }: AppmixerClientOptions): AppmixerClient {
  return createAppmixerClient({
    ...options,
    ...(getToken && {
      getToken: (request) => (props.get().getToken ?? getToken)(request),
    }),
    get fetch() {
      return props.get().fetch
    },
    get ky() {
      return props.get().ky
    },
    onDrift: (report) => props.get().onDrift?.(report),
    onAuthError: (error) => props.get().onAuthError?.(error),
  })
}

// React 18 warns of layout effects on a server.
const useBrowserLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect

/**
 * Whether children may be rendered although nothing names their user. When one of them suspends, React forgets all of a
 * first render above it, and would make a nameless session anew each time. So they are rendered right after the mount,
 * before anything is painted. A page from the server is hydrated as it is: there `useId` survives.
 */
function useIsMounted(isMountedFirst: boolean): boolean {
  const isHydrating = useSyncExternalStore(
    () => () => {},
    () => false,
    () => true,
  )
  const [isMounted, setIsMounted] = useState(isMountedFirst)
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
