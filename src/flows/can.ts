import type { Flow, FlowShare } from './types.ts'

/** What one may want to do with a flow. */
export type FlowAction = 'read' | 'start' | 'stop' | 'update' | 'delete' | 'share'

/** Who wants to; a `User` is one. */
export interface FlowUser {
  id: string
  username?: string | null | undefined
  email?: string | null | undefined
  scope?: string[] | null | undefined
}

/**
 * Whether a user may do this with a flow, as far as the flow says: its owner and an admin may do everything, others
 * what it is shared for. `edit` includes start and stop. Sends nothing; the server has the last word. Without a user,
 * a flow that is shared is treated as another user's. The server shows another user only the shares with them, so with
 * an id alone all that is there counts.
 *
 * @example
 * const { data: user } = useUser()
 * {can(flow, 'delete', user) && <button>Delete</button>}
 */
export function can(flow: Flow, action: FlowAction, user: FlowUser | null | undefined): boolean {
  if (user?.scope?.includes('admin')) return true
  const shares = flow.sharedWith ?? []
  if (!flow.userId || (user ? flow.userId === user.id : shares.length === 0)) return true
  if (action === 'delete' || action === 'share') return false
  const given = shares.filter((share) => !user || names(share, user)).flatMap(permissionsOf)
  return given.includes(action) || (action === 'update' && given.includes('edit'))
}

function permissionsOf({ permissions }: FlowShare): string[] {
  const given: string[] = [...(permissions ?? [])]
  return given.includes('edit') || given.includes('update')
    ? [...given, 'read', 'start', 'stop', 'update']
    : given
}

function names({ email, userId, domain, scope }: FlowShare, user: FlowUser): boolean {
  const address = (user.email ?? user.username ?? '').toLowerCase()
  return (
    address === '' ||
    (!!userId && userId === user.id) ||
    (!!email && email.toLowerCase() === address) ||
    (!!domain && address.endsWith(`@${domain.toLowerCase()}`)) ||
    (!!scope && (user.scope ?? []).includes(scope))
  )
}
