import ky, { type KyInstance, type Options } from 'ky'
import * as z from 'zod/mini'
import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  createAppmixerClient,
  createFlow,
  getFlows,
  getPeopleTasks,
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
const noDelay = () => void vi.spyOn(Math, 'random').mockReturnValue(0)

/** An app passes its ky as options, or as an instance. */
const forms: [string, (options: Options) => Options | KyInstance][] = [
  ['options', (options) => options],
  ['an instance', (options) => ky.create(options)],
]

describe.each(forms)('the app’s ky, as %s', (_, made) => {
  const over = (
    options: Options,
    answer: Answer = () => json([]),
    more: Partial<AppmixerClientOptions> = {},
  ) => connect(answer, { ky: made(options), ...more })

  test('its headers, parameters, credentials and hooks go with every request; its prefix does not', async () => {
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

  test('its fetch sends, unless the client has one', async () => {
    const fetch = vi.fn(async () => json([{ flowId: 'of-the-app' }]))
    const { client, sent } = over({ fetch }, undefined, { fetch: undefined })
    expect(await getFlows(client, {})).toEqual([{ flowId: 'of-the-app' }])
    expect(await client.ky.get('apps').json()).toEqual([{ flowId: 'of-the-app' }])
    expect(sent).toEqual([])
    const both = over({ fetch })
    expect(await getFlows(both.client, {})).toEqual([])
  })

  test('its retry is the only one, for reads; writes are never repeated', async () => {
    noDelay()
    const retry = { limit: 4, methods: ['get', 'post'] as any }
    const { client, sent } = over({ retry }, () => json({}, 503))
    await errorOf(getFlows(client, {}))
    expect(sent).toHaveLength(5)
    await errorOf(createFlow(client, { name: 'x' }))
    expect(sent).toHaveLength(6)
  })

  test('retry: 0 does not switch off the renewal of a token, and a long Retry-After fails at once', async () => {
    const none = over({ retry: 0 }, (_request, count) => json([], count === 1 ? 401 : 200), {
      getToken: () => 'token-2',
    })
    expect(await getFlows(none.client, {})).toEqual([])
    expect(authorizations(none.sent)).toEqual([bearer, 'Bearer token-2'])
    const patient = { limit: 9, maxRetryAfter: 1e9, shouldRetry: () => true }
    const late = over({ retry: patient }, () => json({}, 429, { 'retry-after': '31' }))
    expect(await errorOf(getFlows(late.client, {}))).toMatchObject({
      status: 429,
      retryAfter: 31_000,
    })
    expect(late.sent).toHaveLength(1)
  })

  test('its time limit covers the body, of a call and of client.ky', async () => {
    vi.useFakeTimers()
    const { client } = over({ timeout: 5_000 }, () => new Response(new ReadableStream()))
    const calls = [getFlows(client, {}), client.ky.get('apps')].map((call) => errorOf(call))
    await vi.advanceTimersByTimeAsync(5_100)
    for (const error of await Promise.all(calls)) expect(error).toMatchObject({ code: 'timeout' })
  })

  test('every hook sees the name of the endpoint', async () => {
    const names: unknown[] = []
    const { client } = over({
      hooks: { beforeRequest: [({ options }) => void names.push(options.context['endpoint'])] },
    })
    await getFlows(client, {})
    await startFlow(client, { flowId: 'f' }).catch(() => {})
    await client.ky.get('apps')
    await client.ky.get('apps', { context: { endpoint: 'GET /apps' } })
    expect(names).toEqual(['GET /flows', 'POST /flows/:flowId/coordinator', undefined, 'GET /apps'])
  })
})

test('options that change are in use from the next request on', async () => {
  const sent: Request[] = []
  let count = 0
  const client = createAppmixerClient({
    baseUrl: 'http://api.test',
    token,
    fetch: async (input, init) => (sent.push(new Request(input, init)), json([])),
    get ky() {
      return { headers: { 'x-count': String(++count) } }
    },
  })
  await getFlows(client, {})
  await getFlows(client, {})
  const [first, second] = sent.map(({ headers }) => Number(headers.get('x-count')))
  expect(second).toBeGreaterThan(first!)
})

test('an instance of ky 1 is refused, and the error says what to install', () => {
  const { query: _, ...old } = ky
  const instance = Object.assign(() => {}, old) as unknown as KyInstance
  expect(() => connect(() => json([]), { ky: instance })).toThrow(
    expect.objectContaining({ code: 'config', message: expect.stringContaining('ky 2.1') }),
  )
})

describe('no hook of the app ever holds the token or the secret', () => {
  /** All that a hook can reach, also from the errors and responses that it gets. */
  function reachable(state: any): string {
    const responses = [state.response, state.error?.response]
    const requests = [state.request, state.error?.request]
    return JSON.stringify([
      state.options,
      requests.map((request) => request && [request.url, ...request.headers]),
      responses.map((response) => response && [response.url, ...response.headers]),
      [state.error?.message, state.error?.stack, String(state.error?.cause)],
    ])
  }

  const failures: [string, Answer][] = [
    ['an answer', withUrl(json([]))],
    ['a refusal', withUrl(json({ message: 'No' }, 400))],
    ['a failure of the server', withUrl(json({}, 503))],
    ['a refused token', withUrl(json({}, 401))],
    [
      'a lost connection',
      ({ url, headers }) =>
        Promise.reject(new TypeError(`fetch failed: ${url} ${headers.get('authorization')}`)),
    ],
    ['a redirect of a write', () => json({}, 307, { location: 'http://evil.test/' })],
  ]

  test.each(failures)('%s', async (_, answer) => {
    noDelay()
    const seen: string[] = []
    const bodies: Promise<string>[] = []
    const look = (state: any) => {
      seen.push(reachable(state))
      bodies.push(state.request.clone().text())
    }
    const urls: string[] = []
    const { client } = connect(
      (request, count) => {
        urls.push(request.url)
        return answer(request, count)
      },
      {
        ky: {
          hooks: {
            init: [(options) => void seen.push(JSON.stringify(options))],
            beforeRequest: [look],
            afterResponse: [look],
            beforeRetry: [look],
            beforeError: [(state) => (look(state), state.error)],
          },
        },
      },
    )
    const secret = 'secret-canary'
    const calls = [
      getFlows(client, {}),
      startFlow(client, { flowId: 'f' }),
      getPeopleTasks(client, { secret }),
      client.ky.get('apps').json(),
    ]
    const ended = await Promise.allSettled(calls)
    expect(urls.join()).toContain(secret)
    expect(seen.length).toBeGreaterThan(8)
    for (const result of ended) {
      if (result.status === 'fulfilled') continue
      const { message, stack, cause } = result.reason as Error
      seen.push(JSON.stringify([result.reason, message, stack, String(cause)]))
    }
    const leaks = [...seen, ...(await Promise.all(bodies))].filter((text) => /canary/.test(text))
    expect(leaks).toEqual([])
  })

  /** What `fetch` itself would say about where the answer came from. */
  function withUrl(response: Response): Answer {
    return ({ url }) => Object.defineProperty(response.clone(), 'url', { value: url })
  }
})

describe('a hostile hook', () => {
  const fail = () => {
    throw new Error('broken by https://api.test/?secret=1')
  }
  const again = () => ky.retry()
  const misled = new Request('https://evil.test/', { headers: { 'x-app': '1' } })
  /** What it does, the hooks, the answer of the server, what a read ends with, and how often it was sent. */
  const table: [string, Options['hooks'], number, object, number][] = [
    ['throws before the request', { beforeRequest: [fail] }, 200, { code: 'config' }, 0],
    ['throws after the answer', { afterResponse: [fail] }, 200, { code: 'config' }, 1],
    ['throws before the retry', { beforeRetry: [fail] }, 503, { code: 'config' }, 1],
    ['throws when it is shown the error', { beforeError: [fail] }, 404, { code: 'config' }, 1],
    ['throws at the start', { init: [fail] }, 200, { code: 'config' }, 0],
    ['throws no error', { beforeRequest: [() => Promise.reject('x')] }, 200, { code: 'config' }, 0],
    ['stops the retries', { beforeRetry: [() => ky.stop] }, 503, { code: 'config' }, 1],
    ['asks for retries without end', { afterResponse: [again] }, 200, { code: 'config' }, 3],
    [
      'lets refusals pass',
      { init: [(options) => void (options.throwHttpErrors = false)] },
      404,
      { code: 'http', status: 404 },
      1,
    ],
    [
      'answers with a refusal',
      { afterResponse: [() => Response.json({ message: 'No' }, { status: 403 })] },
      200,
      { code: 'http', status: 403, serverMessage: 'No' },
      1,
    ],
    [
      'answers with a page',
      { afterResponse: [() => new Response('<p>canary')] },
      200,
      { code: 'schema' },
      1,
    ],
    [
      'makes another error of it',
      { beforeError: [() => new Error('Mine')] },
      404,
      { code: 'config', cause: { message: 'Mine' } },
      1,
    ],
    [
      'removes our fetch',
      { init: [(options) => void (options.fetch = async () => new Response('[', {}))] },
      200,
      { code: 'schema' },
      0,
    ],
  ]

  test.each(table)(
    'that %s: the read ends with a typed error',
    async (_, hooks, status, end, n) => {
      noDelay()
      const { client, sent } = connect(() => json([], status), { ky: { hooks: hooks! } })
      const error = await errorOf(getFlows(client, {}))
      expect(error).toMatchObject({ endpoint: 'GET /flows', ...end })
      expect(`${error.message}${error.stack}${String(error.cause)}`).not.toMatch(/https?:|canary/)
      expect(sent).toHaveLength(n)
    },
  )

  test.each(table)('that %s: a write is sent once at most', async (_, hooks, status) => {
    const { client, sent } = connect(() => json([], status), { ky: { hooks: hooks! } })
    const writes = [
      () => createFlow(client, { name: 'x' }),
      () => client.ky.post('apps'),
      () => client.ky.extend({ headers: { 'x-app': '1' } }).put('apps'),
    ]
    for (const write of writes) {
      sent.length = 0
      await write().catch(() => {})
      expect(sent.length).toBeLessThanOrEqual(1)
    }
  })

  test('that raises the limit of retries does not have a write sent twice', async () => {
    noDelay()
    const { client, sent } = connect(() => json({}, 503), {
      ky: {
        hooks: {
          init: [(options) => void (options.retry = { limit: 3, methods: ['post'] })],
        },
      },
    })
    for (const write of [() => createFlow(client, { name: 'x' }), () => client.ky.post('apps')]) {
      sent.length = 0
      const error = await errorOf(write())
      expect(error.code).toBe('config')
      expect(error.message).toContain('unknown')
      expect(sent).toHaveLength(1)
    }
  })

  test('is not meant when the app itself says for a call that its write may be repeated', async () => {
    noDelay()
    const { client, sent } = connect((_, count) => json({}, count % 2 ? 503 : 200))
    const retry = { limit: 1, methods: ['put' as const] }
    await client.ky.put('apps', { retry })
    await client.ky.extend({ retry }).put('apps')
    expect(sent).toHaveLength(4)
  })

  test('that fails before a write left does not make its outcome unknown; after it, it does', async () => {
    const before = connect(() => json({}), { ky: { hooks: { beforeRequest: [fail] } } })
    const unsent = await errorOf(createFlow(before.client, { name: 'x' }))
    expect(unsent.message).not.toContain('unknown')
    const after = connect(() => json({}), { ky: { hooks: { afterResponse: [fail] } } })
    expect((await errorOf(createFlow(after.client, { name: 'x' }))).message).toContain('unknown')
  })

  test('that never ends is left when the caller aborts, and when the session ends', async () => {
    const hang = () => new Promise<never>(() => {})
    const { client } = connect(() => json([]), { ky: { hooks: { beforeRequest: [hang] } } })
    const controller = new AbortController()
    const aborted = getFlows(client, {}, { signal: controller.signal })
    controller.abort('left')
    await expect(aborted).rejects.toBe('left')
    const ended = [getFlows(client, {}), client.ky.get('apps')].map((call) => errorOf(call))
    client.end()
    for (const error of await Promise.all(ended)) expect(error.code).toBe('session')
  })

  test('that sends elsewhere does not take the token along, nor the secret', async () => {
    const elsewhere = { beforeRequest: [() => misled.clone()] }
    const { client, sent } = connect(() => json([]), { ky: { hooks: elsewhere } })
    await getFlows(client, {})
    await getPeopleTasks(client, { secret: 'canary' })
    await client.ky.get('flows')
    expect(sent.map(({ url }) => url)).toEqual(sent.map(() => 'https://evil.test/'))
    expect(authorizations(sent)).toEqual([null, null, null])
  })

  test('what it answers is what is read, with and without the network', async () => {
    const flows = [{ flowId: 'of-the-hook' }]
    const respond = () => Response.json(flows)
    const after = connect(() => json([]), { ky: { hooks: { afterResponse: [respond] } } })
    expect(await getFlows(after.client, {})).toEqual(flows)
    const before = connect(() => json([]), { ky: { hooks: { beforeRequest: [respond] } } })
    expect(await getFlows(before.client, {})).toEqual(flows)
    expect(before.sent).toEqual([])
    const reads = async ({ response }: { response: Response }) => void (await response.json())
    const reading = connect(() => json(flows), { ky: { hooks: { afterResponse: [reads] } } })
    expect(await getFlows(reading.client, {})).toEqual(flows)
  })
})

describe('client.ky', () => {
  test('reads what has no function here, as the user', async () => {
    const { client, sent } = connect(() => json({ apps: [] }))
    expect(await client.ky.get('apps', { searchParams: { q: 'a b' } }).json()).toEqual({ apps: [] })
    expect(await client.ky.post('/apps', { json: { a: 1 } }).json()).toEqual({ apps: [] })
    expect(await client.ky('apps', { method: 'put' }).text()).toBe('{"apps":[]}')
    expect(sent.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'GET http://api.test/apps?q=a+b',
      'POST http://api.test/apps',
      'PUT http://api.test/apps',
    ])
    expect(await sent[1]!.json()).toEqual({ a: 1 })
    expect(authorizations(sent)).toEqual([bearer, bearer, bearer])
    expect(sent.map(({ headers }) => headers.get('accept'))).toEqual([
      'application/json',
      'application/json',
      'text/*',
    ])
  })

  test('reads files as they are', async () => {
    const bytes = Uint8Array.of(0, 255, 128, 10)
    const { client } = connect(() => new Response(bytes, { headers: { 'x-file': 'a' } }))
    const response = await client.ky.get('files/1')
    expect(response.headers.get('x-file')).toBe('a')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
    const blob = await client.ky.get('files/1').blob()
    expect(new Uint8Array(await blob.arrayBuffer())).toEqual(bytes)
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

  test('ends with the session: in the middle of a body, and while a retry waits', async () => {
    vi.useFakeTimers()
    const cancel = vi.fn()
    const { client, sent } = connect(({ url }) =>
      url.endsWith('/down') ? json({}, 503) : new Response(new ReadableStream({ cancel })),
    )
    const calls = [client.ky.get('files/1').text(), client.ky.get('down')].map(errorOf)
    await vi.advanceTimersByTimeAsync(0)
    expect(sent).toHaveLength(2)
    client.end()
    for (const error of await Promise.all(calls)) expect(error.code).toBe('session')
    expect(await errorOf(client.ky.get('apps'))).toMatchObject({ code: 'session' })
    expect(cancel).toHaveBeenCalledOnce()
    expect(sent).toHaveLength(2)
  })

  test('rejects with the reason of the caller’s signal', async () => {
    const { client } = connect(() => new Promise(() => {}))
    const controller = new AbortController()
    const call = client.ky.get('apps', { signal: controller.signal }).json()
    controller.abort('left')
    await expect(call).rejects.toBe('left')
  })

  test('fails with errors of this package, which hold no address', async () => {
    noDelay()
    const refusing = connect(() => json({ message: 'No' }, 404)).client
    expect(await errorOf(refusing.ky.get('apps?secret=canary').json())).toMatchObject({
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
    expect((await errorOf(client.ky.post('apps'))).message).toContain('unknown')
    expect(sent).toHaveLength(4)
  })

  test('an answer that is no JSON, or longer than maxResponseSize, is of code schema and not quoted', async () => {
    const { client } = connect(() => new Response('<p>canary'), { maxResponseSize: 100 })
    const page = await errorOf(client.ky.get('apps').json())
    expect(page.code).toBe('schema')
    expect(`${page.message}${String(page.cause)}`).not.toContain('canary')
    const { client: small } = connect(() => new Response('[     ]'), { maxResponseSize: 6 })
    expect((await errorOf(small.ky.get('apps').json())).message).toContain('maxResponseSize')
  })

  test('`.json(schema)` takes a schema; what does not fit is of code schema, and says where', async () => {
    const schema = z.object({ apps: z.array(z.object({ name: z.string() })) })
    const good = connect(() => json({ apps: [{ name: 'Slack' }] })).client
    const apps = await good.ky.get('apps').json(schema)
    expect(apps.apps[0]!.name).toBe('Slack')
    const bad = connect(() => json({ apps: [{ name: 'Slack' }, { name: 7, canary: 1 }] })).client
    const error = await errorOf(
      bad.ky.get('apps', { context: { endpoint: 'GET /apps' } }).json(schema),
    )
    expect(error).toMatchObject({ code: 'schema', endpoint: 'GET /apps' })
    expect(error.message).toContain('apps.1.name')
    expect(error.message).not.toContain('canary')
  })

  test('extended, it is still of the session', async () => {
    const { client, sent } = connect(() => json({ message: 'No' }, 404))
    const apps = client.ky.extend({ headers: { 'x-apps': '1' } })
    expect(await errorOf(apps.get('apps').json())).toMatchObject({ code: 'http', status: 404 })
    expect(sent[0]!.headers.get('x-apps')).toBe('1')
    expect(authorizations(sent)).toEqual([bearer])
    client.end()
    expect(await errorOf(apps.get('apps'))).toMatchObject({ code: 'session' })
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
    await client.ky.get('%2e%2e/tenant-b/flows')
    await client.ky.get(new URL('http://api.test/tenant-ab/flows'))
    await client.ky.get('https://evil.test/')
    expect(sent.map(({ url }) => url)).toEqual([
      'http://api.test/tenant-b/flows',
      'http://api.test/tenant-b/flows',
      'http://api.test/tenant-ab/flows',
      'http://api.test/tenant-a/https://evil.test/',
    ])
    expect(authorizations(sent)).toEqual([null, null, null, bearer])
  })
})
