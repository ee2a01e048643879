'use client'

import {
  refTo,
  useAppmixerMutation,
  useAppmixerQuery,
  useAppmixerSuspenseQuery,
  type MutationHookOptions,
  type MutationHookResult,
  type QueryHookOptions,
  type QueryHookResult,
  type Skippable,
  type SuspenseQueryHookOptions,
  type SuspenseQueryHookResult,
} from '../react/hooks.ts'
import { useBulk, type BulkHook, type BulkHookOptions } from '../react/useBulk.ts'
import {
  connectComponentAccountMutationOptions,
  createAccountMutationOptions,
  deleteAccountMutationOptions,
  disconnectComponentAccountMutationOptions,
  setAccountNameMutationOptions,
  testAccountMutationOptions,
} from './mutations.ts'
import {
  accountFlowsQueryOptions,
  accountsQueryOptions,
  componentAccountsQueryOptions,
  flowAuthenticationQueryOptions,
} from './queries.ts'
import type {
  Account,
  AccountFlow,
  AccountRef,
  AccountsQuery,
  AccountTest,
  ComponentAccount,
  ComponentAccountsQuery,
  ComponentRef,
  ConnectComponentAccountInput,
  CreateAccountInput,
  FlowAuthentication,
  SetAccountNameInput,
} from './types.ts'

/**
 * The accounts of the user: `GET /accounts`. Show `displayName || name`. Whether an account still works is not in here;
 * {@link useTestAccount} and {@link useComponentAccounts} say so.
 *
 * Key: `keys.accounts.list(query)`.
 *
 * @example
 * const { data: accounts } = useAccounts({ filter: 'service:appmixer:slack' })
 */
export function useAccounts<Selected = Account[]>(
  query: Skippable<AccountsQuery> = {},
  options?: QueryHookOptions<Account[], Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(accountsQueryOptions, query, options)
}

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
 * The flows that use an account: `GET /accounts/:accountId/flows`. Read it when the user opens them, not once per row,
 * and before the account is deleted: those flows will stop.
 *
 * Key: `keys.accounts.flows(accountId)`.
 *
 * @example
 * const { data: flows } = useAccountFlows(accountId, { enabled: isOpen })
 */
