import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  approveTask,
  authenticateUser,
  createFlow,
  getFlows,
  getFlowsCount,
  getPeopleTasks,
  getUser,
  isAppmixerError,
  startFlow,
  updateFlow,
} from '../../src/index.ts'
import { responseOf } from '../../src/client/errors.ts'
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
