// Emitted from schema.ts by `npm run checks`. Change that one.
import { isBoolean, isRecord, isText, isTexts, optionalText } from '../client/checks.ts'
import type { Authentication, Refreshed, User } from './types.ts'

export function isUser(value: unknown): value is User {
  return (
    isRecord(value) &&
    isText(value.id) &&
    optionalText(value.username) &&
    optionalText(value.email) &&
    (value.isActive == null || isBoolean(value.isActive)) &&
    optionalText(value.plan) &&
    (value.scope == null || isTexts(value.scope)) &&
    (value.metadata == null || isRecord(value.metadata))
  )
}

export function isAuthentication(value: unknown): value is Authentication {
  return isRecord(value) && isText(value.token) && (value.user == null || isUser(value.user))
}

export function isRefreshed(value: unknown): value is Refreshed {
  return isRecord(value) && isText(value.token) && optionalText(value.refreshToken)
}
