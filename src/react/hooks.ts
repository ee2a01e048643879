'use client'

import {
  MutationObserver,
  skipToken,
  useMutation,
  useQuery,
  useQueryClient,
  type Query,
  type QueryClient,
  type QueryKey,
  type UseInfiniteQueryResult,
  type UseMutationOptions,
  type UseMutationResult,
  type UseQueryOptions,
  type UseQueryResult,
  type UseSuspenseQueryResult,
} from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { EffectOptions } from '../cache/effect.ts'
import { hasSecret } from '../cache/keys.ts'
import type { AppmixerMutation } from '../cache/mutation.ts'
import type { AppmixerQuery } from '../cache/query.ts'
import type { AppmixerClient } from '../client/client.ts'
import type { AppmixerError } from '../client/errors.ts'
import { useAppmixerContext } from './context.ts'
import { skipped, type Skippable } from './skip.ts'

/** TanStack's query options, but for the key and the fetcher, which belong to the hook. */
export interface QueryHookOptions<Data, Selected = Data> extends Omit<
  UseQueryOptions<Data, AppmixerError, Selected>,
  'queryKey' | 'queryFn' | 'queryHash' | 'queryKeyHashFn'
> {}

/**
 * TanStack's mutation options, but for the key and the function; and what to ask for again afterwards. The callbacks
 * are yours; the cache needs none.
 */
export interface MutationHookOptions<Variables, Data, Context = unknown>
  extends
    EffectOptions,
    Omit<
      UseMutationOptions<Data, AppmixerError, Variables, Context>,
      'mutationKey' | 'mutationFn'
    > {}

/** What the hooks return is TanStack's own. */
export type QueryHookResult<Data> = UseQueryResult<Data, AppmixerError>
export type SuspenseQueryHookResult<Data> = UseSuspenseQueryResult<Data, AppmixerError>
export type InfiniteQueryHookResult<Data> = UseInfiniteQueryResult<Data, AppmixerError>
export type MutationHookResult<Variables, Data, Context = unknown> = UseMutationResult<
  Data,
  AppmixerError,
  Variables,
  Context
>

/** The core of every read: our options, then the caller's. */
export function useAppmixerQuery<Input, Data, Selected>(
  optionsFor: (client: AppmixerClient, input: Input) => AppmixerQuery<Data>,
  input: Skippable<Input>,
  options: QueryHookOptions<Data, Selected> = {},
): QueryHookResult<NoInfer<Selected>> {
  const { all, queryClient } = useReadOptions(optionsFor, input, options)
  return useQuery<Data, AppmixerError, Selected>(all, queryClient)
}

interface ReadOptions {
  /** For the hook of TanStack's that reads. */
  all: any
  queryClient: QueryClient
  /** Nobody is signed in who could read it. */
  isBarred: boolean
}

/** What the read of every kind is asked to do: by us, by the caller, and by whoever is signed in. */
export function useReadOptions<Input>(
  optionsFor: (client: AppmixerClient, input: Input) => { queryKey: QueryKey } & Interval,
  input: Skippable<Input>,
  options: object,
): ReadOptions {
  const { client, queryClient: given, isSignedOut } = useAppmixerContext()
  const queryClient = useQueryClient(given)
  const isSkipped = input === skipToken
  const ours = isSkipped ? skipped(client) : optionsFor(client, input)
  const isBarred = isSignedOut && !hasSecret(ours.queryKey)
  const all = queryClient.defaultQueryOptions<any, any, any>({
    ...ours,
    ...options,
    ...ownPlaceholder(client, options),
    ...bothIntervals(ours, options, queryClient),
    ...(isBarred && { enabled: false }),
    // It would show wherever else something is skipped.
    ...(isSkipped && { initialData: () => undefined }),
  })
  return { all, queryClient, isBarred }
}

/** The core of every mutation. */
export function useAppmixerMutation<Variables, Data, Context>(
  optionsFor: (client: AppmixerClient, options: EffectOptions) => AppmixerMutation<Variables, Data>,
  { invalidate, invalidates, ...options }: MutationHookOptions<Variables, Data, Context> = {},
): MutationHookResult<Variables, Data, Context> {
  const { client, queryClient: given } = useAppmixerContext()
  const queryClient = useQueryClient(given)
  const result = useMutation<Data, AppmixerError, Variables, Context>(
    { ...optionsFor(client, { invalidate, invalidates }), ...options },
    queryClient,
  )
  const shownScope = useRef(client.scope)
  useEffect(() => {
    shownScope.current = client.scope
  }, [client.scope])
  // TanStack resets for another mutation key in an effect: one frame would show the previous user's result.
  // oxlint-disable-next-line react/refs -- set in the same commit as TanStack's own reset, which renders again
  return shownScope.current === client.scope ? result : idleLike(result, queryClient)
}

/** As before the first call. */
function idleLike<Result extends UseMutationResult<any, any, any, any>>(
  { mutate, mutateAsync, reset }: Result,
  queryClient: QueryClient,
): Result {
  const idle = new MutationObserver(queryClient, {}).getCurrentResult()
  return { ...idle, mutate, mutateAsync, reset } as Result
}

/** `keepPreviousData` must not keep the previous user's. */
function ownPlaceholder(client: AppmixerClient, { placeholderData }: Placeholder): Placeholder {
  if (typeof placeholderData !== 'function') return {}
  return {
    placeholderData: (data: unknown, query: Query | undefined) =>
      query?.queryKey[1] === client.scope
        ? placeholderData(data, query)
        : placeholderData(undefined, undefined),
  }
}

/** The caller's interval does not replace ours: the shorter one counts. */
function bothIntervals(ours: Interval, theirs: Interval, queryClient: QueryClient): Interval {
  const { refetchInterval: all } = queryClient.getDefaultOptions().queries ?? {}
  const { refetchInterval: given = all } = theirs
  if (!ours.refetchInterval || !given) return ours
  return {
    refetchInterval: (query: Query) => {
      const one = ours.refetchInterval(query)
      const other = typeof given === 'function' ? given(query) : given
      return one && other ? Math.min(one, other) : one || other
    },
  }
}

interface Interval {
  refetchInterval?: any
}

interface Placeholder {
  placeholderData?: any
}
