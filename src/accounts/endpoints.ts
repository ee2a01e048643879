import { isRecord } from '../client/checks.ts'
import { endpoint } from '../client/endpoint.ts'
import { notFound } from '../client/failures.ts'
import { fieldOf, ignored, listed, wrapped } from '../client/checks.ts'
import {
  isAccountFlows,
  isAccount,
  isAccountTest,
  isAccounts,
  isAuthSessionStatus,
  isAuthSessionTicket,
  isAuthUrl,
  isComponentAccounts,
  isFlowAuthStatus,
  isFlowAuthTicket,
  isFlowAuthentication,
} from './checks.ts'
import type {
  Account,
  AccountFlow,
  AccountRef,
  AccountsQuery,
  AccountTest,
  AuthSessionStatus,
  AuthSessionTicket,
  AuthUrl,
  AuthUrlQuery,
  ComponentAccount,
  ComponentAccountsQuery,
  ComponentRef,
  ConnectComponentAccountInput,
  CreateAccountInput,
  FlowAuthentication,
  FlowAuthenticationQuery,
  FlowAuthStatus,
  FlowAuthTicket,
  SetAccountNameInput,
} from './types.ts'

/** The accounts of the caller. */
export const getAccounts = endpoint<AccountsQuery, Account[]>('GET /accounts', {
  query: (query) => ({ ...query }),
  response: isAccounts,
})

/**
 * Connects an account with credentials that you have already; the answer does not repeat them.
 *
 * @example
 * await createAccount(client, { service: 'acme:crm', token: { apiKey }, name: 'Acme', requestProfileInfo: false })
 */
export const createAccount = endpoint<CreateAccountInput, Account>('POST /accounts', {
  requires: { service: 'string', token: 'object' },
  query: ({ validateScope, requestProfileInfo }) => ({ validateScope, requestProfileInfo }),
  arrays: 'brackets',
  body: ({ validateScope: _, requestProfileInfo: __, ...account }) => account,
  response: isAccount,
})

/** Gives an account the name that the user knows it by. The name that the app gave it stays in `name`. */
export const setAccountName = endpoint<SetAccountNameInput, void>('PUT /accounts/:accountId', {
  requires: { displayName: 'string' },
  body: ({ displayName }) => ({ displayName }),
  refusals: [notFound],
  response: ignored,
})

/** Asks the app whether it still takes the account's token. */
export const testAccount = endpoint<AccountRef, AccountTest, Record<string, string>>(
  'POST /accounts/:accountId/test',
  {
    normalize: accountTested,
    refusals: [notFound],
    response: isAccountTest,
  },
)

/** Takes an account away for good. The server stops every flow that uses it. */
export const deleteAccount = endpoint<AccountRef, void, AccountRef>('DELETE /accounts/:accountId', {
  refusals: [notFound],
  response: ignored,
})

/** The flows that use an account. */
export const getAccountFlows = endpoint<AccountRef, AccountFlow[]>(
  'GET /accounts/:accountId/flows',
  {
    refusals: [notFound],
    response: isAccountFlows,
  },
)

/** What the server answers for one type of component: accounts by their id. */
interface ComponentAuth {
  componentType: string
  auth: { accounts: Record<string, ComponentAccount> }
}

/** The accounts that a component may use. The server asks the app about every token, so this is slow. */
export const getComponentAccounts = endpoint<
  ComponentAccountsQuery,
  ComponentAccount[],
  ComponentAuth
>('GET /auth/:componentType', {
  query: ({ componentId }) => ({ componentId }),
  normalize: componentAccounts,
  response: isComponentAccounts,
})

/** Makes the server collect the accounts of a flow. See {@link getFlowAuthentication} for all of it in one call. */
export const requestFlowAuthentication = endpoint<FlowAuthenticationQuery, FlowAuthTicket>(
  'GET /auth/flow/:flowId/poll',
  { response: isFlowAuthTicket },
)

/** How far that is. */
export const getFlowAuthenticationStatus = endpoint<FlowAuthTicket, FlowAuthStatus>(
  'GET /auth/flow/status/:ticket',
  { response: isFlowAuthStatus },
)

/** The same from servers that answer at once, without a ticket. */
export const getFlowAuthenticationDirectly = endpoint<FlowAuthenticationQuery, FlowAuthentication>(
  'GET /auth/flow/:flowId',
  {
    normalize: flowAuthentication,
    response: isFlowAuthentication,
  },
)

/** Lets a component of a flow work with an account. */
export const connectComponentAccount = endpoint<
  ConnectComponentAccountInput,
  void,
  ConnectComponentAccountInput
>('PUT /auth/component/:componentId/:accountId', { refusals: [notFound], response: ignored })

/** Takes its account from a component. The account stays. */
export const disconnectComponentAccount = endpoint<ComponentRef, void, ComponentRef>(
  'DELETE /auth/component/:componentId',
  { refusals: [notFound], response: ignored },
)

/** Begins a consent: the user's way to a provider, and back with an account. */
export const getAuthSessionTicket = endpoint<void, AuthSessionTicket>('POST /auth/ticket', {
  normalize: wrapped('ticket'),
  response: isAuthSessionTicket,
})

/** Where the user gives their consent. */
export const getAuthUrl = endpoint<AuthUrlQuery, AuthUrl>(
  'GET /auth/:componentType/auth-url/:ticket',
  {
    query: ({ componentId }) => ({ componentId }),
    refusals: [notFound],
    response: isAuthUrl,
  },
)

/** How far a consent has come. */
export const getAuthSessionStatus = endpoint<AuthSessionTicket, AuthSessionStatus>(
  'GET /auth/status/:ticket',
  { refusals: [notFound], response: isAuthSessionStatus },
)

/** `{ auth: { accounts: { id: account } } }`; `accounts` or `auth` may be the list itself, or be missing. */
function componentAccounts(body: unknown): unknown {
  const auth = fieldOf(body, 'auth') ?? body
  if (isRecord(auth)) return listed('accountId')(auth['accounts'] ?? [])
  return auth
}

/** `{ ok }`, `{ revoked }`, or the state of each token by its id: `{ '65c4…': 'valid' }`. */
function accountTested(body: unknown): unknown {
  if (!isRecord(body) || typeof body['ok'] === 'boolean') return body
  if (typeof body['revoked'] === 'boolean') return { ...body, ok: !body['revoked'] }
  const states = Object.values(body)
  return states.length === 0 ? body : { ...body, ok: states.every((state) => state === 'valid') }
}

/** Servers before 5.0 answer the map of components itself. */
function flowAuthentication(body: unknown): unknown {
  if (!isRecord(body) || 'components' in body || 'services' in body) return body
  return { components: body }
}
