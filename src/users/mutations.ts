import { confidential } from '../cache/confidential.ts'
import { mutation } from '../cache/mutation.ts'
import { authenticateUserEffect, signupUserEffect } from './effects.ts'
import { authenticateUser, signupUser } from './endpoints.ts'
import type { Authentication, Credentials, SignupInput } from './types.ts'

/** Signs a user in: `POST /user/auth`. Pass the resulting token to `<AppmixerProvider>`. */
export const authenticateUserMutationOptions = mutation<Credentials, Authentication>({
  name: 'authenticateUser',
  endpoint: authenticateUser,
  effect: authenticateUserEffect,
  conceal: confidential('token'),
})

/** Creates a user and signs it in: `POST /user`. */
export const signupUserMutationOptions = mutation<SignupInput, Authentication>({
  name: 'signupUser',
  endpoint: signupUser,
  effect: signupUserEffect,
  conceal: confidential('token'),
})
