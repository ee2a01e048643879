import { QueryClient, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { describe, expectTypeOf, test } from 'vitest'
import {
  flowQueryOptions,
  flowsCountQueryOptions,
  flowsQueryOptions,
  getFlows,
  peopleTasksQueryOptions,
  startFlow,
  useApproveTask,
  useAuthenticateUser,
  useCreateFlow,
  useDeleteFlow,
  useFlow,
  useFlows,
  useFlowsCount,
  usePeopleTask,
  usePeopleTasks,
  usePeopleTasksCount,
  useStartFlow,
  useUpdateFlow,
  useUser,
  type AppmixerClient,
  type AppmixerError,
  type Authentication,
  type CreateFlowInput,
  type Credentials,
  type Flow,
  type FlowRef,
  type FlowTicket,
  type PeopleTask,
  type PeopleTaskRef,
  type UpdateFlowInput,
  type User,
} from '../../src/index.ts'

declare const client: AppmixerClient

describe('reads', () => {
  test('say what they read', () => {
    expectTypeOf(useFlows().data).toEqualTypeOf<Flow[] | undefined>()
    expectTypeOf(useFlow('f').data).toEqualTypeOf<Flow | undefined>()
    expectTypeOf(useFlowsCount().data).toEqualTypeOf<number | undefined>()
    expectTypeOf(usePeopleTasks().data).toEqualTypeOf<PeopleTask[] | undefined>()
    expectTypeOf(usePeopleTask('t').data).toEqualTypeOf<PeopleTask | undefined>()
    expectTypeOf(usePeopleTasksCount().data).toEqualTypeOf<number | undefined>()
    expectTypeOf(useUser().data).toEqualTypeOf<User | undefined>()
  })

  test('fail with AppmixerError', () => {
    expectTypeOf(useFlows().error).toEqualTypeOf<AppmixerError | null>()
    expectTypeOf(useUser().error).toEqualTypeOf<AppmixerError | null>()
  })

  test('have data without a question mark after isSuccess', () => {
    const flows = useFlows()
    if (flows.isSuccess) expectTypeOf(flows.data).toEqualTypeOf<Flow[]>()
  })

  test('have the type that select returns', () => {
    const names = useFlows({}, { select: (flows) => flows.map(({ name }) => name) })
    expectTypeOf(names.data).toEqualTypeOf<(string | null | undefined)[] | undefined>()
    expectTypeOf(useFlow('f', { select: ({ flowId }) => flowId }).data).toEqualTypeOf<
      string | undefined
    >()
    expectTypeOf(useFlowsCount({}, { select: (count) => count > 0 }).data).toEqualTypeOf<
      boolean | undefined
    >()
  })

  test('take no key and no fetcher', () => {
    // @ts-expect-error the key belongs to the hook
    useFlows({}, { queryKey: ['mine'] })
    // @ts-expect-error the fetcher belongs to the hook
    useFlows({}, { queryFn: () => [] })
    // @ts-expect-error the hash belongs to the hook
    useFlow('f', { queryHash: 'mine' })
    // @ts-expect-error the hash belongs to the hook
    useUser({ queryKeyHashFn: () => 'mine' })
  })

  test('take the rest of the options of TanStack, and nothing else', () => {
    useFlows({}, { enabled: false, staleTime: 1_000, refetchInterval: 5_000, gcTime: 0 })
    useFlows({}, { placeholderData: (previous) => previous })
    // @ts-expect-error there is no such option
    useFlows({}, { stale: 1_000 })
  })

  test('refuse what the server does not know', () => {
    useFlows({ limit: 20, filter: ['stage:running'], sort: 'mtime:-1' })
    // @ts-expect-error a number
    useFlows({ limit: '20' })
    // @ts-expect-error there is no such parameter
    useFlows({ page: 2 })
    // @ts-expect-error one of the two roles
    usePeopleTasks({ role: 'admin' })
    // @ts-expect-error the id is needed
    useFlow()
  })

  test('know the usual stages and take others', () => {
    expectTypeOf<'running'>().toExtend<NonNullable<Flow['stage']>>()
    expectTypeOf<'hibernating'>().toExtend<NonNullable<Flow['stage']>>()
    expectTypeOf<number>().not.toExtend<NonNullable<Flow['stage']>>()
  })
})

describe('options', () => {
  test('type the cache by their key', () => {
    const cache = new QueryClient()
    expectTypeOf(cache.getQueryData(flowsQueryOptions(client).queryKey)).toEqualTypeOf<
      Flow[] | undefined
    >()
    expectTypeOf(
      cache.getQueryData(flowQueryOptions(client, { flowId: 'f' }).queryKey),
    ).toEqualTypeOf<Flow | undefined>()
    expectTypeOf(cache.getQueryData(flowsCountQueryOptions(client).queryKey)).toEqualTypeOf<
      number | undefined
    >()
    cache.setQueryData(flowsQueryOptions(client).queryKey, (flows) => {
      expectTypeOf(flows).toEqualTypeOf<Flow[] | undefined>()
      return flows
    })
  })

  test('work in the hooks and methods of TanStack', () => {
    const cache = new QueryClient()
    expectTypeOf(useSuspenseQuery(flowsQueryOptions(client)).data).toEqualTypeOf<Flow[]>()
    expectTypeOf(useQuery(peopleTasksQueryOptions(client)).data).toEqualTypeOf<
      PeopleTask[] | undefined
    >()
    expectTypeOf(cache.fetchQuery(flowsQueryOptions(client))).toEqualTypeOf<Promise<Flow[]>>()
    expectTypeOf(cache.ensureQueryData(flowsQueryOptions(client))).toEqualTypeOf<Promise<Flow[]>>()
  })
})

describe('mutations', () => {
  test('say what they take and give', () => {
    expectTypeOf(useStartFlow().mutate).parameter(0).toEqualTypeOf<FlowRef>()
    expectTypeOf(useStartFlow().data).toEqualTypeOf<FlowTicket | undefined>()
    expectTypeOf(useUpdateFlow().mutate).parameter(0).toEqualTypeOf<UpdateFlowInput>()
    expectTypeOf(useCreateFlow().mutateAsync).parameter(0).toEqualTypeOf<CreateFlowInput>()
    expectTypeOf(useDeleteFlow().mutateAsync).returns.toEqualTypeOf<Promise<void>>()
    expectTypeOf(useApproveTask().mutate).parameter(0).toEqualTypeOf<PeopleTaskRef>()
    expectTypeOf(useApproveTask().data).toEqualTypeOf<PeopleTask | undefined>()
    expectTypeOf(useAuthenticateUser().variables).toEqualTypeOf<Credentials | undefined>()
    expectTypeOf(useAuthenticateUser().data).toEqualTypeOf<Authentication | undefined>()
  })

  test('fail with AppmixerError', () => {
    expectTypeOf(useStartFlow().error).toEqualTypeOf<AppmixerError | null>()
    useStartFlow({ onError: (error) => expectTypeOf(error).toEqualTypeOf<AppmixerError>() })
  })

  test("carry the caller's context from onMutate to onError", () => {
    useStartFlow({
      onMutate: ({ flowId }) => ({ toast: flowId }),
      onError: (_, __, context) =>
        expectTypeOf(context).toEqualTypeOf<{ toast: string } | undefined>(),
    })
  })

  test('take no key and no function', () => {
    // @ts-expect-error the key belongs to the hook
    useStartFlow({ mutationKey: ['mine'] })
    // @ts-expect-error the function belongs to the hook
    useStartFlow({ mutationFn: async () => ({ flowId: 'f' }) })
  })

  test('refuse half an input', () => {
    // @ts-expect-error the name is needed
    useCreateFlow().mutate({})
    // @ts-expect-error the id is needed
    useUpdateFlow().mutate({ name: 'x' })
    // @ts-expect-error an object, not an id
    useStartFlow().mutate('f')
  })
})

test('endpoints take a client and one object', () => {
  expectTypeOf(getFlows(client, {})).toEqualTypeOf<Promise<Flow[]>>()
  expectTypeOf(startFlow(client, { flowId: 'f' })).toEqualTypeOf<Promise<FlowTicket>>()
  // @ts-expect-error the id by name
  void startFlow(client, 'f')
})
