'use client'

import {
  MutationObserver,
  skipToken,
  useInfiniteQuery,
  useMutation,
  useQueries,
  useQuery,
  useQueryClient,
  useSuspenseQuery,
  type InfiniteData,
  type MutationFunctionContext,
  type MutationKey,
  type NetworkMode,
  type Query,
  type QueryClient,
  type QueryFunction,
  type QueryKey,
  type SkipToken,
  type UseInfiniteQueryOptions,
  type UseInfiniteQueryResult,
  type UseMutationOptions,
  type UseMutationResult,
  type UseQueryOptions,
  type UseQueryResult,
  type UseSuspenseQueryOptions,
  type UseSuspenseQueryResult,
} from '@tanstack/react-query'
import { useEffect, useInsertionEffect, useMemo, useRef, useState } from 'react'
import type { EffectOptions } from '../cache/effect.ts'
import type {
  AppmixerInfiniteQuery,
  OffsetPosition,
  PagesOnScreenOption,
} from '../cache/infiniteQuery.ts'
import { hasSecret, scopeKey } from '../cache/keys.ts'
import { concealed } from '../cache/mutation.ts'
import { partOf } from '../cache/scopes.ts'
import type { AppmixerClient } from '../client/client.ts'
import type { AppmixerError } from '../client/errors.ts'
import { sessionEnded } from '../client/failures.ts'
import { useAppmixerContext } from './context.ts'

/** What a read is about, or TanStack's `skipToken` while there is nothing to ask for. */
export type Skippable<Input> = Input | SkipToken

/** The options of a read: those of this package, or your own. */
export interface ReadOptions<Data> {
  /** Begin it with `appmixerKeys(client).all`, and the data goes with the session. */
  queryKey: QueryKey
  queryFn: QueryFunction<Data, any>
  refetchInterval?: ((query: Query<any, any, any, any>) => number | false | undefined) | undefined
}

/** The options of a mutation: those of this package, or your own. */
export interface WriteOptions<Variables, Data> {
  /** Begin it with `appmixerKeys(client).all`, and the mutation ends with the session. */
  mutationKey: MutationKey
  mutationFn: (variables: Variables, context: MutationFunctionContext) => Promise<Data>
  /** Whether this input, or its answer, holds a secret: then it is never paused, and no devtools or persister sees it. */
  isConfidential?: ((variables: Variables) => boolean) | undefined
  gcTime?: number | undefined
  networkMode?: NetworkMode | undefined
}

/** What belongs to the hook. */
type Fixed = 'queryKey' | 'queryFn' | 'queryHash' | 'queryKeyHashFn'

/** TanStack's query options, but for the key and the fetcher, which belong to the hook. */
export interface QueryHookOptions<Data, Selected = Data> extends Omit<
  UseQueryOptions<Data, AppmixerError, Selected>,
  Fixed
> {}

/** TanStack's suspense query options, but for the key and the fetcher, which belong to the hook. */
export interface SuspenseQueryHookOptions<Data, Selected = Data> extends Omit<
  UseSuspenseQueryOptions<Data, AppmixerError, Selected>,
  Fixed
> {}

/** TanStack's infinite query options, but for the key, the fetcher and the positions, which belong to the hook. */
export interface InfiniteQueryHookOptions<Page, Position, Selected = InfiniteData<Page, Position>>
  extends
    PagesOnScreenOption,
    Omit<
      UseInfiniteQueryOptions<Page, AppmixerError, Selected, any, Position>,
      Fixed | 'initialPageParam' | 'getNextPageParam' | 'getPreviousPageParam' | 'placeholderData'
    > {}

