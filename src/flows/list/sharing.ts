import type { FlowUser } from '../can.ts'
import type { FlowShare } from '../types.ts'

/** Whom a flow can be shared with: a person, everybody of a domain, everybody with a scope. */
export type FlowShareType = 'email' | 'domain' | 'scope'

/** Why a share cannot be added. */
export type FlowShareProblem = FlowShareType | 'repeated' | 'own'

/** One permission of a shared flow. */
export interface FlowSharePermission {
  permission: string
  /** Of whom. */
  name: string
  isGiven: boolean
  /** `undefined` where it cannot be changed: whoever may do anything may see the flow. */
  toggle: (() => void) | undefined
}

/** Somebody with access. */
export interface FlowShareRow {
  key: string
  name: string
  share: FlowShare
  permissions: FlowSharePermission[]
  /** `undefined` where it cannot be changed. */
  remove: (() => void) | undefined
}

export const shareTypes: readonly FlowShareType[] = ['email']
export const sharePermissions: readonly string[] = ['read', 'start', 'stop']

const forms: Record<FlowShareType, RegExp> = {
  email: /^[^\s@]+@[^\s@.]+(\.[^\s@.]+)+$/,
  domain: /^[^\s@./]+(\.[^\s@./]+)+$/,
  scope: /^\S+$/,
}

export function nameOfShare({ email, domain, scope, userId }: FlowShare): string {
  return email ?? domain ?? scope ?? userId ?? ''
}

/** Why this cannot be added; `undefined` when it can. */
export function problemWith(
  { type, value }: { type: FlowShareType; value: string },
  shares: readonly FlowShare[],
  user: FlowUser | undefined,
): FlowShareProblem | undefined {
  if (!forms[type].test(value)) return type
  const isSame = (other: string | null | undefined) => other?.toLowerCase() === value.toLowerCase()
  if (shares.some((share) => isSame(share[type]))) return 'repeated'
  return type === 'email' && (isSame(user?.email) || isSame(user?.username)) ? 'own' : undefined
}

/** Whoever may edit may start and stop, and whoever may do anything may see the flow. */
export function toggled(given: readonly string[], permission: string): string[] {
  if (given.includes(permission)) {
    const isPartOfEdit = permission === 'start' || permission === 'stop'
    return given.filter((other) => other !== permission && !(isPartOfEdit && other === 'edit'))
  }
  const more = permission === 'edit' ? ['start', 'stop', 'edit'] : [permission]
  return [...new Set(['read', ...given, ...more])]
}
