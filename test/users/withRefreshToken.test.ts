import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  createAppmixerClient,
  errorMessage,
  getFlows,
  getUser,
  withRefreshToken,
  type AppmixerClient,
  type GetToken,
} from '../../src/index.ts'
import { createSandbox, type Sandbox } from '../../src/sandbox/index.ts'
import { defer } from '../client/wire.ts'
import { ada, baseUrl, ben } from '../support.tsx'
import { waitFor } from '../until.ts'

const refreshing = 'POST /user/sso/refresh'

let sandbox: Sandbox
/** What all tabs of one browser share. */
let storage: { refreshToken: string | undefined; saved: string[] }

beforeEach(() => {
  sandbox = createSandbox()
  storage = { refreshToken: sandbox.refreshTokenFor(ada), saved: [] }
})

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

const load = () => storage.refreshToken
const save = (next: string) => {
  storage.refreshToken = next
  storage.saved.push(next)
}

/** The `getToken` of one tab. */
const source = (options: Partial<Parameters<typeof withRefreshToken>[0]> = {}) =>
  withRefreshToken({ baseUrl, load, save, fetch: sandbox.fetch, ...options })

/** One tab whose token the server refuses from now on. */
function openTab(getToken = source(), tokenTimeout = 10_000): AppmixerClient {
  const token = sandbox.tokenFor(ada)
  const options = { baseUrl, token, getToken, tokenTimeout, fetch: sandbox.fetch }
  const client = createAppmixerClient(options)
  client.setToken('outdated')
  return client
}

const ask = async (getToken: GetToken, signal = new AbortController().signal) =>
  getToken({ reason: 'initial', signal })

/** As browsers do it: one at a time for each name; an abort gives up the place in the queue. */
function stubLocks(): void {
  const last = new Map<string, Promise<unknown>>()
  async function request<T>(
    name: string,
    { signal }: { signal: AbortSignal },
    work: () => Promise<T>,
  ): Promise<T> {
    const turn = (last.get(name) ?? Promise.resolve()).then(() => {
      signal.throwIfAborted()
      return work()
    })
    last.set(
      name,
      turn.catch(() => {}),
    )
    return turn
  }
  vi.stubGlobal('navigator', { locks: { request } })
}

describe.each(['without Web Locks', 'with Web Locks'])('one tab, %s', (kind) => {
  beforeEach(() => {
    if (kind === 'with Web Locks') stubLocks()
  })

  test('renews a refused token once for all calls, and keeps the next refresh token', async () => {
    const first = storage.refreshToken
    const client = openTab()
    await Promise.all([getFlows(client, {}), getUser(client), getFlows(client, { limit: 1 })])
    expect(sandbox.requests.count(refreshing)).toBe(1)
    expect(storage.saved).toEqual([sandbox.refreshTokenFor(ada)])
    expect(storage.saved).not.toContain(first)

    await client.refresh()
    expect(client.session.get().status).toBe('authenticated')
    expect(storage.saved).toHaveLength(2)
    expect(storage.refreshToken).toBe(sandbox.refreshTokenFor(ada))
  })

  test('two clients that share one source use no refresh token twice', async () => {
    const getToken = source()
    const clients = [openTab(getToken), openTab(getToken)]
    await Promise.all(clients.map((client) => getFlows(client, {})))
    expect(storage.refreshToken).toBe(sandbox.refreshTokenFor(ada))
  })

  test('a refresh token that was used before is refused with code auth', async () => {
    const used = storage.refreshToken
    await ask(source())
    await expect(ask(source({ load: () => used }))).rejects.toMatchObject({
      code: 'auth',
      status: 401,
      serverMessage: 'Invalid refresh token',
    })
    expect(storage.saved).toHaveLength(1)
  })

  test.each([undefined, null, ''])('without a refresh token (%j) nothing is sent', async (none) => {
    const error = await ask(source({ load: () => none })).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'auth' })
    expect(errorMessage(error)).toBe('You are not signed in any more.')
    expect(sandbox.requests.entries).toEqual([])
  })

  test('storage may be asynchronous: the next exchange waits until the token is saved', async () => {
    const saving = defer<void>()
    const slow = source({
      load: async () => storage.refreshToken,
      save: (next) => saving.promise.then(() => save(next)),
    })
    const tokens = Promise.all([ask(slow), ask(slow)])
    await waitFor(() => expect(sandbox.requests.count(refreshing)).toBe(1))
    saving.resolve()
    await tokens
    expect(storage.saved).toHaveLength(2)
  })

  test('a save that fails is logged, and the new token is good all the same', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {})
    const full = new Error('The storage is full')
    const client = openTab(source({ save: () => Promise.reject(full) }))
    await getFlows(client, {})
    expect(log).toHaveBeenCalledExactlyOnceWith(full)
  })

  test('a load that fails says that the sign-in could not be renewed just now', async () => {
    const client = openTab(source({ load: () => Promise.reject(new Error('IndexedDB is closed')) }))
    const error = await getFlows(client, {}).catch((reason: unknown) => reason)
    expect(errorMessage(error)).toBe('Your sign-in could not be renewed just now. Try again.')
  })
})

