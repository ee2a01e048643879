import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  createAppmixerApi,
  createAppmixerClient,
  type AppmixerApi,
  type AppmixerApiError,
  type AppmixerClientOptions,
} from '../src/api.ts'
import { serveSandbox, type SandboxServer } from '../src/sandbox/server.ts'
import { ada, ben } from './support.tsx'
import { failing, wireAnswering } from './wire.ts'

/** The whole table of the SDK, once through, over HTTP: each promise against what the table says. */
let server: SandboxServer
let api: AppmixerApi
const called = new Set<string>()

beforeAll(async () => {
  server = await serveSandbox({ port: 0, startDuration: 0, stopDuration: 0 })
  const { url, sandbox } = server
  api = connect({ baseUrl: url, token: sandbox.tokenFor(ada) })
})

afterAll(() => server.close())

it('users', async () => {
  const anybody = connect({ baseUrl: server.url })
  expect(await anybody.signupUser('eve@acme.test', 'long enough')).toHaveProperty('token')
  const { token } = await anybody.authenticateUser('eve@acme.test', 'long enough')
  const eve = connect({ baseUrl: server.url, token })
  expect(await eve.getUser()).toMatchObject({ username: 'eve@acme.test' })
  await expect(anybody.authenticateUser('nobody@acme.test', 'x')).rejects.toMatchObject({
    response: { status: 403 },
  })
})

it('flows', async () => {
  const before = await api.getFlowsCount()
  const descriptor = { c: { type: 'appmixer.utils.timers.Timer', label: 'Timer' } }
  const flowId = await api.createFlow('Mine', descriptor, { customFields: { team: 'new' } })
  expect(flowId).toMatch(/^[\da-f-]{36}$/)
  expect(await api.getFlowsCount()).toBe(before + 1)
  expect(await api.getFlow(flowId)).toMatchObject({
    id: flowId,
    flowId,
    name: 'Mine',
    stage: 'stopped',
    flow: descriptor,
    btime: expect.any(String),
    mtime: expect.any(String),
  })
  await api.updateFlow(flowId, { name: 'Ours' })
  const found = await api.getFlows({ filter: 'customFields.team:new', projection: '-flow' })
  expect(found.map(({ name, flow }) => [name, flow])).toEqual([['Ours', undefined]])
  await api.startFlow(flowId)
  expect((await api.getFlow(flowId)).stage).toBe('running')
  await api.stopFlow(flowId)
  expect((await api.getFlow(flowId)).stage).toBe('stopped')
  const cloneId = await api.cloneFlow(flowId)
  expect(cloneId).not.toBe(flowId)
  expect(await api.getFlowAuthentication(flowId)).toHaveProperty('components')
  await api.deleteFlow(cloneId)
  await expect(api.getFlow(cloneId)).rejects.toMatchObject({
    response: { status: 404, data: { message: 'Flow not found.' } },
  })
})

it('data stores', async () => {
  const storeId = await api.createStore('Values')
  expect(await api.getStore(storeId)).toEqual({ storeId, name: 'Values' })
  await expect(api.createStore('Values')).rejects.toMatchObject({
    response: { status: 400, data: { message: expect.stringContaining('duplicate key error') } },
  })
  const values = [0, false, null, '', '0', 'text', 1.5, true, [1, { a: null }], { 'x/y': ['ž'] }]
  const keys = values.map((_, index) => `key ${index}/%#?ž😀`)
  for (const [index, value] of values.entries()) {
    await api.createStoreItem(storeId, keys[index]!, value)
  }
  const records = await api.getStoreRecords({ storeId, sort: 'key:1' })
  expect(records.map(({ key, value }) => [key, value])).toEqual(
    keys.map((key, index) => [key, values[index]]),
  )
  expect(await api.getStoreRecordsCount({ storeId, pattern: 'key 1' })).toBe(1)
  const doomed = keys.map((key) => ({ storeId, key }))
  expect(await api.deleteStoreItems(doomed)).toEqual({ deletedCount: values.length })
  expect(await api.renameStore(storeId, 'Empty')).toMatchObject({ oldName: 'Values' })
  expect(await api.getStores()).toContainEqual({ storeId, name: 'Empty' })
  await api.deleteStore(storeId)
  await expect(api.getStore(storeId)).rejects.toMatchObject({ response: { status: 404 } })
})

it('accounts', async () => {
  const data = { service: 'appmixer:github', token: { accessToken: 't' }, name: 'ada-gh' }
  const { accountId } = await api.createAccount({ requestProfileInfo: 'false' }, data)
  await api.setAccountName(accountId, 'Mine')
  const [account] = await api.getAccounts('service:appmixer:github')
  expect(account).toMatchObject({ accountId, name: 'ada-gh', displayName: 'Mine' })
  expect(await api.getAccounts({ filter: ['service:!appmixer:github'] })).not.toContainEqual(
    expect.objectContaining({ accountId }),
  )
  expect(await api.getAccountFlows(accountId)).toEqual([])
  const offered = await api.getComponentAccounts('appmixer.github.list.NewIssue', 'c-1')
  expect(offered).toMatchObject([{ accountId, componentAssigned: false }])
})

