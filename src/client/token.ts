import { AppmixerError } from './errors.ts'
import { fingerprint } from './fingerprint.ts'
import { lifeOf, ownerOf } from './identity.ts'
import type { Jobs } from './jobs.ts'
import { createStore, type Store } from './store.ts'
import { joinTabs, type Tabs } from './tabs.ts'

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
   * - `error`: `getToken` failed; the next request asks it again
   */
  status: 'loading' | 'authenticated' | 'unauthenticated' | 'error'
  /** Why it is not `authenticated`. */
  error: AppmixerError | null
}

export interface TokenSource {
  readonly state: Store<SessionState>
  /** The token to send now; asks for one when there is none, or when it is about to expire. */
  current(): Promise<string>
  /**
   * A token other than the refused one; callers that were refused the same token share one request for it.
   * `undefined` when there is nobody to ask for another.
   */
  renew(refused: string): Promise<string | undefined>
  /** The server refused this token for good: until there is another, nothing is sent. */
  giveUp(refused: string, error: AppmixerError): void
  /** Replaces the token by a newer one of the same user. */
  set(token: string | undefined): void
  /** Asks for another token, also after giving up. Never rejects; see `state`. */
  refresh(): Promise<void>
  /** From now on one tab asks for all. Call the result to leave. */
  joinTabs(name: string): () => void
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

/** Milliseconds before its end in which a token is renewed, or the last tenth of a short life. */
const margin = 60_000

export function createTokenSource(options: TokenSourceOptions): TokenSource {
  const { getToken, timeout, jobs, onAuthError } = options
  let token = options.token
  let owner = ownerOf(token)
  /** What the server refused; it is not sent again. */
  let refused: string | undefined
  /** What the server refused for good, or what turned out to be of somebody else: nobody is asked by itself. */
  let hasGivenUp = false
  /** A token that is not renewed before the server refuses it: doing so did not help, or the clock is wrong. */
  let kept: string | undefined
  let asking: Promise<string> | undefined
  let tabs: Tabs | undefined
  const state = createStore(initialState())

  function initialState(): SessionState {
    if (token !== undefined) return isUsable(token) ? authenticated : failed(unusable())
    return { status: getToken ? 'loading' : 'unauthenticated', error: null }
  }

  function take(next: unknown): void {
    if (!isUsable(next)) throw unusable()
    const nextOwner = ownerOf(next)
    if (owner !== undefined && nextOwner !== undefined && nextOwner !== owner)
      throw ofSomebodyElse()
    owner ??= nextOwner
    token = next
    refused = undefined
    hasGivenUp = false
    state.set(authenticated)
  }

  function stopWith(error: AppmixerError): void {
    hasGivenUp = true
    state.set({ status: 'unauthenticated', error })
    onAuthError(error)
  }

  async function ask(reason: TokenRequest['reason'], from: GetToken): Promise<string> {
    const before = token
    const job = jobs.open()
    /** The host, or another tab, may have given a newer one meanwhile. */
    const hasNewer = () => token !== undefined && token !== before
    async function answer(): Promise<string> {
      if (!hasNewer()) {
        const next = await answerOf(from, { reason, signal: job.signal }, timeout)
        job.signal.throwIfAborted()
        if (!hasNewer()) take(next)
      }
      return token!
    }
    try {
      const next = await (tabs && before !== undefined ? tabs.renew(before, answer) : answer())
      if (isExpiring(next)) kept = next
      return next
    } catch (error) {
      if (jobs.isOver) throw error
      const problem = error as AppmixerError
      kept = before
      if (problem.code === 'session') {
        token = undefined
        stopWith(problem)
      } else if (token === undefined || token === refused) {
        state.set(failed(problem))
      }
      throw problem
    } finally {
      job.abort()
      job.close()
    }
  }

  function share(reason: TokenRequest['reason']): Promise<string> {
    if (!getToken) return Promise.reject(nobodyToAsk())
    asking ??= ask(reason, getToken).finally(() => {
      asking = undefined
    })
    return asking
  }

  function whyAsk(): TokenRequest['reason'] | undefined {
    if (token === undefined) return 'initial'
    if (token === refused) return 'unauthorized'
    return getToken && token !== kept && isExpiring(token) ? 'expiring' : undefined
  }

  return {
    state,
    async current() {
      const reason = whyAsk()
      if (asking || reason) {
        if (hasGivenUp && !asking) throw state.get().error
        try {
          return await share(reason ?? 'expiring')
        } catch (error) {
          // What is about to expire is still good enough.
          if (token === undefined || token === refused) throw error
        }
      }
      if (isUsable(token)) return token
      throw unusable()
    },
    async renew(old) {
      if (token !== undefined && token !== old) return token === refused ? undefined : token
      if (!getToken) return undefined
      refused = old
      return share('unauthorized')
    },
    giveUp(old, error) {
      if (token !== old || hasGivenUp) return
      refused = old
      stopWith(error)
    },
    set(next) {
      if (next === token) return
      if (next === undefined) {
        token = undefined
        state.set(initialState())
        return
      }
      try {
        take(next)
      } catch (error) {
        token = undefined
        stopWith(error as AppmixerError)
      }
    },
    async refresh() {
      hasGivenUp = false
      if (getToken) {
        if (token === undefined || token === refused) state.set({ status: 'loading', error: null })
        await share(whyAsk() ?? 'expiring').catch(() => {})
      } else if (token !== undefined) {
        refused = undefined
        state.set(initialState())
      }
    },
    joinTabs(name) {
      tabs = joinTabs(name, ({ replaced, token: next }) => {
        if (token !== undefined && fingerprint(token) === replaced && isUsable(next)) take(next)
      })
      return () => {
        tabs?.close()
        tabs = undefined
      }
    },
    end() {
      token = undefined
      hasGivenUp = true
      state.set({ status: 'unauthenticated', error: null })
    },
  }
}

async function answerOf(
  getToken: GetToken,
  request: TokenRequest,
  timeout: number,
): Promise<unknown> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(authError(`getToken did not answer within ${timeout} ms`)),
      timeout,
    )
  })
  try {
    return await Promise.race([getToken(request), patience])
  } catch (cause) {
    if (cause instanceof AppmixerError) throw cause
    throw authError('getToken failed; see `cause`', cause)
  } finally {
    clearTimeout(timer)
  }
}

/** Whether it fits into a header as it is; anything else must not reach the wire as `Bearer undefined`. */
function isUsable(token: unknown): token is string {
  return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)
}

function isExpiring(token: unknown): boolean {
  const life = isUsable(token) ? lifeOf(token) : undefined
  return life !== undefined && life.expires - Date.now() < Math.min(margin, life.lifetime / 10)
}

function failed(error: AppmixerError): SessionState {
  return { status: 'error', error }
}

function unusable(): AppmixerError {
  return authError('the token is empty, not a string, or has characters that no header may carry')
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

function authError(problem: string, cause?: unknown): AppmixerError {
  return new AppmixerError({
    code: 'auth',
    message: `No usable token: ${problem}.`,
    cause,
  })
}
