import ky, { type KyInstance, type Options } from 'ky'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  createAppmixerClient,
  createFlow,
  getFlows,
  startFlow,
  type AppmixerClientOptions,
} from '../../src/index.ts'
import { connect, errorOf, json, token, type Answer } from './wire.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const bearer = `Bearer ${token}`
const authorizations = (sent: Request[]) => sent.map(({ headers }) => headers.get('authorization'))

describe.each<[string, (options: Options) => Options | KyInstance]>([
  ['options for ky', (options) => options],
  ['a ky instance', (options) => ky.create(options)],
])('%s of the app', (_, made) => {
  const over = (
    options: Options,
    answer: Answer = () => json([]),
    more: Partial<AppmixerClientOptions> = {},
  ) => connect(answer, { ky: made(options), ...more })

  test('its headers, parameters, credentials and hooks go with every call; the prefix does not', async () => {
    const { client, sent } = over({
      prefix: 'https://elsewhere.test',
      headers: { 'x-app': '1', authorization: 'Bearer of-the-app' },
      searchParams: { tenant: 'a' },
      credentials: 'include',
      hooks: { beforeRequest: [({ request }) => request.headers.set('x-trace', 't')] },
    })
    await getFlows(client, { limit: 3 })
    await createFlow(client, { name: 'x' }).catch(() => {})
    await client.ky.get('apps')
    expect(sent.map(({ url }) => url)).toEqual([
      'http://api.test/flows?limit=3&tenant=a',
      'http://api.test/flows?tenant=a',
      'http://api.test/apps?tenant=a',
    ])
    for (const { headers, credentials, referrerPolicy } of sent) {
      expect([headers.get('x-app'), headers.get('x-trace')]).toEqual(['1', 't'])
      expect([credentials, referrerPolicy]).toEqual(['include', 'strict-origin'])
    }
    expect(authorizations(sent)).toEqual([bearer, bearer, bearer])
  })

  test('no hook ever sees the token, and each is told which endpoint it is', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const seen: unknown[] = []
    const names = new Set<unknown>()
    const look =
      (name: string) =>
      ({ request, options, ...rest }: any) => {
        seen.push(name, [...request.headers], rest.error?.message, [
          ...(rest.error?.request?.headers ?? []),
        ])
        seen.push(JSON.stringify(options), [...(rest.response?.headers ?? [])])
        names.add(options.context.endpoint)
      }
    const { client, sent } = over(
      {
        hooks: {
          beforeRequest: [look('beforeRequest')],
          afterResponse: [look('afterResponse')],
          beforeRetry: [look('beforeRetry')],
          beforeError: [({ error, ...state }) => (look('beforeError')({ error, ...state }), error)],
        },
      },
      (_request, count) =>
        count === 4 ? Promise.reject(new TypeError('fetch failed')) : json({}, 503),
    )
    await errorOf(getFlows(client, {}))
    await errorOf(startFlow(client, { flowId: 'f' }))
    await errorOf(client.ky.get('apps').json())
    expect(authorizations(sent)).toEqual(sent.map(() => bearer))
    expect(JSON.stringify(seen)).not.toContain('canary')
    for (const name of ['beforeRequest', 'afterResponse', 'beforeRetry', 'beforeError'])
      expect(seen).toContain(name)
    expect([...names]).toEqual(['GET /flows', 'POST /flows/:flowId/coordinator', undefined])
  })

  test('a hook that sends elsewhere does not take the token along', async () => {
    const elsewhere: Options = {
      hooks: { beforeRequest: [({ request }) => new Request('https://evil.test/', request)] },
    }
    const { client, sent } = over(elsewhere)
    await getFlows(client, {})
    await client.ky.get('flows')
    await createFlow(client, { name: 'x' }).catch(() => {})
    expect(sent.map(({ url }) => new URL(url).host)).toEqual([
      'evil.test',
      'evil.test',
      'evil.test',
    ])
    expect(authorizations(sent)).toEqual([null, null, null])
  })

  test('its retry is the one layer there is, for reads; writes are never repeated', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const retry = { limit: 4, methods: ['get', 'post'] as any }
    const { client, sent } = over({ retry }, () => json({}, 503))
    await errorOf(getFlows(client, {}))
    expect(sent).toHaveLength(5)
    await errorOf(createFlow(client, { name: 'x' }))
    expect(sent).toHaveLength(6)
    const none = over({ retry: 0 }, (_, count) => (count === 1 ? json({}, 401) : json([])), {
      getToken: () => 'token-2',
    })
    expect(await getFlows(none.client, {})).toEqual([])
    expect(authorizations(none.sent)).toEqual([bearer, 'Bearer token-2'])
  })

  test('a hook that fails, and one that stops, end in an error of this package that tells', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const thrown = new Error('broken by https://api.test/?secret=1')
    const fail = () => {
      throw thrown
    }
    const broken = over({ hooks: { beforeRequest: [fail] } })
    const error = await errorOf(getFlows(broken.client, {}))
    expect(error).toMatchObject({ code: 'config', cause: { message: 'broken by (URL)' } })
    expect(broken.sent).toEqual([])
    const again = over({ hooks: { beforeRetry: [fail] } }, () => json({}, 503))
    expect(await errorOf(getFlows(again.client, {}))).toMatchObject({ code: 'config' })
    const stopped = over({ hooks: { beforeRetry: [() => ky.stop] } }, () => json({}, 503))
    expect(await errorOf(getFlows(stopped.client, {}))).toMatchObject({ code: 'config' })
  })

  test('what a hook answers instead is what is read, also without the wire', async () => {
    const flows = [{ flowId: 'of-the-hook' }]
    const after = over({ hooks: { afterResponse: [() => Response.json(flows)] } })
    expect(await getFlows(after.client, {})).toEqual(flows)
    const before = over({ hooks: { beforeRequest: [() => Response.json(flows)] } })
    expect(await getFlows(before.client, {})).toEqual(flows)
    expect(before.sent).toEqual([])
    const reading = over({
      hooks: { afterResponse: [async ({ response }) => void (await response.json())] },
    })
    expect(await getFlows(reading.client, {})).toEqual([])
  })

  test('nor can throwHttpErrors or an init hook make a refusal look like an answer', async () => {
    const { client } = over(
      {
        throwHttpErrors: false,
        hooks: { init: [(options) => void (options.throwHttpErrors = false)] },
      },
      () => json({ message: 'No' }, 404),
    )
    expect(await errorOf(getFlows(client, {}))).toMatchObject({ code: 'http', status: 404 })
  })
})