it('logs', async () => {
  const { hits, buckets } = await api.getLogs({ size: 3, sort: 'gridTimestamp:desc' })
  expect(hits).toHaveLength(3)
  expect(buckets[0]).toMatchObject({ key: expect.any(Number), doc_count: expect.any(Number) })
  const [hit] = hits
  expect(await api.getLog(hit!._id, hit!._index!)).toMatchObject({ _id: hit!._id })
  const aggs = { all: { terms: { field: 'severity' } } }
  expect(await api.getLogs({ size: 0 }, aggs)).toHaveProperty('aggregations.all.buckets')
})

it('people tasks', async () => {
  const query = { role: 'approver', filter: 'status:pending' } as const
  const count = await api.getPeopleTasksCount(query)
  const [first, second] = await api.getPeopleTasks(query)
  expect(await api.getPeopleTask(first!.taskId)).toMatchObject({ title: first!.title })
  expect(await api.approveTask(first!.taskId)).toMatchObject({ status: 'approved' })
  await expect(api.rejectTask(first!.taskId)).rejects.toMatchObject({
    response: { status: 400, data: { message: 'Cannot reject task, already approved' } },
  })
  expect(await api.getPeopleTasksCount(query)).toBe(count - 1)
  // An approver without a token: the secret opens this person's tasks, and nobody else's.
  const outsider = connect({ baseUrl: server.url })
  const wrong = server.sandbox.secretOf(ben)
  await expect(outsider.rejectTask(second!.taskId, { secret: wrong })).rejects.toMatchObject({
    response: { status: 403 },
  })
  const secret = server.sandbox.secretOf(ada)
  expect(await outsider.getPeopleTasks({ role: 'approver', secret })).not.toHaveLength(0)
  expect(await outsider.rejectTask(second!.taskId, { secret })).toMatchObject({
    status: 'rejected',
  })
})

it('charts', async () => {
  const charts = await api.getCharts()
  const [{ chartId } = { chartId: '' }] = charts
  expect(await api.getChart(chartId)).toEqual(charts[0])
  await api.deleteChart(chartId)
  expect(await api.getCharts()).toHaveLength(charts.length - 1)
})

it('that was the whole table', () => {
  expect([...called].toSorted()).toEqual(Object.keys(api).toSorted())
})

describe('a rejection has the form of the vendor’s', () => {
  it('response.data is the whole body, and data is the same', async () => {
    const body = {
      statusCode: 400,
      error: 'Bad Request',
      message: 'No',
      validation: { keys: ['name'] },
    }
    const error = await rejectionOf(Response.json(body, { status: 400 }))
    expect(error.response?.data).toEqual(body)
    expect(error.data).toBe(error.response?.data)
  })

  it('response.data is the text of a body that is no JSON, up to 1,000 characters', async () => {
    const page = `<h1>502 Bad Gateway</h1>${' '.repeat(5_000)}`
    const error = await rejectionOf(new Response(page, { status: 502 }))
    expect(error).toMatchObject({ code: 'ERR_BAD_RESPONSE', response: { status: 502 } })
    expect(error.response?.data).toBe(page.slice(0, 1_000))
    expect(error.data).toBe(error.response?.data)
  })

  it('an empty body is null in data', async () => {
    const error = await rejectionOf(new Response(null, { status: 500 }))
    expect(error).toMatchObject({ data: null, response: { status: 500 } })
  })

  it('response.statusText and response.headers are what the server sent', async () => {
    const headers = { 'Retry-After': '3600', 'X-Request-Id': '42' }
    const error = await rejectionOf(
      Response.json({}, { status: 429, statusText: 'Too Many Requests', headers }),
    )
    expect(error.response).toMatchObject({
      status: 429,
      statusText: 'Too Many Requests',
      headers: { 'retry-after': '3600', 'x-request-id': '42' },
    })
  })

  it('message is our own sentence, and cause the error of this package', async () => {
    const error = await rejectionOf(Response.json({ message: 'Not there' }, { status: 404 }))
    expect(error.message).toBe('GET /flows/:flowId was answered with 404: Not there')
    expect(error.cause).toMatchObject({ name: 'AppmixerError', code: 'http', reason: 'not-found' })
  })

  it('without a token it is a 401, and nothing is sent', async () => {
    const fetch = vi.fn<typeof globalThis.fetch>()
    const nobody = createAppmixerApi(createAppmixerClient({ baseUrl: server.url, fetch }))
    const error = await failureOf(nobody.getFlows())
    expect(error).toMatchObject({
      code: 'ERR_BAD_REQUEST',
      response: { status: 401, statusText: 'Unauthorized', headers: {} },
      data: { statusCode: 401, error: 'Unauthorized', message: expect.any(String) },
    })
    expect(fetch).not.toHaveBeenCalled()
  })

  it('with a token that the server refused it is a 401, each time', async () => {
    const stale = connect({ baseUrl: server.url, token: 'stale' })
    await expect(stale.getFlows()).rejects.toMatchObject({ response: { status: 401 } })
    await expect(stale.getFlows()).rejects.toMatchObject({ response: { status: 401 } })
  })

  async function rejectionOf(answer: Response): Promise<AppmixerApiError> {
    const { client } = wireAnswering(answer)
    return failureOf(createAppmixerApi(client).getFlow('f'))
  }
})

