'use client'

import {
  useAppmixerMutation,
  useAppmixerQuery,
  useAppmixerSuspenseQuery,
  type MutationHookOptions,
  type MutationHookResult,
  type QueryHookOptions,
  type QueryHookResult,
  type SuspenseQueryHookOptions,
  type SuspenseQueryHookResult,
} from '../react/hooks.ts'
import { authenticateUserMutationOptions, signupUserMutationOptions } from './mutations.ts'
import { userQueryOptions } from './queries.ts'
import type { Authentication, Credentials, SignupInput, User } from './types.ts'

/**
 * The user behind the token: `GET /user`.
 *
 * Key: `keys.users.current()`.
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
 * {@link useUser} that suspends: `data` is always there; a first read that fails goes to the error boundary.
 *
 * @example
 * const { data: user } = useSuspenseUser()
 */
export function useSuspenseUser<Selected = User>(
  options?: SuspenseQueryHookOptions<User, Selected>,
): SuspenseQueryHookResult<NoInfer<Selected>> {
  return useAppmixerSuspenseQuery(userQueryOptions, undefined, options)
}

/**
 * Signs a user in: `POST /user/auth`. Pass the token to `<AppmixerProvider>`. Changes nothing in the cache: the new
 * token is another session. Rejects with status 403 for an unknown user and for a wrong password.
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
 * Creates a user and signs it in: `POST /user`. Changes nothing in the cache. Rejects with status 400 when the name is
 * not free.
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
