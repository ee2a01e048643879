import type { Flow, FlowShare } from '../flows/types.ts'
import { Boom } from './boom.ts'
import type { Database, StoredFlow, StoredUser } from './database.ts'
import { stageOf } from './flowStages.ts'

export type Permission = 'read' | 'start' | 'stop'

/** The flow, when this user may do this with it; 404 without any share, 403 where the share does not go so far. */
export function permitted(
  { flows }: Database,
  user: StoredUser,
  flowId: string,
  permission: Permission | 'own',
): StoredFlow {
  const flow = flows.find((candidate) => candidate.flowId === flowId)
  if (!flow) throw new Boom(404, 'Flow not found.')
  if (flow.userId === user.id) return flow
  const permissions = permissionsOf(flow, user)
  if (permissions.length === 0) throw new Boom(404, 'Flow not found.')
  if (!permissions.includes(permission)) throw new Boom(403, 'Forbidden')
  return flow
}

/** The user's own flows and, when `permissions` are given, those shared with at least these. */
export function visible(
  { flows }: Database,
  user: StoredUser,
  permissions: string | undefined,
): StoredFlow[] {
  const needed = permissions?.split(',').map((permission) => permission.trim())
  return flows.filter((flow) => {
    if (flow.userId === user.id) return true
    const given = permissionsOf(flow, user)
    return given.length > 0 && needed?.every((permission) => given.includes(permission))
  })
}

/** The flow as this user gets it: its stage at this moment, and of the shares only their own. */
export function seenBy(user: StoredUser, flow: StoredFlow, database: Database): Flow {
  const { transition: _, missingAccounts: __, outcome: ___, rhythm: ____, ...fields } = flow
  const isOwner = flow.userId === user.id
  return {
    ...fields,
    stage: stageOf(database, flow),
    sharedWith: isOwner ? flow.sharedWith : flow.sharedWith.filter((share) => names(share, user)),
  }
}

/** Whether it is the user's own, or shared with them. */
export function isVisibleTo(flow: StoredFlow, user: StoredUser): boolean {
  return flow.userId === user.id || permissionsOf(flow, user).length > 0
}

function permissionsOf(flow: StoredFlow, user: StoredUser): string[] {
  const shares = flow.sharedWith.filter((share) => names(share, user))
  return shares.flatMap((share) => share.permissions ?? [])
}

function names(share: FlowShare, user: StoredUser): boolean {
  return (
    share.email === user.email ||
    share.userId === user.id ||
    (typeof share.domain === 'string' && user.email.endsWith(`@${share.domain}`)) ||
    (typeof share.scope === 'string' && (user.scope ?? []).includes(share.scope))
  )
}
