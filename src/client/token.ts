import { longestTimer, unlessAborted, type Jobs } from './abort.ts'
import { AppmixerError, isAppmixerError, type AppmixerErrorOptions } from './errors.ts'
import { renewHint } from './failures.ts'
import { isExpiring, ownerOf } from './identity.ts'
import { createObservable, type Observable } from './observable.ts'
import { safeCause } from './redact.ts'

/** What `getToken` is called with. */
export interface TokenRequest {
  /**
   * `initial`: the first token; `expiring`: the one in use is about to expire; `unauthorized`: the server refused it.
   */
  reason: 'initial' | 'expiring' | 'unauthorized'
  /** Aborts when the session ends, and after `tokenTimeout`. */
  signal: AbortSignal
}

/**
 * Gives the current user's Appmixer token, usually by asking your own back end.
 *
 * Any error is a failure that may pass: the session is `error`, and the next request asks again. An `AppmixerError` with
 * code `auth` says that the user is signed out: the session is `unauthenticated`, `onAuthError` is called, and nothing is
 * sent until `refresh` or another token.
 *
 * @example
 * const getToken: GetToken = async ({ signal }) => {
 *   const response = await fetch('/appmixer-token', { method: 'POST', signal })
 *   if (response.status === 401) throw new AppmixerError({ code: 'auth', status: 401, message: 'Signed out' })
 *   if (!response.ok) throw new Error(`The token service answered ${response.status}`)
 *   return response.text()
 * }
 */
export type GetToken = (request: TokenRequest) => string | Promise<string>

/** The state of a session. */
export interface SessionState {
  /**
   * - `loading`: the first token is on its way
   * - `authenticated`: there is a token, and the server has not refused it
   * - `unauthenticated`: there is none, `getToken` says that the user is signed out, or the server refused the renewed one
   *   too; nothing is sent until there is another
   * - `error`: `getToken` failed, or gave something that is no token; the next request asks it again
   */
  status: 'loading' | 'authenticated' | 'unauthenticated' | 'error'
  /** Why it is not `authenticated`. */
  error: AppmixerError | null
}

export interface TokenSource {
  readonly state: Observable<SessionState>
  /**
   * Sends with the token in use. When the server refuses that one, sends once more with another. All requests whose
   * token was refused share one call of `getToken`.
   */
  use(send: (token: string) => Promise<Response>, signal: AbortSignal): Promise<Response>
  /** Replaces the token by a newer one of the same user. */
  set(token: string | undefined): void
  /** Asks for another token, also after the server refused one for good. Never rejects; see `state`. */
  refresh(): Promise<void>
  /** Forgets the token, and accepts no other. */
  end(): void
  /** The token in use, if there is one. */
  readonly current: Observable<string | undefined>
}

export interface TokenSourceOptions {
  token?: string | undefined
  getToken?: GetToken | undefined
  /** Milliseconds to wait for `getToken`. */
  timeout: number
  jobs: Jobs
  onAuthError: (error: AppmixerError) => void
}

const authenticated: SessionState = { status: 'authenticated', error: null }

/** Why {@link isUsable} refuses a token. */
export const unusable = 'is empty, not a string, or has characters that no header may carry'

/** Whether it fits into a header as it is. Anything else must not reach the wire as `Bearer undefined`. */
export function isUsable(token: unknown): token is string {
  return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)
}

