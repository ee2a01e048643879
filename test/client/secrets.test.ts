import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  approveTask,
  authenticateUser,
  createAccount,
  errorMessage,
  getFlows,
  getFlowsCount,
  getPeopleTasks,
  startFlow,
  type AppmixerClient,
} from '../../src/index.ts'
import { responseOf } from '../../src/client/errors.ts'
import { redact, safeCause } from '../../src/client/redact.ts'
import { connect, errorOf, json, token, type Answer } from './wire.ts'

/** Everything that an error shows. */
const shown = (error: Error) =>
  [error.message, error.stack, inspect(error), JSON.stringify(error), errorMessage(error)].join()

describe('what a server repeats of a call', () => {
  // With characters that JSON, a path and a query write in ways of their own.
  const secret = `can"ary/+ é`
  const calls: [string, (client: AppmixerClient) => Promise<unknown>][] = [
    ['a people-task secret', (client) => getPeopleTasks(client, { secret })],
    ['a password', (client) => authenticateUser(client, { username: 'ada', password: secret })],
    [
      'credentials of a service',
      (client) => createAccount(client, { service: 's', name: 'n', token: { key: secret } }),
    ],
    ['what client.ky sent', (client) => client.ky.post('x', { json: { a: { apiKey: secret } } })],
  ]
  const echoes: [string, (text: string) => string][] = [
    ['as it is', (text) => text],
    ['percent-encoded', encodeURIComponent],
    ['percent-encoded in lower case', (text) => encodeURIComponent(text).toLowerCase()],
    ['as in a query', (text) => String(new URLSearchParams({ '': text })).slice(1)],
    ['as JSON', (text) => JSON.stringify(text).slice(1, -1)],
  ]

  describe.each(calls)('%s', (_, call) => {
    test.each(echoes)('%s is in no error', async (__, write) => {
      const message = `Cannot GET /tasks?secret=${write(secret)}: ${write(secret)} is wrong`
      const { client } = connect(() => json({ message, errors: [{ value: secret }] }, 400))
      const error = await errorOf(call(client))
      expect(error.serverMessage).toContain('is wrong')
      expect(shown(error) + JSON.stringify(responseOf(error))).not.toMatch(
        /can"ary|can%22ary|can\\/,
      )
    })
  })

  test('the token is in no error, of a call and of client.ky', async () => {
    const echo: Answer = ({ headers }) =>
      json({ message: `Refused: ${headers.get('authorization')}` }, 403)
    const { client } = connect(echo, { token: 'token-canary' })
    for (const call of [getFlows(client, {}), client.ky.get('apps').json()]) {
      const error = await errorOf(call)
      expect(error.serverMessage).toBe('Refused: Bearer (hidden)')
      expect(shown(error) + JSON.stringify(responseOf(error))).not.toContain('canary')
    }
  })

  test('an address is in no error', async () => {
    const { client } = connect(({ url }) => json({ message: `No ${url}?x=1 here` }, 404))
    const error = await errorOf(getFlows(client, {}))
    expect(error.serverMessage).toBe('No (URL) here')
    expect(shown(error)).not.toContain('api.test')
  })

  test('1,000 characters of a long sentence stay', async () => {
    const { client } = connect(() => json({ message: 'x'.repeat(5_000) }, 400))
    expect((await errorOf(startFlow(client, { flowId: 'f' }))).serverMessage).toHaveLength(1_000)
  })

  test('a secret at the cut is not left in part', async () => {
    const { client } = connect(() => json({ message: `${'x'.repeat(990)}secret-canary` }, 400))
    const error = await errorOf(getPeopleTasks(client, { secret: 'secret-canary' }))
    expect(error.serverMessage).not.toContain('sec')
  })

  test('what is nested deeper than the stack still ends in a typed error', async () => {
    const deep = `{"message":"No","value":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
    const { client } = connect(() => new Response(deep, { status: 400 }))
    expect(await errorOf(getFlows(client, {}))).toMatchObject({ code: 'http', status: 400 })
  })
})

describe('the error of another function', () => {
  test('of getToken shows no address, no token in use, and nothing that looks like a token', async () => {
    const cause = new Error('connect https://user:pw@idp.test/?x=1')
    const getToken = () => {
      throw Object.assign(new Error('POST token-canary refresh_token=canary failed', { cause }), {
        config: { headers: { authorization: 'canary' } },
      })
    }
    const { client } = connect(() => json({}, 401), { token: 'token-canary', getToken })
    const error = await errorOf(getFlows(client, {}))
    expect(error).toMatchObject({ code: 'auth', cause: { message: expect.any(String) } })
    expect(inspect(error, { depth: 9 })).not.toMatch(/canary|idp\.test/)
  })

  test('stays as it is when it is harmless', () => {
    const cause = new TypeError('The back end is down')
    expect(safeCause(cause)).toBe(cause)
    expect(safeCause(new Error('at https://a.test', { cause }))).toMatchObject({
      message: 'at (URL)',
      cause,
    })
  })

  test.each([
    ['Invalid token: expired', 'Invalid token: expired'],
    ['"password" length must be at least 8', '"password" length must be at least 8'],
    ['see mongodb://u:p@host/db now', 'see (URL) now'],
    ['sent {"password":"canary"}', 'sent {"password":"(hidden)"}'],
    ['GET /x?access_token=canary&y=1', 'GET /x?access_token=(hidden)&y=1'],
    ['got eyJhbGciOi.eyJzdWIi.c2ln', 'got (hidden)'],
  ])('%s', (text, expected) => expect(redact(text)).toBe(expected))
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
    ['a fetch whose error has the URL and the headers', talkative],
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

  test('the reason of a lost connection stays visible', async () => {
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