describe('client.ky', () => {
  test('reads what this package has no name for, as the user', async () => {
    const { client, sent } = connect(() => json({ apps: [] }))
    expect(await client.ky.get('apps', { searchParams: { q: 'a b' } }).json()).toEqual({ apps: [] })
    expect(await client.ky.post('/apps', { json: { a: 1 } }).json()).toEqual({ apps: [] })
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET http://api.test/apps?q=a+b',
      'POST http://api.test/apps',
    ])
    expect(await sent[1]!.json()).toEqual({ a: 1 })
    expect(authorizations(sent)).toEqual([bearer, bearer])
  })

  test('asks for the first token, and renews a refused one, for a write with its body too', async () => {
    const tokens = ['token-1', 'token-2']
    const { client, sent } = connect((_, count) => (count === 1 ? json({}, 401) : json('ok')), {
      token: undefined,
      getToken: () => tokens.shift()!,
    })
    expect(await client.ky.post('files', { json: { a: 1 } }).json()).toBe('ok')
    expect(authorizations(sent)).toEqual(['Bearer token-1', 'Bearer token-2'])
    expect(await Promise.all(sent.map((request) => request.json()))).toEqual([{ a: 1 }, { a: 1 }])
  })

  test('ends with the session, also in the middle of a body', async () => {
    const cancel = vi.fn()
    const { client, sent } = connect(() => new Response(new ReadableStream({ cancel })))
    const call = errorOf(client.ky.get('files/1').text())
    await vi.waitFor(() => expect(sent).toHaveLength(1))
    client.end()
    expect(sent[0]!.signal.aborted).toBe(true)
    expect(await call).toMatchObject({ code: 'session' })
    expect(await errorOf(client.ky.get('apps'))).toMatchObject({ code: 'session' })
    expect(cancel).toHaveBeenCalledOnce()
    expect(sent).toHaveLength(1)
  })

  test('fails with errors of this package, that hold no address', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    const refusedClient = connect(() => json({ message: 'No' }, 404)).client
    expect(await errorOf(refusedClient.ky.get('apps?secret=canary').json())).toMatchObject({
      code: 'http',
      status: 404,
      endpoint: 'GET',
      serverMessage: 'No',
      message: 'GET was answered with 404: No',
    })
    const { client, sent } = connect(() => Promise.reject(new TypeError('fetch failed')))
    const context = { endpoint: 'GET /apps' }
    expect(await errorOf(client.ky.get('apps?secret=canary', { context }).json())).toMatchObject({
      code: 'network',
      endpoint: 'GET /apps',
    })
    expect(sent).toHaveLength(3)
    await errorOf(client.ky.post('apps'))
    expect(sent).toHaveLength(4)
  })

  test.each([
    new URL('https://evil.test/'),
    new Request('https://evil.test/'),
    new URL('http://api.test.evil.test/'),
    new URL('http://api.test:81/'),
  ])('takes no token to %s', async (url) => {
    const { client, sent } = connect(() => json({}))
    await client.ky.get(url)
    expect(authorizations(sent)).toEqual([null])
  })

  test('nor out of the path of the tenant', async () => {
    const { client, sent } = connect(() => json({}), { baseUrl: 'http://api.test/tenant-a' })
    await client.ky.get('../tenant-b/flows')
    await client.ky.get('https://evil.test/')
    expect(sent.map(({ url }) => url)).toEqual([
      'http://api.test/tenant-b/flows',
      'http://api.test/tenant-a/https://evil.test/',
    ])
    expect(authorizations(sent)).toEqual([null, bearer])
  })
})

test('other options are in use from the next request on', async () => {
  const sent: Request[] = []
  let n = 0
  const client = createAppmixerClient({
    baseUrl: 'http://api.test',
    token,
    fetch: async (input, init) => (sent.push(new Request(input, init)), json([])),
    get ky() {
      return { headers: { 'x-n': String(++n) } }
    },
  })
  await getFlows(client, {})
  await getFlows(client, {})
  const [first, second] = sent.map(({ headers }) => Number(headers.get('x-n')))
  expect(second).toBeGreaterThan(first!)
})
