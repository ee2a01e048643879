import type { StoredAccount, StoredFlow, StoredUser } from '../database.ts'
import type { Random } from '../random.ts'
import { serviceOf } from './apps.ts'

interface AccountSketch {
  owner: 'ada' | 'ben'
  service: string
  /** What the app calls it. */
  name: string
  /** What its owner calls it. */
  displayName?: string
  profileInfo: Record<string, unknown>
  /** The app does not take its token any more. */
  expired?: true
}

/** Whose accounts the flows of the two work with. */
const accounts: readonly AccountSketch[] = [
  {
    owner: 'ada',
    service: 'appmixer:slack',
    name: 'U0ADA91LX - Acme',
    displayName: 'Acme workspace',
    profileInfo: { id: 'U0ADA91LX', team: 'Acme' },
  },
  {
    owner: 'ada',
    service: 'appmixer:google',
    name: 'ada@acme.test',
    profileInfo: { email: 'ada@acme.test', name: 'Ada' },
  },
  {
    owner: 'ada',
    service: 'appmixer:hubspot',
    name: 'acme.test',
    profileInfo: { portalId: 4471823 },
  },
  {
    owner: 'ada',
    service: 'appmixer:salesforce',
    name: 'ada@acme.test',
    displayName: 'Salesforce (production)',
    profileInfo: { id: '0058d000002Kf' },
  },
  {
    owner: 'ada',
    service: 'appmixer:stripe',
    name: 'acct_1Nv0FGQ9RKHgCVdK',
    displayName: 'Stripe live',
    profileInfo: { id: 'acct_1Nv0FGQ9RKHgCVdK' },
  },
  {
    owner: 'ada',
    service: 'appmixer:xero',
    name: 'Acme Ltd',
    profileInfo: { tenant: 'Acme Ltd' },
    expired: true,
  },
  {
    owner: 'ben',
    service: 'appmixer:slack',
    name: 'U0BEN77QA - Acme',
    profileInfo: { id: 'U0BEN77QA', team: 'Acme' },
  },
  {
    owner: 'ben',
    service: 'appmixer:github',
    name: 'ben-acme',
    displayName: 'GitHub of the platform team',
    profileInfo: { login: 'ben-acme', id: 583231 },
  },
]

export interface AccountsPlace {
  ada: StoredUser
  ben: StoredUser
  flows: readonly StoredFlow[]
  random: Random
}

/** The accounts of the two, used by every component of their flows that needs one of that service. */
export function accountsOf({ ada, ben, flows, random }: AccountsPlace): StoredAccount[] {
  return accounts.map(({ owner, expired, displayName = null, ...sketch }) => {
    const userId = owner === 'ada' ? ada.id : ben.id
    const own = flows.filter((flow) => flow.userId === userId)
    return {
      accountId: random.hex(24),
      tokenId: random.hex(24),
      userId,
      ...structuredClone(sketch),
      displayName,
      valid: !expired,
      usedBy: own.flatMap((flow) => usesIn(flow, sketch.service)),
    }
  })
}

function usesIn(
  { flowId, flow, missingAccounts = [] }: StoredFlow,
  service: string,
): StoredAccount['usedBy'] {
  const components = Object.entries(flow) as [string, { type: string }][]
  return components
    .filter(([id, { type }]) => serviceOf(type) === service && !missingAccounts.includes(id))
    .map(([componentId]) => ({ flowId, componentId }))
}