/**
 * TanStack's mutation options, but for the key and the function; and what to refetch afterwards. The callbacks are
 * yours; the cache needs none. `scope` is ignored where the input or the answer may hold a secret.
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

/**
 * TanStack's `useQuery` as the user of the nearest `<AppmixerProvider>`; every read hook is made of it. It waits while
 * nobody is signed in, shows nothing of another user, and leaves retries to the client.
 *
 * @param optionsFor Makes the options of one read: `flowsQueryOptions`, or your own for an endpoint without a hook.
 * @param input What the read is about, or `skipToken`.
 * @example
 * function appsQueryOptions(client: AppmixerClient, input: { category: string }) {
 *   return {
 *     queryKey: [...appmixerKeys(client).all, 'apps', input],
 *     queryFn: ({ signal }: QueryFunctionContext) =>
 *       client.ky.get('apps', { searchParams: input, signal }).json<App[]>(),
 *   }
 * }
 * const { data: apps } = useAppmixerQuery(appsQueryOptions, { category: 'crm' }, { staleTime: 60_000 })
 */
export function useAppmixerQuery<Input, Data, Selected = Data>(
  optionsFor: (client: AppmixerClient, input: Input) => ReadOptions<Data>,
  input: Skippable<Input>,
  options: QueryHookOptions<Data, Selected> = {},
): QueryHookResult<NoInfer<Selected>> {
  const { all, queryClient, ownOf } = useReadOptions(optionsFor, input, options)
  return ownOf(useQuery<Data, AppmixerError, Selected>(all, queryClient))
}

type ReadOfMany<Data> = Omit<ReadOptions<Data>, 'refetchInterval'> & QueryHookOptions<Data>

/** {@link useAppmixerQuery} for each of a number of reads that changes. */
export function useAppmixerQueries<Data>(
  optionsFor: (client: AppmixerClient) => readonly ReadOfMany<Data>[],
): QueryHookResult<Data>[] {
  const { client, queryClient: given, isSignedOut } = useAppmixerContext()
  const queries: any[] = optionsFor(client).map((options) => ({
    retry: false,
    initialData: undefined,
    ...options,
    ...(isSignedOut && { enabled: false }),
  }))
  // Each key has an observer of its own, so there is nothing from before that a default could keep.
  return useQueries({ queries }, useQueryClient(given))
}

/**
 * TanStack's `useSuspenseQuery`, otherwise as {@link useAppmixerQuery}. While nobody is signed in the fallback stays.
 *
 * @example
 * const { data: flows } = useAppmixerSuspenseQuery(flowsQueryOptions, { limit: 20 })
 */
export function useAppmixerSuspenseQuery<Input, Data, Selected = Data>(
  optionsFor: (client: AppmixerClient, input: Input) => ReadOptions<Data>,
  input: Input,
  options: SuspenseQueryHookOptions<Data, Selected> = {},
): SuspenseQueryHookResult<NoInfer<Selected>> {
  const { all, queryClient, isBarred, ownOf } = useReadOptions(optionsFor, input, options)
  if (isBarred) waitForUser()
  return ownOf(useSuspenseQuery<Data, AppmixerError, Selected>(all, queryClient))
}

/**
 * TanStack's `useInfiniteQuery`, otherwise as {@link useAppmixerQuery}. A refetch reads the pages on screen only.
 *
 * @example
 * const { data, fetchNextPage } = useAppmixerInfiniteQuery(flowsInfiniteQueryOptions, { limit: 50 })
 */
export function useAppmixerInfiniteQuery<
  Input,
  Page,
  Position,
  Selected = InfiniteData<Page, Position>,
>(
  optionsFor: (client: AppmixerClient, input: Input) => AppmixerInfiniteQuery<Page, Position>,
  input: Skippable<Input>,
  options: InfiniteQueryHookOptions<Page, Position, Selected> = {},
): InfiniteQueryHookResult<NoInfer<Selected>> {
  const { all, queryClient, ownOf } = useReadOptions(optionsFor, input, options)
  const result = useInfiniteQuery<Page, AppmixerError, Selected, any, Position>(all, queryClient)
  useOutdatedPages(queryClient, all)
  return ownOf(result)
}

