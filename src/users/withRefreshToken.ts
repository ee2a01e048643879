import { throwIfAborted, unlessAborted } from '../client/abort.ts'
import { createAppmixerClient } from '../client/client.ts'
import { AppmixerError } from '../client/errors.ts'
import type { GetToken } from '../client/token.ts'
import { refreshAccessToken } from './endpoints.ts'

export interface RefreshTokenOptions {
  /** API address of the tenant. */
  baseUrl: string
  /** Reads the refresh token from where your app keeps it. Called before each exchange, and once more after it. */
  load: () => string | null | undefined | Promise<string | null | undefined>
  /** Writes the next refresh token there. The one before is used up, and asking again waits until this is done. */
  save: (refreshToken: string) => void | Promise<void>
  /**
   * Names the Web Lock: whoever shares the refresh token must use the same name.
   *
   * @default `baseUrl`. On a back end that renews for many users, add the id of the user.
   */
  lockName?: string | undefined
  /**
   * Milliseconds for one exchange, so that a tab whose exchange hangs does not keep the others waiting for longer.
   *
   * @default 5_000
   */
  timeout?: number | undefined
  /** The `fetch` to send with; a sandbox's, for example. */
  fetch?: typeof globalThis.fetch | undefined
}

/**
 * A `getToken` for tenants that hand out refresh tokens, as servers do since 6.5: `POST /user/sso/refresh` with
 * `{ refreshToken }`.
 *
 * A refresh token can be used once, and tabs share it. So one exchange is made at a time, in a Web Lock, and each reads
 * the token anew: no tab uses a token that another one has used up. The browser releases the lock of a tab that is
 * closed. Where there are no Web Locks (pages without HTTPS, servers before Node 24) this holds for one tab or process.
 *
 * An exchange that was sent is finished and saved even when nobody waits for it any more, because the server has
 * replaced the token by then. If another user has signed in meanwhile, so that `load` gives another token, nothing is
 * saved.
 *
 * Rejects with code `auth` when there is no refresh token or the server refuses it: then the user must sign in.
 *
 * @example
 * const getToken = withRefreshToken({
 *   baseUrl,
 *   load: () => localStorage.getItem('appmixer-refresh-token'),
 *   save: (next) => localStorage.setItem('appmixer-refresh-token', next),
 * })
 * <AppmixerProvider baseUrl={baseUrl} userKey={userId} getToken={getToken}>
 */
export function withRefreshToken({
  baseUrl,
  load,
  save,
  lockName = baseUrl,
  timeout = 5_000,
  fetch,
}: RefreshTokenOptions): GetToken {
  const client = createAppmixerClient({ baseUrl, fetch, timeout })
  const inTurn = createTurns(`appmixer refresh token|${lockName}`)

  async function exchange(signal: AbortSignal): Promise<string> {
    const refreshToken = await unlessAborted(signal, async () => load())
    if (!refreshToken) throw noRefreshToken()
    const { token, refreshToken: next } = await refreshAccessToken(client, { refreshToken })
    if ((await load()) !== refreshToken) throw replaced()
    if (next && next !== refreshToken) await attempt(() => save(next))
    return token
  }

  return ({ signal }) => unlessAborted(signal, () => inTurn(signal, () => exchange(signal)))
}

type InTurn = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>

/**
 * One at a time, in all tabs of this origin. A signal that aborts gives up the place in the queue; work that has begun
 * goes on.
 */
function createTurns(lockName: string): InTurn {
  let last: Promise<unknown> = Promise.resolve()

  /** In this page only. */
  function here<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const turn = last.then(() => {
      throwIfAborted(signal)
      return work()
    })
    last = turn.catch(() => {})
    return turn
  }

  return async (signal, work) => {
    const locks = globalThis.navigator?.locks
    return locks ? locks.request(lockName, { signal }, work) : here(signal, work)
  }
}

/** The new token is good, whether or not the app can keep the next refresh token. */
async function attempt(work: () => void | Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    console.error(error)
  }
}

function noRefreshToken(): AppmixerError {
  return new AppmixerError({
    code: 'auth',
    message: 'No usable token: `load` gave no refresh token. Sign the user in and keep a new one.',
  })
}

function replaced(): AppmixerError {
  return new AppmixerError({
    code: 'auth',
    reason: 'token-unavailable',
    message:
      'No usable token: `load` gives another refresh token than before the exchange. Another user may have signed in, so the new token was dropped.',
  })
}
