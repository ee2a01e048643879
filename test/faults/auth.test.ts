import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { getFlow, getFlows, getUser, startFlow, type GetToken } from '../../src/index.ts'
import { connect, defer, errorOf, json, token } from '../client/wire.ts'
import { hourly } from '../jwt.ts'

const unauthorized = () => json({ statusCode: 401, error: 'Unauthorized', message: 'expired' }, 401)

/** A server that takes this token only. */
const only = (valid: string) => (request: Request) =>
  bearerOf(request) === valid ? json([]) : unauthorized()

afterEach(() => void vi.useRealTimers())

test('A1: 50 calls at once with an expired token ask getToken once, and each is repeated once', async () => {
  const getToken = vi.fn(async () => 'token-2')
  const onAuthError = vi.fn()
  const { client, sent } = connect(only('token-2'), { getToken, onAuthError })
  const calls = Array.from({ length: 50 }, (_, offset) => getFlows(client, { offset }))
  await expect(Promise.all(calls)).resolves.toHaveLength(50)
  expect(getToken).toHaveBeenCalledOnce()
  expect(sent).toHaveLength(100)
  expect(onAuthError).not.toHaveBeenCalled()
})

test('A2: a 401 of the old token that lands after the renewal is repeated without another one', async () => {
  const late = Array.from({ length: 5 }, () => defer<Response>())
  const getToken = vi.fn(async () => 'token-2')
  const { client, sent } = connect(
    (request) => {
      if (bearerOf(request) === 'token-2') return json({ flowId: 'f' })
      const straggler = /late-(\d)$/.exec(request.url)
      return straggler ? late[Number(straggler[1])]!.promise : unauthorized()
    },
    { getToken },
  )
  const stragglers = late.map((_, index) => getFlow(client, { flowId: `late-${index}` }))
  await getFlow(client, { flowId: 'early' })
  for (const [index, answer] of late.entries()) {
    answer.resolve(unauthorized())
    await stragglers[index]
  }
  expect(getToken).toHaveBeenCalledOnce()
  expect(sent.filter(({ url }) => url.includes('late')).map(bearerOf)).toEqual([
    ...late.map(() => token),
    ...late.map(() => 'token-2'),
  ])
})

describe('A3: a second 401', () => {
  test('ends after one repetition, tells once, and nothing more is sent', async () => {
    const getToken = vi.fn(async () => 'token-2')
    const onAuthError = vi.fn()
    const { client, sent } = connect(unauthorized, { getToken, onAuthError })
    const first = Array.from({ length: 50 }, (_, offset) => errorOf(getFlows(client, { offset })))
    for (const error of await Promise.all(first)) {
      expect(error).toMatchObject({ code: 'auth', status: 401 })
    }
    expect(client.session.get()).toMatchObject({
      status: 'unauthenticated',
      error: { status: 401 },
    })
    for (let i = 0; i < 5; i++) {
      expect((await errorOf(startFlow(client, { flowId: 'f' }))).code).toBe('auth')
    }
    expect([sent.length, getToken.mock.calls.length]).toEqual([100, 1])
    expect(onAuthError).toHaveBeenCalledOnce()
    expect(onAuthError.mock.calls[0]![0]).toMatchObject({ code: 'auth', status: 401 })
  })

  test('of a token that getToken gave unchanged ends, too', async () => {
    const { client, sent } = connect(unauthorized, { getToken: async () => token })
    expect((await errorOf(getFlows(client, {}))).code).toBe('auth')
    expect((await errorOf(getFlows(client, {}))).code).toBe('auth')
    expect(sent).toHaveLength(2)
  })

  test('the first one is enough when there is nobody to ask', async () => {
    const onAuthError = vi.fn()
    const { client, sent } = connect(unauthorized, { onAuthError })
    await errorOf(getFlows(client, {}))
    await errorOf(getFlows(client, {}))
    expect(sent).toHaveLength(1)
    expect(onAuthError).toHaveBeenCalledOnce()
    expect(client.session.get().status).toBe('unauthenticated')
  })

  test('is over with another token: by hand, or from getToken when it is asked to refresh', async () => {
    const getToken = vi.fn(async () => 'token-2')
    const { client } = connect(only('token-3'), { getToken })
    await errorOf(getFlows(client, {}))
    client.setToken('token-3')
    expect(await getFlows(client, {})).toEqual([])
    expect(client.session.get()).toEqual({ status: 'authenticated', error: null })

    const other = connect(only('token-3'), { getToken })
    await errorOf(getFlows(other.client, {}))
    getToken.mockResolvedValueOnce('token-3')
    await other.client.refresh()
    expect(other.client.session.get()).toEqual({ status: 'authenticated', error: null })
    expect(await getFlows(other.client, {})).toEqual([])
  })
})