/**
 * TanStack's `useMutation` as the user of the nearest `<AppmixerProvider>`; every mutation hook is made of it. Another
 * user does not see its result. `mutate` and `mutateAsync` are this user's: called after the user has changed, they send
 * nothing, and `mutateAsync` rejects with code `session`.
 *
 * @param optionsFor Makes the options of one mutation: `startFlowMutationOptions`, or your own for an endpoint without
 * a hook.
 * @example
 * function publishMutationOptions(client: AppmixerClient) {
 *   return {
 *     mutationKey: [...appmixerKeys(client).all, 'publish'],
 *     mutationFn: (selector: string) => client.ky.post('modifiers', { json: { selector } }).json(),
 *   }
 * }
 * const publish = useAppmixerMutation(publishMutationOptions)
 */
export function useAppmixerMutation<Variables, Data, Context = unknown>(
  optionsFor: (client: AppmixerClient, options: EffectOptions) => WriteOptions<Variables, Data>,
  { invalidate, invalidates, ...options }: MutationHookOptions<Variables, Data, Context> = {},
): MutationHookResult<Variables, Data, Context> {
  const { client, queryClient: given } = useAppmixerContext()
  const queryClient = useQueryClient(given)
  const ours = optionsFor(client, { invalidate, invalidates })
  const [confidence] = useState(() => ({ isKept: false }))
  const all: any = queryClient.defaultMutationOptions<any>({ ...ours, ...options })
  const result = useOwnCalls(
    useConcealed(
      useMutation<Data, AppmixerError, Variables, Context>(
        confidentially(all, ours, confidence),
        queryClient,
      ),
      ours,
      confidence,
    ),
    String(ours.mutationKey.at(-1)),
  )
  const shownScope = useRef(client.scope)
  useEffect(() => {
    shownScope.current = client.scope
  }, [client.scope])
  // TanStack resets for another mutation key in an effect: one frame would show the previous user's result.
  // oxlint-disable-next-line react/refs -- set in the same commit as TanStack's own reset, which renders again
  return shownScope.current === client.scope ? result : idleLike(result, queryClient)
}

/** Whether the call that is being made is confidential. */
interface Confidence {
  isKept: boolean
}

/**
 * What neither the caller nor the app's defaults may change: nothing with a secret in it is paused or stays. TanStack
 * reads the scope again and again, for all calls of the hook, so a mutation that may be confidential never has one.
 */
function confidentially(
  all: any,
  { gcTime, networkMode, isConfidential }: WriteOptions<any, any>,
  confidence: Confidence,
): any {
  if (!isConfidential) return all
  return Object.defineProperties(
    { ...all, ...(gcTime !== undefined && { gcTime }), scope: undefined },
    {
      // TanStack reads it when a call is made.
      networkMode: {
        enumerable: true,
        get: () => (confidence.isKept ? 'always' : (networkMode ?? all.networkMode)),
      },
    },
  )
}

/** The result with functions that conceal a confidential input before TanStack stores it. */
function useConcealed<Result extends UseMutationResult<any, any, any, any>>(
  result: Result,
  ours: WriteOptions<any, any>,
  confidence: Confidence,
): Result {
  const { mutate, mutateAsync } = result
  const { isConfidential } = ours
  const latest = useRef(isConfidential)
  useEffect(() => {
    latest.current = isConfidential
  })
  const call = useMemo(() => {
    const concealing =
      (run: (...args: any[]) => unknown) =>
      (variables: unknown, ...rest: unknown[]) => {
        const options = { isConfidential: latest.current }
        confidence.isKept = latest.current?.(variables) === true
        try {
          return run(concealed(options as never, variables), ...rest)
        } finally {
          confidence.isKept = false
        }
      }
    return { mutate: concealing(mutate), mutateAsync: concealing(mutateAsync) }
  }, [confidence, mutate, mutateAsync])
  return isConfidential ? { ...result, ...call } : result
}

