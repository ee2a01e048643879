import { describe, expect, test, vi } from 'vitest'
import {
  approveTask,
  authenticateUser,
  cloneFlow,
  createFlow,
  getFlow,
  getFlows,
  getFlowsCount,
  getPeopleTask,
  getPeopleTasks,
  getPeopleTasksCount,
  getUser,
  startFlow,
  type AppmixerClientOptions,
  type DriftReport,
} from '../../src/index.ts'
import { connect, errorOf, json } from './wire.ts'

describe('S4: a field that differs', () => {
  test('is removed, and the rest of the flow stays', async () => {
    const { client, reports } = answering([
      { flowId: 'a', name: 7, stage: 'running' },
      { flowId: 'b', name: 'B', sharedWith: 'everybody' },
    ])
    expect(await getFlows(client, {})).toEqual([
      { flowId: 'a', stage: 'running' },
      { flowId: 'b', name: 'B' },
    ])
    expect(reports).toEqual([
      { endpoint: 'GET /flows', paths: ['0.name', '1.sharedWith'], outcome: 'repaired' },
    ])
  })

  test('is removed deep inside, and its neighbours stay', async () => {
    const sharedWith = [
      { email: 'x@acme.test', permissions: 'read' },
      { email: 5, domain: 'acme.test' },
    ]
    const { client, reports } = answering({ flowId: 'a', sharedWith })
    expect(await getFlow(client, { flowId: 'a' })).toEqual({
      flowId: 'a',
      sharedWith: [{ email: 'x@acme.test' }, { domain: 'acme.test' }],
    })
    expect(reports[0]!.paths).toEqual(['sharedWith.0.permissions', 'sharedWith.1.email'])
  })

  test('null in an optional field means absent: it stays, and is no difference', async () => {
    const flow = { flowId: 'a', name: 'A', description: null, stage: null, customFields: null }
    const { client, reports } = answering([{ ...flow, sharedWith: [{ email: null }] }])
    expect(await getFlows(client, {})).toEqual([{ ...flow, sharedWith: [{ email: null }] }])
    expect(reports).toEqual([])
  })

  test('null in place of an id costs the row', async () => {
    const { client, reports } = answering([{ flowId: null, name: 'A' }, { flowId: 'b' }])
    expect(await getFlows(client, {})).toEqual([{ flowId: 'b' }])
    expect(reports).toMatchObject([{ paths: ['0.flowId'], outcome: 'repaired' }])
  })

  test('that is missing is no difference', async () => {
    const { client, reports } = answering([{ flowId: 'a' }])
    expect(await getFlows(client, {})).toEqual([{ flowId: 'a' }])
    expect(reports).toEqual([])
  })

  test('S2: that is unknown stays, and is no difference', async () => {
    const flow = { flowId: 'a', colour: 'red', constructor: { name: 'x' }, nested: { toString: 1 } }
    const { client, reports } = answering([flow])
    expect(await getFlows(client, {})).toEqual([flow])
    expect(reports).toEqual([])
  })

  test('in a user that signs in costs the user, not the token', async () => {
    const { client } = answering({ token: 't', user: { username: 'ada' } })
    const credentials = { username: 'ada', password: 'x' }
    expect(await authenticateUser(client, credentials)).toEqual({ token: 't' })
  })
})

describe('S3: a value of a newer server', () => {
  test('an unknown stage passes as it is', async () => {
    const { client, reports } = answering([{ flowId: 'a', stage: 'hibernating' }])
    expect((await getFlows(client, {}))[0]!.stage).toBe('hibernating')
    expect(reports).toEqual([])
  })

  test('an unknown status and type pass as they are', async () => {
    const { client } = answering([{ taskId: 't', status: 'escalated' }])
    expect((await getPeopleTasks(client, {}))[0]!.status).toBe('escalated')
    const { client: other } = answering([{ flowId: 'a', type: 'agent' }])
    expect((await getFlows(other, {}))[0]!.type).toBe('agent')
  })
})

