'use client'

import {
  useAppmixerMutation,
  useAppmixerQuery,
  type MutationHookOptions,
  type QueryHookOptions,
} from '../react/hooks.ts'
import type { MutationHookResult, QueryHookResult } from '../react/hooks.ts'
import { authenticateUserMutationOptions, signupUserMutationOptions } from './mutations.ts'
import { userQueryOptions } from './queries.ts'
import type { Authentication, Credentials, SignupInput, User } from './types.ts'

/**
 * The user behind the token: `GET /user`.
 *
 * @example
 * const { data: user } = useUser()
 */
export function useUser<Selected = User>(
  options?: QueryHookOptions<User, Selected>,
): QueryHookResult<NoInfer<Selected>> {
  return useAppmixerQuery(userQueryOptions, undefined, options)
}

/**
 * Signs a user in: `POST /user/auth`. Pass the token to `<AppmixerProvider>`. An unknown user and a wrong password
 * are both refused with 403.
 *
 * @example
 * const authenticateUser = useAuthenticateUser({ onSuccess: ({ token }) => setToken(token) })
 * authenticateUser.mutate({ username, password })
 */
export function useAuthenticateUser<Context = unknown>(
  options?: MutationHookOptions<Credentials, Authentication, Context>,
): MutationHookResult<Credentials, Authentication, Context> {
  return useAppmixerMutation(authenticateUserMutationOptions, options)
}

/**
 * Creates a user and signs it in: `POST /user`. A name that is taken is refused with 400.
 *
 * @example
 * const signupUser = useSignupUser({ onSuccess: ({ token }) => setToken(token) })
 * signupUser.mutate({ username: 'ada@acme.example', password })
 */
export function useSignupUser<Context = unknown>(
  options?: MutationHookOptions<SignupInput, Authentication, Context>,
): MutationHookResult<SignupInput, Authentication, Context> {
  return useAppmixerMutation(signupUserMutationOptions, options)
}
