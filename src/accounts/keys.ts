import type { QueryKey } from '@tanstack/react-query'
import { keyOf, resourceKey, type AppmixerKey } from '../cache/keys.ts'
import type { AppmixerClient } from '../client/client.ts'
import type {
  Account,
  AccountFlow,
  AccountsQuery,
  ComponentAccount,
  ComponentAccountsQuery,
  FlowAuthentication,
} from './types.ts'

/** The keys of all reads of accounts. Without its argument each is the start of all keys of its kind. */
export interface AccountKeys {
  all: QueryKey
  /** `useAccounts(query)` */
  list(query?: AccountsQuery): AppmixerKey<Account[]>
  /** `useComponentAccounts(query)` */
  ofComponent(query?: ComponentAccountsQuery): AppmixerKey<ComponentAccount[]>
  /** `useAccountFlows(accountId)` */
  flows(accountId?: string): AppmixerKey<AccountFlow[]>
  /** `useFlowAuthentication(flowId)` */
  flowAuthentication(flowId?: string): AppmixerKey<FlowAuthentication>
}

const resource = 'accounts'

/** @see {@link AccountKeys} */
export function accountKeys(client: AppmixerClient): AccountKeys {
  return {
    all: resourceKey(client, resource),
    list: (query) => keyOf(client, resource, 'list', query),
    ofComponent: (query) => keyOf(client, resource, 'ofComponent', query),
    flows: (accountId) => keyOf(client, resource, 'flows', { accountId }),
    flowAuthentication: (flowId) => keyOf(client, resource, 'flowAuthentication', { flowId }),
  }
}
