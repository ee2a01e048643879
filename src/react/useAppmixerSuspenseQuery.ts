'use client'

import {
  QueryObserver,
  useQueryClient,
  useSuspenseQuery,
  type UseSuspenseQueryOptions,
  type UseSuspenseQueryResult,
} from '@tanstack/react-query'
import { hasSecret } from '../cache/keys.ts'
import type { AppmixerQuery } from '../cache/query.ts'
import type { AppmixerClient } from '../client/client.ts'
import type { AppmixerError } from '../client/errors.ts'
import { useAppmixerContext } from './context.ts'
import { usePolled } from './usePolled.ts'

/** TanStack's suspense query options, but for the key and the fetcher, which belong to the hook. */
export interface SuspenseQueryHookOptions<Data, Selected = Data> extends Omit<
  UseSuspenseQueryOptions<Data, AppmixerError, Selected>,
  'queryKey' | 'queryFn' | 'queryHash' | 'queryKeyHashFn'
> {}

/** The core of every suspended read: our options, then the caller's. */
export function useAppmixerSuspenseQuery<Input, Data, Selected>(
  optionsFor: (client: AppmixerClient, input: Input) => AppmixerQuery<Data>,
  input: Input,
  options: SuspenseQueryHookOptions<Data, Selected> = {},
): UseSuspenseQueryResult<Selected, AppmixerError> {
  const { client, queryClient: given, isSignedOut } = useAppmixerContext()
  const queryClient = useQueryClient(given)
  const ours = optionsFor(client, input)
  if (isSignedOut && !hasSecret(ours.queryKey)) waitForUser()
  const all = queryClient.defaultQueryOptions<Data, AppmixerError, Selected>({
    ...ours,
    ...options,
  })
  const refetchInterval = usePolled(queryClient, all, QueryObserver)
  return useSuspenseQuery(
    { ...all, refetchInterval } as UseSuspenseQueryOptions<Data, AppmixerError, Selected>,
    queryClient,
  )
}

/** Nobody is signed in: the fallback stays until the provider has another client. React 18 needs it thrown. */
function waitForUser(): never {
  throw new Promise(() => {})
}
