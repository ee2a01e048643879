import { QueryClient, type InfiniteData } from '@tanstack/react-query'
import { expectTypeOf, test } from 'vitest'
import {
  appmixerKeys,
  type Account,
  type AppmixerClient,
  type Chart,
  type Flow,
  type LogPosition,
  type LogsPage,
  type OffsetPosition,
  type PeopleTask,
  type Store,
  type StoreRecord,
  type Usage,
  type User,
} from '../../src/index.ts'

declare const client: AppmixerClient
const queryClient = new QueryClient()
const keys = appmixerKeys(client)

test('getQueryData knows what a key holds', () => {
  expectTypeOf(queryClient.getQueryData(keys.flows.list())).toEqualTypeOf<Flow[] | undefined>()
  expectTypeOf(queryClient.getQueryData(keys.flows.infinite({ limit: 20 }))).toEqualTypeOf<
    InfiniteData<Flow[], OffsetPosition> | undefined
  >()
  expectTypeOf(queryClient.getQueryData(keys.flows.count())).toEqualTypeOf<number | undefined>()
  expectTypeOf(queryClient.getQueryData(keys.flows.detail('f'))).toEqualTypeOf<Flow | undefined>()
  expectTypeOf(queryClient.getQueryData(keys.peopleTasks.detail('t'))).toEqualTypeOf<
    PeopleTask | undefined
  >()
  expectTypeOf(queryClient.getQueryData(keys.stores.list())).toEqualTypeOf<Store[] | undefined>()
  expectTypeOf(queryClient.getQueryData(keys.stores.records({ storeId: 's' }))).toEqualTypeOf<
    StoreRecord[] | undefined
  >()
  expectTypeOf(queryClient.getQueryData(keys.accounts.list())).toEqualTypeOf<
    Account[] | undefined
  >()
  expectTypeOf(queryClient.getQueryData(keys.charts.detail('c'))).toEqualTypeOf<Chart | undefined>()
  expectTypeOf(queryClient.getQueryData(keys.logs.tail())).toEqualTypeOf<
    InfiniteData<LogsPage, LogPosition> | undefined
  >()
  expectTypeOf(queryClient.getQueryData(keys.usage.detail())).toEqualTypeOf<Usage | undefined>()
  expectTypeOf(queryClient.getQueryData(keys.users.current())).toEqualTypeOf<User | undefined>()
})

test('setQueryData is checked', () => {
  queryClient.setQueryData(keys.flows.detail('f'), (flow) => {
    expectTypeOf(flow).toEqualTypeOf<Flow | undefined>()
    return flow && { ...flow, name: 'Renamed' }
  })
  // @ts-expect-error a flow has an id
  queryClient.setQueryData(keys.flows.detail('f'), { name: 'Renamed' })
  // @ts-expect-error an endless list is no plain one
  queryClient.setQueryData(keys.flows.infinite(), [])
})

test('a key takes the input of its hook, and serves as a filter', () => {
  // @ts-expect-error there is no such parameter
  keys.flows.list({ page: 2 })
  // @ts-expect-error an endless list keeps its position itself
  keys.flows.infinite({ offset: 20 })
  // @ts-expect-error records are of a store
  keys.stores.records({ limit: 20 })
  void queryClient.invalidateQueries({ queryKey: keys.all })
  void queryClient.cancelQueries({ queryKey: keys.peopleTasks.all })
  queryClient.removeQueries({ queryKey: keys.stores.records(), exact: true })
})
