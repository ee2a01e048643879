import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { snapshotSchema } from '../../src/sandbox/snapshotSchema.ts'
import { ask } from './support.ts'

const as = 'ada@acme.test'

const lists = [
  'GET /user',
  'GET /flows',
  'GET /flows/count',
  'GET /stores',
  'GET /store?storeId=:storeId',
  'GET /accounts',
  'GET /logs',
  'GET /charts',
  'GET /categories',
  'GET /files',
  'GET /telemetry',
  'GET /plugins/appmixer/utils/tasks/tasks',
  'GET /auth/flow/:flowId',
  'GET /accounts/flow/:flowId',
  'GET /flows/:flowId/components',
  'GET /flows/:flowId/validate',
]

let sandbox: Sandbox
let names: Record<string, string>

beforeEach(() => {
  sandbox = createSandbox()
  const { flows, stores, records, tasks, charts, accounts } = sandbox.database
  const storeId = stores[0]!.storeId
  names = {
    storeId,
    key: encodeURIComponent(records[storeId]![0]!.key),
    flowId: flows.find(({ stage }) => stage === 'stopped')!.flowId,
    taskId: tasks[0]!.taskId,
    chartId: charts[0]!.chartId,
    accountId: accounts[0]!.accountId,
  }
})

function send(line: string, body?: unknown) {
  return ask(
    sandbox,
    line.replace(/:(\w+)/g, (_, name: string) => names[name] ?? 'x'),
    {
      as,
      ...(body !== undefined && { body, headers: { 'content-type': 'application/json' } }),
    },
  )
}

async function expectToAnswer() {
  for (const list of lists) expect({ list, ...(await send(list)) }).toMatchObject({ status: 200 })
}

function nested(levels: number): string {
  return `${'['.repeat(levels)}${']'.repeat(levels)}`
}

describe('what is nested too deep', () => {
  it.each([
    ['POST /store/:storeId/deep', nested(20_000)],
    ['PATCH /store/:storeId/:key', `{"value":${nested(20_000)}}`],
    ['POST /flows', `{"name":"Deep","customFields":{"a":${nested(20_000)}}}`],
    ['PUT /flows/:flowId', `{"customFields":{"a":${nested(20_000)}}}`],
    ['POST /accounts', `{"service":"a:b","token":{},"profileInfo":{"a":${nested(20_000)}}}`],
    ['POST /charts', `{"name":"Deep","query":{"a":${nested(20_000)}}}`],
    ['POST /logs', `{"aggs":{"a":${nested(20_000)}}}`],
  ])('is refused by %s, and everything still answers', async (line, body) => {
    expect(await send(line, body)).toMatchObject({ status: 400, body: { error: 'Bad Request' } })
    await expectToAnswer()
    expect(() => sandbox.snapshot()).not.toThrow()
  })

  it('is text where it comes as text', async () => {
    const headers = {
      'content-type': 'text/plain',
      authorization: `Bearer ${sandbox.tokenFor(as)}`,
    }
    const url = `http://sandbox.test/store/${names['storeId']}/deep`
    const response = await sandbox.fetch(url, { method: 'POST', headers, body: nested(20_000) })
    expect(response.status).toBe(200)
    await expectToAnswer()
  })

  it('is refused as fields that come as text', async () => {
    const body = { as, body: `{"value":${nested(20_000)}}` }
    const { storeId, key } = names
    expect((await ask(sandbox, `PATCH /store/${storeId}/${key}`, body)).status).toBe(400)
    const text = { as, body: 'no fields at all' }
    expect((await ask(sandbox, `PATCH /store/${storeId}/${key}`, text)).status).toBe(200)
    await expectToAnswer()
  })

  it('is refused in a query of the log', async () => {
    const query = `${'('.repeat(20_000)}a${')'.repeat(20_000)}`
    expect(await send(`GET /logs?query=${query}`)).toMatchObject({ status: 400 })
  })

  it('is kept up to the 100 levels of the real database', async () => {
    expect((await send('POST /store/:storeId/deep', nested(100))).status).toBe(200)
    expect((await send('POST /store/:storeId/deep', nested(101))).status).toBe(400)
    await expectToAnswer()
  })
})

describe('a body that is too large', () => {
  it('is refused with 413', async () => {
    const body = JSON.stringify({ name: 'Large', customFields: { text: 'x'.repeat(11 << 20) } })
    expect(await send('POST /flows', body)).toMatchObject({
      status: 413,
      body: { statusCode: 413, error: 'Request Entity Too Large' },
    })
  })

  it('is what the options say', async () => {
    sandbox = createSandbox({ maxBodySize: 20 })
    expect((await send('POST /flows', '{"name":"0123456789"}')).status).toBe(413)
    expect((await send('POST /flows', '{"name":"012345678"}')).status).toBe(200)
  })
})

