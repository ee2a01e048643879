import { beforeEach, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import {
  createStore,
  createStoreItem,
  deleteStore,
  deleteStoreItems,
  downloadStore,
  getStore,
  getStoreRecords,
  getStoreRecordsCount,
  getStores,
  renameStore,
  updateStoreItem,
  type AppmixerClient,
} from '../../src/index.ts'
import {
  createManualClock,
  createSandbox,
  type ManualClock,
  type Sandbox,
} from '../../src/sandbox/index.ts'
import { ben, clientOf } from '../support.tsx'
import { runs } from '../runs.ts'

let clock: ManualClock
let sandbox: Sandbox
let client: AppmixerClient
let storeId: string

beforeEach(async () => {
  clock = createManualClock()
  sandbox = createSandbox({ clock })
  client = clientOf(sandbox)
  ;({ storeId } = await createStore(client, { name: 'Mine' }))
})

const ordersOf = async (of: AppmixerClient) =>
  (await getStores(of)).find(({ name }) => name === 'Orders')!.storeId

describe('stores', () => {
  test('are there for a start: three of Ada, one of them of 1,000 records', async () => {
    const names = (await getStores(clientOf(createSandbox()))).map(({ name }) => name)
    expect(names).toEqual(['Settings', 'Customers', 'Orders'])
    expect(await getStoreRecordsCount(client, { storeId: await ordersOf(client) })).toBe(1_000)
  })

  test('have one name each; a taken one is refused', async () => {
    const taken = { status: 400, serverMessage: expect.stringContaining('duplicate key error') }
    await expect(createStore(client, { name: 'Mine' })).rejects.toMatchObject(taken)
    await expect(renameStore(client, { storeId, name: 'Orders' })).rejects.toMatchObject(taken)
    await expect(createStore(client, { name: '' })).rejects.toMatchObject({ status: 400 })
    expect(await renameStore(client, { storeId, name: 'Mine' })).toEqual({
      oldName: 'Mine',
      storeId,
    })
    expect(await createStore(clientOf(sandbox, ben), { name: 'Mine' })).toEqual({
      storeId: expect.any(String),
    })
  })

  test('are found under their new name', async () => {
    expect(await renameStore(client, { storeId, name: 'Ours' })).toEqual({
      oldName: 'Mine',
      storeId,
    })
    expect(await getStore(client, { storeId })).toEqual({ storeId, name: 'Ours' })
  })

  test('take their records with them', async () => {
    await createStoreItem(client, { storeId, key: 'k', value: 1 })
    await deleteStore(client, { storeId })
    const gone = { status: 404, serverMessage: 'Store not found.' }
    await expect(getStore(client, { storeId })).rejects.toMatchObject(gone)
    await expect(getStoreRecords(client, { storeId })).rejects.toMatchObject(gone)
    await expect(deleteStore(client, { storeId })).rejects.toMatchObject(gone)
    expect(sandbox.snapshot().records).not.toHaveProperty(storeId)
  })

  test('are nobody else’s business', async () => {
    const bens = clientOf(sandbox, ben)
    const hidden = { status: 404 }
    await expect(getStore(bens, { storeId })).rejects.toMatchObject(hidden)
    await expect(getStoreRecords(bens, { storeId })).rejects.toMatchObject(hidden)
    await expect(getStoreRecordsCount(bens, { storeId })).rejects.toMatchObject(hidden)
    await expect(createStoreItem(bens, { storeId, key: 'k', value: 1 })).rejects.toMatchObject(
      hidden,
    )
    await expect(deleteStoreItems(bens, { items: [{ storeId, key: 'k' }] })).rejects.toMatchObject(
      hidden,
    )
    await expect(downloadStore(bens, { storeId })).rejects.toMatchObject(hidden)
  })
})

describe('records', () => {
  test('come back as what they were written', async () => {
    const json = fc.jsonValue()
    const key = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => !/^\.{1,2}$/.test(text))
    await fc.assert(
      fc.asyncProperty(key, fc.oneof(json, fc.string()), async (name, value) => {
        const stored = withoutProto(value)
        const answer = await createStoreItem(client, { storeId, key: name, value })
        expect(answer).toMatchObject({ key: name, value: stored })
        const [record] = await getStoreRecords(client, { storeId })
        expect(record).toMatchObject({ storeId, key: name, value: stored })
        expect(await deleteStoreItems(client, { items: [{ storeId, key: name }] })).toEqual({
          deletedCount: 1,
        })
      }),
      runs(200),
    )
  })

  test('with a key that exists get the new value and keep their birthday', async () => {
    const { createdAt } = await createStoreItem(client, { storeId, key: 'k', value: 'old' })
    clock.advance(5_000)
    const again = await createStoreItem(client, { storeId, key: 'k', value: null })
    expect(again).toMatchObject({ key: 'k', value: null, createdAt })
    expect(Date.parse(again.updatedAt!) - Date.parse(createdAt!)).toBe(5_000)
    expect(await getStoreRecordsCount(client, { storeId })).toBe(1)
  })

  test('change their value, their key or both', async () => {
    await createStoreItem(client, { storeId, key: 'a', value: { total: 1 } })
    expect(await updateStoreItem(client, { storeId, key: 'a', value: { total: 2 } })).toMatchObject(
      {
        key: 'a',
        value: { total: 2 },
      },
    )
    expect(await updateStoreItem(client, { storeId, key: 'a', newKey: 'b/c' })).toMatchObject({
      key: 'b/c',
      value: { total: 2 },
    })
    expect(
      await updateStoreItem(client, { storeId, key: 'b/c', newKey: 'd', value: false }),
    ).toMatchObject({
      key: 'd',
      value: false,
    })
  })

  test('do not take the key of another, nor appear from nowhere', async () => {
    await createStoreItem(client, { storeId, key: 'a', value: 1 })
    await createStoreItem(client, { storeId, key: 'b', value: 2 })
    await expect(updateStoreItem(client, { storeId, key: 'a', newKey: 'b' })).rejects.toMatchObject(
      {
        status: 400,
        serverMessage: expect.stringContaining('duplicate key'),
      },
    )
    await expect(updateStoreItem(client, { storeId, key: 'c', value: 1 })).rejects.toMatchObject({
      status: 404,
    })
  })

  test('are deleted across stores; a missing one does not count', async () => {
    const { storeId: other } = await createStore(client, { name: 'Other' })
    await createStoreItem(client, { storeId, key: 'a', value: 1 })
    await createStoreItem(client, { storeId: other, key: 'a', value: 1 })
    const items = [
      { storeId, key: 'a' },
      { storeId, key: 'missing' },
      { storeId: other, key: 'a' },
    ]
    expect(await deleteStoreItems(client, { items })).toEqual({ deletedCount: 2 })
  })

  test('are searched by key and by value, sorted and paged, and counted alike', async () => {
    const orders = await ordersOf(client)
    const page = await getStoreRecords(client, {
      storeId: orders,
      sort: 'updatedAt:-1',
      limit: 3,
      offset: 1,
    })
    expect(page.map(({ key }) => key)).toEqual(['order-000999', 'order-000998', 'order-000997'])
    const query = { storeId: orders, pattern: 'GLOBEX' }
    const found = await getStoreRecords(client, { ...query, limit: 1_000 })
    expect(found.length).toBeGreaterThan(50)
    expect(await getStoreRecordsCount(client, query)).toBe(found.length)
    expect(await getStoreRecords(client, { storeId: orders, pattern: 'order-0007' })).toHaveLength(
      100,
    )
  })

  test('are downloaded as JSON or as CSV', async () => {
    await createStoreItem(client, { storeId, key: 'a,"b"', value: { c: 1 } })
    const json = JSON.parse(await downloadStore(client, { storeId })) as unknown
    expect(json).toMatchObject([{ key: 'a,"b"', value: { c: 1 } }])
    const [head, row] = (await downloadStore(client, { storeId, format: 'csv' })).split('\r\n')
    expect(head).toBe('key,value,createdAt,updatedAt')
    expect(row).toMatch(/^"a,""b""","\{""c"":1\}",2026-/)
  })

  test('sent by an older client, as text whatever they are, stay text', async () => {
    const headers = {
      authorization: `Bearer ${sandbox.tokenFor('ada@acme.test')}`,
      'content-type': 'text/plain; charset=utf-8',
    }
    const url = `http://sandbox.test/store/${storeId}/k`
    await sandbox.fetch(url, { method: 'POST', headers, body: '{"a":1}' })
    expect(await getStoreRecords(client, { storeId })).toMatchObject([{ value: '{"a":1}' }])
  })
})

test('a state that an earlier version saved has no stores and no accounts, and works', async () => {
  const { stores: _, records: __, accounts: ___, ...earlier } = sandbox.snapshot()
  const reopened = clientOf(createSandbox({ data: earlier }))
  expect(await getStores(reopened)).toEqual([])
  const store = await createStore(reopened, { name: 'First' })
  await createStoreItem(reopened, { ...store, key: 'k', value: 1 })
  expect(await getStoreRecordsCount(reopened, store)).toBe(1)
})

test('a store of 100,000 records is there and answers its last page', async () => {
  const large = clientOf(createSandbox({ data: 'large' }))
  const query = { storeId: await ordersOf(large), sort: 'updatedAt:-1', limit: 100, offset: 99_900 }
  const records = await getStoreRecords(large, query)
  expect(records.at(-1)?.key).toBe('order-000001')
  expect(records).toHaveLength(100)
})

/** The value as JSON writes it, but for `__proto__` keys, which the client never lets into the cache. */
function withoutProto(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (key, item: unknown) =>
    key === '__proto__' ? undefined : item,
  )
}
