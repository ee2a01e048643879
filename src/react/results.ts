/**
 * What the hooks return is TanStack's own object. TanStack's types of it have some thirty members in each of six states,
 * and a compiler makes all of them anew for each type of data. Here it makes those that do not know the data once, which
 * takes less than half of the time for a file with many hooks. Either type can be given where the other is wanted, but
 * for TanStack's of a suspended read where ours is: it hides `isPlaceholderData`, which ours has.
 */
import type {
  FetchNextPageOptions,
  FetchPreviousPageOptions,
  InfiniteQueryObserverLoadingErrorResult,
  InfiniteQueryObserverPendingResult,
  InfiniteQueryObserverRefetchErrorResult,
  InfiniteQueryObserverSuccessResult,
  MutationObserverErrorResult,
  MutationObserverIdleResult,
  MutationObserverLoadingResult,
  MutationObserverSuccessResult,
  QueryObserverLoadingErrorResult,
  QueryObserverPendingResult,
  QueryObserverRefetchErrorResult,
  QueryObserverSuccessResult,
  RefetchOptions,
  UseMutateAsyncFunction,
  UseMutateFunction,
} from '@tanstack/react-query'
import type { AppmixerError } from '../client/errors.ts'

/** What a read shows, TanStack's `UseQueryResult<Data, AppmixerError>`. Its flags and `status` tell if there is data. */
export type QueryHookResult<Data> = Pending<Data> | Failed<Data> | SuspenseQueryHookResult<Data>

/** What a suspended read shows, TanStack's `UseSuspenseQueryResult<Data, AppmixerError>`. There is always data. */
export type SuspenseQueryHookResult<Data> = Succeeded<Data> | Outdated<Data>

/** What a read page after page shows, TanStack's `UseInfiniteQueryResult<Data, AppmixerError>`. */
export type InfiniteQueryHookResult<Data> =
  | PagesPending<Data>
  | PagesFailed<Data>
  | PagesSucceeded<Data>
  | PagesOutdated<Data>

/** What a mutation shows, TanStack's `UseMutationResult<Data, AppmixerError, Variables, Context>`. */
export type MutationHookResult<Variables, Data, Context = unknown> =
  | Idle<Variables, Data, Context>
  | Sending<Variables, Data, Context>
  | Refused<Variables, Data, Context>
  | Done<Variables, Data, Context>

interface Pending<Data> extends Members<QueryObserverPendingResult<any, AppmixerError>> {
  refetch: Refetch<Data>
}

interface Failed<Data> extends Members<QueryObserverLoadingErrorResult<any, AppmixerError>> {
  refetch: Refetch<Data>
}

/** Real data, or a placeholder. */
interface Succeeded<Data> extends Omit<
  QueryObserverSuccessResult<any, AppmixerError>,
  'isPlaceholderData'
> {
  data: Data
  isPlaceholderData: boolean
  refetch: Refetch<Data>
}

/** There is data, but it could not be read again. */
interface Outdated<Data> extends Members<QueryObserverRefetchErrorResult<any, AppmixerError>> {
  data: Data
  refetch: Refetch<Data>
}

type Refetch<Data> = (options?: RefetchOptions) => Promise<QueryHookResult<Data>>

interface PagesPending<Data> extends Members<
  InfiniteQueryObserverPendingResult<any, AppmixerError>
> {
  refetch: Refetch<Data>
  fetchNextPage: FetchNext<Data>
  fetchPreviousPage: FetchPrevious<Data>
}

interface PagesFailed<Data> extends Members<
  InfiniteQueryObserverLoadingErrorResult<any, AppmixerError>
> {
  refetch: Refetch<Data>
  fetchNextPage: FetchNext<Data>
  fetchPreviousPage: FetchPrevious<Data>
}

interface PagesSucceeded<Data> extends Omit<
  InfiniteQueryObserverSuccessResult<any, AppmixerError>,
  'isPlaceholderData'
> {
  data: Data
  isPlaceholderData: boolean
  refetch: Refetch<Data>
  fetchNextPage: FetchNext<Data>
  fetchPreviousPage: FetchPrevious<Data>
}

interface PagesOutdated<Data> extends Members<
  InfiniteQueryObserverRefetchErrorResult<any, AppmixerError>
> {
  data: Data
  refetch: Refetch<Data>
  fetchNextPage: FetchNext<Data>
  fetchPreviousPage: FetchPrevious<Data>
}

type FetchNext<Data> = (options?: FetchNextPageOptions) => Promise<InfiniteQueryHookResult<Data>>

type FetchPrevious<Data> = (
  options?: FetchPreviousPageOptions,
) => Promise<InfiniteQueryHookResult<Data>>

interface Idle<Variables, Data, Context>
  extends
    Omit<MutationObserverIdleResult<any, AppmixerError, any, any>, keyof Actions<any, any, any>>,
    Actions<Variables, Data, Context> {}

interface Sending<Variables, Data, Context>
  extends
    Omit<MutationObserverLoadingResult<any, AppmixerError, any, any>, keyof Actions<any, any, any>>,
    Actions<Variables, Data, Context> {
  variables: Variables
}

interface Refused<Variables, Data, Context>
  extends
    Omit<MutationObserverErrorResult<any, AppmixerError, any, any>, keyof Actions<any, any, any>>,
    Actions<Variables, Data, Context> {
  variables: Variables
}

interface Done<Variables, Data, Context>
  extends
    Omit<MutationObserverSuccessResult<any, AppmixerError, any, any>, keyof Actions<any, any, any>>,
    Actions<Variables, Data, Context> {
  data: Data
  variables: Variables
}

interface Actions<Variables, Data, Context> {
  /** What `onMutate` returned. */
  context: Context | undefined
  /** Sends it. What becomes of it, the result and the callbacks tell. */
  mutate: UseMutateFunction<Data, AppmixerError, Variables, Context>
  /** Sends it, and resolves or rejects as it ends. */
  mutateAsync: UseMutateAsyncFunction<Data, AppmixerError, Variables, Context>
}

/** The same, but no interface: of those a compiler copies every member into each interface that extends them. */
type Members<State> = { [Key in keyof State]: State[Key] }