export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { getToken, timeout, jobs, onAuthError } = options
  const current = createObservable<string | undefined>(undefined)
  /** The user of these tokens, as soon as one of them names a user. */
  let owner: string | undefined
  /** The token that the server refused. It is not sent again. */
  let refused: string | undefined
  /** A token that looked expired when it was new: the clock is wrong. It is used until the server refuses it. */
  let kept: string | undefined
  let asking: Promise<void> | undefined
  let isOver = false
  const state = createObservable(withoutToken())
  set(options.token)
  return { state, use, set, refresh, end, current }

  async function use(
    send: (token: string) => Promise<Response>,
    signal: AbortSignal,
  ): Promise<Response> {
    for (let isRepeated = false; ; isRepeated = true) {
      const bearer = await usableNow(signal)
      const response = await send(bearer)
      if (response.status !== 401) return response
      // Meanwhile another token may be in use.
      if (current.get() === bearer && !hasGivenUp()) {
        refused = bearer
        if (isRepeated || !getToken) giveUp(refusedByServer())
      }
      if (isRepeated || hasGivenUp()) return response
      void response.body?.cancel().catch(() => {})
    }
  }

  function set(next: string | undefined): void {
    if (isOver || next === current.get()) return
    current.set(undefined)
    try {
      if (next === undefined) state.set(withoutToken())
      else accept(next)
    } catch (error) {
      fail(error as AppmixerError)
    }
  }

  async function refresh(): Promise<void> {
    if (isOver) return
    if (getToken) {
      if (!isGood()) state.set(withoutToken())
      await ask(getToken).catch(() => {})
    } else if (current.get() !== undefined) {
      refused = undefined
      state.set(authenticated)
    }
  }

  function end(): void {
    isOver = true
    current.set(undefined)
    state.set({ status: 'unauthenticated', error: null })
  }

  /** The token to send now. Asks for one when there is none, or when it is about to expire. */
  async function usableNow(signal: AbortSignal): Promise<string> {
    if (reasonToAsk()) {
      if (!getToken || hasGivenUp()) throw state.get().error ?? noToken()
      try {
        await unlessAborted(signal, () => ask(getToken))
      } catch (error) {
        // A token that is about to expire is still good.
        if (!isGood()) throw error
      }
    }
    return current.get()!
  }

  function reasonToAsk(): TokenRequest['reason'] | undefined {
    const token = current.get()
    if (token === undefined) return 'initial'
    if (token === refused) return 'unauthorized'
    return getToken && token !== kept && isExpiring(token) ? 'expiring' : undefined
  }

  function ask(from: GetToken): Promise<void> {
    asking ??= askOnce(from, reasonToAsk() ?? 'expiring').finally(() => {
      asking = undefined
    })
    return asking
  }

  async function askOnce(from: GetToken, reason: TokenRequest['reason']): Promise<void> {
    const before = current.get()
    const job = jobs.open()
    const { signal } = job
    const onTimeout = () =>
      job.abort(tokenError(`getToken did not answer within ${timeout} ms`, unavailable))
    const timer = setTimeout(onTimeout, Math.min(timeout, longestTimer))
    try {
      const next = await unlessAborted(signal, async () => from({ reason, signal }))
      // The app may have set a newer one meanwhile.
      const now = current.get()
      if (now === undefined || now === before) accept(next, unavailable)
    } catch (error) {
      if (jobs.isOver) throw error
      const failure = isAppmixerError(error) ? error : getTokenFailed(error, before)
      fail(failure, isEnd(failure) || isSignedOut(failure))
      throw failure
    } finally {
      const token = current.get()
      if (token !== undefined && isExpiring(token)) kept = token
      clearTimeout(timer)
      job.abort()
      job.close()
    }
  }

  function accept(next: unknown, details?: Details): void {
    if (!isUsable(next)) throw tokenError(`it ${unusable}`, details)
    const nextOwner = ownerOf(next)
    owner ??= nextOwner
    if (nextOwner !== undefined && nextOwner !== owner) throw otherUser()
    current.set(next)
    refused = undefined
    state.set(authenticated)
  }

  function fail(error: AppmixerError, isFinal = isEnd(error)): void {
    if (isFinal) {
      current.set(undefined)
      giveUp(error)
    } else if (!isGood()) {
      state.set({ status: 'error', error })
    }
  }

  function giveUp(error: AppmixerError): void {
    state.set({ status: 'unauthenticated', error })
    onAuthError(error)
  }

  /** Asking again is of no use: the server refused the renewed token, or it was another user's. */
  function hasGivenUp(): boolean {
    return state.get().status === 'unauthenticated'
  }

  function isGood(): boolean {
    const token = current.get()
    return token !== undefined && token !== refused
  }

  function withoutToken(): SessionState {
    return { status: getToken ? 'loading' : 'unauthenticated', error: null }
  }
}

type Details = Pick<AppmixerErrorOptions, 'reason' | 'cause'>

/** `getToken` is asked again with the next request. */
const unavailable: Details = { reason: 'token-unavailable' }

function tokenError(problem: string, details?: Details): AppmixerError {
  return new AppmixerError({ code: 'auth', message: `No usable token: ${problem}.`, ...details })
}

function noToken(): AppmixerError {
  return tokenError('there is none. Sign the user in and pass `token` or `getToken`')
}

/** The token was another user's. */
function isEnd({ code }: AppmixerError): boolean {
  return code === 'session'
}

/** `getToken` says that the user is signed out. Other than a failure, that does not pass by asking again. */
function isSignedOut({ code, reason }: AppmixerError): boolean {
  return code === 'auth' && reason !== unavailable.reason
}

/** The cause may quote what `getToken` was called with, or the token in use. */
function getTokenFailed(error: unknown, token = ''): AppmixerError {
  const cause = safeCause(error, [token])
  return tokenError('getToken failed; see `cause`', { ...unavailable, cause })
}

function refusedByServer(): AppmixerError {
  const message = `The server answered 401. ${renewHint}`
  return new AppmixerError({ code: 'auth', status: 401, message })
}

function otherUser(): AppmixerError {
  return new AppmixerError({
    code: 'session',
    message:
      'The new token belongs to another user, so this session has ended. Pass a `userKey` that changes with the user.',
  })
}
