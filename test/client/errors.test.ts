import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  approveTask,
  authenticateUser,
  createFlow,
  deleteFlow,
  getFlow,
  getFlows,
  getFlowsCount,
  getPeopleTasks,
  getUser,
  isAppmixerError,
  startFlow,
  updateFlow,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { connect, defer, errorOf, json, token } from './wire.ts'

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

describe('no answer', () => {
  test('is of code network, and a write says that its outcome is unknown', async () => {
    const { client } = connect(() => Promise.reject(new TypeError('Failed to fetch')), {
      retries: 0,
    })
    const read = await errorOf(getFlows(client, {}))
    const write = await errorOf(startFlow(client, { flowId: 'f' }))
    expect([read.code, write.code]).toEqual(['network', 'network'])
    expect([read.retryable, write.retryable]).toEqual([true, true])
    expect(read.message).not.toContain('unknown')
    expect(write.message).toContain('unknown')
  })

  test('names the tenant, and CORS as a reason', async () => {
    const { client } = connect(() => Promise.reject(new TypeError('Failed to fetch')), {
      retries: 0,
    })
    const { message } = await errorOf(getFlows(client, {}))
    expect(message).toContain('http://api.test')
    expect(message).toContain('CORS')
  })
})

describe('an answer that is no answer of this endpoint', () => {
  const html = () =>
    new Response('<!doctype html><p>canary', { headers: { 'content-type': 'text/html' } })

  test.each([
    ['HTML with 200', html],
    [
      'truncated JSON',
      () => new Response('[{"flowId":"a"', { headers: { 'content-type': 'application/json' } }),
    ],
    ['null', () => json(null)],
    ['an object for a list', () => json({ flows: [] })],
    ['a text', () => json('flows')],
    ['an empty body', () => new Response('')],
    ['no body at all', () => new Response(null, { status: 204 })],
  ])('is of code schema, asked once: %s', async (_, answer) => {
    const { client, sent } = connect(answer)
    expect(await errorOf(getFlows(client, {}))).toMatchObject({
      code: 'schema',
      endpoint: 'GET /flows',
      retryable: false,
    })
    expect(sent).toHaveLength(1)
  })

  test('names the content type and does not quote the body', async () => {
    const { client } = connect(html)
    const error = await errorOf(getFlows(client, {}))
    expect(error.message).toContain('text/html')
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary')
  })

  test('a list where one flow was asked for is of code schema', async () => {
    const { client } = connect(() => json([{ flowId: 'a' }]))
    expect((await errorOf(getFlow(client, { flowId: 'a' }))).code).toBe('schema')
  })

  test('an empty body is what deleting answers, and no error', async () => {
    const { client } = connect(() => new Response(null, { status: 204 }))
    expect(await deleteFlow(client, { flowId: 'a' })).toBeUndefined()
  })

  test('JSON is read whatever its content type, and with a byte order mark', async () => {
    const { client } = connect(
      () => new Response('\uFEFF[]', { headers: { 'content-type': 'text/plain' } }),
    )
    expect(await getFlows(client, {})).toEqual([])
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

describe('after the session has ended', () => {
  test('what was under way is aborted and ends with code session', async () => {
    const { client, sent } = connect((request) => untilAborted(request))
    const call = errorOf(getFlows(client, {}))
    await vi.waitFor(() => expect(sent).toHaveLength(1), { interval: 1 })
    client.end()
    expect((await call).code).toBe('session')
    expect(sent[0]!.signal.aborted).toBe(true)
  })

  test('nothing more is sent and nobody is asked for a token', async () => {
    const getToken = vi.fn(() => 'token-2')
    const { client, sent } = connect(() => json([]), { token: undefined, getToken })
    client.end()
    expect((await errorOf(getFlows(client, {}))).code).toBe('session')
    expect((await errorOf(startFlow(client, { flowId: 'f' }))).code).toBe('session')
    expect([sent.length, getToken.mock.calls.length]).toEqual([0, 0])
  })

  test('an answer that comes all the same is dropped', async () => {
    const answer = defer<Response>()
    const { client, sent } = connect(() => answer.promise)
    const call = errorOf(getFlows(client, {}))
    await vi.waitFor(() => expect(sent).toHaveLength(1), { interval: 1 })
    client.end()
    answer.resolve(json([{ flowId: 'of the old user' }]))
    expect((await call).code).toBe('session')
  })

  test('a token that getToken never gives does not hold the call up', async () => {
    const getToken = vi.fn(() => new Promise<string>(() => {}))
    const { client } = connect(() => json([]), { token: undefined, getToken })
    const call = errorOf(getFlows(client, {}))
    await vi.waitFor(() => expect(getToken).toHaveBeenCalledOnce())
    client.end()
    expect((await call).code).toBe('session')
  })
})

describe('an abort by the caller', () => {
  test('passes untouched, reason and all', async () => {
    const { client, sent } = connect((request) => untilAborted(request))
    const controller = new AbortController()
    const call = getFlows(client, {}, { signal: controller.signal })
    await vi.waitFor(() => expect(sent).toHaveLength(1), { interval: 1 })
    const reason = new Error('The route changed')
    controller.abort(reason)
    await expect(call).rejects.toBe(reason)
    expect(sent[0]!.signal.aborted).toBe(true)
  })

  test('before the call sends nothing and asks nobody for a token', async () => {
    const getToken = vi.fn(() => 'token-2')
    const { client, sent } = connect(() => json([]), { token: undefined, getToken })
    const call = getFlows(client, {}, { signal: AbortSignal.abort() })
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    expect([sent.length, getToken.mock.calls.length]).toEqual([0, 0])
  })

  test('while the token is on its way ends the call, and leaves the token to others', async () => {
    const next = defer<string>()
    const { client, sent } = connect(() => json([]), {
      token: undefined,
      getToken: () => next.promise,
    })
    const controller = new AbortController()
    const aborted = getFlows(client, {}, { signal: controller.signal })
    const other = getFlows(client, {})
    controller.abort()
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' })
    expect(sent).toHaveLength(0)
    next.resolve('token-2')
    expect(await other).toEqual([])
    expect(sent).toHaveLength(1)
  })

  test('leaves no listener on a signal that lives on', async () => {
    const { client } = connect(() => json([]))
    const { signal } = new AbortController()
    const added = vi.spyOn(signal, 'addEventListener')
    const removed = vi.spyOn(signal, 'removeEventListener')
    for (let i = 0; i < 100; i++) await getFlows(client, {}, { signal })
    expect(added.mock.calls.length).toBeGreaterThanOrEqual(100)
    expect(removed).toHaveBeenCalledTimes(added.mock.calls.length)
  })
})

describe('asking again', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const failures: [string, () => Response | Promise<Response>, number][] = [
    ['500', () => json({}, 500), 3],
    ['502', () => json({}, 502), 3],
    ['503', () => json({}, 503), 3],
    ['504', () => json({}, 504), 3],
    ['429', () => json({}, 429), 3],
    ['a lost connection', () => Promise.reject(new TypeError('Failed to fetch')), 3],
    ['400', () => json({}, 400), 1],
    ['404', () => json({}, 404), 1],
    ['409', () => json({}, 409), 1],
    ['410', () => json({}, 410), 1],
    ['422', () => json({}, 422), 1],
  ]

  test.each(failures)('a GET answered with %s', async (_, answer, times) => {
    const { client, sent } = connect(answer)
    await settled(errorOf(getFlows(client, {})))
    expect(sent).toHaveLength(times)
  })

  test.each(failures)('a write answered with %s goes out exactly once', async (_, answer) => {
    const { client, sent } = connect(answer)
    await settled(errorOf(createFlow(client, { name: 'x' })))
    await settled(errorOf(updateFlow(client, { flowId: 'f' })))
    await settled(errorOf(deleteFlow(client, { flowId: 'f' })))
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'PUT', 'DELETE'])
  })

  test('succeeds when the third answer is good', async () => {
    const { client, sent } = connect((_, count) => (count < 3 ? json({}, 503) : json([])))
    expect(await settled(getFlows(client, {}))).toEqual([])
    expect(sent).toHaveLength(3)
  })

  test('is off with retries: 0', async () => {
    const { client, sent } = connect(() => json({}, 503), { retries: 0 })
    await settled(errorOf(getFlows(client, {})))
    expect(sent).toHaveLength(1)
  })

  test('waits as long as Retry-After says, in seconds and as a date', async () => {
    const date = () => new Date(Date.now() + 2_000).toUTCString()
    for (const header of [() => '2', date]) {
      vi.setSystemTime(1_800_000_000_000)
      const { client, sent } = connect((_, count) =>
        count === 1 ? json({}, 429, { 'retry-after': header() }) : json([]),
      )
      const call = getFlows(client, {})
      await vi.advanceTimersByTimeAsync(1_990)
      expect(sent).toHaveLength(1)
      await vi.advanceTimersByTimeAsync(20)
      expect(sent).toHaveLength(2)
      await call
    }
  })

  test('waits 30 seconds at most, and the error carries what the server wanted', async () => {
    const { client, sent } = connect(() => json({}, 503, { 'retry-after': '86400' }))
    const call = errorOf(getFlows(client, {}))
    await vi.advanceTimersByTimeAsync(29_900)
    expect(sent).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(30_200)
    expect(sent).toHaveLength(3)
    expect(await call).toMatchObject({ status: 503, retryAfter: 86_400_000, retryable: true })
  })

  test.each(['-5', 'soon', '1e309', ''])(
    'does not stumble over Retry-After: %s',
    async (header) => {
      const { client, sent } = connect(() => json({}, 503, { 'retry-after': header }))
      const error = await settled(errorOf(getFlows(client, {})))
      expect(error).toMatchObject({ status: 503, retryAfter: undefined })
      expect(sent).toHaveLength(3)
    },
  )

  test('ends when the caller aborts while it waits', async () => {
    const { client, sent } = connect(() => json({}, 503, { 'retry-after': '20' }))
    const controller = new AbortController()
    const call = getFlows(client, {}, { signal: controller.signal }).catch(
      (reason: unknown) => reason,
    )
    await vi.advanceTimersByTimeAsync(100)
    controller.abort('left')
    expect(await call).toBe('left')
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent).toHaveLength(1)
  })

  test('tells a write of Retry-After and does not wait for it', async () => {
    const { client, sent } = connect(() => json({}, 429, { 'retry-after': '7' }))
    const error = await settled(errorOf(createFlow(client, { name: 'x' })))
    expect(error).toMatchObject({ retryAfter: 7_000, retryable: true })
    expect(sent).toHaveLength(1)
  })
})

