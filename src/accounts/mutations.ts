import { confidential } from '../cache/confidential.ts'
import { mutation } from '../cache/mutation.ts'
import {
  connectComponentAccountEffect,
  createAccountEffect,
  deleteAccountEffect,
  disconnectComponentAccountEffect,
  setAccountNameEffect,
  testAccountEffect,
} from './effects.ts'
import {
  connectComponentAccount,
  createAccount,
  deleteAccount,
  disconnectComponentAccount,
  setAccountName,
  testAccount,
} from './endpoints.ts'
import type {
  Account,
  AccountRef,
  AccountTest,
  ComponentRef,
  ConnectComponentAccountInput,
  CreateAccountInput,
  SetAccountNameInput,
} from './types.ts'

/** Connects an account with credentials that you have already: `POST /accounts`. Resolves to the account. */
export const createAccountMutationOptions = mutation<CreateAccountInput, Account>({
  name: 'createAccount',
  endpoint: createAccount,
  effect: createAccountEffect,
  // The credentials are in the input; the answer does not repeat them.
  conceal: confidential(),
})

/** Gives an account the user's own name, shown at once: `PUT /accounts/:accountId`. */
export const setAccountNameMutationOptions = mutation<SetAccountNameInput, void>({
  name: 'setAccountName',
  endpoint: setAccountName,
  effect: setAccountNameEffect,
})

/** Asks the app whether it still accepts the account's token: `POST /accounts/:accountId/test`. */
export const testAccountMutationOptions = mutation<AccountRef, AccountTest>({
  name: 'testAccount',
  endpoint: testAccount,
  effect: testAccountEffect,
})

/** Deletes an account, which leaves the lists at once: `DELETE /accounts/:accountId`. */
export const deleteAccountMutationOptions = mutation<AccountRef, void>({
  name: 'deleteAccount',
  endpoint: deleteAccount,
  effect: deleteAccountEffect,
})

/** Lets a component of a flow work with an account: `PUT /auth/component/:componentId/:accountId`. */
export const connectComponentAccountMutationOptions = mutation<ConnectComponentAccountInput, void>({
  name: 'connectComponentAccount',
  endpoint: connectComponentAccount,
  effect: connectComponentAccountEffect,
})

/** Takes its account from a component: `DELETE /auth/component/:componentId`. The account stays. */
export const disconnectComponentAccountMutationOptions = mutation<ComponentRef, void>({
  name: 'disconnectComponentAccount',
  endpoint: disconnectComponentAccount,
  effect: disconnectComponentAccountEffect,
})
