import { confidential } from '../cache/confidential.ts'
import { mutation } from '../cache/mutation.ts'
import {
  createAccountEffect,
  deleteAccountEffect,
  setAccountNameEffect,
  testAccountEffect,
} from './effects.ts'
import { createAccount, deleteAccount, setAccountName, testAccount } from './endpoints.ts'
import type {
  Account,
  AccountRef,
  AccountTest,
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