describe('A4, A5: a getToken that fails', () => {
  const failures: [string, GetToken][] = [
    ['A4 rejects', () => Promise.reject(new Error('The back end is down'))],
    [
      'A4 throws',
      () => {
        throw new Error('The back end is down')
      },
    ],
    ["A5 answers ''", () => ''],
    ['A5 answers undefined', () => undefined as never],
    ['A5 answers an object', () => ({ token: 'x' }) as never],
    ['A5 answers a line break', async () => 'a\r\nb'],
    ['A5 answers a space', async () => 'a b'],
    ['A5 answers what no header can carry', async () => 'tökén'],
  ]

  test.each(failures)('%s: code auth, nothing sent, and the next call works', async (_, fail) => {
    const getToken = vi.fn<GetToken>(async () => 'token-2').mockImplementationOnce(fail)
    const { client, sent } = connect(only('token-2'), { token: undefined, getToken })
    const calls = Array.from({ length: 5 }, () => errorOf(getFlows(client, {})))
    for (const error of await Promise.all(calls)) {
      expect(error).toMatchObject({ code: 'auth', reason: 'token-unavailable' })
    }
    expect(sent).toHaveLength(0)
    expect(getToken).toHaveBeenCalledOnce()
    expect(client.session.get()).toMatchObject({ status: 'error', error: { code: 'auth' } })
    expect(await getFlows(client, {})).toEqual([])
    expect(client.session.get()).toEqual({ status: 'authenticated', error: null })
  })

  test.each(failures)('%s while renewing: code auth, nothing repeated', async (_, fail) => {
    const getToken = vi.fn<GetToken>(async () => 'token-2').mockImplementationOnce(fail)
    const { client, sent } = connect(only('token-2'), { getToken })
    expect((await errorOf(startFlow(client, { flowId: 'f' }))).code).toBe('auth')
    expect(sent).toHaveLength(1)
    expect(await getFlows(client, {})).toEqual([])
    expect(sent.map(bearerOf)).toEqual([token, 'token-2'])
  })

  test('A4 keeps its own error as the cause', async () => {
    const reason = new Error('The back end is down')
    const getToken = () => Promise.reject(reason)
    const { client } = connect(only('x'), { token: undefined, getToken })
    expect((await errorOf(getFlows(client, {}))).cause).toBe(reason)
  })

  test('A4 hangs: everybody fails after tokenTimeout, and the next call works', async () => {
    vi.useFakeTimers()
    const getToken = vi
      .fn<GetToken>(async () => 'token-2')
      .mockImplementationOnce(() => new Promise<string>(() => {}))
    const options = { token: undefined, getToken, tokenTimeout: 3_000 }
    const { client, sent } = connect(only('token-2'), options)
    const calls = Array.from({ length: 5 }, () => errorOf(getFlows(client, {})))
    const over = vi.fn()
    void Promise.all(calls).then(over)
    await vi.advanceTimersByTimeAsync(2_900)
    expect(over).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(200)
    for (const error of await Promise.all(calls)) {
      expect(error).toMatchObject({ code: 'auth', reason: 'token-unavailable' })
    }
    expect([sent.length, getToken.mock.calls.length]).toEqual([0, 1])
    expect(getToken.mock.calls[0]![0].signal.aborted).toBe(true)
    expect(await getFlows(client, {})).toEqual([])
    expect(vi.getTimerCount()).toBe(0)
  })

  test('A4 answers after its time: the token of the call after it stays', async () => {
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

  test.each(['', 'a\r\nx-evil: 1', 'a b', 'tökén', null, 5, {}])(
    'A5: a static token %j never reaches the wire',
    async (bad) => {
      const { client, sent } = connect(() => json([]), { token: bad as string })
      expect(client.session.get().status).toBe('error')
      expect((await errorOf(getFlows(client, {}))).code).toBe('auth')
      expect(sent).toHaveLength(0)
    },
  )

  test('A5: no token and nobody to ask: code auth, and it says what to do', async () => {
    const { client, sent } = connect(() => json([]), { token: undefined })
    const error = await errorOf(getFlows(client, {}))
    expect(error).toMatchObject({ code: 'auth', message: expect.stringContaining('getToken') })
    expect(client.session.get()).toEqual({ status: 'unauthenticated', error: null })
    expect(sent).toHaveLength(0)
  })
})

test('A10: 403 is about permission: of code http, asked once, no token renewed, nobody signed out', async () => {
  const getToken = vi.fn(() => 'token-2')
  const onAuthError = vi.fn()
  const { client, sent } = connect(() => json({ message: 'Forbidden' }, 403), {
    getToken,
    onAuthError,
  })
  expect(await errorOf(getUser(client))).toMatchObject({ code: 'http', status: 403 })
  expect([sent.length, getToken.mock.calls.length, onAuthError.mock.calls.length]).toEqual([
    1, 0, 0,
  ])
  expect(client.session.get().status).toBe('authenticated')
})

describe('A11: a clock that is wrong', () => {
  const now = Date.UTC(2026, 0, 15, 9)
  const day = 24 * 3600_000
  beforeEach(() => void vi.useFakeTimers({ now }))

  test.each([
    ['by a day ahead', day],
    ['by a day behind', -day],
  ])('%s never makes a loop: at most one renewal for each token', async (_, skew) => {
    vi.setSystemTime(now + skew)
    const given: string[] = []
    const getToken = vi.fn<GetToken>(() => {
      given.push(hourly('ada', now))
      return given.at(-1)!
    })
    const { client, sent } = connect(() => json([]), { token: hourly('ada', now), getToken })
    for (let i = 0; i < 100; i++) await getFlows(client, { offset: i })
    expect(getToken.mock.calls.length).toBeLessThanOrEqual(1)
    expect(sent).toHaveLength(100)
  })

  test('and a server that refuses what looks expired: one renewal, one repetition', async () => {
    vi.setSystemTime(now + day)
    const fresh = hourly('ada', now)
    const getToken = vi
      .fn<GetToken>()
      .mockReturnValueOnce(hourly('ada', now))
      .mockReturnValue(fresh)
    const { client, sent } = connect(only(fresh), { token: hourly('ada', now), getToken })
    await getFlows(client, {})
    expect(getToken.mock.calls.map(([{ reason }]) => reason)).toEqual(['expiring', 'unauthorized'])
    expect(sent).toHaveLength(2)
  })
})

test('A12: a token service that is down for a minute is asked once for each wave, and the API not at all', async () => {
  const getToken = vi.fn<GetToken>(() => Promise.reject(new Error('500')))
  const { client, sent } = connect(only('token-2'), { getToken })
  const wave = () =>
    Promise.all(Array.from({ length: 10 }, (_, offset) => errorOf(getFlows(client, { offset }))))
  for (let i = 0; i < 12; i++) await wave()
  expect(getToken).toHaveBeenCalledTimes(12)
  expect(sent).toHaveLength(10)
  getToken.mockResolvedValue('token-2')
  expect(await getFlows(client, {})).toEqual([])
})

function bearerOf(request: Request): string | undefined {
  return request.headers.get('authorization')?.replace('Bearer ', '')
}