/** Every write, with each field that it knows. */
const writes: [line: string, fields: Record<string, unknown>][] = [
  [
    'POST /flows',
    {
      name: 'Fine',
      description: 'Fine',
      flow: { a: { type: 'a.b.c.D', label: 'A', source: { in: { b: ['out'] } }, config: {} } },
      customFields: {},
      thumbnail: '',
      type: 'automation',
      sharedWith: [{ email: 'ben@acme.test', permissions: ['read'] }],
      templateId: 'x',
      originFlowId: 'x',
      categories: ['x'],
      stage: 'running',
      started: 'x',
      stopped: 'x',
      rhythm: 1,
      outcome: 'failed',
      transition: {},
      missingAccounts: [],
      componentIdMap: {},
      wizard: {},
    },
  ],
  ['POST /flows/:flowId/clone', { prefix: 'x', projection: '-flow', additional: { type: 'x' } }],
  ['POST /user', { username: 'dora@acme.test', password: 'secret', email: 'dora@acme.test' }],
  [
    'POST /plugins/appmixer/utils/tasks/tasks',
    {
      title: 'Fine',
      description: 'Fine',
      approver: as,
      requester: as,
      decisionBy: '2027-01-01T00:00:00.000Z',
      taskId: 'x',
      status: 'pending',
      created: 'x',
    },
  ],
  ['POST /stores', { name: 'Fine', default: true, storeId: 'x' }],
  ['PUT /stores/:storeId', { name: 'Fine again' }],
  ['PATCH /store/:storeId/:key', { key: 'Fine', value: 1 }],
  [
    'POST /accounts',
    { service: 'a:b', token: {}, name: 'Fine', displayName: 'Fine', profileInfo: {} },
  ],
  ['PUT /accounts/:accountId', { displayName: 'Fine' }],
  [
    'POST /charts',
    { name: 'Fine', index: 0, type: 'bar', query: {}, options: {}, traces: {}, mtime: 'x' },
  ],
  ['PUT /charts/:chartId', { name: 'Fine', userId: 'x' }],
  ['POST /categories', { name: 'Fine', id: 'x' }],
]

describe('a field of the wrong type', () => {
  const wrong = [
    null,
    5,
    true,
    'text',
    '',
    [],
    {},
    [null],
    { a: null },
    { a: 5 },
    { a: { type: 5 } },
  ]

  it.each(writes)('never makes a later read of %s fail', async (line, fields) => {
    for (const name of Object.keys(fields)) {
      for (const value of wrong) {
        const { status } = await send(line, { ...fields, [name]: value })
        expect({ name, value, status }).toMatchObject({ status: expect.toSatisfy(isNoFailure) })
      }
    }
    await expectToAnswer()
    const saved: unknown = JSON.parse(JSON.stringify(sandbox.snapshot()))
    expect(snapshotSchema.safeParse(saved).error?.issues).toBeUndefined()
  })

  it('never makes a running flow stop the log', async () => {
    for (const component of [
      null,
      5,
      { type: 5 },
      { source: { in: 5 } },
      { source: { in: { b: 5 } } },
    ]) {
      const body = { flow: { a: { type: 'x' }, b: component } }
      const { status } = await send('PUT /flows/:flowId?forceUpdate=true', body)
      expect({ component, status }).toMatchObject({ status: 400 })
    }
    await send('POST /flows/:flowId/coordinator', { command: 'start' })
    await expectToAnswer()
    expect(snapshotSchema.safeParse(sandbox.snapshot()).success).toBe(true)
  })
})

describe('a query of the wrong kind', () => {
  const names = 'limit offset sort projection pattern filter storeId from size query aggs to role'
  const log = vi.spyOn(console, 'error')

  it('is answered or refused, and never fails', async () => {
    const token = sandbox.tokenFor(as)
    const paths = lists.map((line) => line.slice('GET '.length).split('?')[0]!)
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom('-1', '1e9', '0.5', '%', '\\', '(', '__proto__:1'),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...paths.filter((path) => !path.includes(':'))),
        fc.dictionary(fc.constantFrom(...names.split(' ')), text, { maxKeys: 4 }),
        async (path, query) => {
          const url = `http://sandbox.test${path}?${new URLSearchParams(query)}`
          const { status } = await sandbox.fetch(url, {
            headers: { authorization: `Bearer ${token}` },
          })
          expect(status).toSatisfy(isNoFailure)
        },
      ),
      { numRuns: 300 },
    )
    expect(log).not.toHaveBeenCalled()
  })

  it.each(['from=-5', 'size=-1', 'size=0.5', 'from=x'])(
    'is refused by the log: %s',
    async (query) => {
      expect((await send(`GET /logs?${query}`)).status).toBe(400)
    },
  )

  it.each(['limit=-1', 'offset=-1', 'limit=0.5', 'sort=key', 'sort=key:2'])(
    'is refused by a store: %s',
    async (query) => {
      expect((await send(`GET /store?storeId=:storeId&${query}`)).status).toBe(400)
    },
  )
})

function isNoFailure(status: unknown): boolean {
  return typeof status === 'number' && status < 500
}
