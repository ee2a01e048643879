import type { AppmixerClient } from '../client/client.ts'
import { queryOptions, type AppmixerQuery } from '../cache/query.ts'
import { shareBy } from '../cache/sharing.ts'
import { getAccountFlows, getAccounts, getComponentAccounts } from './endpoints.ts'
import { getFlowAuthentication } from './flowAuthentication.ts'
import { accountKeys } from './keys.ts'
import type {
  Account,
  AccountFlow,
  AccountRef,
  AccountsQuery,
  ComponentAccount,
  ComponentAccountsQuery,
  FlowAuthentication,
  FlowAuthenticationQuery,
} from './types.ts'

/**
 * The accounts of the user: `GET /accounts`.
 *
 * @example
 * accountsQueryOptions(client, { filter: ['service:!appmixer:aws', 'service:!acme:crm'] })
 */
export function accountsQueryOptions(
  client: AppmixerClient,
  query: AccountsQuery = {},
): AppmixerQuery<Account[]> {
  return queryOptions(client, {
    key: accountKeys(client).list(query),
    endpoint: getAccounts,
    input: query,
    share: shareBy('accountId'),
  })
}

/** The flows that use an account: `GET /accounts/:accountId/flows`. */
export function accountFlowsQueryOptions(
  client: AppmixerClient,
  { accountId }: AccountRef,
): AppmixerQuery<AccountFlow[]> {
  return queryOptions(client, {
    key: accountKeys(client).flows(accountId),
    endpoint: getAccountFlows,
    input: { accountId },
    share: shareBy('flowId'),
  })
}

/**
 * The accounts that a component may use: `GET /auth/:componentType`.
 *
 * @example
 * componentAccountsQueryOptions(client, { componentType: 'appmixer.slack.list.SendChannelMessage', componentId })
 */
export function componentAccountsQueryOptions(
  client: AppmixerClient,
  query: ComponentAccountsQuery,
): AppmixerQuery<ComponentAccount[]> {
  return queryOptions(client, {
    key: accountKeys(client).ofComponent(query),
    endpoint: getComponentAccounts,
    input: query,
    share: shareBy('accountId'),
  })
}

/** The accounts that the components of one flow use, or could use: `GET /auth/flow/:flowId/poll` and its ticket. */
export function flowAuthenticationQueryOptions(
  client: AppmixerClient,
  { flowId }: FlowAuthenticationQuery,
): AppmixerQuery<FlowAuthentication> {
  return queryOptions(client, {
    key: accountKeys(client).flowAuthentication(flowId),
    endpoint: getFlowAuthentication,
    input: { flowId },
  })
}
