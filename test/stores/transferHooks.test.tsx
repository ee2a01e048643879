import { act, renderHook, waitFor } from '@testing-library/react'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  createStoreItem,
  jsonFormat,
  ndjsonFormat,
  useStoreExport,
  useStoreImport,
  useStoreRecordsCount,
  type StoreRecord,
  type RecordFormat,
} from '../../src/index.ts'
import { clientOf, createWorld, type World } from '../support.tsx'

let world: World
let storeId: string

beforeEach(() => {
  world = createWorld()
  storeId = world.sandbox.database.stores.find(({ name }) => name === 'Settings')!.storeId
  world.sandbox.database.records[storeId] = []
})

const valuesIn = () =>
  Object.fromEntries(world.sandbox.database.records[storeId]!.map(({ key, value }) => [key, value]))

const lines = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => ({ key: `k${from + index}`, value: index }))

const fileOf = (records: unknown[], format: RecordFormat = jsonFormat) =>
  new File([format.start, format.write(records as StoreRecord[]), format.end], `in.${format.name}`)

describe('an import', () => {
  function use() {
    return { count: useStoreRecordsCount({ storeId }), import: useStoreImport() }
  }

  async function planned(records: unknown[]) {
    const { result } = renderHook(use, { wrapper: world.wrapper })
    await waitFor(() => expect(result.current.count.data).toBeDefined())
    const input = { storeId, file: fileOf(records), format: jsonFormat }
    await act(() => result.current.import.dryRun.run(input))
    return result
  }

  test('writes what the dry run found, and lists show it (ST-14)', async () => {
    const client = clientOf(world.sandbox)
    await createStoreItem(client, { storeId, key: 'old', value: 1 })
    await createStoreItem(client, { storeId, key: 'same', value: { a: 1 } })
    const result = await planned([
      { key: 'old', value: { now: 'an object' } },
      { key: 'same', value: { a: 1 } },
      { key: 'a/b %', value: null },
      { key: '' },
    ])
    expect(result.current.import.plan?.counts).toEqual({ new: 1, changed: 1, same: 1, refused: 1 })
    world.sandbox.requests.clear()
    await act(() => result.current.import.run())
    expect(valuesIn()).toEqual({ old: { now: 'an object' }, same: { a: 1 }, 'a/b %': null })
    expect(result.current.import).toMatchObject({ isRunning: false, total: 2, done: 2, failed: 0 })
    expect(world.sandbox.requests.count('POST')).toBe(1)
    expect(world.sandbox.requests.count('PATCH')).toBe(1)
    await waitFor(() => expect(result.current.count.data).toBe(3))
  })

  test('leaves records that exist as they are when it is asked to', async () => {
    await createStoreItem(clientOf(world.sandbox), { storeId, key: 'old', value: 1 })
    const result = await planned([
      { key: 'old', value: 2 },
      { key: 'new', value: 3 },
    ])
    await act(() => result.current.import.run({ existing: 'skip' }))
    expect(valuesIn()).toEqual({ old: 1, new: 3 })
  })

  test('goes on after a refusal, says which rows were refused, and sends only those again', async () => {
    const result = await planned(lines(0, 450))
    for (const key of ['k7', 'k300']) {
      world.sandbox.faults.add({ on: `POST /store/${storeId}/${key}`, times: 1, status: 500 })
    }
    await act(() => result.current.import.run())
    expect(result.current.import).toMatchObject({ total: 450, done: 448, failed: 2, unsent: 0 })
    expect(result.current.import.failures).toMatchObject([
      { line: 9, key: 'k7', error: { status: 500 } },
      { line: 302, key: 'k300', error: { status: 500 } },
    ])
    world.sandbox.requests.clear()
    await act(() => result.current.import.resume())
    expect(result.current.import).toMatchObject({ total: 450, done: 450, failed: 0, failures: [] })
    expect(world.sandbox.requests.count('POST')).toBe(2)
  })

  test('stops when it is cancelled, and can be resumed', async () => {
    const result = await planned(lines(0, 250))
    world.sandbox.requests.clear()
    const hurry = world.sandbox.faults.add({ on: 'POST /store/:storeId/:key', delay: 100 })
    const { run, cancel } = result.current.import
    const over = run()
    await waitFor(() => expect(world.sandbox.requests.count('POST')).toBeGreaterThan(0))
    cancel()
    await act(() => over)
    hurry()
    const { done, unsent } = result.current.import
    expect(result.current.import).toMatchObject({ isRunning: false, total: 250, failed: 0 })
    expect(unsent).toBeGreaterThan(0)
    expect(done + unsent).toBe(250)
    await act(() => result.current.import.resume())
    expect(result.current.import).toMatchObject({ total: 250, done: 250, unsent: 0 })
    expect(world.sandbox.requests.count('POST')).toBe(250)
  })

  test('does not go on when nothing comes through', async () => {
    const result = await planned(lines(0, 450))
    world.sandbox.faults.add({ on: 'POST /store/:storeId/:key', status: 403 })
    await act(() => result.current.import.run())
    expect(result.current.import).toMatchObject({ done: 0, failed: 200, unsent: 250 })
    world.sandbox.faults.clear()
    await act(() => result.current.import.resume())
    expect(result.current.import).toMatchObject({ total: 450, done: 450, failed: 0, unsent: 0 })
  })
})

describe('an export', () => {
  test('is a file of all records (S10)', async () => {
    world.sandbox.database.records[storeId] = []
    const client = clientOf(world.sandbox)
    await createStoreItem(client, { storeId, key: 'a', value: [1, 'two'] })
    const { result } = renderHook(useStoreExport, { wrapper: world.wrapper })
    const file = await act(() =>
      result.current.run({ storeId, format: ndjsonFormat, name: 'Settings' }),
    )
    expect(file?.name).toBe('Settings.ndjson')
    expect(ndjsonFormat.read(await file!.text())).toEqual([
      { line: 1, key: 'a', value: [1, 'two'] },
    ])
    expect(result.current).toMatchObject({ isRunning: false, progress: { done: 1, total: 1 } })
  })

  test('that is cancelled is no file and no error; the request is aborted', async () => {
    world.sandbox.faults.add({ on: 'GET /store', network: 'silent' })
    const { result } = renderHook(useStoreExport, { wrapper: world.wrapper })
    let file: Promise<File | undefined>
    act(() => void (file = result.current.run({ storeId, format: jsonFormat })))
    await waitFor(() => expect(world.sandbox.requests.count('GET /store')).toBe(1))
    act(() => result.current.cancel())
    expect(await file!).toBeUndefined()
    expect(result.current).toMatchObject({ isRunning: false, error: null })
  })

  test('that the server refuses says why', async () => {
    world.sandbox.faults.add({ on: 'GET /store', status: 403 })
    const { result } = renderHook(useStoreExport, { wrapper: world.wrapper })
    await act(() => result.current.run({ storeId, format: jsonFormat }))
    expect(result.current.error?.status).toBe(403)
  })
})
