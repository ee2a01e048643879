import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { describe, expect, test } from 'vitest'
import * as calls from '../../src/index.ts'
import type { AppmixerClient, Flow } from '../../src/index.ts'
import { connect, errorOf, json } from '../client/wire.ts'
import { waitFor } from '../until.ts'

// S1 to S4 are in ../client/answers.test.ts.

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
    await waitFor(() => expect(observer.getCurrentResult().isFetching).toBe(false))
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

  // How the time grows with the size is measured by the bench: `npm run bench -- S9`.
  const many = 40_000
  const rows = (row: (index: number) => object) => Array.from({ length: many }, (_, i) => row(i))

  test.each<[string, unknown, (client: AppmixerClient) => Promise<unknown>, unknown]>([
    [
      'a text of 10 MB',
      { flowId: 'f', description: 'x'.repeat(10_000_000) },
      (client) => calls.getFlow(client, { flowId: 'f' }),
      { flowId: 'f', description: expect.stringMatching(/^x+$/) },
    ],
    [
      'an object of 100,000 keys',
      { flowId: 'f', flow: record(100_000), name: 7 },
      (client) => calls.getFlow(client, { flowId: 'f' }),
      { flowId: 'f', flow: record(100_000) },
    ],
    [
      '40,000 rows, none of which fits',
      rows((index) => ({ flowId: `f${index}`, name: 7 })),
      (client) => calls.getFlows(client, {}),
      rows((index) => ({ flowId: `f${index}` })),
    ],
    [
      '40,000 rows, half of them without an id',
      rows((index) => (index % 2 ? { flowId: `f${index}` } : {})),
      (client) => calls.getFlows(client, {}),
      rows((index) => ({ flowId: `f${index}` })).filter((_, index) => index % 2),
    ],
    [
      '40,000 shares in one flow',
      { flowId: 'f', sharedWith: rows(() => ({ email: 7 })), name: 7 },
      (client) => calls.getFlow(client, { flowId: 'f' }),
      { flowId: 'f', sharedWith: rows(() => ({})) },
    ],
    [
      '40,000 traces of a chart',
      { chartId: 'c', traces: record(many, { name: 7, source: 'x' }), mtime: 7 },
      (client) => calls.getChart(client, { chartId: 'c' }),
      { chartId: 'c', traces: record(many) },
    ],
    [
      'two lists of 40,000 rows without an id',
      { buckets: rows(() => ({ key: 'x' })), hits: rows(() => ({})) },
      (client) => calls.getLogs(client, {}),
      { buckets: [], hits: [] },
    ],
  ])('%s: what fits is read', async (_, body, call, expected) => {
    const { client } = connect(() => json(body))
    expect(await call(client)).toEqual(expected)
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
