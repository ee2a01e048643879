'use client'

import {
  type SuspenseQueryHookResult,
  useAppmixerSuspenseQuery,
  type SuspenseQueryHookOptions,
} from '../react/hooks.ts'
import { userQueryOptions } from './queries.ts'
import type { User } from './types.ts'

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
