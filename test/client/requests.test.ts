import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  approveTask,
  createStoreItem,
  deleteStore,
  getChart,
  getComponentAccounts,
  getLog,
  getStore,
  setAccountName,
  updateStoreItem,
  validateFlow,
  cloneFlow,
  deleteFlow,
  getFlow,
  getFlows,
  getPeopleTask,
  getPeopleTasks,
  rejectTask,
  startFlow,
  stopFlow,
  updateFlow,
  type AppmixerClient,
} from '../../src/index.ts'
import { connect, errorOf, json } from './wire.ts'
import { runs } from '../runs.ts'

const tasks = '/plugins/appmixer/utils/tasks/tasks'

/** Every endpoint with an id in its path: how to call it, and the path around the id. */
const endpoints: [
  string,
  (client: AppmixerClient, id: string) => Promise<unknown>,
  string,
  string,
][] = [
  ['getFlow', (client, flowId) => getFlow(client, { flowId }), '/flows/', ''],
  ['updateFlow', (client, flowId) => updateFlow(client, { flowId, name: 'x' }), '/flows/', ''],
  ['deleteFlow', (client, flowId) => deleteFlow(client, { flowId }), '/flows/', ''],
  ['startFlow', (client, flowId) => startFlow(client, { flowId }), '/flows/', '/coordinator'],
  ['stopFlow', (client, flowId) => stopFlow(client, { flowId }), '/flows/', '/coordinator'],
  ['cloneFlow', (client, flowId) => cloneFlow(client, { flowId }), '/flows/', '/clone'],
  ['getPeopleTask', (client, taskId) => getPeopleTask(client, { taskId }), `${tasks}/`, ''],
  ['approveTask', (client, taskId) => approveTask(client, { taskId }), `${tasks}/`, '/approve'],
  ['rejectTask', (client, taskId) => rejectTask(client, { taskId }), `${tasks}/`, '/reject'],
  ['validateFlow', (client, flowId) => validateFlow(client, { flowId }), '/flows/', '/validate'],
  ['getStore', (client, storeId) => getStore(client, { storeId }), '/stores/', ''],
  ['deleteStore', (client, storeId) => deleteStore(client, { storeId }), '/stores/', ''],
  [
    'createStoreItem, the key',
    (client, key) => createStoreItem(client, { storeId: 's', key, value: 'v' }),
    '/store/s/',
    '',
  ],
  [
    'updateStoreItem, the store',
    (client, storeId) => updateStoreItem(client, { storeId, key: 'k', value: 'v' }),
    '/store/',
    '/k',
  ],
  [
    'setAccountName',
    (client, accountId) => setAccountName(client, { accountId, displayName: 'x' }),
    '/accounts/',
    '',
  ],
  [
    'getComponentAccounts',
    (client, componentType) => getComponentAccounts(client, { componentType }),
    '/auth/',
    '',
  ],
  ['getChart', (client, chartId) => getChart(client, { chartId }), '/charts/', ''],
  ['getLog', (client, logId) => getLog(client, { logId, index: 'i' }), '/logs/i/', ''],
  ['getLog, the index', (client, index) => getLog(client, { logId: 'l', index }), '/logs/', '/l'],
]

/** What every endpoint of the table takes for an answer. */
const anything = {
  flowId: 'f',
  taskId: 't',
  storeId: 's',
  chartId: 'c',
  _id: 'l',
  errors: [],
  auth: { accounts: {} },
}

const refused: [string, unknown][] = [
  ['an empty id', ''],
  ['.', '.'],
  ['..', '..'],
  ['a lone surrogate', 'a\ud800b'],
  ['undefined', undefined],
  ['null', null],
  ['a number', 7],
]

const hostile: [string, string][] = [
  ['a slash', 'a/b'],
  ['a climb out of the path', '../../user?x=y#z'],
  ['a backslash', 'a\\..\\b'],
  ['an encoded dot pair', '%2e%2e'],
  ['an encoded slash', 'a%2fb'],
  ['an umlaut', 'é'],
  ['an emoji', '😀'],
  ['NUL', 'a\0b'],
  ['CR LF', 'a\r\nx-evil: 1'],
  ['a tab', '\ta'],
  ['spaces', ' a '],
  ['an absolute URL', 'http://evil.test/'],
  ['a protocol-relative URL', '//evil.test'],
  ['a replacement pattern', '$&$1'],
  ['a parameter name', ':flowId'],
]

