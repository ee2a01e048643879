import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createAppmixerClient,
  createStore,
  createStoreItem,
  deleteStoreItems,
  getStoreRecords,
  type AppmixerClient,
} from '../../src/index.ts'
import { serveSandbox, type SandboxServer } from '../../src/sandbox/server.ts'

let server: SandboxServer
let client: AppmixerClient

beforeAll(async () => {
  server = await serveSandbox({ port: 0 })
  const token = server.sandbox.tokenFor('ada@acme.test')
  client = createAppmixerClient({ baseUrl: server.url, token })
})
afterAll(() => server.close())

test('awkward keys and every kind of value survive real HTTP', async () => {
  const store = await createStore(client, { name: 'Real' })
  const keys = [
    'a/b',
    '100%',
    '%2F',
    '#top',
    'why?',
    'žluťoučký',
    '🚀',
    ' ',
    '...',
    '__proto__',
    'a+b&c=d',
  ]
  const values = ['', ' ', '0', 0, -1.5, false, true, null, [], {}, { deep: [null, 'ž'] }]
  for (const [index, key] of keys.entries()) {
    await createStoreItem(client, { ...store, key, value: values[index] })
  }
  const records = await getStoreRecords(client, store)
  expect(records.map(({ key, value }) => [key, value])).toEqual(
    keys.map((key, index) => [key, values[index]]),
  )
  const items = keys.map((key) => ({ ...store, key }))
  expect(await deleteStoreItems(client, { items })).toEqual({ deletedCount: keys.length })
})
