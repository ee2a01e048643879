'use client'

import { useSuspenseQuery, type UseSuspenseQueryOptions } from '@tanstack/react-query'
import type { AppmixerQuery } from '../cache/query.ts'
import type { AppmixerClient } from '../client/client.ts'
import type { AppmixerError } from '../client/errors.ts'
import { useReadOptions, type SuspenseQueryHookResult } from './hooks.ts'

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
): SuspenseQueryHookResult<NoInfer<Selected>> {
  const { all, queryClient, isBarred } = useReadOptions(optionsFor, input, options)
  if (isBarred) waitForUser()
  return useSuspenseQuery<Data, AppmixerError, Selected>(all, queryClient)
}

/** Nobody is signed in: the fallback stays until the provider has another client. React 18 needs it thrown. */
function waitForUser(): never {
  throw new Promise(() => {})
}
