import { isNetworkError, NetworkError } from 'ky'
import { throwIfAborted } from './abort.ts'
import { isRead, unanswered, type Failing } from './failures.ts'
import { safeCause } from './redact.ts'
import type { TokenSource } from './token.ts'

/** How `fetch` is called here. */
export type Fetch = (request: Request, init?: RequestInit) => Promise<Response>

/** One call, on its way through ky and its hooks. */
export interface Exchange extends Failing {
  /** Sent without a token. */
  anonymous?: boolean
  /** A token for this exchange only, in place of the session's. */
  bearer?: string | undefined
  /** A people-task secret. It takes the token's place. */
  secret?: string | undefined
  /** What was sent that no error may repeat. */
  secrets: Set<string>
  /** Whether it left for the network. */
  isSent: boolean
}

/** Sends one request of ky's for an exchange. */
export type TenantFetch = (
  request: Request,
  init: RequestInit,
  exchange: Exchange,
) => Promise<Response>

interface TenantFetchOptions {
  baseUrl: string
  tokens: TokenSource
  /** What the app sends with. */
  fetch: () => Fetch
}

/** Redirects of one read that are followed by hand. */
const mostRedirects = 5

/**
 * The last step before the network, behind ky and all hooks. Here the token or the secret is put on, so no hook, error
 * or request of ky's ever holds it; and only for addresses of the tenant, whatever a hook made of the address. A 401
 * is renewed here too, so no option and no hook can switch that off.
 */
export function createTenantFetch({ baseUrl, tokens, fetch }: TenantFetchOptions): TenantFetch {
  const isWholeOrigin = new URL(baseUrl).pathname === '/'

  function isTenants(url: string): boolean {
    return url.startsWith(baseUrl) && /^([/?#]|$)/.test(url.slice(baseUrl.length))
  }

  return tenantFetch

  async function tenantFetch(
    request: Request,
    init: RequestInit,
    exchange: Exchange,
    redirects = 0,
  ): Promise<Response> {
    const response = await authorized(request, init, exchange)
    if (!isRedirect(response)) return response
    leave(response)
    if (!isRead(request) || redirects === mostRedirects) throw redirected(exchange, response)
    const isSecret = exchange.secret !== undefined
    let next = locationOf(response, request)
    if (next === undefined && !isSecret) {
      // Browsers do not say where to: go there without the token, and once more with it where that is the tenant's.
      const there = await transmit(request, init, exchange, { redirect: 'follow' })
      if (!isTenants(there.url)) return there
      leave(there)
      next = there.url
    }
    if (next === undefined || (isSecret && !isTenants(next))) throw redirected(exchange, response)
    return tenantFetch(requestTo(next, request), init, exchange, redirects + 1)
  }

  /** Sends with what this address may see. */
  async function authorized(request: Request, init: RequestInit, exchange: Exchange) {
    const { secret, anonymous, bearer, secrets } = exchange
    if (!isTenants(request.url)) return transmit(request, init, exchange)
    if (secret !== undefined) {
      secrets.add(secret)
      const sent = await withSecret(request, secret)
      return withoutUrl(await transmit(sent, init, exchange, { shown: request }))
    }
    if (anonymous) return transmit(request, init, exchange)
    const withToken = (token: string) => {
      secrets.add(token)
      const headers = new Headers(request.headers)
      headers.set('authorization', `Bearer ${token}`)
      return transmit(request, { ...init, headers }, exchange)
    }
    return bearer === undefined ? tokens.use(withToken, request.signal) : withToken(bearer)
  }

  /** Sends. `shown` is the request that errors hold, which hooks can see. */
  async function transmit(
    request: Request,
    init: RequestInit,
    exchange: Exchange,
    { shown = request, redirect = redirectFor(request, exchange) }: Transmission = {},
  ): Promise<Response> {
    throwIfAborted(request.signal)
    exchange.isSent = true
    try {
      // `fetch` forgets both as soon as there is an `init`, and would send the address of the page with its query.
      const { referrer, referrerPolicy } = request
      // A body can be read once, and a refused token sends it twice.
      const sent = isRead(request) ? request : request.clone()
      return await fetch()(sent, { ...init, redirect, referrer, referrerPolicy })
    } catch (cause) {
      throw lostConnection(shown, cause, exchange)
    }
  }

  /**
   * Writes are never redirected: a browser would turn some into a GET, and send the body of others to another server.
   * A read may be. The platform takes the token along inside of an origin, so where the tenant is less than its origin,
   * and for a secret, each redirect is looked at here.
   */
  function redirectFor(request: Request, { secret }: Exchange): RequestRedirect {
    return isRead(request) && isWholeOrigin && secret === undefined ? request.redirect : 'manual'
  }
}

interface Transmission {
  shown?: Request
  redirect?: RequestRedirect
}

/** Any way in which the network fails is a lost connection; ky knows only the messages of some. */
export function lostConnection(
  request: Request,
  cause: unknown,
  { secrets }: Pick<Exchange, 'secrets'>,
): unknown {
  if (request.signal.aborted || isNetworkError(cause)) return cause
  const safe = safeCause(cause, secrets)
  return new NetworkError(request, safe && { cause: safe })
}

/** With the secret where the server looks for it: in the query of a read, in the body of a write. */
async function withSecret(request: Request, secret: string): Promise<Request> {
  const url = new URL(request.url)
  if (isRead(request)) {
    url.search += `${url.search ? '&' : ''}${new URLSearchParams({ secret })}`
    return new Request(url, request)
  }
  const { method, referrer, referrerPolicy } = request
  const fields = JSON.parse((await request.clone().text()) || '{}') as object
  const body = JSON.stringify({ ...fields, secret })
  return new Request(request, { method, body, referrer, referrerPolicy })
}

/** The same request to where it was redirected. What an app authorizes itself with stays in its origin. */
function requestTo(url: string, request: Request): Request {
  const next = new Request(url, request)
  if (new URL(url).origin !== new URL(request.url).origin) next.headers.delete('authorization')
  return next
}

/** An answer that does not say where it came from, because the secret is in that address. */
function withoutUrl(response: Response): Response {
  const { body, status, statusText, headers, type } = response
  if (type === 'opaqueredirect' || !response.url) return response
  return new Response(body, { status, statusText, headers })
}

/** Its body is of no use. */
function leave({ body }: Response): void {
  void body?.cancel().catch(() => {})
}

function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || [301, 302, 303, 307, 308].includes(status)
}

/** Where a redirect leads; browsers do not say it. */
function locationOf({ headers }: Response, request: Request): string | undefined {
  const location = headers.get('location')
  try {
    return location === null ? undefined : new URL(location, request.url).href
  } catch {
    return undefined
  }
}

function redirected(exchange: Exchange, { status }: Response): Error {
  const problem = `was redirected${status ? ` (${status})` : ''}, and that was not followed. A proxy or a sign-in page may have answered; check baseUrl`
  return unanswered(exchange, 'schema', problem, { status: status || undefined })
}
