import { getEventListeners } from 'node:events'
import { describe, expect, test, vi } from 'vitest'
import { createAppmixerClient, ensureServiceAccount, getFlows, startFlow } from '../../src/index.ts'
import { startFaultServer } from '../faults/server.ts'
import { connect, defer, errorOf, json } from './wire.ts'
import { waitFor } from '../until.ts'

describe('after the session has ended', () => {
  test('open requests are aborted, and reject with code session', async () => {
    const { client, sent } = connect((request) => untilAborted(request))
    const call = errorOf(getFlows(client, {}))
    await waitFor(() => expect(sent).toHaveLength(1), { interval: 1 })
    client.end()
    expect((await call).code).toBe('session')
    expect(sent[0]!.signal.aborted).toBe(true)
  })

  test('nothing more is sent, and getToken is not called', async () => {
    const getToken = vi.fn(() => 'token-2')
    const { client, sent } = connect(() => json([]), { token: undefined, getToken })
    client.end()
    expect((await errorOf(getFlows(client, {}))).code).toBe('session')
    expect((await errorOf(startFlow(client, { flowId: 'f' }))).code).toBe('session')
    expect([sent.length, getToken.mock.calls.length]).toEqual([0, 0])
  })

  test('a late answer is dropped', async () => {
    const answer = defer<Response>()
    const { client, sent } = connect(() => answer.promise)
    const call = errorOf(getFlows(client, {}))
    await waitFor(() => expect(sent).toHaveLength(1), { interval: 1 })
    client.end()
    answer.resolve(json([{ flowId: 'of the old user' }]))
    expect((await call).code).toBe('session')
  })

  test('a getToken that never answers does not delay the error', async () => {
    const getToken = vi.fn(() => new Promise<string>(() => {}))
    const { client } = connect(() => json([]), { token: undefined, getToken })
    const call = errorOf(getFlows(client, {}))
    await waitFor(() => expect(getToken).toHaveBeenCalledOnce())
    client.end()
    expect((await call).code).toBe('session')
  })
})

describe('an abort by the caller', () => {
  test('rejects with the reason itself', async () => {
    const { client, sent } = connect((request) => untilAborted(request))
    const controller = new AbortController()
    const call = getFlows(client, {}, { signal: controller.signal })
    await waitFor(() => expect(sent).toHaveLength(1), { interval: 1 })
    const reason = new Error('The route changed')
    controller.abort(reason)
    await expect(call).rejects.toBe(reason)
    expect(sent[0]!.signal.aborted).toBe(true)
  })

  test('before the call sends nothing, and getToken is not called', async () => {
    const getToken = vi.fn(() => 'token-2')
    const { client, sent } = connect(() => json([]), { token: undefined, getToken })
    const call = getFlows(client, {}, { signal: AbortSignal.abort() })
    await expect(call).rejects.toMatchObject({ name: 'AbortError' })
    expect([sent.length, getToken.mock.calls.length]).toEqual([0, 0])
  })

  test('while the token is loading ends this call, and no other that waits for the token', async () => {
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

describe('many calls with one signal of the caller', () => {
  test('over the network cause no warning of Node', async () => {
    const server = await startFaultServer()
    server.on('/flows', (response) => response.end('[]'))
    const client = createAppmixerClient({ baseUrl: server.url, token: 't' })
    const { signal } = new AbortController()
    const calls = () =>
      Promise.all(
        Array.from({ length: 30 }, (_, index) => [
          getFlows(client, { limit: index + 1 }, { signal }),
          client.ky.get('flows', { signal }).json(),
        ]).flat(),
      )
    const warnings = await warningsOf(calls)
    await server.close()
    expect(warnings.filter(({ name }) => name === 'MaxListenersExceededWarning')).toEqual([])
  })

  test('all reject with its reason', async () => {
    const { client } = connect(() => new Promise(() => {}))
    const controller = new AbortController()
    const { signal } = controller
    const calls = [getFlows(client, {}, { signal }), client.ky.get('apps', { signal })]
    controller.abort('left')
    for (const call of calls) await expect(call).rejects.toBe('left')
  })

  test('leave no listener on it', async () => {
    const { client } = connect(() => json([]))
    const { signal } = new AbortController()
    const read = () => getFlows(client, {}, { signal })
    const calls = [read(), read(), client.ky.get('apps', { signal })]
    expect(getEventListeners(signal, 'abort')).not.toEqual([])
    await Promise.all(calls)
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})

describe('50 calls at once cause no warning of Node', () => {
  const many = Array.from({ length: 50 }, (_, index) => index)

  test('while a token is renewed', async () => {
    const { client } = connect(
      ({ headers }) => json([], headers.get('authorization') === 'Bearer token-2' ? 200 : 401),
      { getToken: async () => 'token-2' },
    )
    const calls = () => Promise.all(many.map((offset) => getFlows(client, { offset })))
    expect(await warningsOf(calls)).toEqual([])
  })

  test('on one signal of the caller’s, with client.ky', async () => {
    const { client } = connect(() => json([]))
    const { signal } = new AbortController()
    const calls = () => Promise.all(many.map(() => client.ky.get('apps', { signal }).json()))
    expect(await warningsOf(calls)).toEqual([])
  })

  test('on one signal of the caller’s, which aborts all of them', async () => {
    const aborted = new AbortController()
    const { client } = connect(() => new Promise(() => {}))
    const { signal } = aborted
    const warnings = await warningsOf(async () => {
      const calls = many.map((offset) => getFlows(client, { offset }, { signal }))
      const ensured = many.map((index) => {
        const account = { service: 'acme:crm', name: `CRM ${index}`, token: {} }
        return ensureServiceAccount(client, account, { signal })
      })
      aborted.abort('left')
      const results = await Promise.allSettled([...calls, ...ensured])
      expect(new Set(results.map((result) => 'reason' in result && result.reason))).toEqual(
        new Set(['left']),
      )
    })
    expect(warnings).toEqual([])
    expect(getEventListeners(signal, 'abort')).toEqual([])
  })
})

function untilAborted(request: Request): Promise<Response> {
  return new Promise((_, reject) => {
    request.signal.addEventListener('abort', () => reject(request.signal.reason))
  })
}

/** The warnings of Node while `work` runs. */
async function warningsOf(work: () => Promise<unknown>): Promise<Error[]> {
  const warnings: Error[] = []
  const note = (warning: Error) => void warnings.push(warning)
  process.on('warning', note)
  await work()
  // Node warns in a later turn.
  await new Promise(setImmediate)
  process.off('warning', note)
  return warnings
}