describe.each(endpoints)('I1: the id of %s', (_, call, before, after) => {
  test.each(refused)('is refused before anything is sent: %s', async (_, id) => {
    const { client, sent } = connect(() => json({}))
    const error = await errorOf(call(client, id as string))
    expect(error.code).toBe('input')
    expect(sent).toHaveLength(0)
  })

  test.each(hostile)('stays one segment and arrives unchanged: %s', async (_, id) => {
    const { client, sent } = connect(() => json(anything))
    await call(client, id)
    expect(sentId(sent[0]!, before, after)).toBe(id)
  })
})

test('I1: generated ids arrive unchanged or are refused, and none leaves its segment', async () => {
  const { client, sent } = connect(() => json(anything))
  const snippet = fc.constantFrom(
    '.',
    '..',
    '/',
    '\\',
    '%2e',
    '%2F',
    '?',
    '#',
    ':',
    '\0',
    '\r\n',
    '@',
  )
  const id = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
    }),
    fc.array(fc.oneof(snippet, fc.string({ maxLength: 3 }))).map((parts) => parts.join('')),
  )
  const outcomes = { arrived: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...endpoints), id, async ([, call, before, after], value) => {
      sent.length = 0
      const isNameable = isWellFormed(value) && !['', '.', '..'].includes(value)
      if (isNameable) {
        await call(client, value)
        expect(sentId(sent[0]!, before, after)).toBe(value)
        outcomes.arrived++
      } else {
        expect((await errorOf(call(client, value))).code).toBe('input')
        expect(sent).toHaveLength(0)
        outcomes.refused++
      }
    }),
    runs(2_000),
  )
  expect(outcomes.arrived).toBeGreaterThan(1_000)
  expect(outcomes.refused).toBeGreaterThan(20)
}, 120_000)

test('a call without its input is one without conditions, or is refused for want of an id', async () => {
  const { client, sent } = connect(() => json([]))
  await getFlows(client, undefined as never)
  expect(sent.map(({ url }) => new URL(url).pathname)).toEqual(['/flows'])
  expect((await errorOf(getFlow(client, undefined as never))).code).toBe('input')
  expect(sent).toHaveLength(1)
})

test('an id is not written into the error that refuses it', async () => {
  const { client } = connect(() => json({}))
  const error = await errorOf(getFlow(client, { flowId: 'canary\ud800' }))
  expect(error.message).not.toContain('canary')
  expect(error.endpoint).toBe('GET /flows/:flowId')
})

describe('a query', () => {
  test('repeats arrays for flows', async () => {
    expect(
      await searchOf((client) => getFlows(client, { filter: ['stage:running', 'a:b'] })),
    ).toEqual([
      ['filter', 'stage:running'],
      ['filter', 'a:b'],
    ])
  })

  test('marks arrays with brackets for tasks', async () => {
    const filter = ['status:pending', 'status:due']
    expect(await searchOf((client) => getPeopleTasks(client, { filter }))).toEqual([
      ['filter[]', 'status:pending'],
      ['filter[]', 'status:due'],
    ])
  })

  test('leaves a single filter of tasks without brackets', async () => {
    expect(
      await searchOf((client) => getPeopleTasks(client, { filter: 'status:pending' })),
    ).toEqual([['filter', 'status:pending']])
  })

  test('I3: keeps a value with & = ? # % + and CR LF one value', async () => {
    const pattern = 'a&filter=userId:x?y#z%26+\r\nb'
    expect(await searchOf((client) => getFlows(client, { pattern }))).toEqual([
      ['pattern', pattern],
    ])
  })

  test('leaves undefined out and keeps 0 and an empty text', async () => {
    const query = { offset: 0, pattern: '', sort: undefined }
    expect(await searchOf((client) => getFlows(client, query))).toEqual([
      ['offset', '0'],
      ['pattern', ''],
    ])
  })
})

test('a body goes out as JSON, and says so', async () => {
  const { client, sent } = connect(() => json({ flowId: 'f' }))
  await updateFlow(client, { flowId: 'f', name: 'é "quoted"', forceUpdate: true })
  expect(sent[0]!.headers.get('content-type')).toBe('application/json')
  expect(await sent[0]!.json()).toEqual({ name: 'é "quoted"' })
})

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

/** The id as a server reads it, with the rest of the path checked around it. */
function sentId(request: Request, before: string, after: string): string {
  const { origin, pathname, hash, search } = new URL(request.url)
  expect([origin, hash, search]).toEqual(['http://api.test', '', ''])
  expect(pathname.startsWith(before) && pathname.endsWith(after)).toBe(true)
  const id = pathname.slice(before.length, pathname.length - after.length)
  expect(id).not.toContain('/')
  return decodeURIComponent(id)
}

async function searchOf(call: (client: AppmixerClient) => Promise<unknown>): Promise<string[][]> {
  const { client, sent } = connect(() => json([]))
  await call(client)
  return [...new URL(sent[0]!.url).searchParams]
}
