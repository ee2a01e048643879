import * as z from 'zod/mini'
import type * as endpoints from '../accounts/endpoints.ts'
import {
  createAccount,
  deleteAccount,
  getAccountFlows,
  getAccounts,
  getComponentAccounts,
  getFlowAuthenticationDirectly,
  getFlowAuthenticationStatus,
  requestFlowAuthentication,
  setAccountName,
  testAccount,
} from '../accounts/endpoints.ts'
import {
  accountRefSchema,
  accountsQuerySchema,
  componentAccountsQuerySchema,
} from '../accounts/inputs.ts'
import { flowAuthTicketSchema } from '../accounts/schema.ts'
import type {
  Account,
  AccountFlow,
  ComponentAccount,
  FlowAuthentication,
} from '../accounts/types.ts'
import { flowRefSchema } from '../flows/schema.ts'
import { Boom } from './boom.ts'
import type { Database, StoredAccount, StoredFlow } from './database.ts'
import { permitted } from './flowAccess.ts'
import { stop } from './flowStages.ts'
import { filtered } from './filter.ts'
import { route, type Exchange, type Route } from './route.ts'
import { apps, iconOf, serviceOf } from './seeds/apps.ts'

const creation = z.object({
  service: z.string().check(z.regex(/^[^:]+:[^:]+/)),
  token: z.record(z.string(), z.unknown()),
  name: z.optional(z.string()),
  displayName: z.optional(z.string()),
  profileInfo: z.optional(z.record(z.string(), z.unknown())),
})

const naming = z.object({ accountId: z.string(), displayName: z.string() })

export const accountRoutes = {
  getAccounts: route(getAccounts, accountsQuerySchema, (context, { filter }) =>
    filtered(
      ownAccounts(context).map((account) => ({
        ...publicAccount(account),
        ...appOf(account.service),
      })),
      filter,
    ),
  ),

  // As far as is known, the same name at the same service is the same account, with a new token.
  createAccount: route(createAccount, creation, (context, { token: _, ...fields }) => {
    const { database, user } = context
    const { service, displayName = null, profileInfo = {} } = fields
    const name = fields.name ?? apps[service]?.label ?? service
    const known = ownAccounts(context).find(
      (account) => account.service === service && account.name === name,
    )
    const account: StoredAccount = {
      accountId: known?.accountId ?? database.random.hex(24),
      tokenId: database.random.hex(24),
      userId: user().id,
      service,
      name,
      displayName,
      profileInfo,
      valid: true,
      usedBy: known?.usedBy ?? [],
    }
    database.accounts = [...database.accounts.filter((other) => other !== known), account]
    return { ...publicAccount(account), pre: {}, revoked: false }
  }),

  setAccountName: route(setAccountName, naming, (context, { accountId, displayName }) => {
    ownAccount(accountId, context).displayName = displayName
  }),

  testAccount: route(testAccount, accountRefSchema, (context, { accountId }) => {
    const { tokenId, valid } = ownAccount(accountId, context)
    return { [tokenId]: valid ? 'valid' : 'invalid' }
  }),

  deleteAccount: route(deleteAccount, accountRefSchema, (context, { accountId }) => {
    const { database } = context
    const account = ownAccount(accountId, context)
    database.accounts = database.accounts.filter((other) => other !== account)
    for (const flow of flowsOf(account, database)) {
      stop(database, flow, context.settings.stopDuration)
      disconnect(flow, account)
    }
    return { accountId }
  }),

  getAccountFlows: route(getAccountFlows, accountRefSchema, (context, { accountId }) =>
    flowsOf(ownAccount(accountId, context), context.database).map(
      ({ flowId, name }): AccountFlow => ({ flowId, name }),
    ),
  ),

  getComponentAccounts: route(
    getComponentAccounts,
    componentAccountsQuerySchema,
    (context, { componentType, componentId }) => {
      const ids = componentId === undefined ? [] : [componentId].flat()
      const offered = ownAccounts(context).filter(
        ({ service }) => service === serviceOf(componentType),
      )
      return { componentType, auth: { accounts: accountsById(offered, ids) } }
    },
  ),

  requestFlowAuthentication: route(
    requestFlowAuthentication,
    flowRefSchema,
    (context, { flowId }) => {
      visibleFlow(flowId, context)
      // The ticket carries all there is to know, so that none has to be kept.
      return {
        ticket: `${flowId}:${context.database.clock.now() + context.settings.collectDuration}`,
      }
    },
  ),

  getFlowAuthenticationStatus: route(
    getFlowAuthenticationStatus,
    flowAuthTicketSchema,
    (context, { ticket }) => {
      const [flowId = '', doneAt] = ticket.split(':')
      const result = authenticationOf(visibleFlow(flowId, context), context)
      const isDone = context.database.clock.now() >= Number(doneAt)
      return isDone ? { status: 'done', ...result } : { status: 'in-progress' }
    },
  ),

  getFlowAuthenticationDirectly: route(
    getFlowAuthenticationDirectly,
    flowRefSchema,
    (context, { flowId }) => authenticationOf(visibleFlow(flowId, context), context),
  ),
} satisfies Record<keyof typeof endpoints, Route>

/** The components of a copy work with the accounts of the original's. */
export function connectAlike({ accounts }: Database, original: StoredFlow, copy: StoredFlow): void {
  const ids = Object.keys(original.flow)
  const copiedIds = Object.keys(copy.flow)
  for (const { usedBy } of accounts) {
    const uses = usedBy.filter(({ flowId }) => flowId === original.flowId)
    for (const { componentId } of uses) {
      usedBy.push({ flowId: copy.flowId, componentId: copiedIds[ids.indexOf(componentId)]! })
    }
  }
}

/** What a list adds to an account; nothing for an app that the sandbox does not know. */
function appOf(service: string): Pick<Account, 'label' | 'icon'> {
  const app = apps[service]
  return app ? { label: app.label, icon: iconOf(app.tint) } : {}
}

function publicAccount({ tokenId: _, valid: __, usedBy: ___, ...account }: StoredAccount): Account {
  return account
}

function ownAccounts({ database, user }: Exchange): StoredAccount[] {
  const me = user()
  return database.accounts.filter(({ userId }) => userId === me.id)
}

function ownAccount(accountId: string, context: Exchange): StoredAccount {
  const account = ownAccounts(context).find((candidate) => candidate.accountId === accountId)
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
function authenticationOf({ flow }: StoredFlow, context: Exchange): FlowAuthentication {
  const mine = ownAccounts(context)
  const components: Record<string, Record<string, ComponentAccount>> = {}
  for (const [componentId, component] of Object.entries(flow)) {
    const service = serviceOf((component as { type: string }).type)
    if (service === 'appmixer:utils') continue
    const offered = mine.filter((account) => account.service === service)
    components[componentId] = accountsById(offered, [componentId])
  }
  return { components, services: {} }
}
