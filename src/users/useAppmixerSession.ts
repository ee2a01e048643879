'use client'

import { useMemo, useSyncExternalStore } from 'react'
import type { SessionState } from '../client/token.ts'
import { useAppmixerContext } from '../react/context.ts'
import { useUser } from './hooks.ts'
import type { User } from './types.ts'

/** Who is signed in, and how the session stands. */
export interface AppmixerSession extends SessionState {
  /** The user behind the token, once the server has told. */
  user: User | undefined
  /**
   * Asks `getToken` for another token, also after the server refused one for good, or after `signOut`. Never rejects:
   * the outcome is in `status` and `error`.
   */
  refresh: () => Promise<void>
  /**
   * Ends the session at once: what is under way is aborted, what is cached is removed, and reads wait. It lasts until
   * the provider gets another token or user, or until `refresh`. Every provider of this user on the page is signed out.
   * Nothing is sent to Appmixer: its tokens cannot be revoked, so let your own back end forget the token.
   */
  signOut: () => void
}

/**
 * The session of the nearest `<AppmixerProvider>`. Asks `GET /user` once.
 *
 * `status` is `loading` until there is a token, `authenticated` while the server takes it, `unauthenticated` when
 * there is none or the server refused the renewed one too (then reads wait, and nothing is sent), and `error` when
 * `getToken` failed. An error with status 403 is about one permission and never ends a session.
 *
 * @throws AppmixerError `config` outside of a provider
 * @example
 * const { status, user, error, refresh, signOut } = useAppmixerSession()
 * if (status === 'unauthenticated') return <SignIn />
 * if (status === 'error') return <button onClick={refresh}>Try again</button>
 * return <button onClick={signOut}>Sign {user?.username} out</button>
 */
export function useAppmixerSession(): AppmixerSession {
  const { client, refresh, signOut } = useAppmixerContext()
  const { get, subscribe } = client.session
  const { status, error } = useSyncExternalStore(subscribe, get, get)
  const { data: user } = useUser({ staleTime: Infinity, enabled: status !== 'unauthenticated' })
  return useMemo(
    () => ({ status, user, error, refresh, signOut }),
    [status, user, error, refresh, signOut],
  )
}
