import { describe, expect, it } from 'vitest'
import { createAppmixerApi, createAppmixerClient, type AppmixerApi } from '../src/index.ts'

/** One method of the SDK: how it is called, what must go over the wire, and what each documented answer becomes. */
interface Row {
  call: (api: AppmixerApi) => Promise<unknown>
  request: string
  body?: unknown
  type?: 'text/plain'
  anonymous?: true
  answers: [answer: unknown, result: unknown][]
}

const flow = { flowId: 'f-1', name: 'Flow #4', stage: 'stopped', btime: '2018-03-29T19:24:08.950Z' }
const store = { name: 'My Store 1', storeId: 's1' }
const item = { key: 'a/b %#?ž', value: 0, createdAt: '2019-03-06T10:17:58.796Z' }
const account = { accountId: 'a1', name: 'U0UFJ0MFG', displayName: null, service: 'appmixer:slack' }
const task = { taskId: 't1', title: 'Example title', status: 'pending' }
const { taskId: _, ...olderTask } = task
const chart = { chartId: 'c1', name: 'Chart 1', index: 0, type: 'bar' }
const hit = { _id: 'AW1', _index: 'appmixer-201804', severity: 'info' }
const tasks = '/plugins/appmixer/utils/tasks'
const nothing: [unknown, unknown] = [undefined, undefined]

