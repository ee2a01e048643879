import { endpoint } from '../client/endpoint.ts'
import { gone } from '../client/failures.ts'
import { ignored } from '../client/shapes.ts'
import { accountTested, componentAccounts, flowAuthentication } from './normalize.ts'
import {
  isAccountFlows,
  isAccount,
  isAccountTest,
  isAccounts,
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
  ComponentAccount,
  ComponentAccountsQuery,
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
  refusals: [gone],
  response: ignored,
})

/** Asks the app whether it still takes the account's token. */
export const testAccount = endpoint<AccountRef, AccountTest, Record<string, string>>(
  'POST /accounts/:accountId/test',
  {
    normalize: accountTested,
    refusals: [gone],
    response: isAccountTest,
  },
)

/** Takes an account away for good. The server stops every flow that uses it. */
export const deleteAccount = endpoint<AccountRef, void, AccountRef>('DELETE /accounts/:accountId', {
  refusals: [gone],
  response: ignored,
})

/** The flows that use an account. */
export const getAccountFlows = endpoint<AccountRef, AccountFlow[]>(
  'GET /accounts/:accountId/flows',
  {
    refusals: [gone],
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

/** The same from servers that answer at once instead of handing out a ticket. */
export const getFlowAuthenticationDirectly = endpoint<FlowAuthenticationQuery, FlowAuthentication>(
  'GET /auth/flow/:flowId',
  {
    normalize: flowAuthentication,
    response: isFlowAuthentication,
  },
)
