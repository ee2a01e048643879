import { longestTimer, unlessAborted } from './abort.ts'
import { AppmixerError, isAppmixerError, type AppmixerErrorOptions } from './errors.ts'
import { isExpiring, ownerOf } from './identity.ts'
import type { Jobs } from './jobs.ts'
import { createObservable, type Observable } from './observable.ts'
import { safeCause } from './redact.ts'

export interface TokenRequest {
  /**
   * `initial`: the first token; `expiring`: the one in use is about to expire; `unauthorized`: the server refused it.
   */
  reason: 'initial' | 'expiring' | 'unauthorized'
  /** Aborted when nobody waits for the token any more. */
  signal: AbortSignal
}

/** Gives the current user's Appmixer token, usually by asking your own back end. */
export type GetToken = (request: TokenRequest) => string | Promise<string>

/** How a session stands. */
export interface SessionState {
  /**
   * - `loading`: the first token is on its way
   * - `authenticated`: there is a token, and the server has not refused it
   * - `unauthenticated`: there is none, or the server refused the renewed one too; nothing is sent until there is another
   * - `error`: `getToken` failed, or what it gave is no token; the next request asks it again
   */
  status: 'loading' | 'authenticated' | 'unauthenticated' | 'error'
  /** Why it is not `authenticated`. */
  error: AppmixerError | null
}

export interface TokenSource {
  readonly state: Observable<SessionState>
  /**
   * Sends with the token in use; when the server refuses that one, once more with another. All requests that were
   * refused the same token share one call of `getToken`.
   */
  use(send: (token: string) => Promise<Response>, signal: AbortSignal): Promise<Response>
  /** Replaces the token by a newer one of the same user. */
  set(token: string | undefined): void
  /** Asks for another token, also after giving up. Never rejects; see `state`. */
  refresh(): Promise<void>
  /** Forgets the token. */
  end(): void
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

export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { getToken, timeout, jobs, onAuthError } = options
  let token: string | undefined
  /** Whose tokens these are, as soon as one of them names its user. */
  let owner: string | undefined
  /** What the server refused; it is not sent again. */
  let refused: string | undefined
  /** A token that is not renewed before the server refuses it: doing so did not help, or the clock is wrong. */
  let kept: string | undefined
  let asking: Promise<void> | undefined
  const state = createObservable(withoutToken())
  set(options.token)

  function withoutToken(): SessionState {
    return { status: getToken ? 'loading' : 'unauthenticated', error: null }
  }

  function isGood(): boolean {
    return token !== undefined && token !== refused
  }

  /** There is nobody to ask, or no use in it: the server refused for good, or the token was somebody else's. */
  function hasGivenUp(): boolean {
    return state.get().status === 'unauthenticated'
  }

  function giveUp(error: AppmixerError): void {
    state.set({ status: 'unauthenticated', error })
    onAuthError(error)
  }

  function take(next: unknown, reason?: AppmixerErrorOptions['reason']): void {
    if (!isUsable(next)) {
      const problem = 'it is empty, not a string, or has characters that no header may carry'
      throw authError(problem, { reason })
    }
    const nextOwner = ownerOf(next)
    owner ??= nextOwner
    if (nextOwner !== undefined && nextOwner !== owner) throw ofSomebodyElse()
    token = next
    refused = undefined
    state.set(authenticated)
  }

  function fail(error: AppmixerError): void {
    if (error.code === 'session') {
      token = undefined
      giveUp(error)
    } else if (!isGood()) {
      state.set({ status: 'error', error })
    }
  }

  function set(next: string | undefined): void {
    if (next === token) return
    token = undefined
    try {
      if (next === undefined) state.set(withoutToken())
      else take(next)
    } catch (error) {
      fail(error as AppmixerError)
    }
  }

  function whyAsk(): TokenRequest['reason'] | undefined {
    if (token === undefined) return 'initial'
    if (token === refused) return 'unauthorized'
    return getToken && token !== kept && isExpiring(token) ? 'expiring' : undefined
  }

