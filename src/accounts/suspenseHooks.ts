'use client'

import {
  type SuspenseQueryHookResult,
  useAppmixerSuspenseQuery,
  type SuspenseQueryHookOptions,
} from '../react/hooks.ts'
import {
  accountFlowsQueryOptions,
  accountsQueryOptions,
  componentAccountsQueryOptions,
  flowAuthenticationQueryOptions,
} from './queries.ts'
import type {
  Account,
  AccountFlow,
  AccountsQuery,
  ComponentAccount,
  ComponentAccountsQuery,
  FlowAuthentication,
} from './types.ts'

/**
 * {@link useAccounts} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: accounts } = useSuspenseAccounts()
 */
export function useSuspenseAccounts<Selected = Account[]>(
  query: AccountsQuery = {},
  options?: SuspenseQueryHookOptions<Account[], Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(accountsQueryOptions, query, options)
}

/**
 * {@link useAccountFlows} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: flows } = useSuspenseAccountFlows(accountId)
 */
export function useSuspenseAccountFlows<Selected = AccountFlow[]>(
  accountId: string,
  options?: SuspenseQueryHookOptions<AccountFlow[], Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(accountFlowsQueryOptions, { accountId }, options)
}

/**
 * {@link useComponentAccounts} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: accounts } = useSuspenseComponentAccounts({ componentType })
 */
export function useSuspenseComponentAccounts<Selected = ComponentAccount[]>(
  query: ComponentAccountsQuery,
  options?: SuspenseQueryHookOptions<ComponentAccount[], Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(componentAccountsQueryOptions, query, options)
}

/**
 * {@link useFlowAuthentication} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data } = useSuspenseFlowAuthentication(flowId, { staleTime: 60_000 })
 */
export function useSuspenseFlowAuthentication<Selected = FlowAuthentication>(
  flowId: string,
  options?: SuspenseQueryHookOptions<FlowAuthentication, Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(flowAuthenticationQueryOptions, { flowId }, options)
}
