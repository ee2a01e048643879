import { describe, expect, test } from 'vitest'
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
} from '../../src/index.ts'
import { wireAnswering } from '../wire.ts'

const storeId = '5c6fc9932ff3ff000747ead4'
const item = {
  key: 'mykey',
  value: 'myvalue',
  createdAt: '2019-03-06T10:17:58.796Z',
  updatedAt: '2019-03-06T10:17:58.796Z',
}

describe('stores', () => {
  test('are listed', async () => {
    const { client, sent } = wireAnswering([{ name: 'My Store 1', storeId, default: true }])
    expect(await getStores(client)).toEqual([{ name: 'My Store 1', storeId, default: true }])
    expect(sent).toEqual([{ method: 'GET', path: '/stores', search: '', type: null, body: '' }])
  })

  test('are read one by one', async () => {
    const { client, sent } = wireAnswering({ name: 'My Store 1', storeId })
    expect(await getStore(client, { storeId })).toEqual({ name: 'My Store 1', storeId })
    expect(sent[0]).toMatchObject({ method: 'GET', path: `/stores/${storeId}` })
  })

  test.each([{ storeId }, `"${storeId}"`])(
    'are created, whether the id comes as %j',
    async (answer) => {
      const { client, sent } = wireAnswering(answer)
      expect(await createStore(client, { name: 'My Store' })).toEqual({ storeId })
      expect(sent[0]).toEqual({
        method: 'POST',
        path: '/stores',
        search: '',
        type: 'application/json',
        body: '{"name":"My Store"}',
      })
    },
  )

  test.each([{ oldName: 'Old', storeId }, ''])(
    'are renamed, whether the answer is %j',
    async (answer) => {
      const { client, sent } = wireAnswering(answer)
      expect(await renameStore(client, { storeId, name: 'New' })).toEqual(answer || {})
      expect(sent[0]).toMatchObject({
        method: 'PUT',
        path: `/stores/${storeId}`,
        body: '{"name":"New"}',
      })
    },
  )

  test('are deleted, which the server answers with an empty body', async () => {
    const { client, sent } = wireAnswering('')
    expect(await deleteStore(client, { storeId })).toBeUndefined()
    expect(sent[0]).toMatchObject({
      method: 'DELETE',
      path: `/stores/${storeId}`,
      body: '',
      type: null,
    })
  })

  test('are downloaded as the text that they are, CSV or JSON', async () => {
    const text = 'key,value\r\nmykey,"1,5"'
    const { client, sent } = wireAnswering(text, '[{"key":"mykey"}]', '')
    expect(await downloadStore(client, { storeId, format: 'csv' })).toBe(text)
    expect(await downloadStore(client, { storeId })).toBe('[{"key":"mykey"}]')
    expect(await downloadStore(client, { storeId })).toBe('')
    expect(sent[0]).toMatchObject({ path: `/store/download/${storeId}`, search: '?format=csv' })
    expect(sent[1]).toMatchObject({ search: '' })
  })

  test('do not take the sign-in page of a proxy for a download', async () => {
    const page = new Response('<html>', { headers: { 'content-type': 'text/html; charset=utf-8' } })
    const { client } = wireAnswering(page)
    await expect(downloadStore(client, { storeId })).rejects.toMatchObject({ code: 'schema' })
  })
})