  function ask(from: GetToken): Promise<void> {
    asking ??= askOnce(from, whyAsk() ?? 'expiring').finally(() => {
      asking = undefined
    })
    return asking
  }

  async function askOnce(from: GetToken, reason: TokenRequest['reason']): Promise<void> {
    const before = token
    const job = jobs.open()
    const { signal } = job
    const onTimeout = () => job.abort(unavailable(`getToken did not answer within ${timeout} ms`))
    const timer = setTimeout(onTimeout, Math.min(timeout, longestTimer))
    try {
      const next = await unlessAborted(signal, async () => from({ reason, signal }))
      // The app may have set a newer one meanwhile.
      if (token === undefined || token === before) take(next, 'token-unavailable')
    } catch (cause) {
      if (jobs.isOver) throw cause
      const error = failed(cause, before)
      fail(error)
      throw error
    } finally {
      if (token !== undefined && isExpiring(token)) kept = token
      clearTimeout(timer)
      job.abort()
      job.close()
    }
  }

  /** The token to send now; asks for one when there is none, or when it is about to expire. */
  async function current(signal: AbortSignal): Promise<string> {
    if (whyAsk()) {
      if (!getToken || hasGivenUp()) throw state.get().error ?? nobodyToAsk()
      try {
        await unlessAborted(signal, () => ask(getToken))
      } catch (error) {
        // What is about to expire is still good enough.
        if (!isGood()) throw error
      }
    }
    return token!
  }

  return {
    state,
    async use(send, signal) {
      for (let isRepeated = false; ; isRepeated = true) {
        const bearer = await current(signal)
        const response = await send(bearer)
        if (response.status !== 401) return response
        if (token === bearer && !hasGivenUp()) {
          refused = bearer
          if (isRepeated || !getToken) giveUp(refusedByServer())
        }
        if (isRepeated || hasGivenUp()) return response
        void response.body?.cancel().catch(() => {})
      }
    },
    set,
    async refresh() {
      if (getToken) {
        if (!isGood()) state.set(withoutToken())
        await ask(getToken).catch(() => {})
      } else if (token !== undefined) {
        refused = undefined
        state.set(authenticated)
      }
    },
    end() {
      token = undefined
      state.set({ status: 'unauthenticated', error: null })
    },
  }
}

/** Whether it fits into a header as it is; anything else must not reach the wire as `Bearer undefined`. */
export function isUsable(token: unknown): token is string {
  return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)
}

function refusedByServer(): AppmixerError {
  return new AppmixerError({
    code: 'auth',
    status: 401,
    message:
      'The server refused the token (401). Pass a fresh `token`, or `getToken` so that it can be renewed.',
  })
}

function nobodyToAsk(): AppmixerError {
  return authError(
    'there is none. Sign the user in and pass `token` or `getToken` to <AppmixerProvider>',
  )
}

function ofSomebodyElse(): AppmixerError {
  return new AppmixerError({
    code: 'session',
    message:
      'The new token is another user’s than the one before, so this session is over. Pass a `userKey` that changes with the user, and each of them gets a session of their own.',
  })
}

/** Why there is no other token. What `getToken` throws may quote what it was called with, or the token in use. */
function failed(cause: unknown, token: string | undefined): AppmixerError {
  if (isAppmixerError(cause)) return cause
  const secrets = token === undefined ? [] : [token]
  return unavailable('getToken failed; see `cause`', safeCause(cause, secrets))
}

/** Asking `getToken` again may help. */
function unavailable(problem: string, cause?: unknown): AppmixerError {
  return authError(problem, { reason: 'token-unavailable', cause })
}

function authError(
  problem: string,
  details: Pick<AppmixerErrorOptions, 'reason' | 'cause'> = {},
): AppmixerError {
  return new AppmixerError({ code: 'auth', message: `No usable token: ${problem}.`, ...details })
}
