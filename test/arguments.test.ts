import { describe, expect, it, vi } from 'vitest'
import * as main from '../src/api.ts'
import { createAppmixerApi, type AppmixerApi, type AppmixerClient } from '../src/api.ts'
import { wireAnswering } from './wire.ts'

/** What an argument can be, with an example and with whatever else it may be. */
const kinds = {
  id: { example: 'x', fits: (value: unknown) => isText(value) && value !== '' },
  text: { example: 'x', fits: isText },
  'text?': { example: 'x', fits: (value: unknown) => isAbsent(value) || isText(value) },
  'texts?': { example: ['x'], fits: (value: unknown) => isAbsent(value) || areTexts(value) },
  object: { example: {}, fits: isObject },
  'object?': { example: {}, fits: (value: unknown) => isAbsent(value) || isObject(value) },
  'filter?': {
    example: 'service:a:b',
    fits: (value: unknown) => isAbsent(value) || isObject(value) || areTexts(value),
  },
  'token?': { example: 'x', fits: (value: unknown) => value === undefined || value === 'text' },
  json: {
    example: 1,
    fits: (value: unknown) => !/undefined|bigint|symbol|function/.test(typeof value),
  },
  inStore: { example: { storeId: 'x' }, fits: () => false },
  account: { example: { service: 'a:b', token: {} }, fits: () => false },
  items: {
    example: [{ storeId: 'x', key: 'x' }],
    fits: (value: unknown) => Array.isArray(value) && value.length === 0,
  },
}

type Kind = keyof typeof kinds

const methods: { [Method in keyof AppmixerApi]: Kind[] } = {
  authenticateUser: ['text', 'text'],
  signupUser: ['text', 'text', 'text?'],
  createFlow: ['text', 'object?', 'object?'],
  deleteFlow: ['id'],
  getFlow: ['id', 'object?'],
  getFlows: ['object?'],
  getFlowsCount: ['object?'],
  updateFlow: ['id', 'object'],
  startFlow: ['id'],
  stopFlow: ['id'],
  cloneFlow: ['id', 'object?'],
  getUser: ['token?'],
  getStores: [],
  getStore: ['id'],
  getStoreRecordsCount: ['inStore'],
  getStoreRecords: ['inStore'],
  createStore: ['text'],
  deleteStore: ['id'],
  renameStore: ['id', 'text'],
  createStoreItem: ['id', 'id', 'json'],
  deleteStoreItems: ['items'],
  createAccount: ['object?', 'account'],
  getAccounts: ['filter?'],
  getComponentAccounts: ['id', 'texts?'],
  getAccountFlows: ['id'],
  setAccountName: ['id', 'text'],
  getLogs: ['object?', 'object?'],
  getLog: ['id', 'id'],
  getPeopleTasks: ['object?'],
  getPeopleTasksCount: ['object?'],
  getPeopleTask: ['id', 'object?'],
  approveTask: ['id', 'object?'],
  rejectTask: ['id', 'object?'],
  getCharts: ['object?'],
  getChart: ['id', 'object?'],
  deleteChart: ['id'],
  getFlowAuthentication: ['id'],
}

const values: unknown[] = [
  undefined,
  null,
  0,
  5,
  NaN,
  true,
  false,
  10n,
  '',
  'text',
  [],
  ['text'],
  [{}],
  [null],
  {},
  Object.create(null),
  Symbol('value'),
  () => {},
]

const arrangements = Object.entries(methods).flatMap(([method, parameters]) =>
  parameters.map((kind, index) => ({ method: method as keyof AppmixerApi, kind, index })),
)

describe.each(arrangements)('$method, argument $index ($kind)', ({ method, kind, index }) => {
  it('refuses what makes no sense, and sends nothing', async () => {
    for (const value of values.filter((it) => !kinds[kind].fits(it))) {
      const { client, sent } = wireAnswering({})
      const error = await callWith(client, value).catch((reason: unknown) => reason)
      expect(error, nameOf(value)).toMatchObject({
        code: 'input',
        data: null,
        cause: { name: 'AppmixerError', code: 'input' },
      })
      expect(error).not.toHaveProperty('response')
      expect(sent).toEqual([])
    }
  })

  it('sends whatever makes sense', async () => {
    for (const value of values.filter((it) => kinds[kind].fits(it))) {
      const { client, sent } = wireAnswering(new Response('{}', { status: 400 }))
      await expect(callWith(client, value), nameOf(value)).rejects.toMatchObject({
        response: { status: 400 },
      })
      expect(sent).toHaveLength(1)
    }
  })

  /** All other arguments make sense. */
  function callWith(client: AppmixerClient, value: unknown): Promise<unknown> {
    const run = createAppmixerApi(client)[method] as (...given: unknown[]) => Promise<unknown>
    const examples = methods[method].map((other) => kinds[other].example as unknown)
    return run(...examples.with(index, value))
  }
})

const composed = ['getFlowAuthentication', 'ensureServiceAccount']
const calls = Object.entries(main).filter(
  ([name, value]) => 'route' in Object(value) || composed.includes(name),
) as unknown as [string, (client: AppmixerClient, input: unknown) => Promise<unknown>][]

it.each(calls)('%s(client, …) refuses what is no input', async (_, run) => {
  for (const value of values.filter((it) => it !== undefined && !isObject(it))) {
    const { client, sent } = wireAnswering({})
    await expect(run(client, value), nameOf(value)).rejects.toMatchObject({
      name: 'AppmixerError',
      code: 'input',
    })
    expect(sent).toEqual([])
  }
})

it.each([
  { limit: NaN },
  { limit: Infinity },
  { offset: {} },
  { pattern: Object.create(null) as string },
  { sort: Symbol('mtime') },
  { filter: [{}] },
  { filter: [['a:b']] },
  { projection: new Date(0) },
])('a query with a value that no server reads is refused: %j', async (query) => {
  const { client, sent } = wireAnswering([])
  await expect(main.getFlows(client, query as object)).rejects.toMatchObject({ code: 'input' })
  expect(sent).toEqual([])
})

it.each(['validateScope', 'requestProfileInfo'])('%s is true or false', async (name) => {
  const { client, sent } = wireAnswering({})
  const account = { service: 'a:b', token: {} }
  await expect(
    createAppmixerApi(client).createAccount({ [name]: 'no' }, account),
  ).rejects.toMatchObject({
    code: 'input',
  })
  expect(sent).toEqual([])
})

it('a virtual user without a password is refused, and nothing is sent', async () => {
  const fetch = vi.fn<typeof globalThis.fetch>()
  const password = process.env['NOT_SET'] as string
  const getToken = main.virtualUser({ baseUrl: 'https://a.test', fetch, username: '42', password })
  const { signal } = new AbortController()
  await expect(getToken({ reason: 'initial', signal })).rejects.toMatchObject({ code: 'input' })
  expect(fetch).not.toHaveBeenCalled()
})

it('records to delete are named by store and key', async () => {
  const { client, sent } = wireAnswering({})
  for (const item of [{}, null, 'k', { storeId: 's' }, { storeId: 's', key: 5 }]) {
    const items = [{ storeId: 's', key: 'k' }, item as { storeId: string; key: string }]
    await expect(main.deleteStoreItems(client, { items })).rejects.toMatchObject({ code: 'input' })
  }
  expect(sent).toEqual([])
})

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function areTexts(value: unknown): boolean {
  return [value].flat().every(isText)
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function nameOf(value: unknown): string {
  return `value ${values.indexOf(value)}`
}
