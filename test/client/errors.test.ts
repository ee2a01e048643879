import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import {
  approveTask,
  authenticateUser,
  createFlow,
  createStore,
  createStoreItem,
  deleteChart,
  getAccountFlows,
  getFlow,
  getFlows,
  getPeopleTask,
  getUser,
  isAppmixerError,
  rejectTask,
  renameStore,
  startFlow,
  updateFlow,
  updateStoreItem,
  type AppmixerClient,
} from '../../src/index.ts'
import { responseOf } from '../../src/client/errors.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { ada, clientOf } from '../support.tsx'
import { failing, wireAnswering } from '../wire.ts'
import { connect, errorOf, json } from './wire.ts'

describe('an answer with an error status', () => {
  test('is of code http and carries status, endpoint and the sentence of the server', async () => {
    const boom = {
      statusCode: 400,
      error: 'Bad Request',
      message: 'Cannot approve task, already approved',
    }
    const { client } = connect(() => json(boom, 400))
    const error = await errorOf(approveTask(client, { taskId: 't1' }))
    expect(error).toMatchObject({
      code: 'http',
      status: 400,
      endpoint: 'PUT /plugins/appmixer/utils/tasks/tasks/:taskId/approve',
      serverMessage: 'Cannot approve task, already approved',
      retryable: false,
    })
    expect(isAppmixerError(error)).toBe(true)
  })

  test.each([
    [
      'HTML',
      () => new Response('<h1>Bad</h1>', { status: 400, headers: { 'content-type': 'text/html' } }),
    ],
    [
      'broken JSON',
      () =>
        new Response('{"mess', { status: 400, headers: { 'content-type': 'application/json' } }),
    ],
    ['nothing', () => new Response(null, { status: 400 })],
    ['null', () => json(null, 400)],
    ['another shape', () => json({ message: { a: 1 } }, 400)],
  ])('whose body is %s is of code http without a sentence', async (_, answer) => {
    const { client } = connect(answer)
    const error = await errorOf(createFlow(client, { name: 'x' }))
    expect(error).toMatchObject({ code: 'http', status: 400, serverMessage: undefined })
  })

  test('401 without a way to renew the token is of code auth', async () => {
    const { client, sent } = connect(() => json({ message: 'Missing authentication' }, 401))
    expect(await errorOf(getUser(client))).toMatchObject({ code: 'auth', retryable: false })
    expect(sent).toHaveLength(1)
  })

  test('a wrong password is of code http with 403, as the server says it', async () => {
    const sandbox = createSandbox()
    const { client } = connect((request) => sandbox.handle(request), { token: undefined })
    const wrong = { username: 'ada@acme.test', password: 'wrong' }
    expect(await errorOf(authenticateUser(client, wrong))).toMatchObject({
      code: 'http',
      status: 403,
    })
  })
})

describe('what cannot be sent', () => {
  test('a body that is no JSON is of code input, and nothing is sent', async () => {
    const { client, sent } = connect(() => json({ flowId: 'f' }))
    const flow: Record<string, unknown> = {}
    flow['self'] = flow
    expect((await errorOf(updateFlow(client, { flowId: 'f', flow }))).code).toBe('input')
    expect((await errorOf(createFlow(client, { name: 'x', flow: { big: 1n } }))).code).toBe('input')
    expect(sent).toHaveLength(0)
  })
})

describe('responseOf', () => {
  test('has the whole answer of a refusal, which nothing that lists the error finds', async () => {
    const body = { statusCode: 400, message: 'No', errors: [{ field: 'flow.stage' }] }
    const { client } = connect(() => json(body, 400, { 'X-Trace': 't1' }))
    const error = await errorOf(getFlows(client, {}))
    expect(responseOf(error)).toMatchObject({
      status: 400,
      headers: { 'x-trace': 't1', 'content-type': 'application/json' },
      data: body,
    })
    const shown = [JSON.stringify(error), inspect(error), JSON.stringify(structuredClone(error))]
    expect(shown.join(Object.keys(error).join())).not.toMatch(/flow\.stage|t1/)
  })

  test('has the start of a text, and nothing for errors without an answer', async () => {
    const page = `<html>${'x'.repeat(5_000)}`
    const { client } = connect(() => new Response(page, { status: 404, statusText: 'Not Found' }))
    const error = await errorOf(getFlows(client, {}))
    expect(responseOf(error)).toMatchObject({ statusText: 'Not Found', data: page.slice(0, 1_000) })
    const lost = connect(() => Promise.reject(new TypeError('fetch failed')), { retries: 0 })
    expect(responseOf(await errorOf(getFlows(lost.client, {})))).toBeUndefined()
    expect(responseOf(new Error('any'))).toBeUndefined()
  })
})

