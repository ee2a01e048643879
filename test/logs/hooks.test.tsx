import { act, renderHook, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import {
  lucene,
  useInfiniteLogs,
  useLog,
  useLogAggregations,
  useLogs,
  useLogTail,
  useStartFlow,
  type InfiniteLogsQuery,
} from '../../src/index.ts'
import {
  createManualClock,
  createSandbox,
  type Sandbox,
  type StoredLog,
} from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'

/** A flow of Ada's with this many entries, ten in each millisecond. */
function busy(count: number): { sandbox: Sandbox; add: (id: string) => void } {
  const clock = createManualClock()
  const sandbox = createSandbox({ data: 'empty', clock })
  const { database } = sandbox
  const userId = database.users[0]!.id
  const now = database.now()
  database.flows = [
    {
      flowId: 'f',
      userId,
      name: 'f',
      stage: 'stopped',
      btime: now,
      mtime: now,
      flow: {},
      sharedWith: [],
    },
  ]
  const entryAt = (_id: string, time: number): StoredLog => ({
    _id,
    _index: 'appmixer-202601',
    flowId: 'f',
    severity: 'info',
    gridTimestamp: new Date(time).toISOString(),
  })
  database.logs = Array.from({ length: count }, (_, index) =>
    entryAt(String(index).padStart(4, '0'), clock.now() - 10_000 + Math.floor(index / 10)),
  )
  return { sandbox, add: (id) => database.logs.push(entryAt(id, clock.now())) }
}

async function readToTheEnd(sandbox: Sandbox, query: InfiniteLogsQuery, between = () => {}) {
  const { wrapper, queryClient } = createWorld(sandbox)
  const { result } = renderHook(() => useInfiniteLogs(query), { wrapper })
  await waitFor(() => expect(result.current.isSuccess).toBe(true))
  while (result.current.hasNextPage) {
    between()
    const pages = result.current.data!.pages.length
    await act(async () => void (await result.current.fetchNextPage()))
    await waitFor(() => expect(result.current.data!.pages.length).toBe(pages + 1))
  }
  const ids = () => result.current.data!.pages.flatMap(({ hits }) => hits.map(({ _id }) => _id))
  return { ids, result, queryClient }
}

describe('useLogs', () => {
  it('shows the newest entries first, with a histogram', async () => {
    const { wrapper } = createWorld(createSandbox({ clock: createManualClock() }))
    const { result } = renderHook(() => useLogs({ size: 30 }), { wrapper })
    await waitFor(() => expect(result.current.data?.hits).toHaveLength(30))
    const times = result.current.data!.hits.map(({ gridTimestamp }) => gridTimestamp!)
    expect(times).toEqual(times.toSorted().toReversed())
    expect(result.current.data!.buckets.length).toBeGreaterThan(6)
  })

  it('shows a start as soon as the flow runs', async () => {
    const clock = createManualClock()
    const sandbox = createSandbox({ clock })
    const { wrapper } = createWorld(sandbox)
    const { flowId } = sandbox.database.flows.find(({ stage }) => stage === 'stopped')!
    const { result } = renderHook(() => ({ logs: useLogs({ flowId }), start: useStartFlow() }), {
      wrapper,
    })
    await waitFor(() => expect(result.current.logs.data?.hits).toEqual([]))
    act(() => result.current.start.mutate({ flowId }))
    await waitFor(() => expect(sandbox.requests.count('POST')).toBe(1))
    clock.advance(60_000)
    await waitFor(() => expect(result.current.start.isSuccess).toBe(true))
    await waitFor(() =>
      expect(result.current.logs.data?.hits.map(({ msg }) => msg)).toContain('Flow started.'),
    )
  })

  it('keeps every entry the same object when a new one comes on top', async () => {
    const { sandbox, add } = busy(5)
    const { wrapper } = createWorld(sandbox)
    const { result } = renderHook(() => useLogs(), { wrapper })
    await waitFor(() => expect(result.current.data?.hits).toHaveLength(5))
    const before = result.current.data!.hits
    add('new')
    await act(async () => void (await result.current.refetch()))
    await waitFor(() => expect(result.current.data!.hits).toHaveLength(6))
    expect(result.current.data!.hits.slice(1).every((hit, index) => hit === before[index])).toBe(
      true,
    )
    const again = result.current.data
    await act(async () => void (await result.current.refetch()))
    expect(result.current.data).toBe(again)
  })

  it('says what the server says about a broken query, and asks once', async () => {
    const { wrapper, sandbox } = createWorld()
    const { result } = renderHook(() => useLogs({ query: 'severity:(error' }), { wrapper })
    await waitFor(() => expect(result.current.error).toMatchObject({ code: 'http', status: 400 }))
    expect(result.current.error!.serverMessage).toContain('Failed to parse query')
    expect(sandbox.requests.count('GET /logs')).toBe(1)
  })
})

describe('useInfiniteLogs', () => {
  it.each([
    ['newest first', {}],
    ['oldest first', { sort: 'gridTimestamp:asc' }],
    ['by the older name', { sort: '@timestamp:desc' }],
    ['without the time among the fields', { includes: 'msg', excludes: 'gridTimestamp' }],
  ])('comes to the end without a gap or a double, %s', async (_, query) => {
    const { sandbox } = busy(95)
    // The older name is there under the newer one only in what the client makes of an entry.
    for (const entry of sandbox.database.logs) entry['@timestamp'] = entry.gridTimestamp
    const { ids } = await readToTheEnd(sandbox, { ...query, size: 15 })
    expect(ids()).toHaveLength(95)
    expect(new Set(ids()).size).toBe(95)
    expect([...ids()].toSorted()).toEqual(sandbox.database.logs.map(({ _id }) => _id))
  })

  it('is not shifted by entries that are written while one reads', async () => {
    const { sandbox, add } = busy(60)
    let added = 0
    const { ids, result } = await readToTheEnd(sandbox, { size: 25 }, () => add(`new-${added++}`))
    expect(ids()).toHaveLength(60)
    expect(new Set(ids()).size).toBe(60)
    const before = new Map(
      result.current.data!.pages.flatMap((page) => page.hits.map((hit) => [hit._id, hit])),
    )
    await act(async () => void (await result.current.refetch()))
    await waitFor(() => expect(ids()).toContain('new-0'))
    expect(new Set(ids()).size).toBe(ids().length)
    const shown = result.current.data!.pages.flatMap((page) => page.hits)
    expect(
      shown.filter((hit) => before.has(hit._id)).every((hit) => before.get(hit._id) === hit),
    ).toBe(true)
  })

  it('sends the sort fields of the last entry, and never a position in numbers', async () => {
    const { sandbox } = busy(20)
    await readToTheEnd(sandbox, { flowId: 'f', size: 15 })
    const [first, second] = sandbox.requests.entries.map(({ search }) => search)
    expect(first!.getAll('searchAfter')).toEqual([])
    expect(second!.getAll('sort')).toEqual(['gridTimestamp:desc', '_id:desc'])
    const last = sandbox.database.logs[5]!
    expect(second!.getAll('searchAfter')).toEqual([last.gridTimestamp, last._id])
    expect(second!.has('from')).toBe(false)
  })

  it('C7: of 20 pages, only those on screen are asked for again, and nothing is missing or double', async () => {
    const { sandbox, add } = busy(200)
    const { ids, result, queryClient } = await readToTheEnd(sandbox, { flowId: 'f', size: 10 })
    expect(result.current.data!.pages).toHaveLength(21)
    const before = ids()
    for (let count = 0; count < 25; count++) add(`new-${String(count).padStart(2, '0')}`)
    sandbox.requests.clear()
    void queryClient.invalidateQueries()
    await waitFor(() => expect(ids()).toHaveLength(225))

    // The first, with the new entries on top of it, and the last two, the last of which is empty.
    const after = sandbox.requests
      .of('GET /logs')
      .map(({ search }) => search.getAll('searchAfter')[1])
    expect(after).toEqual([undefined, 'new-15', 'new-05', '0195', '0010', '0000'])
    expect(new Set(ids()).size).toBe(225)
    expect(ids().slice(25)).toEqual(before)
    const { pages } = result.current.data!
    expect(pages.map(({ hits }) => hits.length)).toEqual([
      35,
      ...Array.from({ length: 19 }, () => 10),
      0,
    ])
  })

  it('moves the pages behind up where entries are gone', async () => {
    const { sandbox } = busy(60)
    const { ids, result } = await readToTheEnd(sandbox, { size: 10 })
    const { database } = sandbox
    database.logs = database.logs.filter((_, index) => index % 7 !== 0)
    await act(async () => void (await result.current.refetch()))
    const left = database.logs.map(({ _id }) => _id).toReversed()
    await waitFor(() => expect(ids()).toEqual(left))
  })

  it('ends where a server ignores the position', async () => {
    const { sandbox, add } = busy(20)
    const ignorant = {
      ...sandbox,
      fetch: (input: RequestInfo | URL, init?: RequestInit) => {
        const request = new Request(input, init)
        const url = new URL(request.url)
        url.searchParams.delete('searchAfter')
        return sandbox.fetch(new Request(url, request))
      },
    }
    const { result } = await readToTheEnd(ignorant, { size: 15 })
    expect(result.current.data!.pages).toHaveLength(2)
    const { wrapper } = createWorld(ignorant)
    const tail = renderHook(() => useLogTail({ size: 15 }, { interval: false }), { wrapper })
    await waitFor(() => expect(tail.result.current.data?.pages).toHaveLength(1))
    for (let count = 0; count < 20; count++) add(`new-${count}`)
    await act(async () => void (await tail.result.current.refetch()))
    await waitFor(() => expect(tail.result.current.data!.pages[0]!.hits).toHaveLength(30))
  })

  it('lives beside the plain list of the same query', async () => {
    const { sandbox } = busy(5)
    const { wrapper } = createWorld(sandbox)
    const query = { size: 50, sort: ['gridTimestamp:desc', '_id:desc'] }
    const { result } = renderHook(() => [useLogs(query), useInfiniteLogs(query)] as const, {
      wrapper,
    })
    await waitFor(() => expect(result.current[0].data?.hits).toHaveLength(5))
    await waitFor(() => expect(result.current[1].data?.pages[0]?.hits).toHaveLength(5))
  })
})

describe('useLog and useLogAggregations', () => {
  it('opens an entry of the list', async () => {
    const { wrapper } = createWorld()
    const query = { query: lucene({ severity: 'error' }), size: 1 }
    const { result: list } = renderHook(() => useLogs(query), { wrapper })
    await waitFor(() => expect(list.current.data?.hits).toHaveLength(1))
    const { _id: logId, _index: index, err } = list.current.data!.hits[0]!
    const { result } = renderHook(() => useLog({ logId, index: index! }), { wrapper })
    await waitFor(() =>
      expect(result.current.data).toMatchObject({ _id: logId, err, severity: 'error' }),
    )
  })

  it('opens it also where the server has no path for it', async () => {
    const { sandbox } = busy(3)
    sandbox.faults.add({ on: 'GET /logs/:index/:logId', status: 404 })
    const { wrapper } = createWorld(sandbox)
    const { result } = renderHook(() => useLog({ logId: '0001', index: 'appmixer-202601' }), {
      wrapper,
    })
    await waitFor(() => expect(result.current.data).toMatchObject({ _id: '0001' }))
  })

  it('counts errors by flow', async () => {
    const { wrapper } = createWorld()
    const aggs = { flows: { terms: { field: 'flowId', size: 100 } } }
    const { result } = renderHook(
      () => useLogAggregations({ aggs, query: 'severity:error', size: 0 }),
      { wrapper },
    )
    await waitFor(() => expect(result.current.isSuccess).toBe(true))
    const { hits, aggregations } = result.current.data!
    expect(hits).toEqual([])
    expect(Object.keys(aggregations['flows']!.buckets!).length).toBeGreaterThan(0)
  })
})
