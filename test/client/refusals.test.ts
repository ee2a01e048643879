import { describe, expect, test } from 'vitest'
import {
  approveTask,
  createStore,
  createStoreItem,
  deleteChart,
  getAccountFlows,
  getFlow,
  getPeopleTask,
  rejectTask,
  renameStore,
  startFlow,
  updateFlow,
  updateStoreItem,
  type AppmixerClient,
} from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { ada, clientOf } from '../support.tsx'
import { failing, wireAnswering } from '../wire.ts'

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
  ['somebody without the right', start, 403, 'Forbidden', undefined],
  ['a name that is taken', create, 400, 'E11000 duplicate key error: name', 'name-taken'],
  ['a key that is taken', write, 409, 'Duplicate key', 'duplicate-key'],
])('%s is told by what the server says', async (_, ask, status, sentence, reason) => {
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
