import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  createAppmixerApi,
  createAppmixerClient,
  type AppmixerApi,
  type AppmixerClientOptions,
} from '../src/index.ts'
import { serveSandbox, type SandboxServer } from '../src/sandbox/server.ts'
import { ada, ben } from './support.tsx'

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
  await expect(anybody.getUser()).rejects.toThrow('No usable token')
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

/** Notes what is called, so that no method is left out. */
function connect(options: AppmixerClientOptions): AppmixerApi {
  return new Proxy(createAppmixerApi(createAppmixerClient(options)), {
    get(target, name, receiver) {
      called.add(String(name))
      return Reflect.get(target, name, receiver) as unknown
    },
  })
}
