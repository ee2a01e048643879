import * as z from 'zod/mini'
import * as endpoints from '../accounts/endpoints.ts'
import {
  accountRefSchema,
  accountsQuerySchema,
  componentAccountsQuerySchema,
  componentRefSchema,
  connectComponentAccountInputSchema,
  createAccountInputSchema,
  setAccountNameInputSchema,
} from '../accounts/inputs.ts'
import { flowAuthTicketSchema } from '../accounts/schema.ts'
import type {
  Account,
  AccountFlow,
  AccountTest,
  ComponentAccount,
  FlowAuthentication,
} from '../accounts/types.ts'
import { flowRefSchema } from '../flows/schema.ts'
import { Boom } from './boom.ts'
import type { Database, StoredAccount, StoredFlow, StoredUser } from './database.ts'
import { permitted } from './flowAccess.ts'
import { stop } from './flowStages.ts'
import { filtered } from './filter.ts'
import { route, serve, type Exchange, type Route } from './route.ts'
import { apps, iconOf, serviceOf } from './seeds/apps.ts'

const createSchema = z.extend(createAccountInputSchema, {
  service: z.string().check(z.regex(/^[^:]+:[^:]+/)),
})

type TokenTest = AccountTest & Record<string, any>

export const accountRoutes = {
  getAccounts: route(endpoints.getAccounts, accountsQuerySchema, (exchange, { filter }) =>
    filtered(
      ownAccounts(exchange).map((account) => ({
        ...publicAccount(account),
        ...appOf(account.service),
      })),
      filter,
    ),
  ),

  // As far as is known, the same name at the same service is the same account, with a new token.
  createAccount: route(
    endpoints.createAccount,
    createSchema,
    (exchange, { token: _, ...fields }) => {
      const account = connected(exchange.database, exchange.user(), fields)
      return { ...publicAccount(account), pre: {}, revoked: false }
    },
  ),

  setAccountName: route(
    endpoints.setAccountName,
    setAccountNameInputSchema,
    (exchange, { accountId, displayName }) => {
      ownAccount(accountId, exchange).displayName = displayName
    },
  ),

  testAccount: route(endpoints.testAccount, accountRefSchema, (exchange, { accountId }) => {
    const { tokenId, valid } = ownAccount(accountId, exchange)
    // Newer servers say `ok`, older ones the state of each token.
    return { ok: valid, [tokenId]: valid ? 'valid' : 'invalid' } as TokenTest
  }),

  deleteAccount: route(endpoints.deleteAccount, accountRefSchema, (exchange, { accountId }) => {
    const { database } = exchange
    const account = ownAccount(accountId, exchange)
    database.accounts = database.accounts.filter((other) => other !== account)
    for (const flow of flowsOf(account, database)) {
      stop(database, flow, exchange.settings.stopDuration)
      disconnect(flow, account)
    }
    return { accountId }
  }),

  getAccountFlows: route(endpoints.getAccountFlows, accountRefSchema, (exchange, { accountId }) =>
    flowsOf(ownAccount(accountId, exchange), exchange.database).map(
      ({ flowId, name }): AccountFlow => ({ flowId, name }),
    ),
  ),

  getComponentAccounts: route(
    endpoints.getComponentAccounts,
    componentAccountsQuerySchema,
    (exchange, { componentType, componentId }) => {
      const ids = componentId === undefined ? [] : [componentId].flat()
      const offered = ownAccounts(exchange).filter(
        ({ service }) => service === serviceOf(componentType),
      )
      return { componentType, auth: { accounts: accountsById(offered, ids) } }
    },
  ),

  requestFlowAuthentication: route(
    endpoints.requestFlowAuthentication,
    flowRefSchema,
    (exchange, { flowId }) => {
      visibleFlow(flowId, exchange)
      // The ticket carries all there is to know, so that none has to be kept.
      return {
        ticket: `${flowId}:${exchange.database.clock.now() + exchange.settings.collectDuration}`,
      }
    },
  ),

  getFlowAuthenticationStatus: route(
    endpoints.getFlowAuthenticationStatus,
    flowAuthTicketSchema,
    (exchange, { ticket }) => {
      const [flowId = '', doneAt] = ticket.split(':')
      const result = authenticationOf(visibleFlow(flowId, exchange), exchange)
      const isDone = exchange.database.clock.now() >= Number(doneAt)
      return isDone ? { status: 'done', ...result } : { status: 'in-progress' }
    },
  ),

  getFlowAuthenticationDirectly: route(
    endpoints.getFlowAuthenticationDirectly,
    flowRefSchema,
    (exchange, { flowId }) => authenticationOf(visibleFlow(flowId, exchange), exchange),
  ),

  connectComponentAccount: route(
    endpoints.connectComponentAccount,
    connectComponentAccountInputSchema,
    (exchange, { componentId, accountId }) => {
      connect(ownComponent(componentId, exchange), ownAccount(accountId, exchange), exchange)
      return { componentId, accountId }
    },
  ),

  disconnectComponentAccount: route(
    endpoints.disconnectComponentAccount,
    componentRefSchema,
    (exchange, { componentId }) => {
      disconnectComponent(ownComponent(componentId, exchange), exchange.database)
      return { componentId }
    },
  ),

  connectMultipleComponentsAccount: serve(
    'PUT /auth/account/:accountId/components',
    z.object({ accountId: z.string(), componentIDs: z.array(z.string()) }),
    (exchange, { accountId, componentIDs }) => {
      const account = ownAccount(accountId, exchange)
      const components = componentIDs.map((componentId) => ownComponent(componentId, exchange))
      for (const component of components) connect(component, account, exchange)
      return { accountId, componentIds: componentIDs }
    },
  ),

  // The account of each component that needs one, `null` where it has none.
  getFlowAccounts: serve('GET /accounts/flow/:flowId', flowRefSchema, (exchange, { flowId }) => {
    const { flow } = visibleFlow(flowId, exchange)
    const used = exchange.database.accounts.flatMap(({ accountId, usedBy }) =>
      usedBy
        .filter((use) => use.flowId === flowId)
        .map(({ componentId }) => [componentId, accountId] as const),
    )
    const accountOf = new Map(used)
    return Object.fromEntries(withAccounts(flow).map(([id]) => [id, accountOf.get(id) ?? null]))
  }),
} satisfies Record<
  | Exclude<keyof typeof endpoints, ConsentEndpoint>
  | 'getFlowAccounts'
  | 'connectMultipleComponentsAccount',
  Route
