import type { EffectOptions } from '../cache/effect.ts'
import * as effects from '../cache/effects.ts'
import { confidential, mutationOptions, type AppmixerMutation } from '../cache/mutation.ts'
import type { AppmixerClient } from '../client/client.ts'
import { authenticateUser, signupUser } from './endpoints.ts'
import type { Authentication, Credentials, SignupInput } from './types.ts'

/** Signs a user in: `POST /user/auth`. Pass the resulting token to `<AppmixerProvider>`. */
export function authenticateUserMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<Credentials, Authentication> {
  return confidential(
    mutationOptions(client, {
      name: 'authenticateUser',
      endpoint: authenticateUser,
      effect: effects.authenticateUser,
      options,
    }),
    ['token'],
  )
}

/** Creates a user and signs it in: `POST /user`. */
export function signupUserMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<SignupInput, Authentication> {
  return confidential(
    mutationOptions(client, {
      name: 'signupUser',
      endpoint: signupUser,
      effect: effects.signupUser,
      options,
    }),
    ['token'],
  )
}
