import { skipToken, useSuspenseInfiniteQuery, type InfiniteData } from '@tanstack/react-query'
import { describe, expectTypeOf, test } from 'vitest'
import {
  flowsInfiniteQueryOptions,
  rowsOf,
  useAppmixerClient,
  useFlow,
  useFlows,
  useInfiniteFlows,
  useInfiniteLogs,
  useInfinitePeopleTasks,
  useInfiniteStoreRecords,
  useLog,
  useLogTail,
  usePeopleTask,
  useStoreRecords,
  useStores,
  useSuspenseFlow,
  useSuspenseFlows,
  useSuspenseFlowsCount,
  useSuspenseLogs,
  useSuspenseStoreRecords,
  useSuspenseUser,
  type AppmixerError,
  type Flow,
  type LogsPage,
  type OffsetPosition,
  type PeopleTask,
  type StoreRecord,
  type User,
} from '../../src/index.ts'

declare const maybe: string | undefined

describe('suspended reads', () => {
  test('have their data', () => {
    expectTypeOf(useSuspenseFlows().data).toEqualTypeOf<Flow[]>()
    expectTypeOf(useSuspenseFlow('f').data).toEqualTypeOf<Flow>()
    expectTypeOf(useSuspenseFlowsCount().data).toEqualTypeOf<number>()
    expectTypeOf(useSuspenseLogs().data).toEqualTypeOf<LogsPage>()
    expectTypeOf(useSuspenseStoreRecords({ storeId: 's' }).data).toEqualTypeOf<StoreRecord[]>()
    expectTypeOf(useSuspenseUser().data).toEqualTypeOf<User>()
    const endless = useSuspenseInfiniteQuery(flowsInfiniteQueryOptions(useAppmixerClient()))
    expectTypeOf(endless.data.pages).toEqualTypeOf<Flow[][]>()
  })

  test('fail with AppmixerError', () => {
    expectTypeOf(useSuspenseFlows().error).toEqualTypeOf<AppmixerError | null>()
  })

  test('have the type that select returns', () => {
    const names = useSuspenseFlows({}, { select: (flows) => flows.map(({ flowId }) => flowId) })
    expectTypeOf(names.data).toEqualTypeOf<string[]>()
    const stage = useSuspenseFlow('f', { projection: 'stage', select: (flow) => flow.stage })
    expectTypeOf(stage.data).toEqualTypeOf<Flow['stage']>()
  })

  test('can be neither skipped nor switched off', () => {
    // @ts-expect-error there would be no data
    useSuspenseFlow(skipToken)
    // @ts-expect-error there would be no data
    useSuspenseFlows({}, { enabled: false })
    // @ts-expect-error the key belongs to the hook
    useSuspenseFlows({}, { queryKey: ['mine'] })
  })
})

describe('skipToken', () => {
  test('is taken in place of an input, and leaves the type of the data alone', () => {
    expectTypeOf(useFlow(maybe ?? skipToken).data).toEqualTypeOf<Flow | undefined>()
    expectTypeOf(useFlows(maybe ? { pattern: maybe } : skipToken).data).toEqualTypeOf<
      Flow[] | undefined
    >()
    const records = useStoreRecords(maybe ? { storeId: maybe } : skipToken)
    expectTypeOf(records.data).toEqualTypeOf<StoreRecord[] | undefined>()
    useLog(maybe ? { logId: maybe, index: 'i' } : skipToken)
    useInfiniteLogs(maybe ? { flowId: maybe } : skipToken)
    const stage = useFlow(maybe ?? skipToken, { projection: 'stage', select: (flow) => flow.stage })
    expectTypeOf(stage.data).toEqualTypeOf<Flow['stage'] | undefined>()
  })

  test('is not the same as nothing', () => {
    // @ts-expect-error say what to do without an id
    useFlow(maybe)
    // @ts-expect-error say what to do without an id
    usePeopleTask(null)
    // @ts-expect-error it has no input to skip
    useStores(skipToken)
  })
})

describe('endless lists', () => {
  test('have pages of rows', () => {
    const flows = useInfiniteFlows({ limit: 50 })
    expectTypeOf(flows.data).toEqualTypeOf<InfiniteData<Flow[], OffsetPosition> | undefined>()
    expectTypeOf(rowsOf(flows.data).at(0)).toEqualTypeOf<Flow | undefined>()
    expectTypeOf(useInfinitePeopleTasks().data?.pages[0]).toEqualTypeOf<PeopleTask[] | undefined>()
    expectTypeOf(useLogTail({}, { interval: false }).data?.pages[0]).toEqualTypeOf<
      LogsPage | undefined
    >()
    expectTypeOf(flows.error).toEqualTypeOf<AppmixerError | null>()
  })

  test('have the type that select returns, and take what is on screen', () => {
    const keys = useInfiniteStoreRecords(
      { storeId: 's' },
      { pagesOnScreen: [2, 4], select: ({ pages }) => pages.flat().map(({ key }) => key) },
    )
    expectTypeOf(keys.data).toEqualTypeOf<string[] | undefined>()
    useInfiniteStoreRecords(skipToken)
  })

  test('keep their position themselves', () => {
    // @ts-expect-error the newest come first
    useLogTail({ sort: 'gridTimestamp:asc' })
    // @ts-expect-error it is the list's own
    useInfiniteFlows({ offset: 20 })
    // @ts-expect-error the store is needed
    useInfiniteStoreRecords({})
    // @ts-expect-error it is the list's own
    useInfiniteFlows({}, { getNextPageParam: () => undefined })
  })
})