describe('S1: a row without its id', () => {
  const rows = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ flowId: `f${index}`, name: `Flow ${index}` }))

  test.each([
    ['missing', { name: 'canary' }],
    ['a number', { flowId: 7, name: 'canary' }],
    ['null', { flowId: null, name: 'canary' }],
  ])('id %s in 1 of 1,000: the other 999 are there, in order', async (_, broken) => {
    const list = rows(1_000)
    const { client, reports } = answering(list.with(500, broken as never))
    expect(await getFlows(client, {})).toEqual(list.toSpliced(500, 1))
    expect(reports).toHaveLength(1)
    expect(reports[0]).toMatchObject({ outcome: 'repaired' })
    expect(reports[0]!.paths.every((path) => path.startsWith('500'))).toBe(true)
  })

  test.each([
    ['null', null],
    ['a text', 'f1'],
    ['a list', []],
  ])('%s in place of a row is dropped', async (_, broken) => {
    const { client } = answering([{ flowId: 'a' }, broken, { flowId: 'b' }])
    expect(await getFlows(client, {})).toEqual([{ flowId: 'a' }, { flowId: 'b' }])
  })

  test('several at once are dropped, and no neighbour with them', async () => {
    const { client } = answering([{}, { flowId: 'a' }, {}, {}, { flowId: 'b', name: 1 }, {}])
    expect(await getFlows(client, {})).toEqual([{ flowId: 'a' }, { flowId: 'b' }])
  })

  test('every one leaves an empty list, not an error', async () => {
    const { client } = answering([{}, {}])
    expect(await getFlows(client, {})).toEqual([])
  })

  test('in a list of 200,000 is dropped like in a short one', async () => {
    const list = rows(200_000)
    const { client } = answering(list.with(7, { name: 'x' } as never))
    expect(await getFlows(client, {})).toHaveLength(199_999)
  })

  test('one entity without its id is an error of code schema', async () => {
    const { client, reports } = answering({ name: 'x' })
    expect((await errorOf(getFlow(client, { flowId: 'a' }))).code).toBe('schema')
    expect(reports).toEqual([
      { endpoint: 'GET /flows/:flowId', paths: ['flowId'], outcome: 'refused' },
    ])
  })
})

describe("S1: drift: 'strict'", () => {
  test('makes any difference an error that names the place', async () => {
    const { client, reports } = answering([{ flowId: 'a', name: 7 }], { drift: 'strict' })
    const error = await errorOf(getFlows(client, {}))
    expect(error).toMatchObject({ code: 'schema', message: expect.stringContaining('0.name') })
    expect(reports).toEqual([{ endpoint: 'GET /flows', paths: ['0.name'], outcome: 'refused' }])
  })

  test('lets pass what fits, unknown fields and values included', async () => {
    const { client } = answering([{ flowId: 'a', stage: 'hibernating', x: 1 }], { drift: 'strict' })
    expect(await getFlows(client, {})).toHaveLength(1)
  })
})

describe('S1: onDrift', () => {
  test('gets paths, never values', async () => {
    const canary = 'canary-value'
    const bodies = [
      [{ flowId: 'a', name: [canary] }, { name: canary }],
      { message: canary },
      canary,
      [canary],
      null,
    ]
    for (const body of bodies) {
      const { client, reports } = answering(body)
      await getFlows(client, {}).catch((error: Error) => {
        expect(JSON.stringify(error) + error.message).not.toContain(canary)
      })
      expect(reports).toHaveLength(1)
      expect(JSON.stringify(reports)).not.toContain(canary)
    }
  })

  test('that throws does not cost the answer', async () => {
    const failure = new Error('The logger is down')
    const onDrift = vi.fn(() => {
      throw failure
    })
    const log = vi.spyOn(console, 'error').mockReturnValue()
    const { client } = connect(() => json([{ flowId: 'a', name: 7 }]), { onDrift })
    expect(await getFlows(client, {})).toEqual([{ flowId: 'a' }])
    expect(onDrift).toHaveBeenCalledOnce()
    expect(log).toHaveBeenCalledExactlyOnceWith(failure)
    log.mockRestore()
  })
})

describe('S4: what every object of a page inherits', () => {
  test('is no field of an answer: one that fails for it is refused, and the page goes on', async () => {
    const inherited = { value: 7, configurable: true }
    // eslint-disable-next-line no-extend-native -- as old scripts on a page do
    Object.defineProperty(Object.prototype, 'description', inherited)
    try {
      const { client, reports } = answering([{ flowId: 'a', name: 7 }, { flowId: 'b' }])
      expect((await errorOf(getFlows(client, {}))).code).toBe('schema')
      expect(reports).toMatchObject([{ paths: ['0.name'], outcome: 'refused' }])
    } finally {
      Reflect.deleteProperty(Object.prototype, 'description')
    }
  })
})

