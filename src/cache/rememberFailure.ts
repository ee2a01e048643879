import type { MutationKey, QueryClient } from '@tanstack/react-query'
import type { AppmixerError } from '../client/errors.ts'

interface Failure {
  mutationKey: MutationKey
  variables: unknown
  error: AppmixerError
}

/** One of many that failed stands among the mutations as if it had been alone, so its row says why, and can repeat it. */
export function rememberFailure(queryClient: QueryClient, failure: Failure): void {
  const { mutationKey, variables, error } = failure
  queryClient.getMutationCache().build<unknown, AppmixerError, unknown, unknown>(
    queryClient,
    { mutationKey },
    {
      context: undefined,
      data: undefined,
      error,
      failureCount: 1,
      failureReason: error,
      isPaused: false,
      status: 'error',
      submittedAt: Date.now(),
      variables,
    },
  )
}
