import { act, renderHook, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  useCreateStore,
  useCreateStoreItem,
  useDeleteStore,
  useDeleteStoreItems,
  useRenameStore,
  useStore,
  useStoreRecords,
  useStoreRecordsCount,
  useStores,
  useUpdateStoreItem,
} from '../../src/index.ts'
import { createWorld, type World } from '../support.tsx'

let world: World
let settings: string
let orders: string

beforeEach(() => {
  world = createWorld()
  const { stores } = world.sandbox.database
  const named = (name: string) => stores.find((store) => store.name === name)!.storeId
  settings = named('Settings')
  orders = named('Orders')
})

/** Makes the server refuse the next request of this kind. */
function refuse(on: `${'PUT' | 'POST' | 'PATCH' | 'DELETE'} /${string}`, message = 'No') {
  world.sandbox.faults.add({ on, times: 1, status: 400, message })
}

const keys = (rows: { key: string }[] | undefined) => rows?.map(({ key }) => key)

describe('stores on the screen', () => {
  function use() {
    return {
      stores: useStores({ select: (stores) => stores.map(({ name }) => name) }),
      store: useStore(settings),
      createStore: useCreateStore(),
      renameStore: useRenameStore(),
      deleteStore: useDeleteStore(),
    }
  }

  async function shown() {
    const { result } = renderHook(use, { wrapper: world.wrapper })
    await waitFor(() =>
      expect(result.current.stores.data).toEqual(['Settings', 'Customers', 'Orders']),
    )
    await waitFor(() => expect(result.current.store.data?.name).toBe('Settings'))
    return result
  }

  test('a new one is in the list once it is there', async () => {
    const result = await shown()
    const { storeId } = await act(() => result.current.createStore.mutateAsync({ name: 'Leads' }))
    expect(storeId).toMatch(/^[0-9a-f]{24}$/)
    await waitFor(() => expect(result.current.stores.data).toContain('Leads'))
  })

  test('a new name shows at once, in the list and in the store', async () => {
    const result = await shown()
    world.sandbox.faults.add({ on: 'PUT /stores/:storeId', network: 'silent' })
    act(() => result.current.renameStore.mutate({ storeId: settings, name: 'Set' }))
    await waitFor(() => expect(result.current.stores.data).toEqual(['Set', 'Customers', 'Orders']))
    expect(result.current.store.data?.name).toBe('Set')
    expect(result.current.renameStore.isPending).toBe(true)
  })

  test('a name that is taken is taken back, and the error says so', async () => {
    const result = await shown()
    act(() => result.current.renameStore.mutate({ storeId: settings, name: 'Orders' }))
    await waitFor(() => expect(result.current.renameStore.isError).toBe(true))
    expect(result.current.renameStore.error?.serverMessage).toContain('duplicate key error')
    expect(result.current.stores.data).toEqual(['Settings', 'Customers', 'Orders'])
    expect(result.current.store.data?.name).toBe('Settings')
  })

  test('a deleted one leaves at once, and comes back when the server refuses', async () => {
    const result = await shown()
    refuse('DELETE /stores/:storeId')
    await act(async () => {
      await result.current.deleteStore.mutateAsync({ storeId: orders }).catch(() => {})
    })
    expect(result.current.stores.data).toEqual(['Settings', 'Customers', 'Orders'])
    await act(() => result.current.deleteStore.mutateAsync({ storeId: orders }))
    expect(result.current.stores.data).toEqual(['Settings', 'Customers'])
  })
})

