import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, test, vi } from 'vitest'
import * as calls from '../../src/index.ts'
import type { AppmixerClient, Flow } from '../../src/index.ts'
import { connect, errorOf, json } from '../client/wire.ts'
import { expectLinear } from '../growth.ts'

// S1 to S4 are in ../client/drift.test.ts.

describe('S5: another kind of value for a list', () => {
  const lists: Record<string, (client: AppmixerClient) => Promise<unknown>> = {
    getFlows: (client) => calls.getFlows(client, {}),
    getPeopleTasks: (client) => calls.getPeopleTasks(client, {}),
    getStores: (client) => calls.getStores(client),
    getStoreRecords: (client) => calls.getStoreRecords(client, { storeId: 's' }),
    getAccountFlows: (client) => calls.getAccountFlows(client, { accountId: 'a' }),
    getCharts: (client) => calls.getCharts(client, {}),
    getLogs: (client) => calls.getLogs(client, {}),
  }
  const others: [string, unknown][] = [
    ['null', null],
    ['a text', 'flows'],
    ['a number', 7],
    ['true', true],
  ]

  test.each(
    Object.entries(lists).flatMap(([name, call]) =>
      others.map(([kind, body]) => [name, kind, call, body] as const),
    ),
  )('%s: %s is of code schema, asked once', async (_, __, call, body) => {
    const { client, sent } = connect(() => json(body))
    expect(await errorOf(call(client))).toMatchObject({ code: 'schema', retryable: false })
    expect(sent).toHaveLength(1)
  })

  test('an object is none either', async () => {
    const { client } = connect(() => json({ flows: [{ flowId: 'a' }] }))
    expect((await errorOf(calls.getFlows(client, {}))).code).toBe('schema')
    expect((await errorOf(calls.getPeopleTasks(client, {}))).code).toBe('schema')
  })

  test('and a list is no entity', async () => {
    const { client } = connect(() => json([{ flowId: 'a' }]))
    expect((await errorOf(calls.getFlow(client, { flowId: 'a' }))).code).toBe('schema')
  })
})

