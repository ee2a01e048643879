import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { AppmixerError } from '../client/errors.ts'
import { queriesAt } from './keys.ts'

/** Removes what is no longer on the server. Who still watches it sees that it is gone; nobody asks for it again. */
export function removeGone(queryClient: QueryClient, starts: readonly QueryKey[]): void {
  for (const query of queriesAt(queryClient, starts)) {
    if (!query.isActive()) {
      queryClient.getQueryCache().remove(query)
      continue
    }
    const error = gone()
    void query.cancel({ silent: true })
    query.setState({
      data: undefined,
      error,
      errorUpdateCount: query.state.errorUpdateCount + 1,
      errorUpdatedAt: Date.now(),
      fetchFailureCount: 1,
      fetchFailureReason: error,
      fetchStatus: 'idle',
      isInvalidated: false,
      status: 'error',
    })
  }
}

function gone(): AppmixerError {
  return new AppmixerError({
    code: 'http',
    status: 404,
    reason: 'gone',
    message: 'It was deleted, here or elsewhere, so there is nothing to show. Leave this page.',
  })
}
