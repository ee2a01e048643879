import { fingerprint } from './fingerprint.ts'

export interface Identity {
  baseUrl: string
  token?: string | undefined
  userKey?: string | undefined
}

/**
 * Whose data this is: tenant and user, the first segment of every cache key. Never the token, so that a renewed
 * token of the same user finds the same data, and another user finds none.
 */
export function scopeOf({ baseUrl, token, userKey }: Identity): string {
  return `${baseUrl}|${userKey ?? userOf(token) ?? 'nobody'}`
}

function userOf(token: string | undefined): string | undefined {
  if (!token) return undefined
  const { id, sub } = claimsOf(token)
  const user = id ?? sub
  return typeof user === 'string' ? user : fingerprint(token)
}

/** The claims of a JWT, unverified: only the server decides what a token is worth. Empty for opaque tokens. */
function claimsOf(token: string): Record<string, unknown> {
  try {
    const payload = token.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/')
    const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0))
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes))
    return typeof claims === 'object' && claims !== null ? { ...claims } : {}
  } catch {
    return {}
  }
}

/** A name that nobody else has, for a user whose identity nobody told. */
export function randomName(): string {
  const [high, low] = crypto.getRandomValues(new Uint32Array(2))
  return `session-${high!.toString(36)}${low!.toString(36)}`
}