describe('S9: an answer without measure', () => {
  const levels = 10_000
  const nested = (inner: string) => `${'{"a":'.repeat(levels)}${inner}${'}'.repeat(levels)}`
  const flowWith = (value: string, more = '') =>
    `{"flowId":"f","customFields":{"x":${value}}${more}}`

  test.each([
    ['objects', flowWith(nested('1'))],
    ['lists', flowWith(`${'['.repeat(levels)}${']'.repeat(levels)}`)],
    ['beside a field that drifts', flowWith(nested('1'), ',"name":7')],
    ['around a __proto__', flowWith(nested('{"__proto__":{"isAdmin":true}}'))],
    ['instead of a text', `{"flowId":"f","name":${nested('1')}}`],
  ])('10,000 levels deep, %s: read twice, shared, no stack overflows', async (_, text) => {
    const { client, sent } = connect(() => new Response(text))
    const queryClient = new QueryClient()
    const observer = new QueryObserver<Flow, any>(
      queryClient,
      calls.flowQueryOptions(client, { flowId: 'f' }),
    )
    const unsubscribe = observer.subscribe(() => {})
    await vi.waitFor(() => expect(observer.getCurrentResult().isFetching).toBe(false))
    await observer.refetch()
    expect(observer.getCurrentResult()).toMatchObject({ error: null, data: { flowId: 'f' } })
    expect(innermost(observer.getCurrentResult().data)).not.toHaveProperty('isAdmin')
    expect(sent).toHaveLength(2)
    unsubscribe()
    queryClient.clear()
  })

  test('10,000 levels deep where a list of rows is expected: only that row is touched', async () => {
    const { client } = connect(() => new Response(`[{"flowId":"f"},${nested('1')}]`))
    expect(await calls.getFlows(client, {})).toEqual([{ flowId: 'f' }])
    const { client: other } = connect(() => new Response(nested('1')))
    expect((await errorOf(calls.getFlows(other, {}))).code).toBe('schema')
  })

  const long = (size: number) => json({ flowId: 'f', description: 'x'.repeat(size * 100) })
  const wide = (size: number) => json({ flowId: 'f', flow: record(size), name: 7 })
  const many = (size: number) =>
    json(Array.from({ length: size }, (_, index) => ({ flowId: `f${index}`, name: 7 })))

  const lost = (size: number) =>
    json(Array.from({ length: size }, (_, index) => (index % 2 ? { flowId: `f${index}` } : {})))
  const shared = (size: number) =>
    json({ flowId: 'f', sharedWith: Array.from({ length: size }, () => ({ email: 7 })), name: 7 })
  const traces = (size: number) =>
    json({ chartId: 'c', traces: record(size, { name: 7, source: 'x' }), mtime: 7 })
  const log = (size: number) =>
    json({
      buckets: Array.from({ length: size }, () => ({ key: 'x' })),
      hits: Array.from({ length: size }, () => ({})),
    })

  test.each<[string, number, (size: number) => Response, (client: AppmixerClient) => unknown]>([
    ['a text of 10 MB', 100_000, long, (client) => calls.getFlow(client, { flowId: 'f' })],
    [
      'an object of 100,000 keys',
      100_000,
      wide,
      (client) => calls.getFlow(client, { flowId: 'f' }),
    ],
    ['40,000 rows, none of which fits', 40_000, many, (client) => calls.getFlows(client, {})],
    ['40,000 rows, half of them lost', 40_000, lost, (client) => calls.getFlows(client, {})],
    [
      '40,000 shares in one flow',
      40_000,
      shared,
      (client) => calls.getFlow(client, { flowId: 'f' }),
    ],
    [
      '40,000 traces of a chart',
      40_000,
      traces,
      (client) => calls.getChart(client, { chartId: 'c' }),
    ],
    ['two lists of 40,000 rows, all lost', 40_000, log, (client) => calls.getLogs(client, {})],
  ])('%s: takes time as its size', async (_, length, answer, call) => {
    await expectLinear(async (size) => {
      const { client } = connect(() => answer(size))
      await call(client)
    }, length)
  })

  test('structural sharing of 40,000 keys and rows takes time as their size', async () => {
    const { client } = connect(() => json([]))
    const share = calls.flowsQueryOptions(client).structuralSharing!
    const rows = (size: number) =>
      Array.from({ length: size }, (_, index) => ({ flowId: `f${index}`, name: 'x' }))
    await expectLinear((size) => {
      // As after a new flow on top: each row is found by its id, elsewhere.
      expect(share(rows(size), [{ flowId: 'new' }, ...rows(size)])).toHaveLength(size + 1)
      share([{ flowId: 'f', flow: record(size) }], [{ flowId: 'f', flow: record(size) }])
    }, 40_000)
  })

  test('so does the hash of a query with 100,000 conditions', async () => {
    const { client } = connect(() => json([]))
    const queryClient = new QueryClient()
    await expectLinear((size) => {
      const filter = Array.from({ length: size }, (_, index) => `customFields.x:${index}`)
      const options = calls.flowsQueryOptions(client, { filter })
      const { queryHash } = queryClient.getQueryCache().build(queryClient, options)
      expect(queryHash).toContain(`customFields.x:${size - 1}`)
    }, 100_000)
    queryClient.clear()
  })
})

function record(size: number, value: object = {}): Record<string, unknown> {
  return Object.fromEntries(
    Array.from({ length: size }, (_, index) => [`k${index}`, { index, ...value }]),
  )
}

function innermost(value: unknown): unknown {
  for (;;) {
    if (typeof value !== 'object' || value === null) return value
    const [inner] = Object.values(value).filter((other) => typeof other === 'object')
    if (inner === undefined) return value
    value = inner
  }
}
