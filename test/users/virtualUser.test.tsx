import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { render, screen, waitFor } from '@testing-library/react'
import { StrictMode } from 'react'
import { describe, expect, test } from 'vitest'
import { AppmixerProvider, useFlowsCount, useUser, virtualUser } from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'

const signal = AbortSignal.any([])
const initial = { reason: 'initial', signal } as const

function Greeting() {
  const { data: user } = useUser()
  const { data: count } = useFlowsCount()
  return (
    <p>
      {user?.username} has {count}
    </p>
  )
}

describe('a virtual user', () => {
  test('is created at the first sign-in, once, under StrictMode and with two providers', async () => {
    const sandbox = createSandbox({ data: 'empty' })
    const getToken = virtualUser({
      baseUrl,
      username: '42@acme.example',
      password: 'made by the back end',
      fetch: sandbox.fetch,
    })
    const provider = (
      <AppmixerProvider baseUrl={baseUrl} userKey="42" getToken={getToken} fetch={sandbox.fetch}>
        <Greeting />
      </AppmixerProvider>
    )
    render(
      <StrictMode>
        <QueryClientProvider client={new QueryClient()}>{provider}</QueryClientProvider>
        <QueryClientProvider client={new QueryClient()}>{provider}</QueryClientProvider>
      </StrictMode>,
    )
    await waitFor(() => expect(screen.getAllByText('42@acme.example has 0')).toHaveLength(2))
    expect(sandbox.requests.count('POST /user/auth')).toBe(1)
    expect(sandbox.requests.count('POST /user')).toBe(1)
  })

  test('that exists signs in, and is not created again', async () => {
    const sandbox = createSandbox({ data: 'empty' })
    const { password } = sandbox.database.users.find(({ username }) => username === ada)!
    const getToken = virtualUser({ baseUrl, username: ada, password, fetch: sandbox.fetch })
    expect(await getToken(initial)).toMatch(/^ey/)
    expect(sandbox.requests.count('POST /user')).toBe(0)
  })

  test('that two processes create at once is one user, and both are signed in', async () => {
    const sandbox = createSandbox({ data: 'empty' })
    const user = { username: '46@acme.example', password: 'the same', baseUrl }
    // As a back end does that makes one for each request.
    const tokens = [1, 2, 3].map(async () =>
      virtualUser({ ...user, fetch: sandbox.fetch })(initial),
    )
    for (const token of await Promise.all(tokens)) expect(token).toMatch(/^ey/)
    expect(sandbox.requests.count('POST /user')).toBe(3)
    const users = sandbox.database.users.filter(({ username }) => username === user.username)
    expect(users).toHaveLength(1)
  })

  test('with another password is a conflict that says what to do', async () => {
    const sandbox = createSandbox({ data: 'empty' })
    const getToken = virtualUser({
      baseUrl,
      username: ada,
      password: 'a guess',
      fetch: sandbox.fetch,
    })
    await expect(getToken(initial)).rejects.toMatchObject({
      code: 'http',
      reason: 'user-exists',
      status: 400,
      serverMessage: 'User already exists.',
      message: expect.stringContaining('exists with another password'),
    })
  })

  test.each([
    [{ status: 500 }, { code: 'http', status: 500, reason: undefined }],
    [{ status: 429 }, { code: 'http', status: 429, reason: undefined }],
    [{ network: 'lost' }, { code: 'network', reason: undefined }],
  ] as const)('is not blamed when signing up fails otherwise: %j', async (fault, expected) => {
    const sandbox = createSandbox({ data: 'empty', faults: [{ on: 'POST /user', ...fault }] })
    const username = '43@acme.example'
    const getToken = virtualUser({ baseUrl, username, password: 'secret', fetch: sandbox.fetch })
    await expect(getToken(initial)).rejects.toMatchObject(expected)
  })

  test('is asked for again after a failure, and whoever gives up waiting leaves it to the others', async () => {
    const sandbox = createSandbox({ data: 'empty' })
    sandbox.faults.add({ on: 'POST /user/auth', status: 503, times: 1 })
    const username = '44@acme.example'
    const getToken = virtualUser({ baseUrl, username, password: 'secret', fetch: sandbox.fetch })
    await expect(getToken(initial)).rejects.toMatchObject({ status: 503 })

    const impatient = new AbortController()
    const [first, second] = [getToken({ ...initial, signal: impatient.signal }), getToken(initial)]
    impatient.abort(new Error('switched'))
    await expect(first).rejects.toThrow('switched')
    await expect(second).resolves.toMatch(/^ey/)
    expect(sandbox.requests.count('POST /user')).toBe(1)
  })
})
