import { QueryClient } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  AppmixerProvider,
  approveTaskMutationOptions,
  createAppmixerClient,
  getFlows,
  useAppmixerSession,
  useFlows,
  useFlowThumbnail,
  useUndoable,
} from '../../src/index.ts'
import { errorOf } from '../client/wire.ts'
import { startFaultServer, type FaultServer } from './server.ts'

// Before anything is imported that could look for them.
vi.hoisted(() => {
  Reflect.deleteProperty(AbortSignal, 'any')
  Reflect.deleteProperty(AbortSignal, 'timeout')
  Reflect.deleteProperty(AbortSignal.prototype, 'throwIfAborted')
  // The test environment has a class over Node's.
  for (const owner of [URL, Object.getPrototypeOf(URL)]) {
    Reflect.deleteProperty(owner, 'canParse')
    Reflect.deleteProperty(owner, 'parse')
  }
  Reflect.deleteProperty(globalThis, 'BroadcastChannel')
  Reflect.deleteProperty(globalThis, 'crypto')
  Reflect.deleteProperty(globalThis, 'structuredClone')
  Reflect.deleteProperty(Promise, 'withResolvers')
  Reflect.deleteProperty(Object, 'groupBy')
})

let server: FaultServer
beforeAll(async () => {
  server = await startFaultServer()
})
afterAll(() => server.close())
afterEach(() => {
  server.forget()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('L8: without what Safari 16, Chrome 110 and React Native do not have', () => {
  const client = (timeout?: number) =>
    createAppmixerClient({ baseUrl: server.url, token: 't', timeout })

  test('that is where this test runs', () => {
    expect(AbortSignal).not.toHaveProperty('any')
    expect(AbortSignal.prototype).not.toHaveProperty('throwIfAborted')
    expect(URL).not.toHaveProperty('canParse')
    expect(globalThis).not.toHaveProperty('BroadcastChannel')
    expect(globalThis).not.toHaveProperty('crypto')
    expect(navigator).not.toHaveProperty('locks')
  })

  test('hooks read, and a token is renewed once for all', async () => {
    server.on('/flows', (response) => {
      const isFresh = response.req.headers.authorization === 'Bearer fresh'
      response.writeHead(isFresh ? 200 : 401).end(isFresh ? '[{"flowId":"a"}]' : '{}')
    })
    const getToken = vi.fn(() => 'fresh')
    const queryClient = new QueryClient()
    const { result } = renderHook(
      () => [useAppmixerSession(), useFlows(), useFlows({ limit: 1 })] as const,
      {
        wrapper: ({ children }) => (
          <AppmixerProvider
            baseUrl={server.url}
            token="stale"
            userKey="ada"
            getToken={getToken}
            queryClient={queryClient}
          >
            {children}
          </AppmixerProvider>
        ),
      },
    )
    await waitFor(() => expect(result.current[1].data).toEqual([{ flowId: 'a' }]))
    await waitFor(() => expect(result.current[2].data).toEqual([{ flowId: 'a' }]))
    expect(getToken).toHaveBeenCalledOnce()
    expect(server.arrived.filter(({ path }) => path === '/flows')).toHaveLength(4)
  })

  test('a picture, which waits for its turn, is read', async () => {
    const thumbnail = 'data:image/png;base64,AA'
    server.on('/flows/a', (response) => response.end(JSON.stringify({ flowId: 'a', thumbnail })))
    const queryClient = new QueryClient()
    const { result } = renderHook(() => useFlowThumbnail('a'), {
      wrapper: ({ children }) => (
        <AppmixerProvider baseUrl={server.url} token="t" queryClient={queryClient}>
          {children}
        </AppmixerProvider>
      ),
    })
    await waitFor(() => expect(result.current.fetchStatus).toBe('idle'))
    expect(result.current.data).toBe(thumbnail)
  })

  test('a base URL is checked as everywhere', () => {
    const connect = (baseUrl: string) => createAppmixerClient({ baseUrl, token: 't' })
    expect(connect('https://api.test/').baseUrl).toBe('https://api.test')
    for (const bad of ['', 'api.test', 'ftp://api.test', undefined as never]) {
      expect(() => connect(bad)).toThrow(expect.objectContaining({ code: 'config' }))
    }
  })

  test('two sessions without a name stay apart', () => {
    const getToken = () => 'fresh'
    const scopes = [1, 2].map(() => createAppmixerClient({ baseUrl: server.url, getToken }).scope)
    expect(new Set(scopes).size).toBe(2)
  })

  test('where `window` has no events, a change waits for its undo window, and is sent', async () => {
    vi.stubGlobal('addEventListener', undefined)
    vi.stubGlobal('removeEventListener', undefined)
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    server.on('/plugins/appmixer/utils/tasks/tasks/t/approve', (response) =>
      response.end('{"taskId":"t","status":"approved"}'),
    )
    const { result } = renderHook(
      () => useUndoable(approveTaskMutationOptions, { window: 5_000, invalidate: false }),
      {
        wrapper: ({ children }) => (
          <AppmixerProvider baseUrl={server.url} token="t" queryClient={new QueryClient()}>
            {children}
          </AppmixerProvider>
        ),
      },
    )
    const outcome = result.current.mutate({ taskId: 't' })
    await act(() => vi.advanceTimersByTimeAsync(4_900))
    expect(server.arrived).toEqual([])
    await act(() => vi.advanceTimersByTimeAsync(200))
    expect(await outcome).toMatchObject({ status: 'done' })
  })

  test.each([
    ['headers that never come', () => {}],
    ['a body that stalls', (response) => void response.writeHead(200).write('[{')],
  ] satisfies [string, Parameters<FaultServer['on']>[1]][])(
    '%s: code timeout, and the connection is closed all the same',
    async (_, silence) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      server.on('/flows', silence)
      const call = errorOf(getFlows(client(5_000), {}))
      const { cutOff } = await server.arrival()
      await vi.advanceTimersByTimeAsync(5_100)
      expect((await call).code).toBe('timeout')
      await cutOff
    },
  )

  test('a client without a user key has a scope of its own', () => {
    const scope = () => createAppmixerClient({ baseUrl: server.url, getToken: () => 't' }).scope
    expect(scope()).not.toBe(scope())
  })

  test('an abort, and the end of the session, close the connection', async () => {
    server.on('/flows', () => {})
    const controller = new AbortController()
    const aborted = getFlows(client(), {}, { signal: controller.signal })
    const first = await server.arrival()
    controller.abort('left')
    await expect(aborted).rejects.toBe('left')
    await first.cutOff

    const ending = client()
    const ended = errorOf(getFlows(ending, {}))
    const second = await server.arrival()
    const raw = errorOf(ending.ky.get('flows'))
    const third = await server.arrival()
    ending.end()
    expect((await ended).code).toBe('session')
    expect((await raw).code).toBe('session')
    await Promise.all([second.cutOff, third.cutOff])
  })
})
