import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  createFlow,
  getFlow,
  getFlows,
  getUser,
  startFlow,
  type GetToken,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { connect, defer, errorOf, json, token } from './wire.ts'

const unauthorized = () => json({ statusCode: 401, error: 'Unauthorized', message: 'expired' }, 401)

/** A server that takes this token only. */
const only = (valid: string) => (request: Request) =>
  bearerOf(request) === valid ? json([]) : unauthorized()

afterEach(() => void vi.useRealTimers())

describe('a token that has expired', () => {
  test('50 calls at once ask getToken once, and every one is repeated once', async () => {
    const getToken = vi.fn(async () => 'token-2')
    const { client, sent } = connect(only('token-2'), { getToken })
    const calls = Array.from({ length: 50 }, (_, offset) => getFlows(client, { offset }))
    await expect(Promise.all(calls)).resolves.toHaveLength(50)
    expect(getToken).toHaveBeenCalledOnce()
    expect(sent).toHaveLength(100)
  })

  test('is not used again: what comes later goes out with the new one', async () => {
    const getToken = vi.fn(async () => 'token-2')
    const { client, sent } = connect(only('token-2'), { getToken })
    await getFlows(client, {})
    await getFlows(client, {})
    expect(sent.map(bearerOf)).toEqual([token, 'token-2', 'token-2'])
    expect(getToken).toHaveBeenCalledOnce()
  })

  test('refused late, after another call has renewed it, is repeated without asking again', async () => {
    const late = defer<Response>()
    const getToken = vi.fn(async () => 'token-2')
    const { client, sent } = connect(
      (request) =>
        request.url.endsWith('/late') && bearerOf(request) === token
          ? late.promise
          : bearerOf(request) === token
            ? unauthorized()
            : json({ flowId: 'f' }),
      { getToken },
    )
    const straggler = getFlow(client, { flowId: 'late' })
    await getFlow(client, { flowId: 'early' })
    late.resolve(unauthorized())
    await straggler
    expect(getToken).toHaveBeenCalledOnce()
    expect(sent.filter(({ url }) => url.endsWith('/late')).map(bearerOf)).toEqual([
      token,
      'token-2',
    ])
  })

  test('lets calls that start during the renewal wait for the new one', async () => {
    const next = defer<string>()
    const getToken = vi.fn(() => next.promise)
    const { client, sent } = connect(only('token-2'), { getToken })
    const first = getFlows(client, {})
    await vi.waitFor(() => expect(getToken).toHaveBeenCalledOnce(), { interval: 1 })
    const second = getFlows(client, { offset: 1 })
    next.resolve('token-2')
    await Promise.all([first, second])
    expect(sent.map(bearerOf)).toEqual([token, 'token-2', 'token-2'])
  })

  test('is renewed on the sandbox, too', async () => {
    const sandbox = createSandbox()
    const old = sandbox.tokenFor('ada@acme.test')
    const getToken = vi.fn(() => sandbox.tokenFor('ada@acme.test'))
    const { client } = connect((request) => sandbox.handle(request), { token: old, getToken })
    sandbox.expireTokens()
    expect((await getUser(client)).username).toBe('ada@acme.test')
    expect(getToken).toHaveBeenCalledOnce()
  })

  test('a write that it was refused for is repeated exactly once, body and all', async () => {
    const { client, sent } = connect(
      (request) => (bearerOf(request) === token ? unauthorized() : json({ flowId: 'new' })),
      { getToken: () => 'token-2' },
    )
    expect(await createFlow(client, { name: 'Leads' })).toEqual({ flowId: 'new' })
    const bodies = await Promise.all(sent.map((request) => request.json()))
    expect(bodies).toEqual([
      expect.objectContaining({ name: 'Leads' }),
      expect.objectContaining({ name: 'Leads' }),
    ])
  })

  test('without getToken, a newer token that the host has set since is used', async () => {
    const first = defer<Response>()
    const { client, sent } = connect((_, count) => (count === 1 ? first.promise : json([])))
    const call = getFlows(client, {})
    await vi.waitFor(() => expect(sent).toHaveLength(1), { interval: 1 })
    client.setToken('token-2')
    first.resolve(unauthorized())
    expect(await call).toEqual([])
    expect(sent.map(bearerOf)).toEqual([token, 'token-2'])
  })
})

