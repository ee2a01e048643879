import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { AppmixerError, createFlow, getFlows, getUser, type GetToken } from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { hourly, jwt } from '../jwt.ts'
import { connect, defer, errorOf, json, token } from './wire.ts'
import { waitFor } from '../until.ts'

const unauthorized = () => json({ statusCode: 401, error: 'Unauthorized', message: 'expired' }, 401)

/** A server that takes this token only. */
const only = (valid: string) => (request: Request) =>
  bearerOf(request) === valid ? json([]) : unauthorized()

afterEach(() => void vi.useRealTimers())

describe('a token that has expired', () => {
  test('is not used again: what comes later goes out with the new one', async () => {
    const getToken = vi.fn(async () => 'token-2')
    const { client, sent } = connect(only('token-2'), { getToken })
    await getFlows(client, {})
    await getFlows(client, {})
    expect(sent.map(bearerOf)).toEqual([token, 'token-2', 'token-2'])
    expect(getToken).toHaveBeenCalledOnce()
  })

  test('lets calls that start during the renewal wait for the new one', async () => {
    const next = defer<string>()
    const getToken = vi.fn(() => next.promise)
    const { client, sent } = connect(only('token-2'), { getToken })
    const first = getFlows(client, {})
    await waitFor(() => expect(getToken).toHaveBeenCalledOnce(), { interval: 1 })
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
    await waitFor(() => expect(sent).toHaveLength(1), { interval: 1 })
    client.setToken('token-2')
    first.resolve(unauthorized())
    expect(await call).toEqual([])
    expect(sent.map(bearerOf)).toEqual([token, 'token-2'])
  })
})

describe('a JWT', () => {
  beforeEach(() => void vi.useFakeTimers({ now: Date.UTC(2026, 0, 15, 9) }))

  test('is renewed in its last minute, once for all calls, before anything is sent', async () => {
    const first = hourly('ada')
    const second = hourly('ada')
    const getToken = vi.fn<GetToken>(async () => second)
    const { client, sent } = connect(() => json([]), { token: first, getToken })
    vi.advanceTimersByTime(3_539_000)
    await getFlows(client, {})
    expect(getToken).not.toHaveBeenCalled()
    vi.advanceTimersByTime(2_000)
    await Promise.all(Array.from({ length: 20 }, (_, offset) => getFlows(client, { offset })))
    expect(getToken).toHaveBeenCalledOnce()
    expect(getToken.mock.calls[0]![0]).toMatchObject({ reason: 'expiring' })
    expect(sent.map(bearerOf)).toEqual([first, ...Array.from({ length: 20 }, () => second)])
  })

  test('is renewed in the last tenth of a short life', async () => {
    const getToken = vi.fn<GetToken>(async () => 'token-2')
    const now = Math.floor(Date.now() / 1000)
    const token = jwt({ id: 'ada', iat: now, exp: now + 20 })
    const { client } = connect(() => json([]), { token, getToken })
    vi.advanceTimersByTime(17_000)
    await getFlows(client, {})
    expect(getToken).not.toHaveBeenCalled()
    vi.advanceTimersByTime(2_000)
    await getFlows(client, {})
    expect(getToken).toHaveBeenCalledOnce()
  })

  test('is used while it lives when the renewal fails, and getToken is called once for it', async () => {
    const getToken = vi.fn<GetToken>(() => Promise.reject(new Error('down')))
    const token = hourly('ada')
    const { client, sent } = connect(() => json([]), { token, getToken })
    vi.advanceTimersByTime(3_550_000)
    await getFlows(client, {})
    await getFlows(client, {})
    expect(getToken).toHaveBeenCalledOnce()
    expect(sent.map(bearerOf)).toEqual([token, token])
    expect(client.session.get().status).toBe('authenticated')
  })

  test('is sent as it is without getToken, and an opaque token always is', async () => {
    const getToken = vi.fn<GetToken>(async () => 'token-2')
    const alone = connect(() => json([]), { token: hourly('ada') })
    const opaque = connect(() => json([]), { token: 'opaque', getToken })
    vi.advanceTimersByTime(30 * 24 * 3600_000)
    await getFlows(alone.client, {})
    await getFlows(opaque.client, {})
    expect(getToken).not.toHaveBeenCalled()
  })
})

describe('a renewed token of another user', () => {
  test('ends the session: nothing is sent with it, or with the old one', async () => {
    const onAuthError = vi.fn()
    const getToken = vi.fn<GetToken>(async () => hourly('ben'))
    const { client, sent } = connect(unauthorized, { token: hourly('ada'), getToken, onAuthError })
    expect((await errorOf(getFlows(client, {}))).code).toBe('session')
    expect((await errorOf(getFlows(client, {}))).code).toBe('session')
    expect([sent.length, getToken.mock.calls.length]).toEqual([1, 1])
    expect(onAuthError).toHaveBeenCalledOnce()
    expect(client.session.get()).toMatchObject({ status: 'unauthenticated' })
  })

  test('set by the host ends it, too', async () => {
    const { client, sent } = connect(() => json([]), { token: hourly('ada'), userKey: 'ada' })
    client.setToken(hourly('ben'))
    expect((await errorOf(getFlows(client, {}))).code).toBe('session')
    expect(sent).toHaveLength(0)
  })
})