/**
 * The result with functions that send as the user of the render that they are from, or not at all: one may be called
 * later, after a question for example, and TanStack would send as the user of now. Those from before anyone has signed in
 * belong to no user, and stay in use.
 */
function useOwnCalls<Result extends UseMutationResult<any, any, any, any>>(
  result: Result,
  name: string,
): Result {
  const { mutate, mutateAsync } = result
  const { client, isSignedOut } = useAppmixerContext()
  const { scope } = client
  const current = useRef(scope)
  useInsertionEffect(() => {
    current.current = scope
  })
  const calls = useMemo(() => {
    const isOver = () => !isSignedOut && current.current !== scope
    return {
      mutate(...args: Parameters<typeof mutate>) {
        if (!isOver()) mutate(...args)
      },
      async mutateAsync(...args: Parameters<typeof mutateAsync>): Promise<unknown> {
        if (isOver()) throw sessionEnded(name)
        return mutateAsync(...args)
      },
    }
  }, [scope, isSignedOut, mutate, mutateAsync, name])
  return { ...result, ...calls }
}

/** A reference made of ids; skipped as soon as one of them is. */
export function refTo<Ref extends object>(ref: {
  [Id in keyof Ref]: Skippable<Ref[Id]>
}): Skippable<Ref> {
  return Object.values(ref).includes(skipToken) ? skipToken : (ref as Ref)
}

/** As before the first call. */
function idleLike<Result extends UseMutationResult<any, any, any, any>>(
  { mutate, mutateAsync, reset }: Result,
  queryClient: QueryClient,
): Result {
  const idle = new MutationObserver(queryClient, {}).getCurrentResult()
  return { ...idle, mutate, mutateAsync, reset } as Result
}

/** Our options, then the caller's, and what neither may change. */
function useReadOptions<Input>(
  optionsFor: (
    client: AppmixerClient,
    input: Input,
  ) => { queryKey: QueryKey; structuralSharing?: any } & Interval,
  input: Skippable<Input>,
  options: object & Interval,
): {
  /** For the hook of TanStack's that reads. */
  all: any
  queryClient: QueryClient
  /** Nobody is signed in who could read it. */
  isBarred: boolean
  /** The result without what was selected for another user. */
  ownOf: <Result extends object>(result: Result) => Result
} {
  const { client, queryClient: given, isSignedOut } = useAppmixerContext()
  const queryClient = useQueryClient(given)
  const isSkipped = input === skipToken
  const ours = isSkipped ? skipped(client) : optionsFor(client, input)
  const isBarred = isSignedOut && !hasSecret(ours.queryKey)
  const defaults = queryClient.defaultQueryOptions({ queryKey: ours.queryKey })
  const all = queryClient.defaultQueryOptions<any, any, any>({
    // The client repeats failed reads itself.
    retry: false,
    // A default would be the same data for all reads of all users.
    initialData: undefined,
    ...ours,
    ...options,
    refetchInterval: shorter(
      ours.refetchInterval,
      options.refetchInterval ?? defaults.refetchInterval,
    ),
    ...(isBarred && { enabled: false }),
    // A skipped read has a key that all of them share: data would show in each.
    ...(isSkipped && { initialData: () => undefined }),
  })
  const { select, ownOf } = useOwnSelection(client, all.select)
  const own = partOf(client, queryClient, { name: 'shown data', create: createOwnData })
  return {
    all: {
      ...all,
      ...(select && { select }),
      placeholderData: ownPlaceholder(client, all.placeholderData),
      structuralSharing:
        all.structuralSharing === ours.structuralSharing
          ? all.structuralSharing
          : own.sharing(all.structuralSharing),
    },
    queryClient,
    isBarred,
    ownOf,
  }
}