/** Written from the documents, not from the code. A method without a row does not compile. */
const rows: Record<keyof AppmixerApi, Row> = {
  authenticateUser: {
    call: (api) => api.authenticateUser('abc@example.com', 'secret'),
    request: 'POST /user/auth',
    body: { username: 'abc@example.com', password: 'secret' },
    anonymous: true,
    answers: [
      same({ user: { id: 'u1', username: 'abc@example.com', isActive: false }, token: 'x' }),
    ],
  },
  signupUser: {
    call: (api) => api.signupUser('abc@example.com', 'secret'),
    request: 'POST /user',
    body: { email: 'abc@example.com', username: 'abc@example.com', password: 'secret' },
    anonymous: true,
    answers: [same({ token: 'x' })],
  },
  createFlow: {
    call: (api) =>
      api.createFlow('My Flow', { c: { type: 'a.b.c.D' } }, { customFields: { x: 1 } }),
    request: 'POST /flows',
    body: {
      flow: { c: { type: 'a.b.c.D' } },
      type: 'automation',
      name: 'My Flow',
      customFields: { x: 1 },
    },
    answers: [
      [{ flowId: 'f-1' }, 'f-1'],
      ['f-1', 'f-1'],
    ],
  },
  deleteFlow: {
    call: (api) => api.deleteFlow('f-1'),
    request: 'DELETE /flows/f-1',
    answers: [nothing],
  },
  getFlow: {
    call: (api) => api.getFlow('f/1', { projection: '-thumbnail' }),
    request: 'GET /flows/f%2F1?projection=-thumbnail',
    answers: [
      [flow, { ...flow, id: 'f-1' }],
      [
        { id: 'f-1', stage: 'new stage' },
        { id: 'f-1', flowId: 'f-1', stage: 'new stage' },
      ],
    ],
  },
  getFlows: {
    call: (api) =>
      api.getFlows({
        limit: 20,
        offset: 0,
        pattern: 'slack & co',
        sort: 'mtime:-1',
        projection: '-flow,-thumbnail',
        sharedWithPermission: 'read',
        filter: ['userId:u1', 'stage:running'],
      }),
    request:
      'GET /flows?filter=userId:u1&filter=stage:running&limit=20&offset=0&pattern=slack & co&projection=-flow,-thumbnail&sharedWithPermissions=read&sort=mtime:-1',
    answers: [same([]), same([flow])],
  },
  getFlowsCount: {
    call: (api) => api.getFlowsCount({ pattern: 'dropbox' }),
    request: 'GET /flows/count?pattern=dropbox',
    answers: [
      [{ count: 29 }, 29],
      [0, 0],
    ],
  },
  updateFlow: {
    call: (api) => api.updateFlow('f-1', { name: 'New', forceUpdate: true }),
    request: 'PUT /flows/f-1?forceUpdate=true',
    body: { name: 'New' },
    answers: [same({ flowId: 'f-1', result: 'updated' })],
  },
  startFlow: {
    call: (api) => api.startFlow('f-1'),
    request: 'POST /flows/f-1/coordinator',
    body: { command: 'start' },
    answers: [[{ flowId: 'f-1', ticket: 'f-1' }, 'f-1']],
  },
  stopFlow: {
    call: (api) => api.stopFlow('f-1'),
    request: 'POST /flows/f-1/coordinator',
    body: { command: 'stop', background: true },
    answers: [[{ flowId: 'f-1', ticket: 'f-1' }, 'f-1']],
  },
  cloneFlow: {
    call: (api) => api.cloneFlow('f-1', { prefix: 'Copy of ' }),
    request: 'POST /flows/f-1/clone',
    body: { prefix: 'Copy of ' },
    answers: [
      [{ cloneId: 'f-2' }, 'f-2'],
      ['f-2', 'f-2'],
    ],
  },
  getUser: {
    call: (api) => api.getUser(),
    request: 'GET /user',
    answers: [same({ id: 'u1', username: 'tomas@client.io', isActive: true, scope: ['user'] })],
  },
  getStores: { call: (api) => api.getStores(), request: 'GET /stores', answers: [same([store])] },
  getStore: {
    call: (api) => api.getStore('s1'),
    request: 'GET /stores/s1',
    answers: [same(store)],
  },
  getStoreRecordsCount: {
    call: (api) => api.getStoreRecordsCount({ storeId: 's1', pattern: 'foo' }),
    request: 'GET /store/count?pattern=foo&storeId=s1',
    answers: [
      [{ count: 681 }, 681],
      [681, 681],
    ],
  },
  getStoreRecords: {
    call: (api) =>
      api.getStoreRecords({ storeId: 's1', limit: 30, offset: 0, sort: 'updatedAt:-1' }),
    request: 'GET /store?limit=30&offset=0&sort=updatedAt:-1&storeId=s1',
    answers: [same([{ ...item, storeId: 's1' }]), same([{ key: 'k', value: null }])],
  },
  createStore: {
    call: (api) => api.createStore('My Store'),
    request: 'POST /stores',
    body: { name: 'My Store' },
    answers: [
      [{ storeId: 's1' }, 's1'],
      ['s1', 's1'],
    ],
  },
  deleteStore: {
    call: (api) => api.deleteStore('s1'),
    request: 'DELETE /stores/s1',
    answers: [nothing],
  },
  renameStore: {
    call: (api) => api.renameStore('s1', 'New'),
    request: 'PUT /stores/s1',
    body: { name: 'New' },
    answers: [same({ oldName: 'Old', storeId: 's1' })],
  },
  createStoreItem: {
    call: (api) => api.createStoreItem('s1', 'a/b %#?ž😀', 'text'),
    request: 'POST /store/s1/a%2Fb%20%25%23%3F%C5%BE%F0%9F%98%80',
    body: 'text',
    type: 'text/plain',
    answers: [same(item)],
  },
  deleteStoreItems: {
    call: (api) => api.deleteStoreItems([{ key: 'k', storeId: 's1' }]),
    request: 'DELETE /store',
    body: [{ key: 'k', storeId: 's1' }],
    answers: [same({ deletedCount: 1 })],
  },
  createAccount: {
    call: (api) =>
      api.createAccount(
        { requestProfileInfo: 'false' },
        { service: 'acme:app', token: { key: 'k' }, name: 'N' },
      ),
    request: 'POST /accounts?requestProfileInfo=false',
    body: { service: 'acme:app', token: { key: 'k' }, name: 'N' },
    answers: [same({ ...account, pre: {}, revoked: false })],
  },
  getAccounts: {
    call: (api) => api.getAccounts('filter=service:!acme:x&filter=service:!appmixer:aws'),
    request: 'GET /accounts?filter=service:!acme:x&filter=service:!appmixer:aws',
    answers: [same([account])],
  },
  getComponentAccounts: {
    call: (api) => api.getComponentAccounts('appmixer.slack.list.SendChannelMessage', 'c-1'),
    request: 'GET /auth/appmixer.slack.list.SendChannelMessage?componentId=c-1',
    answers: [
      [{ componentType: 'x', auth: { accounts: { a1: account } } }, [account]],
      [{ componentType: 'x', auth: { accounts: {} } }, []],
    ],
  },
  getAccountFlows: {
    call: (api) => api.getAccountFlows('a1'),
    request: 'GET /accounts/a1/flows',
    answers: [same([{ flowId: 'f-1', name: 'Flow #1' }])],
  },
  setAccountName: {
    call: (api) => api.setAccountName('a1', 'New'),
    request: 'PUT /accounts/a1',
    body: { displayName: 'New' },
    answers: [nothing],
  },
  getLogs: {
    call: (api) =>
      api.getLogs({ from: 0, size: 30, sort: '@timestamp:desc', query: '+flowId:f-1 AND x' }),
    request: 'GET /logs?from=0&query=+flowId:f-1 AND x&size=30&sort=@timestamp:desc',
    answers: [same({ buckets: [{ key_as_string: 'x', key: 1, doc_count: 35 }], hits: [hit] })],
  },
  getLog: {
    call: (api) => api.getLog('AW1', 'appmixer-201804'),
    request: 'GET /logs/appmixer-201804/AW1',
    answers: [same(hit)],
  },
  getPeopleTasks: {
    call: (api) => api.getPeopleTasks({ role: 'approver', filter: ['status:pending', 'x:y'] }),
    request: `GET ${tasks}/tasks?filter[]=status:pending&filter[]=x:y&role=approver`,
    answers: [
      same([task]),
      [[{ id: 't1', ...olderTask }], [{ id: 't1', taskId: 't1', ...olderTask }]],
    ],
  },
  getPeopleTasksCount: {
    call: (api) => api.getPeopleTasksCount({ role: 'requester' }),
    request: `GET ${tasks}/tasks-count?role=requester`,
    answers: [
      [{ count: 23 }, 23],
      [23, 23],
    ],
  },
  getPeopleTask: {
    call: (api) => api.getPeopleTask('t1', { secret: 's' }),
    request: `GET ${tasks}/tasks/t1?secret=s`,
    anonymous: true,
    answers: [same(task)],
  },
  approveTask: {
    call: (api) => api.approveTask('t1', { secret: 's' }),
    request: `PUT ${tasks}/tasks/t1/approve`,
    body: { secret: 's' },
    anonymous: true,
    answers: [same({ ...task, status: 'approved' })],
  },
  rejectTask: {
    call: (api) => api.rejectTask('t1'),
    request: `PUT ${tasks}/tasks/t1/reject`,
    body: {},
    answers: [same({ ...task, status: 'rejected' })],
  },
  getCharts: { call: (api) => api.getCharts(), request: 'GET /charts', answers: [same([chart])] },
  getChart: {
    call: (api) => api.getChart('c1'),
    request: 'GET /charts/c1',
    answers: [same(chart)],
  },
  deleteChart: {
    call: (api) => api.deleteChart('c1'),
    request: 'DELETE /charts/c1',
    answers: [nothing],
  },
  getFlowAuthentication: {
    call: (api) => api.getFlowAuthentication('f-1'),
    request: 'GET /auth/flow/f-1/poll',
    answers: [],
  },
}

