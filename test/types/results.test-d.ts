import type {
  DefinedUseQueryResult,
  InfiniteData,
  UseInfiniteQueryResult,
  UseMutationResult,
  UseQueryResult,
  UseSuspenseQueryResult,
} from '@tanstack/react-query'
import { expectTypeOf, test } from 'vitest'
import {
  useFlow,
  useFlows,
  useInfiniteFlows,
  useStartFlow,
  useSuspenseFlow,
  type AppmixerError,
  type Flow,
  type FlowRef,
  type FlowTicket,
  type InfiniteQueryHookResult,
  type MutationHookResult,
  type OffsetPosition,
  type QueryHookResult,
  type SuspenseQueryHookResult,
} from '../../src/index.ts'

test('a result is one of TanStack, and the other way round', () => {
  type Read = UseQueryResult<Flow, AppmixerError>
  expectTypeOf<QueryHookResult<Flow>>().toExtend<Read>()
  expectTypeOf<Read>().toExtend<QueryHookResult<Flow>>()
  expectTypeOf<keyof QueryHookResult<Flow>>().toEqualTypeOf<keyof Read>()

  type Suspended = UseSuspenseQueryResult<Flow, AppmixerError>
  expectTypeOf<SuspenseQueryHookResult<Flow>>().toExtend<Suspended>()
  expectTypeOf<DefinedUseQueryResult<Flow, AppmixerError>>().toExtend<
    SuspenseQueryHookResult<Flow>
  >()
  expectTypeOf<Suspended>().toExtend<SuspenseQueryHookResult<Flow>>()

  type Pages = UseInfiniteQueryResult<Flow, AppmixerError>
  expectTypeOf<InfiniteQueryHookResult<Flow>>().toExtend<Pages>()
  expectTypeOf<Pages>().toExtend<InfiniteQueryHookResult<Flow>>()
  expectTypeOf<keyof InfiniteQueryHookResult<Flow>>().toEqualTypeOf<keyof Pages>()

  type Written = UseMutationResult<FlowTicket, AppmixerError, FlowRef, 'context'>
  expectTypeOf<MutationHookResult<FlowRef, FlowTicket, 'context'>>().toExtend<Written>()
  expectTypeOf<Written>().toExtend<MutationHookResult<FlowRef, FlowTicket, 'context'>>()
  expectTypeOf<keyof MutationHookResult<FlowRef, FlowTicket>>().toEqualTypeOf<keyof Written>()
})

test('a hook’s result may be declared as TanStack’s', () => {
  type Read<Data> = UseQueryResult<Data, AppmixerError>
  expectTypeOf((): Read<Flow[]> => useFlows()).returns.toEqualTypeOf<Read<Flow[]>>()
  expectTypeOf((): Read<number> => useFlows({}, { select: (flows) => flows.length })).toBeFunction()
  expectTypeOf((): UseSuspenseQueryResult<Flow, AppmixerError> =>
    useSuspenseFlow('f'),
  ).toBeFunction()
  expectTypeOf((): UseInfiniteQueryResult<InfiniteData<Flow[], OffsetPosition>, AppmixerError> =>
    useInfiniteFlows(),
  ).toBeFunction()
  expectTypeOf((): UseMutationResult<FlowTicket, AppmixerError, FlowRef> =>
    useStartFlow(),
  ).toBeFunction()
})

test('no result is a result of other data', () => {
  expectTypeOf<QueryHookResult<Flow>>().not.toExtend<UseQueryResult<FlowRef[], AppmixerError>>()
  expectTypeOf<UseQueryResult<string, AppmixerError>>().not.toExtend<QueryHookResult<Flow>>()
  expectTypeOf<UseQueryResult<Flow>>().not.toExtend<QueryHookResult<Flow>>()
  expectTypeOf<UseMutationResult<string, AppmixerError, FlowRef>>().not.toExtend<
    MutationHookResult<FlowRef, FlowTicket>
  >()
})

test('every flag of a read tells if there is data, also after it was taken out', () => {
  const {
    data,
    error,
    isPending,
    isError,
    isSuccess,
    isLoading,
    isLoadingError,
    isRefetchError,
    status,
  } = useFlow('f')
  expectTypeOf(data).toEqualTypeOf<Flow | undefined>()
  if (isSuccess) expectTypeOf(data).toEqualTypeOf<Flow>()
  if (isPending) expectTypeOf(data).toEqualTypeOf<undefined>()
  if (isLoading) expectTypeOf(data).toEqualTypeOf<undefined>()
  if (isLoadingError) expectTypeOf(data).toEqualTypeOf<undefined>()
  if (isRefetchError) expectTypeOf(data).toEqualTypeOf<Flow>()
  if (!isPending && !isError) expectTypeOf(data).toEqualTypeOf<Flow>()
  if (status === 'success') expectTypeOf(data).toEqualTypeOf<Flow>()
  if (status === 'error') expectTypeOf(error).toEqualTypeOf<AppmixerError>()
  if (isError) expectTypeOf(error).toEqualTypeOf<AppmixerError>()
})

test('what refetch and the next page bring has data of the same type', async () => {
  expectTypeOf((await useFlow('f').refetch()).data).toEqualTypeOf<Flow | undefined>()
  expectTypeOf((await useSuspenseFlow('f').refetch()).data).toEqualTypeOf<Flow | undefined>()
  const pages = useInfiniteFlows()
  expectTypeOf((await pages.fetchNextPage()).data).toEqualTypeOf<typeof pages.data>()
  if (pages.isSuccess) expectTypeOf(pages.isFetchNextPageError).toEqualTypeOf<false>()
})

test('every state of a mutation tells what it has', () => {
  const start = useStartFlow()
  if (start.isIdle) expectTypeOf(start.variables).toEqualTypeOf<undefined>()
  if (start.isPending) expectTypeOf(start.variables).toEqualTypeOf<FlowRef>()
  if (start.isError) expectTypeOf(start.error).toEqualTypeOf<AppmixerError>()
  if (start.isSuccess) expectTypeOf(start.data).toEqualTypeOf<FlowTicket>()
  expectTypeOf(start.mutate).returns.toEqualTypeOf<void>()
  expectTypeOf(start.mutateAsync).returns.toEqualTypeOf<Promise<FlowTicket>>()
})