describe('I4: a __proto__ key', () => {
  test.each([
    ['plain', '{"flowId":"a","__proto__":{"isAdmin":true}}'],
    ['escaped', '{"flowId":"a","\\u005f_proto__":{"isAdmin":true}}'],
    ['escaped in capitals', '{"flowId":"a","\\u005F\\u005Fproto\\u005F_":{"isAdmin":true}}'],
    ['escaped in the middle', '{"flowId":"a","__pr\\u006fto__":{"isAdmin":true}}'],
    ['deep inside', '{"flowId":"a","customFields":{"x":[{"__proto__":{"isAdmin":true}}]}}'],
    ['in a value that drifts', '{"flowId":"a","name":7,"__proto__":{"isAdmin":true}}'],
  ])('never reaches the result: %s', async (_, text) => {
    const { client } = connect(() => new Response(text))
    const flow = await getFlow(client, { flowId: 'a' })
    expect(keysOf(flow)).not.toContain('__proto__')
    expect(Object.assign({}, flow)).not.toHaveProperty('isAdmin')
    expect(
      everyPrototype(flow).every((it) => it === Object.prototype || it === Array.prototype),
    ).toBe(true)
    expect({}).not.toHaveProperty('isAdmin')
  })

  test('an ordinary text that contains the word stays', async () => {
    const flow = { flowId: 'a', name: 'about "__proto__" and \\u005f', description: '__proto__' }
    const { client } = answering(flow)
    expect(await getFlow(client, { flowId: 'a' })).toEqual(flow)
  })

  test('constructor and prototype stay data', async () => {
    const text = '{"flowId":"a","customFields":{"constructor":{"prototype":{"x":1}}}}'
    const { client } = connect(() => new Response(text))
    const flow = await getFlow(client, { flowId: 'a' })
    expect(flow.customFields).toEqual({ constructor: { prototype: { x: 1 } } })
    expect({}).not.toHaveProperty('x')
  })
})

describe('what servers call an id', () => {
  test('id for flowId, in a list and alone', async () => {
    const { client, reports } = answering([{ id: 'a' }, { flowId: 'b', id: 'other' }])
    const ids = (await getFlows(client, {})).map(({ flowId }) => flowId)
    expect(ids).toEqual(['a', 'b'])
    const { client: single } = answering({ id: 'a', name: 'A' })
    expect(await getFlow(single, { flowId: 'a' })).toMatchObject({ flowId: 'a', name: 'A' })
    expect(reports).toEqual([])
  })

  test('id beside a flowId of null', async () => {
    const { client } = answering([{ id: 'a', flowId: null }])
    expect((await getFlows(client, {}))[0]).toMatchObject({ flowId: 'a' })
  })

  test('id for taskId, in a list, alone and after a decision', async () => {
    const { client } = answering([{ id: 't' }])
    expect(await getPeopleTasks(client, {})).toMatchObject([{ taskId: 't' }])
    const { client: single } = answering({ id: 't' })
    expect(await getPeopleTask(single, { taskId: 't' })).toMatchObject({ taskId: 't' })
    expect(await approveTask(single, { taskId: 't' })).toMatchObject({ taskId: 't' })
  })

  test('the id of a user is its own', async () => {
    const { client } = answering({ id: 'u', username: 'ada' })
    expect(await getUser(client)).toEqual({ id: 'u', username: 'ada' })
  })

  test.each([
    ['cloneId', { cloneId: 'c' }],
    ['flowId', { flowId: 'c' }],
    ['a bare text', 'c'],
  ])('a copy is named by %s', async (_, answer) => {
    const { client } = answering(answer)
    expect(await cloneFlow(client, { flowId: 'a' })).toMatchObject({ flowId: 'c' })
  })

  test.each([
    ['flowId', { flowId: 'f' }],
    ['a bare text', 'f'],
  ])('a new flow and a started one are named by %s', async (_, answer) => {
    const { client } = answering(answer)
    expect(await createFlow(client, { name: 'x' })).toEqual({ flowId: 'f' })
    expect(await startFlow(client, { flowId: 'f' })).toEqual({ flowId: 'f' })
  })
})

describe('a count', () => {
  test.each([
    ['{ count }', { count: 7 }, 7],
    ['bare', 7, 7],
    ['0', { count: 0 }, 0],
    ['bare 0', 0, 0],
  ])('is read as %s', async (_, answer, expected) => {
    const { client } = answering(answer)
    expect(await getFlowsCount(client, {})).toBe(expected)
    expect(await getPeopleTasksCount(client, {})).toBe(expected)
  })

  test.each([
    ['a text', { count: '7' }],
    ['null', { count: null }],
    ['missing', {}],
    ['a list', [7]],
  ])('that is %s is an error of code schema', async (_, answer) => {
    const { client } = answering(answer)
    expect((await errorOf(getFlowsCount(client, {}))).code).toBe('schema')
  })
})

function answering(body: unknown, options: Partial<AppmixerClientOptions> = {}) {
  const reports: DriftReport[] = []
  const onDrift = (report: DriftReport) => void reports.push(report)
  const { client } = connect(() => json(body), { onDrift, ...options })
  return { client, reports }
}

function keysOf(value: unknown): PropertyKey[] {
  if (typeof value !== 'object' || value === null) return []
  return [...Reflect.ownKeys(value), ...Object.values(value).flatMap(keysOf)]
}

function everyPrototype(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) return []
  return [Object.getPrototypeOf(value), ...Object.values(value).flatMap(everyPrototype)]
}