describe('getUser(token)', () => {
  it('is the user of that token, and the client stays who it was', async () => {
    const client = createAppmixerClient({
      baseUrl: server.url,
      token: server.sandbox.tokenFor(ada),
    })
    const { scope } = client
    const mine = createAppmixerApi(client)
    expect(await mine.getUser(server.sandbox.tokenFor(ben))).toMatchObject({ username: ben })
    expect(client.session.get().status).toBe('authenticated')
    expect(client.scope).toBe(scope)
    expect(await mine.getUser()).toMatchObject({ username: ada })
  })

  it('works for a client without a token, which has none afterwards', async () => {
    const nobody = connect({ baseUrl: server.url })
    expect(await nobody.getUser(server.sandbox.tokenFor(ben))).toMatchObject({ username: ben })
    await expect(nobody.getUser()).rejects.toMatchObject({ response: { status: 401 } })
  })

  it('a refused token is sent once, renews nothing and ends no session', async () => {
    const getToken = vi.fn(() => server.sandbox.tokenFor(ada))
    const onAuthError = vi.fn()
    const fetch = vi.fn(server.sandbox.fetch)
    const client = createAppmixerClient({ baseUrl: server.url, fetch, getToken, onAuthError })
    const mine = createAppmixerApi(client)
    await mine.getUser()
    fetch.mockClear()
    await expect(mine.getUser('stale')).rejects.toMatchObject({ response: { status: 401 } })
    expect(fetch).toHaveBeenCalledOnce()
    expect(await mine.getUser()).toMatchObject({ username: ada })
    expect(getToken).toHaveBeenCalledOnce()
    expect(onAuthError).not.toHaveBeenCalled()
    expect(client.session.get().status).toBe('authenticated')
  })

  it('a server that repeats the token does not get it into the error', async () => {
    const token = 'token-of-another-user'
    const { client } = wireAnswering(failing(403, `No user for ${token}`))
    const error = await failureOf(createAppmixerApi(client).getUser(token))
    expect(error).toMatchObject({ response: { status: 403 } })
    expect(JSON.stringify([error.message, error.stack, error.data])).not.toContain(token)
  })

  it.each([null, '', 5, {}, 'two words', 'line\nbreak'])('refuses %j as a token', async (token) => {
    const { client, sent } = wireAnswering({})
    const error = await failureOf(createAppmixerApi(client).getUser(token as string))
    expect(error).toMatchObject({ code: 'input', cause: { code: 'input' } })
    expect(sent).toEqual([])
  })
})

it('getChart and getFlow send their query', async () => {
  const { client, sent } = wireAnswering({ chartId: 'c', flowId: 'f' })
  const mine = createAppmixerApi(client)
  await mine.getChart('c', { projection: '-traces' })
  await mine.getFlow('f', { projection: '-flow' })
  expect(sent.map(({ path, search }) => path + search)).toEqual([
    '/charts/c?projection=-traces',
    '/flows/f?projection=-flow',
  ])
})

it('stopFlow resolves to the id when the server has accepted the command', async () => {
  const { client, sent } = wireAnswering({ flowId: 'f', ticket: 't' })
  expect(await createAppmixerApi(client).stopFlow('f')).toBe('f')
  expect(sent).toHaveLength(1)
})

it('null in place of an optional query is no query', async () => {
  expect(await api.getFlows(null)).toEqual(await api.getFlows())
  expect(await api.getFlowsCount(null)).toBe(await api.getFlowsCount())
  expect(await api.getPeopleTasks(null)).toEqual(await api.getPeopleTasks())
  expect(await api.getCharts(null)).toEqual(await api.getCharts())
  expect(await api.getAccounts(null)).toEqual(await api.getAccounts())
  expect((await api.getLogs(null)).hits).toHaveLength(50)
})

it('the id that is named first counts, whatever the second argument has', async () => {
  const { client, sent } = wireAnswering({ flowId: 'a' })
  await createAppmixerApi(client).updateFlow('a', { flowId: 'b', name: 'Mine' } as object)
  expect(sent).toMatchObject([{ path: '/flows/a', body: '{"name":"Mine"}' }])
})

async function failureOf(work: Promise<unknown>): Promise<AppmixerApiError> {
  return work.then(
    () => expect.fail('It resolved.'),
    (error: unknown) => error as AppmixerApiError,
  )
}

/** Notes what is called, so that no method is left out. */
function connect(options: AppmixerClientOptions): AppmixerApi {
  return new Proxy(createAppmixerApi(createAppmixerClient(options)), {
    get(target, name, receiver) {
      called.add(String(name))
      return Reflect.get(target, name, receiver) as unknown
    },
  })
}
