import type { EffectOptions } from '../cache/effect.ts'
import * as effects from '../cache/effects.ts'
import { confidential, mutationOptions, type AppmixerMutation } from '../cache/mutation.ts'
import type { AppmixerClient } from '../client/client.ts'
import { createAccount, deleteAccount, setAccountName, testAccount } from './endpoints.ts'
import type {
  Account,
  AccountRef,
  AccountTest,
  CreateAccountInput,
  SetAccountNameInput,
} from './types.ts'

/** Connects an account with credentials that you have already: `POST /accounts`. Resolves to the account. */
export function createAccountMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<CreateAccountInput, Account> {
  return confidential(
    mutationOptions(client, {
      name: 'createAccount',
      endpoint: createAccount,
      effect: effects.createAccount,
      options,
    }),
  )
}

/** Gives an account the user's own name, shown at once: `PUT /accounts/:accountId`. */
export function setAccountNameMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<SetAccountNameInput, void> {
  return mutationOptions(client, {
    name: 'setAccountName',
    endpoint: setAccountName,
    effect: effects.setAccountName,
    options,
  })
}

/** Asks the app whether it still takes the account's token: `POST /accounts/:accountId/test`. */
export function testAccountMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<AccountRef, AccountTest> {
  return mutationOptions(client, {
    name: 'testAccount',
    endpoint: testAccount,
    effect: effects.testAccount,
    options,
  })
}

/** Takes an account away, which leaves the lists at once: `DELETE /accounts/:accountId`. */
export function deleteAccountMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<AccountRef, void> {
  return mutationOptions(client, {
    name: 'deleteAccount',
    endpoint: deleteAccount,
    effect: effects.deleteAccount,
    options,
  })
}