export function useAccountFlows<Selected = AccountFlow[]>(
  accountId: Skippable<string>,
  options?: QueryHookOptions<AccountFlow[], Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(accountFlowsQueryOptions, refTo({ accountId }), options)
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
 * The accounts that a component may use: `GET /auth/:componentType`, as a list; empty when there are none yet. The
 * server asks the app about every token, so this is slow: pass a `staleTime`, in milliseconds.
 *
 * Key: `keys.accounts.ofComponent(query)`.
 *
 * @example
 * const { data: accounts } = useComponentAccounts({ componentType: 'appmixer.slack.list.SendChannelMessage' })
 */
export function useComponentAccounts<Selected = ComponentAccount[]>(
  query: Skippable<ComponentAccountsQuery>,
  options?: QueryHookOptions<ComponentAccount[], Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(componentAccountsQueryOptions, query, options)
}

/**
 * {@link useComponentAccounts} that suspends: `data` is always there; a first read that fails goes to the error
 * boundary.
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
 * The accounts that the components of one flow use, or could use: `GET /auth/flow/:flowId/poll`, then
 * `GET /auth/flow/status/:ticket` until it is `done`. After 60 seconds it is an error with code `timeout`. The requests
 * stop when the component is unmounted.
 *
 * Key: `keys.accounts.flowAuthentication(flowId)`.
 *
 * @example
 * const { data } = useFlowAuthentication(flowId, { staleTime: 60_000 })
 */
export function useFlowAuthentication<Selected = FlowAuthentication>(
  flowId: Skippable<string>,
  options?: QueryHookOptions<FlowAuthentication, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(flowAuthenticationQueryOptions, refTo({ flowId }), options)
}

/**
 * {@link useFlowAuthentication} that suspends: `data` is always there; a first read that fails goes to the error
 * boundary.
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

/**
 * Connects an account with credentials that you have already: `POST /accounts`. Resolves to the account; its token is
 * never answered. Invalidates the lists of accounts and the authentication of flows.
 *
 * Rejects with status 400 for credentials that the app refuses.
 *
 * @example
 * const createAccount = useCreateAccount()
 * createAccount.mutate({ service: 'acme:crm', token: { apiKey }, name: 'Acme CRM', requestProfileInfo: false })
 */
export function useCreateAccount<Context = unknown>(
  options?: MutationHookOptions<CreateAccountInput, Account, Context>,
): MutationHookResult<CreateAccountInput, Account, Context> {
  return useAppmixerMutation(createAccountMutationOptions, options)
}

/**
 * Gives an account the name that the user knows it by: `PUT /accounts/:accountId`. It is the `displayName`; `name`
 * stays what the app says. It is shown at once, and rolled back when the server refuses. Invalidates the lists of
 * accounts and the authentication of flows. Rejects with status 404 for a deleted account.
 *
 * @example
 * const setAccountName = useSetAccountName()
 * setAccountName.mutate({ accountId, displayName: 'Support workspace' })
 */
export function useSetAccountName<Context = unknown>(
  options?: MutationHookOptions<SetAccountNameInput, void, Context>,
): MutationHookResult<SetAccountNameInput, void, Context> {
  return useAppmixerMutation(setAccountNameMutationOptions, options)
}

/**
 * Asks the app whether it still accepts the account's token: `POST /accounts/:accountId/test`. An account that does not
 * work is no error: it resolves with `ok: false`. Changes nothing in the cache.
 *
 * @example
 * const testAccount = useTestAccount({ onSuccess: ({ ok }) => setState(ok ? 'works' : 'reconnect') })
 * testAccount.mutate({ accountId })
 */
export function useTestAccount<Context = unknown>(
  options?: MutationHookOptions<AccountRef, AccountTest, Context>,
): MutationHookResult<AccountRef, AccountTest, Context> {
  return useAppmixerMutation(testAccountMutationOptions, options)
}

/**
 * Asks the apps whether they still accept the tokens of many accounts: `POST /accounts/:accountId/test` for each. An
 * account that does not work is no failure: its result is `done`, with `data.ok` being `false`. A 429 makes the whole
 * run wait as long as `Retry-After` says, 30 seconds at most.
 *
 * All components that use the hook see the same run, also one that is mounted later. It ends with the session.
 *
 * @param options `concurrency`, the number of requests at a time, @default 4
 * @example
 * const { run, results } = useTestAccounts()
 * run(accounts)
 * const broken = results.filter((result) => result.status === 'done' && !result.data.ok)
 */
export function useTestAccounts(options?: BulkHookOptions): BulkHook<AccountRef, AccountTest> {
  return useBulk(testAccountMutationOptions, options)
}

/**
 * Deletes an account for good: `DELETE /accounts/:accountId`. The server stops every flow that uses it; show
 * {@link useAccountFlows} before. It leaves the lists at once and comes back when the server refuses. Invalidates all
 * reads of accounts and flows, logs and usage.
 *
 * @example
 * const deleteAccount = useDeleteAccount()
 * if (confirm(`${flows.length} flows will stop`)) deleteAccount.mutate({ accountId })
 */
export function useDeleteAccount<Context = unknown>(
  options?: MutationHookOptions<AccountRef, void, Context>,
): MutationHookResult<AccountRef, void, Context> {
  return useAppmixerMutation(deleteAccountMutationOptions, options)
}

/**
 * Lets a component of a flow work with an account: `PUT /auth/component/:componentId/:accountId`. Invalidates the accounts
 * of components, the flows of accounts, and what keeps flows from starting.
 *
 * Rejects with status 404 for a component that is in none of the user's flows, and for a deleted account.
 *
 * @example
 * const connectComponentAccount = useConnectComponentAccount()
 * connectComponentAccount.mutate({ componentId, accountId })
 */
export function useConnectComponentAccount<Context = unknown>(
  options?: MutationHookOptions<ConnectComponentAccountInput, void, Context>,
): MutationHookResult<ConnectComponentAccountInput, void, Context> {
  return useAppmixerMutation(connectComponentAccountMutationOptions, options)
}

/**
 * Takes its account from a component: `DELETE /auth/component/:componentId`. The account stays. Otherwise as
 * {@link useConnectComponentAccount}.
 *
 * @example
 * const disconnectComponentAccount = useDisconnectComponentAccount()
 * disconnectComponentAccount.mutate({ componentId })
 */
export function useDisconnectComponentAccount<Context = unknown>(
  options?: MutationHookOptions<ComponentRef, void, Context>,
): MutationHookResult<ComponentRef, void, Context> {
  return useAppmixerMutation(disconnectComponentAccountMutationOptions, options)
}
