'use client'

import {
  useAppmixerMutation,
  useAppmixerQuery,
  type MutationHookOptions,
  type QueryHookOptions,
  type MutationHookResult,
  type QueryHookResult,
  refTo,
  type Skippable,
} from '../react/hooks.ts'
import {
  createAccountMutationOptions,
  deleteAccountMutationOptions,
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
  CreateAccountInput,
  FlowAuthentication,
  SetAccountNameInput,
} from './types.ts'

/**
 * The accounts of the user: `GET /accounts`. Show `displayName || name`. Whether an account still works is not in
 * here; {@link useTestAccount} and {@link useComponentAccounts} tell.
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
 * The flows that use an account: `GET /accounts/:accountId/flows`. Ask when somebody wants to see them, not once per
 * row, and before the account is deleted: those flows will stop.
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
 * The accounts that a component may use: `GET /auth/:componentType`, as a list; empty when there are none yet. The
 * server asks the app about every token, so this is slow: a `staleTime` spares it.
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
 * The accounts that the components of one flow use, or could use: `GET /auth/flow/:flowId/poll`, then
 * `GET /auth/flow/status/:ticket` until it is `done`. After 60 seconds it is an error with code `timeout`; asking stops
 * when the component goes away.
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
 * Connects an account with credentials that you have already: `POST /accounts`. Resolves to the account; its token is
 * never answered. Credentials that the app does not take are refused with 400.
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
 * Gives an account the name that the user knows it by, shown at once, taken back when the server refuses:
 * `PUT /accounts/:accountId`. It is the `displayName`; `name` stays what the app says.
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
 * Asks the app whether it still takes the account's token: `POST /accounts/:accountId/test`. An account that does not
 * work is no error: it resolves with `ok: false`.
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
 * Takes an account away for good: `DELETE /accounts/:accountId`. The server stops every flow that uses it; show
 * {@link useAccountFlows} before. It leaves the lists at once and comes back when the server refuses.
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
