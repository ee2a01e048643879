import { AppmixerError } from './errors.ts'

export interface Identity {
  baseUrl: string
  token?: string | undefined
  getToken?: unknown
  userKey?: string | undefined
  secret?: string | undefined
}

export interface TokenUser {
  id: string
  scope: string[]
}

/**
 * Whose data this is: tenant and user, the second segment of every cache key. It never contains the token, so a renewed
 * token of the same user finds the same data, and another user finds none. Without `token` and `getToken` no user is
 * signed in, whatever `userKey` says.
 */
export function scopeOf({ baseUrl, token, getToken, userKey, secret }: Identity): string {
  const user =
    token || getToken ? (userKey ?? ownerOf(token) ?? (token && fingerprint(token))) : undefined
  const bearer = secret && `secret-${fingerprint(secret)}`
  return [baseUrl, user ?? 'nobody', bearer].filter(Boolean).join('|')
}

/**
 * The base URL as an absolute one, without a trailing slash. Refuses what cannot be a tenant's address, or has a
 * secret. A path is resolved with the address of the page.
 */
export function normalizeBaseUrl(baseUrl: string): string {
  const isPath = /^\.{0,2}\//.test(baseUrl)
  const page = isPath ? (globalThis.document?.baseURI ?? globalThis.location?.href) : undefined
  if (isPath && page === undefined) {
    const shown = /^[\w./~-]{1,100}$/.test(baseUrl) ? `"${baseUrl}"` : 'a path'
    throw badBaseUrl(
      `is ${shown}, which only a browser can resolve. On a server pass the whole address, like https://app.example.com/appmixer`,
    )
  }
  const url = parseUrl(baseUrl, page)
  // Browsers read `//other` and `/\other` as another origin.
  if (url && isTenant(url) && (!isPath || url.origin === parseUrl(page!)?.origin)) {
    return url.origin + url.pathname.replace(/\/+$/, '')
  }
  throw badBaseUrl(
    'is not the address of a tenant. Pass an http(s) URL without a password, query or fragment, like https://api.YOUR_TENANT.appmixer.cloud, or in a browser a path like /appmixer',
  )
}

function isTenant({ href, protocol, username, password, search, hash }: URL): boolean {
  const extras = username + password + search + hash
  return /^https?:$/.test(protocol) && extras === '' && href.length <= 2_000
}

/** Older browsers have no `URL.parse`. */
export function parseUrl(url: string, base?: string): URL | undefined {
  try {
    return new URL(url, base)
  } catch {
    return undefined
  }
}

function badBaseUrl(problem: string): AppmixerError {
  return new AppmixerError({ code: 'config', message: `baseUrl ${problem}.` })
}

/** The user in a token, when it is a JWT that names one. */
export function ownerOf(token: string | undefined): string | undefined {
  const { id, sub } = claimsOf(token)
  return nameIn(id) ?? nameIn(sub)
}

/** The user in a token, with the scopes that it names. The server has the last word on both. */
export function userIn(token: string | undefined): TokenUser | undefined {
  const id = ownerOf(token)
  const { scope } = claimsOf(token)
  const scopes = Array.isArray(scope) ? scope.filter((each) => typeof each === 'string') : []
  return id === undefined ? undefined : { id, scope: scopes }
}

/** A text or a number. A number beyond 2⁵³ is no name: JSON reads two such ids as the same number. */
function nameIn(claim: unknown): string | undefined {
  if (Number.isSafeInteger(claim)) return String(claim)
  return typeof claim === 'string' && claim !== '' ? claim : undefined
}

/** Whether a token is in the last minute of its life, or the last tenth of a short one. Without `exp` it never is. */
export function isExpiring(token: string): boolean {
  const { iat = -Infinity, exp } = claimsOf(token)
  const [issued, end] = [Number(iat) * 1000, Number(exp) * 1000]
  return end - Date.now() < Math.min(60_000, (end - issued) / 10)
}

/** The claims of a JWT, unverified: only the server decides whether a token is valid. Other tokens have none. */
function claimsOf(token: unknown): Record<string, unknown> {
  const payload = typeof token === 'string' ? token.split('.')[1] : undefined
  if (payload === undefined) return {}
  try {
    const base64 = payload.replaceAll('-', '+').replaceAll('_', '/')
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
    return Object(JSON.parse(new TextDecoder().decode(bytes))) as Record<string, unknown>
  } catch {
    return {}
  }
}

/** A unique name for a user whose identity is not known. It is no secret, so it needs no `crypto`. */
export function randomName(): string {
  const digits = () => Math.random().toString(36).slice(2)
  return `session-${digits()}${digits()}`
}

/**
 * A short, one-way name for a secret: cache keys differ for two secrets, and show neither. The hash is cyrb53; 53 bits
 * are enough to tell secrets apart, and far too few to recover one.
 */
export function fingerprint(secret: string): string {
  let h1 = 0xdeadbeef
  let h2 = 0x41c6ce57
  for (let i = 0; i < secret.length; i++) {
    const code = secret.charCodeAt(i)
    h1 = Math.imul(h1 ^ code, 2654435761)
    h2 = Math.imul(h2 ^ code, 1597334677)
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909)
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909)
  return (4294967296 * (2097151 & h2) + (h1 >>> 0)).toString(36)
}
