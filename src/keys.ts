import type { QueryKey } from '@tanstack/react-query'
import { accountKeys, type AccountKeys } from './accounts/keys.ts'
import { appKeys, type AppKeys } from './apps/keys.ts'
import { scopeKey } from './cache/keys.ts'
import { chartKeys, type ChartKeys } from './charts/keys.ts'
import type { AppmixerClient } from './client/client.ts'
import { flowKeys, type FlowKeys } from './flows/keys.ts'
import { integrationKeys, type IntegrationKeys } from './integrations/keys.ts'
import { logKeys, type LogKeys } from './logs/keys.ts'
import { peopleTaskKeys, type PeopleTaskKeys } from './people-tasks/keys.ts'
import { storeKeys, type StoreKeys } from './stores/keys.ts'
import { usageKeys, type UsageKeys } from './usage/keys.ts'
import { userKeys, type UserKeys } from './users/keys.ts'

/** The query keys of one client, by resource. A shorter key is a prefix of the longer ones. */
export interface AppmixerKeys {
  /** Everything of this tenant and user. */
  all: QueryKey
  accounts: AccountKeys
  apps: AppKeys
  charts: ChartKeys
  flows: FlowKeys
  integrations: IntegrationKeys
  logs: LogKeys
  peopleTasks: PeopleTaskKeys
  stores: StoreKeys
  usage: UsageKeys
  users: UserKeys
}

/**
 * The query keys of every read: `['appmixer', scope, resource, kind, input]`. The scope is the tenant and the user; no
 * key holds a token or a secret. Keys know the type of their data. Sends nothing.
 *
 * As a filter, a key means all keys that start with it: `keys.flows.list()` is every list of flows, and, with
 * `exact: true`, the list of `useFlows()`.
 *
 * @example
 * const keys = appmixerKeys(client)
 * await queryClient.invalidateQueries({ queryKey: keys.flows.all })
 * const flow = queryClient.getQueryData(keys.flows.detail(flowId)) // Flow | undefined
 */
export function appmixerKeys(client: AppmixerClient): AppmixerKeys {
  return {
    all: scopeKey(client),
    accounts: accountKeys(client),
    apps: appKeys(client),
    charts: chartKeys(client),
    flows: flowKeys(client),
    integrations: integrationKeys(client),
    logs: logKeys(client),
    peopleTasks: peopleTaskKeys(client),
    stores: storeKeys(client),
    usage: usageKeys(client),
    users: userKeys(client),
  }
}