describe('a second refusal', () => {
  test('is an error of code auth after one repetition', async () => {
    const getToken = vi.fn(async () => 'token-2')
    const { client, sent } = connect(unauthorized, { getToken })
    expect(await errorOf(getFlows(client, {}))).toMatchObject({ code: 'auth', status: 401 })
    expect(sent).toHaveLength(2)
    expect(getToken).toHaveBeenCalledOnce()
  })

  test('of a write is not followed by a third try', async () => {
    const { client, sent } = connect(unauthorized, { getToken: async () => 'token-2' })
    expect((await errorOf(startFlow(client, { flowId: 'f' }))).code).toBe('auth')
    expect(sent).toHaveLength(2)
  })

  test('of a token that getToken gave unchanged ends, too', async () => {
    const { client, sent } = connect(unauthorized, { getToken: async () => token })
    expect((await errorOf(getFlows(client, {}))).code).toBe('auth')
    expect(sent).toHaveLength(2)
  })

  test('of 50 calls at once asks getToken once', async () => {
    const getToken = vi.fn(async () => 'token-2')
    const { client, sent } = connect(unauthorized, { getToken })
    await Promise.all(
      Array.from({ length: 50 }, (_, offset) => errorOf(getFlows(client, { offset }))),
    )
    expect(getToken).toHaveBeenCalledOnce()
    expect(sent).toHaveLength(100)
  })
})

describe('the first token', () => {
  test('is asked for once for all calls, with the reason initial', async () => {
    const getToken = vi.fn<GetToken>(async () => 'token-2')
    const { client, sent } = connect(only('token-2'), { token: undefined, getToken })
    await Promise.all([getFlows(client, {}), getFlows(client, { offset: 1 })])
    expect(getToken).toHaveBeenCalledOnce()
    expect(getToken.mock.calls[0]![0]).toMatchObject({ reason: 'initial' })
    expect(sent.map(bearerOf)).toEqual(['token-2', 'token-2'])
  })

  test('a renewal says unauthorized', async () => {
    const getToken = vi.fn<GetToken>(async () => 'token-2')
    const { client } = connect(only('token-2'), { getToken })
    await getFlows(client, {})
    expect(getToken.mock.calls[0]![0]).toMatchObject({ reason: 'unauthorized' })
  })

  test('may be given at once instead of as a promise', async () => {
    const { client } = connect(only('token-2'), { token: undefined, getToken: () => 'token-2' })
    expect(await getFlows(client, {})).toEqual([])
  })
})

