// Emitted from schema.ts by `npm run checks`. Change that one.
import type { Shape } from '../client/shape.ts'
import { isRecord } from '../client/shapes.ts'
import type { Authentication, Refreshed, User } from './types.ts'

export const userShape: Shape<User> = {
  fits: isUser,
  schema: () => import('./schema.ts').then((schemas) => schemas.userSchema),
}

export const authenticationShape: Shape<Authentication> = {
  fits: isAuthentication,
  schema: () => import('./schema.ts').then((schemas) => schemas.authenticationSchema),
}

export const refreshedShape: Shape<Refreshed> = {
  fits: isRefreshed,
  schema: () => import('./schema.ts').then((schemas) => schemas.refreshedSchema),
}

function isUser(value: unknown): value is User {
  return (
    isRecord(value) &&
    typeof value.id === 'string' &&
    (value.username === undefined || typeof value.username === 'string') &&
    (value.email === undefined || typeof value.email === 'string') &&
    (value.isActive === undefined || typeof value.isActive === 'boolean') &&
    (value.plan === undefined || typeof value.plan === 'string') &&
    (value.scope === undefined ||
      (Array.isArray(value.scope) && value.scope.every((item) => typeof item === 'string'))) &&
    (value.metadata === undefined || isRecord(value.metadata))
  )
}

function isAuthentication(value: unknown): value is Authentication {
  return (
    isRecord(value) &&
    typeof value.token === 'string' &&
    (value.user === undefined || isUser(value.user))
  )
}

function isRefreshed(value: unknown): value is Refreshed {
  return (
    isRecord(value) &&
    typeof value.token === 'string' &&
    (value.refreshToken === undefined || typeof value.refreshToken === 'string')
  )
}