describe('records', () => {
  test('are read by page, with every kind of value as it is', async () => {
    const records = [
      { ...item, storeId, userId: '583c06511afb7b0016ef120b' },
      { key: 'zero', value: 0 },
      { key: 'no', value: false },
      { key: 'nothing', value: null },
      { key: 'empty', value: '' },
      { key: 'object', value: { a: [1, { b: null }] } },
      { key: 'valueless' },
    ]
    const { client, sent } = wireAnswering(records)
    const query = {
      storeId,
      limit: 30,
      offset: 60,
      pattern: 'a b',
      sort: 'updatedAt:-1',
      escapePattern: true,
    }
    expect(await getStoreRecords(client, query)).toEqual(records)
    expect(sent[0]).toMatchObject({ method: 'GET', path: '/store' })
    expect(Object.fromEntries(new URLSearchParams(sent[0]?.search))).toEqual({
      storeId,
      limit: '30',
      offset: '60',
      pattern: 'a b',
      sort: 'updatedAt:-1',
      escapePattern: 'true',
    })
  })

  test.each([{ count: 0 }, 0])('are counted, whether the answer is %j', async (answer) => {
    const { client, sent } = wireAnswering(answer)
    expect(await getStoreRecordsCount(client, { storeId, pattern: 'foo' })).toBe(0)
    expect(sent[0]).toMatchObject({
      path: '/store/count',
      search: `?storeId=${storeId}&pattern=foo`,
    })
  })

  test.each([
    ['text', 'text/plain', 'text'],
    ['', 'text/plain', ''],
    ['0', 'text/plain', '0'],
    [0, 'application/json', '0'],
    [1.5, 'application/json', '1.5'],
    [false, 'application/json', 'false'],
    [true, 'application/json', 'true'],
    [null, 'application/json', 'null'],
    [[], 'application/json', '[]'],
    [{ value: 'x' }, 'application/json', '{"value":"x"}'],
  ])('are written so that %j survives', async (value, type, body) => {
    const { client, sent } = wireAnswering({ ...item, value })
    expect(await createStoreItem(client, { storeId, key: 'k', value })).toEqual({ ...item, value })
    expect(sent[0]).toEqual({ method: 'POST', path: `/store/${storeId}/k`, search: '', type, body })
  })

  test('are written to any key, each one segment of the path', async () => {
    const { client, sent } = wireAnswering(item)
    const key = 'a/b %?#ž🚀&+\\'
    await createStoreItem(client, { storeId, key, value: 1 })
    expect(sent[0]?.path).toBe(`/store/${storeId}/${encodeURIComponent(key)}`)
  })

  test.each(['', '.', '..', '\ud800'])(
    'are not written to the key %j, which no path can name',
    async (key) => {
      const { client, sent } = wireAnswering(item)
      await expect(createStoreItem(client, { storeId, key, value: 1 })).rejects.toMatchObject({
        code: 'input',
      })
      expect(sent).toEqual([])
    },
  )

  const loop: unknown[] = []
  loop.push(loop)
  test.each([
    ['undefined', undefined],
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a big integer', 1n],
    ['a loop', loop],
  ])('refuse %s before anything is sent', async (_, value) => {
    const { client, sent } = wireAnswering(item)
    await expect(createStoreItem(client, { storeId, key: 'k', value })).rejects.toMatchObject({
      code: 'input',
    })
    expect(sent).toEqual([])
  })

  test.each([
    [{ value: null }, '{"value":null}'],
    [{ value: '' }, '{"value":""}'],
    [{ newKey: 'b' }, '{"key":"b"}'],
    [{ newKey: 'b', value: { c: 0 } }, '{"key":"b","value":{"c":0}}'],
  ])('are changed by %j', async (change, body) => {
    const { client, sent } = wireAnswering(item, '')
    expect(await updateStoreItem(client, { storeId, key: 'a/a', ...change })).toEqual(item)
    expect(await updateStoreItem(client, { storeId, key: 'a/a', ...change })).toEqual({})
    const path = `/store/${storeId}/a%2Fa`
    expect(sent[0]).toEqual({ method: 'PATCH', path, search: '', type: 'application/json', body })
  })

  test('are deleted by a list in the body', async () => {
    const { client, sent } = wireAnswering({ deletedCount: 1 })
    const items = [
      { key: 'mykey', storeId },
      { key: 'mykey2', storeId },
    ]
    expect(await deleteStoreItems(client, { items })).toEqual({ deletedCount: 1 })
    expect(sent[0]).toEqual({
      method: 'DELETE',
      path: '/store',
      search: '',
      type: 'application/json',
      body: JSON.stringify(items),
    })
  })
})
