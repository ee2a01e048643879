import { fingerprint } from '../client/identity.ts'
import { Boom } from './boom.ts'
import type { Database, StoredUser } from './database.ts'
import { createRandom } from './random.ts'

/** 30 days, in seconds. */
const lifetime = 30 * 24 * 3600

/** A token like the server's: a JWT with the user's id. */
export function issueToken(database: Database, user: StoredUser): string {
  const issued = Math.floor(database.clock.now() / 1000)
  const header = encode({ alg: 'HS256', typ: 'JWT' })
  const payload = encode({
    id: user.id,
    scope: user.scope ?? ['user'],
    iat: issued,
    exp: issued + lifetime,
    jti: database.random.hex(8),
  })
  return `${header}.${payload}.${sign(database, payload)}`
}

/** The user behind an `Authorization` header. */
export function userOf(database: Database, authorization: string | undefined): StoredUser {
  if (!authorization) throw new Boom(401, 'Missing authentication')
  const [, payload = '', signature] = authorization.replace(/^Bearer /, '').split('.')
  if (signature !== sign(database, payload)) {
    throw new Boom(401, 'Invalid JWT: key or signature is invalid')
  }
  const { id, exp } = decode(payload)
  if (exp * 1000 <= database.clock.now()) throw new Boom(401, 'Invalid JWT: token has expired')
  const user = database.users.find((candidate) => candidate.id === id)
  if (!user) throw new Boom(404, 'User not found.')
  return user
}

/** The one refresh token of a user that is good now; using it makes the next one. */
export function issueRefreshToken(database: Database, { id, refreshes = 0 }: StoredUser): string {
  const payload = encode({ id, refreshes })
  return `${payload}.${sign(database, payload)}`
}

/** The user whose refresh token this is. */
export function refresherOf(database: Database, refreshToken: string): StoredUser {
  const user = database.users.find(
    (candidate) => issueRefreshToken(database, candidate) === refreshToken,
  )
  if (!user) throw new Boom(401, 'Invalid refresh token')
  return user
}

/** The secret of an e-mail address, 64 hex digits: the same in every task that this person decides or asked for. */
export function secretOf({ seed }: Database, email: string): string {
  return createRandom(parseInt(fingerprint(`${seed}.${email}`), 36)).hex(64)
}

/** Good enough to tell a changed token; this is a sandbox, its key is no secret. */
function sign({ seed, tokenGeneration }: Database, payload: string): string {
  const key = `${seed}.${tokenGeneration}`
  return fingerprint(`${key}.${payload}`) + fingerprint(`${payload}.${key}`)
}

function encode(claims: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(claims))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('=', '')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}

function decode(payload: string): { id: string; exp: number } {
  return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
}