/** When `select` throws, TanStack shows what it selected last, which may be another user's. */
function useOwnSelection(
  { scope }: AppmixerClient,
  select: ((data: any) => unknown) | undefined,
): {
  select: ((data: unknown) => unknown) | undefined
  ownOf: <Result extends object>(result: Result) => Result
} {
  const selections = useMemo(() => createSelections(scope), [scope])
  const noting = useMemo(() => select && selections.noting(select), [select, selections])
  return { select: noting, ownOf: selections.ownOf }
}

/** Whether `select` has selected anything for this user. */
function createSelections(_scope: string) {
  let hasSelected = false
  let hasFailed = false
  return {
    noting: (select: (data: any) => unknown) => (data: unknown) => {
      hasFailed = true
      const selected = select(data)
      hasSelected = true
      hasFailed = false
      return selected
    },
    ownOf<Result extends object>(result: Result): Result {
      return hasFailed && !hasSelected ? { ...result, data: undefined } : result
    },
  }
}

/** What the hooks of one session have shown, so that the app's `structuralSharing` never gets another user's data. */
function createOwnData() {
  const shown = new WeakSet<object>()
  return {
    sharing(share: unknown): unknown {
      if (typeof share !== 'function') return share
      return (previous: unknown, next: unknown): unknown => {
        const isOwn = typeof previous === 'object' && previous !== null && shown.has(previous)
        const shared: unknown = share(isOwn ? previous : undefined, next)
        if (typeof shared === 'object' && shared !== null) shown.add(shared)
        return shared
      }
    },
    end() {},
  }
}

interface Interval {
  refetchInterval?: any
}

/** The caller's interval does not replace ours: the shorter one counts. */
function shorter(ours: any, given: any): any {
  if (!ours || !given) return ours || given
  return (query: Query) => {
    const [one, other] = [ours, given].map((each) =>
      typeof each === 'function' ? each(query) : each,
    )
    return one && other ? Math.min(one, other) : one || other
  }
}

/** `keepPreviousData` must not keep the previous user's, wherever it was set. */
function ownPlaceholder(client: AppmixerClient, placeholderData: any): unknown {
  if (typeof placeholderData !== 'function') return placeholderData
  return (data: unknown, query: Query | undefined) =>
    query?.queryKey[1] === client.scope
      ? placeholderData(data, query)
      : placeholderData(undefined, undefined)
}

/** The options of a read that is skipped. No read has its key, so nothing ever asks for it or writes to it. */
function skipped(client: AppmixerClient): ReadOptions<any> & AppmixerInfiniteQuery<any, any> {
  const options = { queryKey: [...scopeKey(client), 'skipped'], queryFn: skipToken }
  return { ...options, initialPageParam: undefined, getNextPageParam: () => undefined } as never
}

/** Nobody is signed in: the fallback stays until the provider has another client. React 18 needs it thrown. */
function waitForUser(): never {
  throw new Promise(() => {})
}

interface ShownPages extends PagesOnScreenOption {
  queryKey: QueryKey
  queryHash: string
}

/** Refetches the pages on screen as soon as one of them comes there that a refetch has left out before. */
function useOutdatedPages(
  queryClient: QueryClient,
  { queryKey, queryHash, pagesOnScreen: [first, last] = [0, -1] }: ShownPages,
): void {
  useEffect(() => {
    let isUnmounted = false
    const isOutdated = ({ state }: Query) => {
      const { pageParams = [] } = (state.data ?? {}) as Partial<InfiniteData<unknown>>
      const shown = pageParams.slice(first, last + 1) as (Partial<OffsetPosition> | undefined)[]
      return !isUnmounted && shown.some((position) => position?.isOutdated)
    }
    const filters = { queryKey, exact: true, predicate: isOutdated }
    const ask = () => void queryClient.refetchQueries(filters)
    // What is under way may be the next page, and may bring these, too.
    for (const { promise } of queryClient.getQueryCache().findAll(filters)) {
      void Promise.resolve(promise).then(ask, ask)
    }
    return () => {
      isUnmounted = true
    }
    // The key is its hash.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [queryClient, queryHash, first, last])
}