describe('a getToken that fails', () => {
  const failures: [string, GetToken][] = [
    ['rejects', () => Promise.reject(new Error('The back end is down'))],
    [
      'throws',
      () => {
        throw new Error('The back end is down')
      },
    ],
    ["answers ''", () => ''],
    ['answers undefined', () => undefined as never],
    ['answers an object', () => ({ token: 'x' }) as never],
    ['answers a line break', async () => 'a\r\nb'],
    ['answers a space', async () => 'a b'],
    ['answers what no header can carry', async () => 'tökén'],
  ]

  test.each(failures)('%s: code auth, nothing sent, and the next call works', async (_, fail) => {
    const getToken = vi.fn<GetToken>(async () => 'token-2').mockImplementationOnce(fail)
    const { client, sent } = connect(only('token-2'), { token: undefined, getToken })
    const calls = Array.from({ length: 5 }, () => errorOf(getFlows(client, {})))
    for (const error of await Promise.all(calls)) expect(error.code).toBe('auth')
    expect(sent).toHaveLength(0)
    expect(getToken).toHaveBeenCalledOnce()
    expect(await getFlows(client, {})).toEqual([])
  })

  test.each(failures)('%s while renewing: code auth, nothing repeated', async (_, fail) => {
    const getToken = vi.fn<GetToken>(async () => 'token-2').mockImplementationOnce(fail)
    const { client, sent } = connect(only('token-2'), { getToken })
    expect((await errorOf(startFlow(client, { flowId: 'f' }))).code).toBe('auth')
    expect(sent).toHaveLength(1)
    expect(await getFlows(client, {})).toEqual([])
  })

  test('keeps its own error as the cause', async () => {
    const reason = new Error('The back end is down')
    const { client } = connect(only('x'), {
      token: undefined,
      getToken: () => Promise.reject(reason),
    })
    expect((await errorOf(getFlows(client, {}))).cause).toBe(reason)
  })

  test('hangs: everybody fails after tokenTimeout, and the next call works', async () => {
    vi.useFakeTimers()
    const getToken = vi
      .fn<GetToken>(async () => 'token-2')
      .mockImplementationOnce(() => new Promise<string>(() => {}))
    const { client, sent } = connect(only('token-2'), {
      token: undefined,
      getToken,
      tokenTimeout: 3_000,
    })
    const calls = Array.from({ length: 5 }, () => errorOf(getFlows(client, {})))
    const over = vi.fn()
    void Promise.all(calls).then(over)
    await vi.advanceTimersByTimeAsync(2_900)
    expect(over).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    for (const error of await Promise.all(calls)) expect(error.code).toBe('auth')
    expect([sent.length, getToken.mock.calls.length]).toEqual([0, 1])
    expect(getToken.mock.calls[0]![0].signal.aborted).toBe(true)
    expect(await getFlows(client, {})).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('answers after its time: the token of the call after it stays', async () => {
    vi.useFakeTimers()
    const late = defer<string>()
    const getToken = vi
      .fn<GetToken>(async () => 'token-2')
      .mockImplementationOnce(() => late.promise)
    const { client } = connect(only('token-2'), { token: undefined, getToken, tokenTimeout: 3_000 })
    const first = errorOf(getFlows(client, {}))
    await vi.advanceTimersByTimeAsync(3_100)
    await first
    expect(await getFlows(client, {})).toEqual([])
    late.resolve('too-late')
    expect(await getFlows(client, {})).toEqual([])
  })
})

describe('getToken and a host that knows a newer token', () => {
  test('a token set while getToken is under way is not lost', async () => {
    const asked = defer<string>()
    const { client, sent } = connect(only('token-3'), {
      getToken: vi.fn<GetToken>(() => asked.promise),
    })
    const call = errorOf(getFlows(client, {}))
    await vi.waitFor(() => expect(sent).toHaveLength(1), { interval: 1 })
    client.setToken('token-3')
    asked.resolve('token-2')
    await call.catch(() => {})
    await getFlows(client, {})
    expect(bearerOf(sent.at(-1)!)).toBe('token-3')
  })
})

test('50 calls at once are no leak to Node', async () => {
  const warnings: Error[] = []
  const note = (warning: Error) => void warnings.push(warning)
  process.on('warning', note)
  const { client } = connect(only('token-2'), { getToken: async () => 'token-2' })
  await Promise.all(Array.from({ length: 50 }, (_, offset) => getFlows(client, { offset })))
  await new Promise(setImmediate)
  process.off('warning', note)
  expect(warnings).toEqual([])
})

describe('a bad static token', () => {
  test.each(['', 'a\r\nx-evil: 1', 'a b', 'tökén'])('%j never reaches the wire', async (bad) => {
    const { client, sent } = connect(() => json([]), { token: bad })
    expect((await errorOf(getFlows(client, {}))).code).toBe('auth')
    expect(sent).toHaveLength(0)
  })

  test('no token at all: code auth, and it says what to do', async () => {
    const { client, sent } = connect(() => json([]), { token: undefined })
    const error = await errorOf(getFlows(client, {}))
    expect(error).toMatchObject({ code: 'auth', message: expect.stringContaining('getToken') })
    expect(sent).toHaveLength(0)
  })
})

function bearerOf(request: Request): string | undefined {
  return request.headers.get('authorization')?.replace('Bearer ', '')
}