describe.each([
  ['id', 'a text', { id: 'u7' }, { id: 'u8' }],
  ['id', 'a number', { id: 7 }, { id: 8 }],
  ['id', '0', { id: 0 }, { id: 8 }],
  ['sub', 'a text', { sub: 'u7' }, { sub: 'u8' }],
  ['sub', 'a number', { sub: 7 }, { sub: 8 }],
  ['sub', 'a number beside an empty id', { id: '', sub: 7 }, { id: '', sub: 8 }],
  ['sub', 'a number beside an id that is none', { id: {}, sub: 7 }, { id: {}, sub: 8 }],
])('a token whose %s is %s', (_claim, _kind, ada, ben) => {
  const tokenOf = (claims: object, jti: string) => jwt({ ...claims, jti })

  test('names the user: a renewed one is the same session, another user’s is another scope', () => {
    const scopeWith = (own: string) => connect(() => json([]), { token: own }).client.scope
    expect(scopeWith(tokenOf(ada, 'second'))).toBe(scopeWith(tokenOf(ada, 'first')))
    expect(scopeWith(tokenOf(ben, 'first'))).not.toBe(scopeWith(tokenOf(ada, 'first')))
  })

  test('is renewed by one of the same user only', async () => {
    const getToken = vi.fn<GetToken>(async () => tokenOf(ada, 'second'))
    const options = { token: tokenOf(ada, 'first'), getToken }
    const same = connect(only(tokenOf(ada, 'second')), options)
    expect(await getFlows(same.client, {})).toEqual([])

    getToken.mockResolvedValue(tokenOf(ben, 'second'))
    const other = connect(unauthorized, options)
    expect((await errorOf(getFlows(other.client, {}))).code).toBe('session')
    expect(other.sent).toHaveLength(1)
  })
})

test('an id beyond 2⁵³ is no name: JSON reads the next one as the same number', () => {
  const withId = (id: string) => ['', btoa(`{"id":${id}}`), ''].join('.')
  const [one, next] = ['9007199254740992', '9007199254740993'].map((id) => {
    return connect(() => json([]), { token: withId(id) }).client.scope
  })
  expect(one).not.toBe(next)
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

  test('may be a plain string, not a promise', async () => {
    const { client } = connect(only('token-2'), { token: undefined, getToken: () => 'token-2' })
    expect(await getFlows(client, {})).toEqual([])
  })
})

describe('getToken that finds nobody signed in', () => {
  const signedOut = new AppmixerError({ code: 'auth', status: 401, message: 'Signed out' })

  test('ends in unauthenticated: said once, and not asked again until refresh', async () => {
    const onAuthError = vi.fn()
    const getToken = vi.fn<GetToken>().mockRejectedValueOnce(signedOut).mockResolvedValue('token-2')
    const options = { token: undefined, getToken, onAuthError }
    const { client, sent } = connect(only('token-2'), options)
    expect(await errorOf(getFlows(client, {}))).toMatchObject({ code: 'auth', status: 401 })
    expect(await errorOf(getFlows(client, {}))).toMatchObject({ code: 'auth', status: 401 })
    expect(client.session.get()).toEqual({ status: 'unauthenticated', error: signedOut })
    expect(onAuthError.mock.calls).toEqual([[signedOut]])
    expect([sent.length, getToken.mock.calls.length]).toEqual([0, 1])

    await client.refresh()
    expect(await getFlows(client, {})).toEqual([])
  })

  test('ends it also while the token in use is still good', async () => {
    const getToken = vi.fn<GetToken>().mockRejectedValue(signedOut)
    const { client, sent } = connect(() => json([]), {
      token: hourly('ada', Date.now() - 3_570_000),
      getToken,
    })
    await errorOf(getFlows(client, {}))
    expect(client.session.get().status).toBe('unauthenticated')
    expect(sent).toEqual([])
  })

  test('any other failure may pass, and is asked again', async () => {
    const onAuthError = vi.fn()
    const getToken = vi
      .fn<GetToken>()
      .mockRejectedValueOnce(new Error('503'))
      .mockResolvedValue('token-2')
    const { client } = connect(only('token-2'), { token: undefined, getToken, onAuthError })
    await errorOf(getFlows(client, {}))
    expect(client.session.get().status).toBe('error')
    expect(await getFlows(client, {})).toEqual([])
    expect(onAuthError).not.toHaveBeenCalled()
  })
})

test('a session that has ended stays so, whatever token comes', async () => {
  const getToken = vi.fn<GetToken>(async () => 'token-2')
  const { client, sent } = connect(() => json([]), { getToken })
  client.end()
  const ended = client.session.get()
  const refreshing = client.refresh()
  expect(client.session.get()).toBe(ended)
  await refreshing
  client.setToken('token-3')
  client.setToken(undefined)
  expect(client.session.get()).toEqual({ status: 'unauthenticated', error: null })
  expect((await errorOf(getFlows(client, {}))).code).toBe('session')
  expect([sent.length, getToken.mock.calls.length]).toEqual([0, 0])
})

describe('getToken and a host that knows a newer token', () => {
  test('a token set while getToken is under way is not lost', async () => {
    const asked = defer<string>()
    const { client, sent } = connect(only('token-3'), {
      getToken: vi.fn<GetToken>(() => asked.promise),
    })
    const call = errorOf(getFlows(client, {}))
    await waitFor(() => expect(sent).toHaveLength(1), { interval: 1 })
    client.setToken('token-3')
    asked.resolve('token-2')
    await call.catch(() => {})
    await getFlows(client, {})
    expect(bearerOf(sent.at(-1)!)).toBe('token-3')
  })
})

function bearerOf(request: Request): string | undefined {
  return request.headers.get('authorization')?.replace('Bearer ', '')
}