>

/** Those of connect.ts. */
export type ConsentEndpoint = 'getAuthSessionTicket' | 'getAuthUrl' | 'getAuthSessionStatus'

/** The account of this name at this service, with a new token. */
export function connected(
  database: Database,
  { id: userId }: StoredUser,
  fields: Pick<StoredAccount, 'service'> &
    Partial<Pick<Account, 'name' | 'displayName' | 'profileInfo'>>,
): StoredAccount {
  const { service, displayName, profileInfo = {} } = fields
  const name = fields.name ?? apps[service]?.label ?? service
  const known = database.accounts.find(
    (account) => account.userId === userId && account.service === service && account.name === name,
  )
  const account: StoredAccount = {
    accountId: known?.accountId ?? database.random.hex(24),
    tokenId: database.random.hex(24),
    userId,
    service,
    name,
    displayName: displayName ?? null,
    profileInfo,
    valid: true,
    usedBy: known?.usedBy ?? [],
  }
  database.accounts = [...database.accounts.filter((other) => other !== known), account]
  return account
}

interface Copy {
  flowId: string
  cloneId: string
  /** The new id of each component by the old one. */
  idMap: Record<string, string>
}

/** The components of a copy work with the accounts of the original's. */
export function connectAlike({ accounts }: Database, { flowId, cloneId, idMap }: Copy): void {
  for (const { usedBy } of accounts) {
    for (const use of usedBy.filter((candidate) => candidate.flowId === flowId)) {
      const componentId = idMap[use.componentId]
      if (componentId !== undefined) usedBy.push({ flowId: cloneId, componentId })
    }
  }
}

/** The accounts of a draft become those of its original. Where the draft has none of its own, the original keeps its. */
export function moveAccounts(
  { accounts }: Database,
  { draft, original, idMap }: { draft: StoredFlow; original: StoredFlow; idMap: Copy['idMap'] },
): void {
  const { flowId } = original
  const moved = accounts.flatMap(({ usedBy }) =>
    usedBy.filter((use) => use.flowId === draft.flowId),
  )
  const taken = [...moved.map(({ componentId }) => componentId), ...(draft.missingAccounts ?? [])]
  const replaced = new Set(taken.map((componentId) => idMap[componentId]))
  for (const account of accounts) {
    account.usedBy = account.usedBy
      .filter((use) => use.flowId !== flowId || !replaced.has(use.componentId))
      .map((use) =>
        use.flowId === draft.flowId
          ? { flowId, componentId: idMap[use.componentId] ?? use.componentId }
          : use,
      )
  }
}

/** What a list adds to an account; nothing for an app that the sandbox does not know. */
function appOf(service: string): Pick<Account, 'label' | 'icon'> {
  const app = apps[service]
  return app ? { label: app.label, icon: iconOf(app) } : {}
}

function publicAccount({ tokenId: _, valid: __, usedBy: ___, ...account }: StoredAccount): Account {
  return account
}

