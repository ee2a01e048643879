import type { Session } from './abort.ts'
import { AppmixerError } from './errors.ts'

export interface TokenRequest {
  /** `initial`: the first token; `unauthorized`: the server refused the one in use. */
  reason: 'initial' | 'unauthorized'
  /** Aborted when nobody waits for the token any more. */
  signal: AbortSignal
}

/** Gives the current user's Appmixer token, usually by asking your own back end. */
export type GetToken = (request: TokenRequest) => string | Promise<string>

export interface TokenSource {
  /** The token to send now; asks for the first one when there is none yet. */
  current(): Promise<string>
  /**
   * A token other than the refused one; callers that were refused the same token share one request for it.
   * `undefined` when there is nobody to ask for another.
   */
  renew(refused: string): Promise<string | undefined>
  /** Replaces a static token by a newer one of the same user. */
  set(token: string | undefined): void
}

export interface TokenSourceOptions {
  token?: string | undefined
  getToken?: GetToken | undefined
  /** Milliseconds to wait for `getToken`. */
  timeout: number
  session: Session
}

export function createTokenSource({
  token,
  getToken,
  timeout,
  session,
}: TokenSourceOptions): TokenSource {
  let current = token
  let asking: Promise<string> | undefined

  async function ask(reason: TokenRequest['reason']): Promise<string> {
    if (!getToken) {
      throw authError(
        'there is none. Sign the user in and pass `token` or `getToken` to <AppmixerProvider>',
      )
    }
    const before = current
    const task = session.open()
    try {
      const answer = usable(await answerOf(getToken, { reason, signal: task.signal }, timeout))
      // The host may have set a newer token meanwhile.
      if (current === before) current = answer
      return usable(current)
    } finally {
      task.abort()
      task.close()
    }
  }

  function share(reason: TokenRequest['reason']): Promise<string> {
    asking ??= ask(reason).finally(() => {
      asking = undefined
    })
    return asking
  }

  return {
    async current() {
      if (asking) return asking
      return current === undefined ? share('initial') : usable(current)
    },
    async renew(refused) {
      if (current !== undefined && current !== refused) return usable(current)
      return getToken && share('unauthorized')
    },
    set(next) {
      current = next
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

/** A token that fits into a header as it is; anything else must not reach the wire as `Bearer undefined`. */
function usable(token: unknown): string {
  if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return token
  throw authError('the token is empty, not a string, or has characters that no header may carry')
}

function authError(problem: string, cause?: unknown): AppmixerError {
  return new AppmixerError({
    code: 'auth',
    message: `No usable token: ${problem}.`,
    cause,
  })
}