describe('records on the screen', () => {
  function use() {
    return {
      latest: useStoreRecords({ storeId: settings, sort: 'updatedAt:-1', limit: 5 }),
      found: useStoreRecords({ storeId: settings, pattern: 'refunds' }),
      count: useStoreRecordsCount({ storeId: settings }),
      foundCount: useStoreRecordsCount({ storeId: settings, pattern: 'refunds' }),
      createStoreItem: useCreateStoreItem(),
      updateStoreItem: useUpdateStoreItem(),
      deleteStoreItems: useDeleteStoreItems(),
    }
  }

  async function shown() {
    const { result } = renderHook(use, { wrapper: world.wrapper })
    await waitFor(() => expect(result.current.foundCount.data).toBe(2))
    await waitFor(() => expect(result.current.count.data).toBe(16))
    await waitFor(() => expect(result.current.latest.data).toHaveLength(5))
    await waitFor(() =>
      expect(keys(result.current.found.data)).toEqual(['refunds.paused', 'refunds.open']),
    )
    return result
  }

  const silent = { network: 'silent' } as const

  test('a new one is on top of the latest at once, and nowhere else', async () => {
    const result = await shown()
    world.sandbox.faults.add({ on: 'POST /store/:storeId/:key', ...silent })
    act(() =>
      result.current.createStoreItem.mutate({ storeId: settings, key: 'refunds/new', value: 0 }),
    )
    await waitFor(() =>
      expect(result.current.latest.data?.[0]).toMatchObject({ key: 'refunds/new', value: 0 }),
    )
    expect(result.current.latest.data).toHaveLength(5)
    expect(keys(result.current.found.data)).toEqual(['refunds.paused', 'refunds.open'])
    expect(result.current.count.data).toBe(16)
  })

  test('a new one is everywhere once the server has it', async () => {
    const result = await shown()
    await act(() =>
      result.current.createStoreItem.mutateAsync({
        storeId: settings,
        key: 'refunds/new',
        value: null,
      }),
    )
    await waitFor(() => expect(result.current.count.data).toBe(17))
    await waitFor(() => expect(result.current.foundCount.data).toBe(3))
    await waitFor(() => expect(keys(result.current.found.data)).toContain('refunds/new'))
    expect(result.current.latest.data?.[0]).toMatchObject({ key: 'refunds/new', value: null })
  })

  test('no ghost stays of one that the server refuses as a duplicate', async () => {
    const result = await shown()
    const before = keys(result.current.latest.data)
    refuse('POST /store/:storeId/:key', 'duplicate key')
    act(() => result.current.createStoreItem.mutate({ storeId: settings, key: 'ghost', value: 1 }))
    await waitFor(() =>
      expect(result.current.createStoreItem.error?.serverMessage).toBe('duplicate key'),
    )
    expect(keys(result.current.latest.data)).toEqual(before)
  })

  test('an edit shows at once in every list that has the record, keeps its place and its type', async () => {
    const result = await shown()
    world.sandbox.faults.add({ on: 'PATCH /store/:storeId/:key', ...silent })
    const value = { amount: 0, open: [] }
    act(() =>
      result.current.updateStoreItem.mutate({ storeId: settings, key: 'refunds.open', value }),
    )
    await waitFor(() =>
      expect(result.current.found.data?.[1]).toMatchObject({ key: 'refunds.open', value }),
    )
  })

  test('a refused edit is taken back', async () => {
    const result = await shown()
    refuse('PATCH /store/:storeId/:key')
    const variables = { storeId: settings, key: 'refunds.open', newKey: 'refunds.closed', value: 7 }
    act(() => result.current.updateStoreItem.mutate(variables))
    await waitFor(() => expect(result.current.updateStoreItem.isError).toBe(true))
    expect(result.current.found.data?.[1]).toMatchObject({ key: 'refunds.open', value: 0 })
  })

  test('deleted ones leave at once and lower the count of the store; of a search only the server knows', async () => {
    const result = await shown()
    world.sandbox.faults.add({ on: 'DELETE /store', ...silent })
    const items = ['refunds.open', 'refunds.paused', 'never seen'].map((key) => ({
      storeId: settings,
      key,
    }))
    act(() => result.current.deleteStoreItems.mutate({ items }))
    await waitFor(() => expect(result.current.found.data).toEqual([]))
    expect(result.current.count.data).toBe(14)
    expect(result.current.foundCount.data).toBe(2)
  })

  test('deleted ones come back when the server refuses', async () => {
    const result = await shown()
    refuse('DELETE /store')
    act(() =>
      result.current.deleteStoreItems.mutate({
        items: [{ storeId: settings, key: 'refunds.open' }],
      }),
    )
    await waitFor(() => expect(result.current.deleteStoreItems.isError).toBe(true))
    expect(keys(result.current.found.data)).toEqual(['refunds.paused', 'refunds.open'])
    expect(result.current.count.data).toBe(16)
  })

  test('a change of one store asks nothing about another', async () => {
    const result = await shown()
    const other = renderHook(() => useStoreRecords({ storeId: orders, limit: 5 }), {
      wrapper: world.wrapper,
    })
    await waitFor(() => expect(other.result.current.isSuccess).toBe(true))
    world.sandbox.requests.clear()
    await act(() =>
      result.current.createStoreItem.mutateAsync({ storeId: settings, key: 'new', value: 1 }),
    )
    await waitFor(() => expect(result.current.count.data).toBe(17))
    const asked = world.sandbox.requests.entries.map(({ search }) => search.get('storeId'))
    expect(asked).not.toContain(orders)
  })

  test('a record that did not change stays the same object when one is put before it', async () => {
    const result = await shown()
    const [first] = result.current.latest.data!
    await act(() =>
      result.current.createStoreItem.mutateAsync({ storeId: settings, key: 'new', value: 1 }),
    )
    await waitFor(() => expect(result.current.latest.isFetching).toBe(false))
    expect(result.current.latest.data?.[1]).toBe(first)
  })
})
