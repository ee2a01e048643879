import { QueryClient, QueryClientProvider, useQueryClient } from '@tanstack/react-query'
import { act, render, screen, waitFor } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { StrictMode, useState } from 'react'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  AppmixerProvider,
  storeRecordsQueryOptions,
  useAppmixerClient,
  useBulkDeleteStoreItems,
  useStoreRecords,
  useStoreRecordsCount,
  type StoreItemRef,
} from '../../src/index.ts'
import { serveSandbox, type SandboxServer } from '../../src/sandbox/server.ts'
import { createGate, type Gate } from '../cache/gate.ts'
import { ada } from '../support.tsx'
import { sentTo } from './requests.ts'

const pageSize = 100

let server: SandboxServer
let gate: Gate
let storeId: string

/** Every frame that said at once that a record is deleted and showed it. */
const lies: string[] = []

beforeAll(async () => {
  server = await serveSandbox({ port: 0 })
  gate = createGate({ fetch: globalThis.fetch })
  const { database } = server.sandbox
  const [store] = database.stores
  storeId = store!.storeId
  const now = database.now()
  database.records[storeId] = Array.from({ length: 250 }, (_, index) => ({
    key: `lead-${String(index).padStart(3, '0')}`,
    storeId,
    userId: store!.userId,
    value: index,
    createdAt: now,
    updatedAt: now,
  }))
})

afterAll(() => server.close())

test('S08: 250 records in three requests, the second of which fails: what failed comes back, and only that is sent again', async () => {
  const queryClient = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } })
  render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <AppmixerProvider
          baseUrl={server.url}
          token={server.sandbox.tokenFor(ada)}
          fetch={gate.fetch}
        >
          <Cleanup />
        </AppmixerProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
  await screen.findByText('page 1 of 3, 250 records')
  await screen.findByText('lead-099')
  await userEvent.click(screen.getByText('Last page'))
  await screen.findByText('lead-249')
  await userEvent.click(screen.getByText('Select all'))
  await screen.findByText('250 selected')
  expect(sent()).toEqual([...[count, page(0)].toSorted(), page(200), page(100)])
  server.sandbox.requests.clear()

  gate.hold('DELETE')
  await userEvent.click(screen.getByText('Delete'))
  await waitFor(() => expect(gate.held).toHaveLength(1))
  // The last page is empty, so the one before is shown, and so on: all is gone at once.
  expect(screen.getByText('page 1 of 1, 0 records')).toBeInTheDocument()
  expect(progress()).toEqual([0, 0, 250])
  await act(() => gate.held[0]!.release())
  await waitFor(() => expect(gate.held).toHaveLength(1))
  expect(progress()).toEqual([100, 0, 250])
  server.sandbox.faults.add({ on: 'DELETE /store', status: 500, times: 1 })
  await act(() => gate.held[0]!.release())
  await waitFor(() => expect(gate.held).toHaveLength(1))
  expect(progress()).toEqual([100, 100, 250])
  expect(screen.getByText('page 1 of 1, 100 records')).toBeInTheDocument()
  await act(() => gate.held[0]!.release())

  await screen.findByText('lead-100')
  expect(progress()).toEqual([150, 100, 250])
  expect(document.querySelectorAll('li')).toHaveLength(100)
  expect(sent()).toEqual([
    ...Array<string>(3).fill('DELETE /store'),
    ...[count, page(0)].toSorted(),
  ])
  expect(deletions()).toEqual([keys(0, 100), keys(100, 200), keys(200, 250)])

  gate.open()
  await userEvent.click(screen.getByText('Retry 100'))
  await screen.findByText('page 1 of 1, 0 records')
  await waitFor(() => expect(progress()).toEqual([250, 0, 250]))
  await waitFor(() => expect(queryClient.isFetching()).toBe(0))
  expect(sent()).toEqual(['DELETE /store', ...[count, page(0)].toSorted()])
  expect(deletions()).toEqual([keys(100, 200)])
  expect(document.querySelectorAll('li')).toHaveLength(0)
  expect(lies).toEqual([])
})

/** A table of records with pages, and what an admin does to all of them. */
function Cleanup() {
  const client = useAppmixerClient()
  const queryClient = useQueryClient()
  const [wanted, setWanted] = useState(0)
  const [selected, setSelected] = useState<StoreItemRef[]>([])
  const { data: total = 0 } = useStoreRecordsCount({ storeId })
  const pageCount = Math.max(1, Math.ceil(total / pageSize))
  const current = Math.min(wanted, pageCount - 1)
  const query = (index: number) => ({ storeId, limit: pageSize, offset: index * pageSize })
  const { data: records = [] } = useStoreRecords(query(current))
  const bulk = useBulkDeleteStoreItems()

  async function selectAll(): Promise<void> {
    const found: StoreItemRef[] = []
    for (let index = 0; index < pageCount; index++) {
      const rows = await queryClient.fetchQuery({
        ...storeRecordsQueryOptions(client, query(index)),
        staleTime: Infinity,
      })
      found.push(...rows.map(({ key }) => ({ storeId, key })))
    }
    setSelected(found)
  }

  const gone = bulk.results.filter(({ status }) => status === 'done').map(({ item }) => item.key)
  const shown = new Set(records.map(({ key }) => key))
  lies.push(...gone.filter((key) => shown.has(key)))
  return (
    <>
      <p>{`page ${current + 1} of ${pageCount}, ${total} records`}</p>
      <p>{selected.length} selected</p>
      <button onClick={() => setWanted(pageCount - 1)}>Last page</button>
      <button onClick={() => void selectAll()}>Select all</button>
      <button onClick={() => void bulk.run(selected)}>Delete</button>
      {bulk.failed > 0 && (
        <button onClick={() => void bulk.retryFailed()}>Retry {bulk.failed}</button>
      )}
      <output>{JSON.stringify([bulk.done, bulk.failed, bulk.total])}</output>
      <ul>
        {records.map(({ key }) => (
          <li key={key}>{key}</li>
        ))}
      </ul>
    </>
  )
}

function progress(): number[] {
  return JSON.parse(document.querySelector('output')!.textContent) as number[]
}

/** What was sent since it was last asked for; of two reads that are sent together, either may come first. */
function sent(): string[] {
  const lines = sentTo(server.sandbox).map((line) => line.replaceAll(storeId, 'S1'))
  const writes = lines.filter((line) => line.startsWith('DELETE'))
  const reads = lines.filter((line) => line.startsWith('GET'))
  return [...writes, ...reads.slice(0, 2).toSorted(), ...reads.slice(2)]
}

const count = 'GET /store/count?storeId=S1'
const page = (offset: number) => `GET /store?storeId=S1&limit=100&offset=${offset}`

/** The keys of each deletion, and forgets what was sent. */
function deletions(): string[][] {
  const bodies = server.sandbox.requests
    .of('DELETE /store')
    .map(({ body }) => (body as StoreItemRef[]).map(({ key }) => key))
  server.sandbox.requests.clear()
  return bodies
}

function keys(from: number, to: number): string[] {
  return Array.from(
    { length: to - from },
    (_, index) => `lead-${String(from + index).padStart(3, '0')}`,
  )
}
