import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  createAppmixerApi,
  createAppmixerClient,
  getFlow,
  getFlows,
  startFlow,
  type AppmixerClient,
} from '../../src/index.ts'
import { connect, errorOf, json } from './wire.ts'

afterEach(() => void vi.unstubAllGlobals())

describe('baseUrl', () => {
  test.each([
    ['empty', ''],
    ['blank', '  '],
    ['a bare name', 'acme'],
    ['a host without a scheme', 'api.acme.test'],
    ['a path', '/api'],
    ['protocol-relative', '//api.test'],
    ['another protocol', 'ftp://x'],
    ['a script', 'javascript:alert(1)'],
    ['with a password', 'http://ada:sandbox@api.test'],
    ['with a user name', 'http://ada@api.test'],
    ['with a query', 'http://api.test?token=x'],
    ['with a fragment', 'http://api.test#x'],
    ['missing', undefined],
  ])('that is %s is refused when the client is made', (_, baseUrl) => {
    expect(() => createAppmixerClient({ baseUrl: baseUrl as string, token: 't' })).toThrow(
      expect.objectContaining({ name: 'AppmixerError', code: 'config' }),
    )
  })

  test('is not repeated in the error, where it could carry a password', () => {
    expect(() => createAppmixerClient({ baseUrl: 'http://ada:hunter2@api.test' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('hunter2') }),
    )
  })

  test.each([
    ['http://api.test', 'http://api.test/flows'],
    ['http://api.test/', 'http://api.test/flows'],
    ['http://api.test:2200//', 'http://api.test:2200/flows'],
    ['https://acme.test/appmixer/api', 'https://acme.test/appmixer/api/flows'],
    ['https://acme.test/appmixer/api/', 'https://acme.test/appmixer/api/flows'],
    ['HTTPS://ACME.test/Api', 'https://acme.test/Api/flows'],
  ])('%s asks %s', async (baseUrl, expected) => {
    const { client, sent } = connect(() => json([]), { baseUrl })
    await getFlows(client, {})
    expect(sent[0]!.url).toBe(expected)
  })

  test.each([
    ['/appmixer', 'http://app.test/appmixer/flows'],
    ['/appmixer/', 'http://app.test/appmixer/flows'],
    ['/', 'http://app.test/flows'],
    ['./api', 'http://app.test/shop/api/flows'],
    ['../api', 'http://app.test/api/flows'],
  ])('in a browser it may be a path: %s asks %s', async (baseUrl, expected) => {
    vi.stubGlobal('document', { baseURI: 'http://app.test/shop/index.html?secret=canary#x' })
    const { client, sent } = connect(() => json([]), { baseUrl })
    await getFlows(client, {})
    expect(sent[0]!.url).toBe(expected)
    expect(sent[0]!.headers.get('authorization')).not.toBeNull()
    expect(client.scope).not.toContain('canary')
  })

  test('in a worker it may be a path too', () => {
    vi.stubGlobal('location', new URL('https://app.test/worker.js'))
    const { client } = connect(() => json([]), { baseUrl: '/appmixer' })
    expect(client.baseUrl).toBe('https://app.test/appmixer')
  })

  test('that is a path is refused outside of a browser: the error has the path, and what to pass', () => {
    const refusal = (baseUrl: string) => {
      try {
        return createAppmixerClient({ baseUrl })
      } catch (error) {
        return (error as Error).message
      }
    }
    expect(refusal('/appmixer')).toMatch(/"\/appmixer".*pass the whole address/)
    expect(refusal('/appmixer?token=canary')).not.toContain('canary')
  })

  test.each(['/api?token=canary', '/api#x', '//evil.test/api', '/\\evil.test'])(
    'the path %s is refused in a browser',
    (baseUrl) => {
      vi.stubGlobal('document', { baseURI: 'http://app.test/' })
      const make = () => createAppmixerClient({ baseUrl })
      expect(make).toThrow(expect.objectContaining({ code: 'config' }))
      expect(make).not.toThrow('canary')
    },
  )

  test('with and without a trailing slash is the same tenant', () => {
    const scopes = ['http://api.test/x', 'http://api.test/x/'].map(
      (baseUrl) => createAppmixerClient({ baseUrl, userKey: 'ada' }).scope,
    )
    expect(scopes[0]).toBe(scopes[1])
  })

  test('with a path is not left by an id', async () => {
    const { client, sent } = connect(() => json({ flowId: 'f' }), {
      baseUrl: 'http://acme.test/api',
    })
    await getFlow(client, { flowId: '../../admin' })
    expect(new URL(sent[0]!.url).pathname).toBe('/api/flows/..%2F..%2Fadmin')
  })
})

test('the client shows what an app may use, and nothing else', () => {
  const { client } = connect(() => json([]))
  expect(Object.keys(client)).toEqual([
    'baseUrl',
    'scope',
    'session',
    'ky',
    'setToken',
    'refresh',
    'end',
  ])
})

describe.each<[string, unknown]>([
  ['undefined', undefined],
  ['null', null],
  ['the options of a client', { baseUrl: 'http://api.test', token: 't' }],
  ['a copy of a client', { ...connect(() => json([])).client }],
])('%s in place of a client', (_, value) => {
  const client = value as AppmixerClient
  const expected = { code: 'config', message: expect.stringContaining('createAppmixerClient()') }

  test('is refused by every call', async () => {
    expect(await errorOf(getFlows(client, {}))).toMatchObject(expected)
    expect(await errorOf(startFlow(client, { flowId: 'f' }))).toMatchObject(expected)
  })

  test('is refused by createAppmixerApi at once', () => {
    expect(() => createAppmixerApi(client)).toThrow(expect.objectContaining(expected))
  })
})