function ownAccounts({ database, user }: Exchange): StoredAccount[] {
  const me = user()
  return database.accounts.filter(({ userId }) => userId === me.id)
}

function ownAccount(accountId: string, exchange: Exchange): StoredAccount {
  const account = ownAccounts(exchange).find((candidate) => candidate.accountId === accountId)
  if (!account) throw new Boom(404, 'Account not found.')
  return account
}

function flowsOf({ usedBy }: StoredAccount, { flows }: Database): StoredFlow[] {
  return flows.filter(({ flowId, flow }) =>
    usedBy.some((use) => use.flowId === flowId && use.componentId in flow),
  )
}

/** From now on the flow cannot start: its components lack an account. */
function disconnect(flow: StoredFlow, { usedBy }: StoredAccount): void {
  const lacking = usedBy.filter(({ flowId }) => flowId === flow.flowId)
  flow.missingAccounts = [
    ...(flow.missingAccounts ?? []),
    ...lacking.map(({ componentId }) => componentId),
  ]
}

interface OwnComponent {
  flow: StoredFlow
  componentId: string
}

/** A component of one of the caller's flows. */
function ownComponent(componentId: string, { database, user }: Exchange): OwnComponent {
  const me = user()
  const flow = database.flows.find(
    (candidate) => candidate.userId === me.id && Object.hasOwn(candidate.flow, componentId),
  )
  if (!flow) throw new Boom(404, 'Component not found in any of your flows.')
  return { flow, componentId }
}

/** From now on the component works with this account, and with no other. */
function connect(
  { flow, componentId }: OwnComponent,
  account: StoredAccount,
  { database }: Exchange,
): void {
  const { type = '' } = flow.flow[componentId] as { type?: string }
  if (serviceOf(type) !== account.service) {
    throw new Boom(400, `The component works with accounts of ${serviceOf(type)}.`)
  }
  unassign(componentId, database)
  account.usedBy.push({ flowId: flow.flowId, componentId })
  flow.missingAccounts = flow.missingAccounts?.filter((id) => id !== componentId) ?? []
}

/** From now on the flow cannot start: the component lacks an account. */
function disconnectComponent({ flow, componentId }: OwnComponent, database: Database): void {
  const hadOne = unassign(componentId, database)
  if (hadOne) flow.missingAccounts = [...(flow.missingAccounts ?? []), componentId]
}

function unassign(componentId: string, { accounts }: Database): boolean {
  const users = accounts.filter(({ usedBy }) =>
    usedBy.some((use) => use.componentId === componentId),
  )
  for (const account of users) {
    account.usedBy = account.usedBy.filter((use) => use.componentId !== componentId)
  }
  return users.length > 0
}

/** The flow, when this user may see it. */
function visibleFlow(flowId: string, { database, user }: Exchange): StoredFlow {
  return permitted(database, user(), flowId, 'read')
}

function accountsById(offered: StoredAccount[], ids: string[]): Record<string, ComponentAccount> {
  return Object.fromEntries(
    offered.map((account) => [account.accountId, forComponents(account, ids)]),
  )
}

/** For exactly one component the answer says so directly, otherwise it lists them. */
function forComponents(account: StoredAccount, ids: string[]): ComponentAccount {
  const { accountId, tokenId, name, displayName, valid, usedBy } = account
  const isAssigned = (componentId: string) => usedBy.some((use) => use.componentId === componentId)
  const [first] = ids
  return {
    accountId,
    tokenId,
    name,
    displayName,
    accessTokenValid: valid,
    scopeValid: true,
    authorizedScope: [],
    ...(first !== undefined && ids.length === 1
      ? { componentId: first, componentAssigned: isAssigned(first) }
      : {
          components: ids.map((componentId) => ({
            componentId,
            assigned: isAssigned(componentId),
          })),
        }),
  }
}

/** For each component of an app that has accounts: what each of the user's accounts means to it. */
function authenticationOf({ flow }: StoredFlow, exchange: Exchange): FlowAuthentication {
  const mine = ownAccounts(exchange)
  const components: Record<string, Record<string, ComponentAccount>> = {}
  for (const [componentId, service] of withAccounts(flow)) {
    const offered = mine.filter((account) => account.service === service)
    components[componentId] = accountsById(offered, [componentId])
  }
  return { components, services: {} }
}

/** The components of a flow that need an account, each with its service. */
function withAccounts(flow: StoredFlow['flow']): [componentId: string, service: string][] {
  return Object.entries(flow as Record<string, { type?: string }>)
    .map(([id, { type = '' }]): [string, string] => [id, serviceOf(type)])
    .filter(([, service]) => service !== '' && service !== 'appmixer:utils')
}