describe('two tabs that share one refresh token', () => {
  beforeEach(stubLocks)

  test('A14: renew at once, again and again, and neither is signed out', async () => {
    const tabs = [openTab(), openTab()]
    for (let round = 1; round <= 5; round++) {
      for (const tab of tabs) tab.setToken(`outdated-${round}`)
      await Promise.all(tabs.map((tab) => getFlows(tab, {})))
      expect(tabs.map(({ session }) => session.get().status)).toEqual([
        'authenticated',
        'authenticated',
      ])
      expect(sandbox.requests.count(refreshing)).toBe(2 * round)
    }
    expect(storage.refreshToken).toBe(sandbox.refreshTokenFor(ada))
  })

  test('A14: an exchange that hangs ends after 5 s, and the other tab goes on', async () => {
    vi.useFakeTimers()
    sandbox.faults.add({ on: refreshing, network: 'silent', times: 1 })
    const hung = getFlows(openTab(), {}).catch(errorMessage)
    await vi.advanceTimersByTimeAsync(1)
    const other = getFlows(openTab(), {})
    await vi.advanceTimersByTimeAsync(4_900)
    expect(sandbox.requests.count(refreshing)).toBe(1)
    await vi.advanceTimersByTimeAsync(200)
    await expect(other).resolves.not.toHaveLength(0)
    expect(await hung).toBe('The server took too long.')
    expect(storage.refreshToken).toBe(sandbox.refreshTokenFor(ada))
  })

  test('one that gives up while it waits for the other sends nothing', async () => {
    sandbox.faults.add({ on: refreshing, delay: 50, times: 1 })
    const impatient = new AbortController()
    const first = ask(source())
    const second = ask(source(), impatient.signal)
    impatient.abort('left')
    await expect(second).rejects.toBe('left')
    await first
    await ask(source())
    expect(sandbox.requests.count(refreshing)).toBe(2)
  })

  test('one that gives up after it has sent keeps the next refresh token for both', async () => {
    const impatient = new AbortController()
    const answer = defer<void>()
    const slow = source({
      fetch: async (input, init) => {
        const response = await sandbox.fetch(input, init)
        await answer.promise
        return response
      },
    })
    const given = ask(slow, impatient.signal)
    await waitFor(() => expect(sandbox.requests.count(refreshing)).toBe(1))
    impatient.abort('left')
    await expect(given).rejects.toBe('left')
    answer.resolve()
    await expect(ask(source())).resolves.toEqual(expect.any(String))
    expect(storage.saved).toHaveLength(2)
  })

  test('one where another user signs in meanwhile keeps that user’s refresh token', async () => {
    const answer = defer<void>()
    const slow = source({
      fetch: async (input, init) => {
        const response = await sandbox.fetch(input, init)
        await answer.promise
        return response
      },
    })
    const given = ask(slow)
    await waitFor(() => expect(sandbox.requests.count(refreshing)).toBe(1))
    storage.refreshToken = sandbox.refreshTokenFor(ben)
    answer.resolve()
    await expect(given).rejects.toMatchObject({ code: 'auth', reason: 'token-unavailable' })
    expect(storage).toEqual({ refreshToken: sandbox.refreshTokenFor(ben), saved: [] })
  })

  test('tabs of other tenants, and users with a lock of their own, do not wait for it', async () => {
    sandbox.faults.add({ on: refreshing, network: 'silent', times: 1 })
    void ask(source()).catch(() => {})
    await waitFor(() => expect(sandbox.requests.count(refreshing)).toBe(1))
    await expect(ask(source({ lockName: 'ada' }))).resolves.toEqual(expect.any(String))
  })
})