describe('time-out', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const stalled = () =>
    new Response(
      new ReadableStream({ start: (body) => body.enqueue(new TextEncoder().encode('[{')) }),
    )

  test.each([
    ['headers that never come', untilAborted],
    ['a body that stalls', stalled],
  ])('%s', async (_, answer) => {
    const { client } = connect(answer, { timeout: 5_000, retries: 0 })
    const call = errorOf(getFlows(client, {}))
    const done = vi.fn()
    void call.then(done)
    await vi.advanceTimersByTimeAsync(4_900)
    expect(done).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    expect(await call).toMatchObject({ code: 'timeout', retryable: true, endpoint: 'GET /flows' })
  })

  test('closes the connection', async () => {
    const { client, sent } = connect(untilAborted, { timeout: 5_000, retries: 0 })
    await settled(errorOf(getFlows(client, {})))
    expect(sent[0]!.signal.aborted).toBe(true)
  })

  test('of a write says that its outcome is unknown, and it goes out once', async () => {
    const { client, sent } = connect(untilAborted, { timeout: 5_000 })
    const error = await settled(errorOf(startFlow(client, { flowId: 'f' })))
    expect(error).toMatchObject({ code: 'timeout', message: expect.stringContaining('unknown') })
    expect(sent).toHaveLength(1)
  })

  test('leaves no timer behind', async () => {
    const { client } = connect(() => json([]))
    await settled(getFlows(client, {}))
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('no error shows the token, a password or a secret', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  const secrets = [token, 'hunter2', 'secret-canary-9']
  /** As node-fetch and Bun word it: with the whole URL. */
  const talkative = (request: Request) => {
    const cause = Object.assign(new Error(`connect ECONNREFUSED ${request.url}`), {
      code: 'ECONNREFUSED',
      path: request.url,
      request,
      headers: Object.fromEntries(request.headers),
    })
    return Promise.reject(
      Object.assign(new TypeError(`request to ${request.url} failed`, { cause }), { request }),
    )
  }

  test.each([
    ['http', () => json({ message: 'No' }, 400)],
    ['an http error that is repeated', () => json({ message: 'No' }, 503)],
    ['auth', () => json({ message: 'No' }, 401)],
    ['network', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['a fetch that tells the URL and the headers', talkative],
    ['timeout', untilAborted],
    ['schema', () => json('no')],
    ['unreadable', () => new Response('<p>')],
  ])('%s', async (_, answer) => {
    const { client } = connect(answer, { timeout: 1_000 })
    const errors = [
      await settled(errorOf(getPeopleTasks(client, { secret: 'secret-canary-9' }))),
      await settled(errorOf(approveTask(client, { taskId: 't', secret: 'secret-canary-9' }))),
      await settled(errorOf(authenticateUser(client, { username: 'ada', password: 'hunter2' }))),
    ]
    for (const error of errors) {
      const shown = [
        String(error),
        JSON.stringify(error),
        JSON.stringify(everyProperty(error)),
        inspect(error, { depth: 20, showHidden: true }),
        error.stack,
      ].join('\n')
      for (const secret of secrets) expect(shown).not.toContain(secret)
    }
  })

  test('the reason of a lost connection is still told', async () => {
    const { client } = connect(talkative, { retries: 0 })
    const error = await settled(errorOf(getFlowsCount(client, {})))
    expect(inspect(error, { depth: 20 })).toContain('ECONNREFUSED')
  })
})

/** Lets the fake time run until the call has ended. */
async function settled<T>(call: Promise<T>): Promise<T> {
  let isOver = false
  const over = () => {
    isOver = true
  }
  call.then(over, over)
  for (let i = 0; i < 200 && !isOver; i++) await vi.advanceTimersByTimeAsync(1_000)
  return call
}

function untilAborted(request: Request): Promise<Response> {
  return new Promise((_, reject) => {
    request.signal.addEventListener('abort', () => reject(request.signal.reason))
  })
}

/** Also what is not enumerable, through every cause. */
function everyProperty(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const names = Object.getOwnPropertyNames(error) as (keyof Error)[]
  return Object.fromEntries(
    names.map((name) => [name, name === 'cause' ? everyProperty(error.cause) : error[name]]),
  )
}
