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
 * Whose data this is: tenant and user, the first segment of every cache key. Never the token, so that a renewed
 * token of the same user finds the same data, and another user finds none. Without a token and a way to get one
 * nobody is signed in, whatever `userKey` says.
 */
export function scopeOf({ baseUrl, token, getToken, userKey, secret }: Identity): string {
  const user =
    token || getToken ? (userKey ?? ownerOf(token) ?? (token && fingerprint(token))) : undefined
  const bearer = secret && `secret-${fingerprint(secret)}`
  return [baseUrl, user ?? 'nobody', bearer].filter(Boolean).join('|')
}

/** The user in a token, when it is a JWT that names one. */
export function ownerOf(token: string | undefined): string | undefined {
  const { id, sub } = claimsOf(token)
  return [id, sub].map(nameIn).find((name) => name !== undefined)
}

/** The user in a token, with the scopes that it names. The server has the last word on both. */
export function userIn(token: string | undefined): TokenUser | undefined {
  const id = ownerOf(token)
  const { scope } = claimsOf(token)
  const scopes = Array.isArray(scope) ? scope.filter((each) => typeof each === 'string') : []
  return id === undefined ? undefined : { id, scope: scopes }
}

/** A text or a number. A number beyond 2⁵³ names nobody: JSON reads two such ids as the same number. */
function nameIn(claim: unknown): string | undefined {
  if (Number.isSafeInteger(claim)) return String(claim)
  return typeof claim === 'string' && claim !== '' ? claim : undefined
}

/** Whether a token is in the last minute of its life, or the last tenth of a short one; one that does not say never is. */
export function isExpiring(token: string): boolean {
  const { iat = -Infinity, exp } = claimsOf(token)
  const [issued, end] = [Number(iat) * 1000, Number(exp) * 1000]
  return end - Date.now() < Math.min(60_000, (end - issued) / 10)
}

/** The claims of a JWT, unverified: only the server decides what a token is worth. Whatever else it is has none. */
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

/** A unique name for a user whose identity is not known. It is no secret, so `crypto` is not needed. */
export function randomName(): string {
  const digits = () => Math.random().toString(36).slice(2)
  return `session-${digits()}${digits()}`
}

/**
 * A short, one-way name for a secret, so that a cache key can tell two secrets apart without showing either.
 * 53 bits of mixing (cyrb53): enough to separate, far too little to recover a token from.
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