type Ask = (client: AppmixerClient) => Promise<unknown>

const decide: Ask = (client) => approveTask(client, { taskId: '1' })
const reject: Ask = (client) => rejectTask(client, { taskId: '1' })
const update: Ask = (client) => updateFlow(client, { flowId: '1', name: 'x' })
const start: Ask = (client) => startFlow(client, { flowId: '1' })
const create: Ask = (client) => createStore(client, { name: 'x' })
const write: Ask = (client) => createStoreItem(client, { storeId: '1', key: 'k', value: 0 })

test.each<[string, Ask, number, string, string | undefined]>([
  ['a decided task', decide, 400, 'Cannot approve task, already approved', 'task-decided'],
  ['any verb and state', reject, 400, 'Cannot reject task, already approved', 'task-decided'],
  ['a conflict by status', decide, 409, 'Task already rejected', 'task-decided'],
  ['a task without an id', decide, 400, 'Missing task Id.', undefined],
  ['a server that failed', decide, 500, 'already', undefined],
  ['a deleted task', decide, 404, 'Task not found.', 'not-found'],
  ['a server without people tasks', decide, 404, 'Not Found', undefined],
  ['a deleted flow', update, 404, 'Not Found', 'not-found'],
  ['a running flow', update, 400, 'Flow is running. Use forceUpdate.', 'flow-running'],
  ['a running flow by status', update, 409, 'Conflict', 'flow-running'],
  ['an invalid update', update, 400, 'Invalid request payload input', undefined],
  ['a flow that cannot run', start, 400, 'Malformed transformation', 'flow-invalid'],
  ['a user without the right', start, 403, 'Forbidden', undefined],
  ['a name that is taken', create, 400, 'E11000 duplicate key error: name', 'name-taken'],
  ['a key that is taken', write, 409, 'Duplicate key', 'duplicate-key'],
])('%s is recognized by status and sentence', async (_, ask, status, sentence, reason) => {
  // Twice: people tasks are looked for at two places.
  const { client } = wireAnswering(failing(status, sentence), failing(status, sentence))
  await expect(ask(client)).rejects.toMatchObject({ status, reason, serverMessage: sentence })
})

describe('the sandbox refuses like the server', () => {
  const sandbox = createSandbox({ clock: createManualClock(), refuseDuplicateKeys: true })
  const { flows, tasks, stores, records, users } = sandbox.database
  const client = clientOf(sandbox)
  const mine = flows.filter(({ userId }) => userId === users[0]!.id)
  const { taskId } = tasks.find(
    ({ approver, status }) => approver === ada && status === 'approved',
  )!
  const [storeId, name] = [stores[0]!.storeId, stores[1]!.name]
  const [key, newKey] = records[storeId]!.map((record) => record.key) as [string, string]

  test.each<[string, Ask]>([
    ['task-decided', () => rejectTask(client, { taskId })],
    ['not-found', () => getPeopleTask(client, { taskId: 'unknown' })],
    ['not-found', () => getFlow(client, { flowId: 'unknown' })],
    ['not-found', () => deleteChart(client, { chartId: 'unknown' })],
    ['not-found', () => getAccountFlows(client, { accountId: 'unknown' })],
    ['flow-running', () => updateFlow(client, { ...running(), name: 'x' })],
    [
      'flow-invalid',
      () =>
        startFlow(
          client,
          mine.find(({ missingAccounts }) => missingAccounts)!,
        ),
    ],
    ['name-taken', () => createStore(client, { name })],
    ['name-taken', () => renameStore(client, { storeId, name })],
    ['duplicate-key', () => createStoreItem(client, { storeId, key, value: 0 })],
    ['duplicate-key', () => updateStoreItem(client, { storeId, key, newKey })],
  ])('%s', async (reason, ask) => {
    await expect(ask(client)).rejects.toMatchObject({ reason })
  })

  function running() {
    return { flowId: mine.find(({ stage }) => stage === 'running')!.flowId }
  }
})
