import { describe, expect, it } from 'vitest'
import {
  authenticateUser,
  createAppmixerClient,
  getFlowsCount,
  getUser,
  signupUser,
} from '../../src/index.ts'
import { demoUsers } from '../../src/sandbox/index.ts'
import { ask, createWorld } from './support.ts'

const days = 24 * 3600 * 1000

describe('signing in', () => {
  it('answers the user and a token that works', async () => {
    const { ada, sandbox } = createWorld()
    const { token, user } = await authenticateUser(ada, demoUsers.ben)
    expect(user).toMatchObject({ username: 'ben@acme.test', email: 'ben@acme.test', plan: 'free' })
    expect(user).not.toHaveProperty('password')
    const answer = await ask(sandbox, 'GET /user', {
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.body).toEqual(user)
  })

  it('takes the name as `email`, too', async () => {
    const { sandbox } = createWorld()
    const { password } = demoUsers.ada
    const body = { email: 'ada@acme.test', password }
    expect((await ask(sandbox, 'POST /user/auth', { body })).status).toBe(200)
  })

  it('refuses an unknown user and a wrong password alike', async () => {
    const { ada } = createWorld()
    const unknown = authenticateUser(ada, { username: 'eve@acme.test', password: 'secret' })
    await expect(unknown).rejects.toMatchObject({ status: 403 })
    const wrong = authenticateUser(ada, { ...demoUsers.ada, password: 'guess' })
    await expect(wrong).rejects.toMatchObject({ status: 403 })
  })

  it('refuses half of the credentials', async () => {
    const { sandbox } = createWorld()
    const answer = await ask(sandbox, 'POST /user/auth', { body: { username: 'ada@acme.test' } })
    expect(answer.status).toBe(400)
  })
})

describe('signing up', () => {
  const dora = { username: 'dora@acme.test', password: 'five5' }

  it('creates a user who has nothing yet', async () => {
    const { ada, sandbox } = createWorld()
    const { token } = await signupUser(ada, dora)
    const client = createAppmixerClient({
      baseUrl: 'http://sandbox.test',
      fetch: sandbox.fetch,
      token,
    })
    expect(await getUser(client)).toMatchObject({ username: dora.username, email: dora.username })
    expect(await getFlowsCount(client, {})).toBe(0)
    await expect(authenticateUser(ada, dora)).resolves.toBeDefined()
  })

  it('refuses a name that is taken, and a short password', async () => {
    const { ada } = createWorld()
    await expect(signupUser(ada, { ...dora, username: 'ada@acme.test' })).rejects.toMatchObject({
      status: 400,
    })
    await expect(signupUser(ada, { ...dora, password: 'four' })).rejects.toMatchObject({
      status: 400,
    })
  })
})

describe('tokens', () => {
  it('are asked for everywhere else', async () => {
    const { sandbox } = createWorld()
    const missing = await ask(sandbox, 'GET /flows?limit=nonsense')
    expect(missing).toEqual({
      status: 401,
      body: { statusCode: 401, error: 'Unauthorized', message: 'Missing authentication' },
    })
    const invalid = await ask(sandbox, 'GET /flows', { headers: { authorization: 'Bearer a.b.c' } })
    expect(invalid).toEqual({
      status: 401,
      body: {
        statusCode: 401,
        error: 'Unauthorized',
        message: 'Invalid JWT: key or signature is invalid',
      },
    })
  })

  it('are JWTs, and a changed one is refused', async () => {
    const { sandbox } = createWorld()
    const [header, payload, signature] = sandbox.tokenFor('ada@acme.test').split('.')
    const claims = JSON.parse(atob(payload!))
    expect(claims.exp - claims.iat).toBe(30 * 24 * 3600)
    const forged = btoa(JSON.stringify({ ...claims, id: sandbox.database.users[1]!.id }))
    const authorization = `Bearer ${[header, forged, signature].join('.')}`
    expect((await ask(sandbox, 'GET /user', { headers: { authorization } })).status).toBe(401)
  })

  it('expire after 30 days', async () => {
    const { ada, clock } = createWorld()
    clock.advance(30 * days - 1_000)
    await expect(getUser(ada)).resolves.toBeDefined()
    clock.advance(1_000)
    await expect(getUser(ada)).rejects.toMatchObject({ code: 'auth' })
  })

  it('expire all at once when a test says so', async () => {
    const { ada, sandbox } = createWorld()
    sandbox.expireTokens()
    await expect(getUser(ada)).rejects.toMatchObject({ code: 'auth' })
    ada.setToken(sandbox.tokenFor('ada@acme.test'))
    await expect(getUser(ada)).resolves.toBeDefined()
  })

  it('belong to nobody when the user is gone', async () => {
    const { ada, sandbox } = createWorld()
    sandbox.database.users.shift()
    await expect(getUser(ada)).rejects.toMatchObject({ status: 404 })
  })

  it('are made for known users only', () => {
    const { sandbox } = createWorld()
    expect(() => sandbox.tokenFor('eve@acme.test')).toThrow(/ada@acme.test, ben@acme.test/)
  })
})
