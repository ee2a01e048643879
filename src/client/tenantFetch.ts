import { isNetworkError, NetworkError } from 'ky'
import { throwIfAborted } from './abort.ts'
import { checkProxy, isRead, unanswered, type Sent } from './failures.ts'
import { parseUrl } from './identity.ts'
import { safeCause } from './redact.ts'
import type { TokenSource } from './token.ts'

/** How the platform's `fetch` is called here. */
export type Fetch = (request: Request, init?: RequestInit) => Promise<Response>

/** One call, on its way through ky and its hooks. */
export interface Exchange extends Sent {
  /** Sent without a token. */
  anonymous?: boolean | undefined
  /** A token for this exchange only, in place of the session's. */
  bearer?: string | undefined
  /** A people-task secret, sent in place of the token. */
  secret?: string | undefined
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

/** How many redirects of one read are followed. */
const mostRedirects = 5

/**
 * The last step before the network, behind ky and all hooks. It adds the token or the secret here, so no hook, error or
 * request of ky's has it; and only for addresses of the tenant, even if a hook changed the address. A 401 is renewed
 * here too, so no option and no hook can switch that off.
 *
 * Redirects: a write is never redirected, because a browser would turn some into a GET and send the body of others to
 * another server. A read is followed inside the tenant, and refused outside of it.
 */
export function createTenantFetch({ baseUrl, tokens, fetch }: TenantFetchOptions): TenantFetch {
  return (request, init, exchange) =>
    follow(request, init, { exchange, shown: request }, mostRedirects)

  async function follow(
    request: Request,
    init: RequestInit,
    sending: Sending,
    redirects: number,
  ): Promise<Response> {
    const { exchange } = sending
    const response = await authorized(request, init, sending)
    const isHidden = response.type === 'opaqueredirect'
    if (!isHidden && !redirectStatuses.includes(response.status)) {
      // Not every `fetch` heeds `redirect`.
      const isAway = response.redirected && isTenants(request.url) && !isTenants(response.url)
      return isAway ? refuse(response, exchange) : response
    }
    if (!isRead(request) || redirects === 0) return refuse(response, exchange)
    let next = locationOf(response, request)
    if (isHidden && exchange.secret === undefined) {
      // Browsers hide where a redirect leads. Without the token it is safe to go there and see.
      const there = await transmit(request, init, { ...sending, redirect: 'follow' })
      cancelBody(there)
      next = there.url
    }
    if (!isTenants(next)) return refuse(response, exchange)
    cancelBody(response)
    return follow(new Request(next, request), init, sending, redirects - 1)
  }

  function isTenants(url: string): boolean {
    return url.startsWith(baseUrl) && /^([/?#]|$)/.test(url.slice(baseUrl.length))
  }

  /** Sends with what this address may see. */
  async function authorized(request: Request, init: RequestInit, sending: Sending) {
    const { secret, anonymous, bearer, secrets } = sending.exchange
    if (!isTenants(request.url)) return transmit(request, init, sending)
    if (secret !== undefined) {
      secrets.add(secret)
      const sent = await withSecret(request, secret)
      return withoutUrl(await transmit(sent, init, sending))
    }
    if (anonymous) return transmit(request, init, sending)
    const withToken = (token: string) => {
      secrets.add(token)
      const headers = new Headers(request.headers)
      headers.set('authorization', `Bearer ${token}`)
      return transmit(request, { ...init, headers }, sending)
    }
    return bearer === undefined ? tokens.use(withToken, request.signal) : withToken(bearer)
  }

  async function transmit(
    request: Request,
    init: RequestInit,
    { exchange, shown, redirect = redirectFor(request) }: Sending,
  ): Promise<Response> {
    throwIfAborted(request.signal)
    exchange.isSent = true
    try {
      // With an `init`, `fetch` forgets both, and would send the address of the page with its query.
      const { referrer, referrerPolicy } = request
      // A body can be read once, and a refused token sends it twice.
      const sent = isRead(request) ? request : request.clone()
      return await fetch()(sent, { ...init, redirect, referrer, referrerPolicy })
    } catch (cause) {
      throw lostConnection(shown, cause, exchange)
    }
  }

  /** The platform may follow what has no token and no secret. */
  function redirectFor(request: Request): RequestRedirect {
    return isRead(request) && !isTenants(request.url) ? request.redirect : 'manual'
  }
}

interface Sending {
  exchange: Exchange
  /** The request that errors have, and hooks see: ky's own. A server may repeat the secret in the address of a redirect. */
  shown: Request
  redirect?: RequestRedirect
}

/** Whatever `fetch` rejects with is a lost connection; ky itself knows only the messages of some platforms. */
export function lostConnection(request: Request, cause: unknown, { secrets }: Sent): unknown {
  if (request.signal.aborted || isNetworkError(cause)) return cause
  const safe = safeCause(cause, secrets)
  return new NetworkError(request, safe && { cause: safe })
}

/** With the secret where the server looks for it: in the query of a read, in the body of a write. */
async function withSecret(request: Request, secret: string): Promise<Request> {
  const url = new URL(request.url)
  if (isRead(request)) {
    // A redirect may have it already.
    url.searchParams.set('secret', secret)
    return new Request(url, request)
  }
  const { method, referrer, referrerPolicy } = request
  const fields = JSON.parse((await request.clone().text()) || '{}') as object
  const body = JSON.stringify({ ...fields, secret })
  return new Request(request, { method, body, referrer, referrerPolicy })
}

/** The answer without its address, which has the secret. */
function withoutUrl(response: Response): Response {
  const { body, status, statusText, headers, type } = response
  if (type === 'opaqueredirect' || !response.url) return response
  return new Response(body, { status, statusText, headers })
}

const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308]

/** Where a redirect leads; empty when it does not say. */
function locationOf({ headers }: Response, request: Request): string {
  const location = headers.get('location')
  return (location !== null && parseUrl(location, request.url)?.href) || ''
}

function refuse(response: Response, exchange: Exchange): never {
  cancelBody(response)
  const { status, redirected } = response
  throw unanswered(exchange, 'schema', `was redirected, which is not followed. ${checkProxy}`, {
    // After a redirect that the platform followed, it is the status of another server.
    status: (!redirected && status) || undefined,
  })
}

function cancelBody({ body }: Response): void {
  void body?.cancel().catch(() => {})
}