describe.each(Object.entries(rows))('%s', (_, row) => {
  it('sends what the documents say', async () => {
    const { api, sent } = answering(() => row.answers[0]?.[0])
    await row.call(api).catch(() => {})
    expect(sent[0]).toEqual({
      request: row.request,
      body: row.body,
      type: row.body === undefined ? null : (row.type ?? 'application/json'),
      authorization: row.anonymous ? null : 'Bearer token-1',
    })
  })

  it.each(row.answers)('brings %j', async (answer, result) => {
    const { api } = answering(() => answer)
    expect(await row.call(api)).toEqual(result)
  })

  it('rejects as the script does', async () => {
    const boom = { statusCode: 400, error: 'Bad Request', message: 'It says why' }
    const { api, sent } = answering(() => boom, 400)
    await expect(row.call(api)).rejects.toMatchObject({
      code: 'ERR_BAD_REQUEST',
      response: { status: 400, data: { message: 'It says why' } },
      data: { message: 'It says why' },
    })
    expect(sent).toHaveLength(1)
  })
})

it('getFlowAuthentication asks for a ticket, and for the ticket until it is done', async () => {
  const answers = [
    { ticket: 'x' },
    { status: 'in-progress' },
    { status: 'done', components: { c: {} }, services: {} },
  ]
  const { api, sent } = answering(() => answers.shift())
  expect(await api.getFlowAuthentication('f-1')).toEqual({ components: { c: {} }, services: {} })
  expect(sent.map(({ request }) => request)).toEqual([
    'GET /auth/flow/f-1/poll',
    'GET /auth/flow/status/x',
    'GET /auth/flow/status/x',
  ])
})

it('a lost connection has no response, and the reason is ours', async () => {
  const api = createAppmixerApi(
    createAppmixerClient({
      baseUrl: 'https://api.acme.test',
      token: 'token-1',
      retries: 0,
      fetch: () => Promise.reject(new TypeError('Failed to fetch')),
    }),
  )
  const error: unknown = await api.getStores().catch((reason: unknown) => reason)
  expect(error).toMatchObject({ code: 'ERR_NETWORK', data: null, cause: { code: 'network' } })
  expect(error).not.toHaveProperty('response')
})

function same(answer: unknown): [unknown, unknown] {
  return [answer, answer]
}

interface Sent {
  request: string
  body: unknown
  type: string | null
  authorization: string | null
}

/** A server that answers this, and keeps what it was asked: the query decoded and in order of names. */
function answering(answer: () => unknown, status = 200): { api: AppmixerApi; sent: Sent[] } {
  const sent: Sent[] = []
  const client = createAppmixerClient({
    baseUrl: 'https://api.acme.test/base/',
    token: 'token-1',
    async fetch(input, init) {
      const request = new Request(input, init)
      sent.push(await sentBy(request))
      const text = JSON.stringify(answer())
      return new Response(text ?? '', { status, headers: { 'content-type': 'application/json' } })
    },
  })
  return { api: createAppmixerApi(client), sent }
}

async function sentBy(request: Request): Promise<Sent> {
  const { pathname, searchParams } = new URL(request.url)
  const type = request.headers.get('content-type')?.split(';')[0] ?? null
  const text = await request.text()
  searchParams.sort()
  const query = [...searchParams].map(([name, value]) => `${name}=${value}`).join('&')
  const path = pathname.replace('/base', '')
  return {
    request: `${request.method} ${path}${query && `?${query}`}`,
    body: text === '' ? undefined : type === 'text/plain' ? text : JSON.parse(text),
    type,
    authorization: request.headers.get('authorization'),
  }
}
