import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  createAppmixerClient,
  createFlow,
  deleteFlow,
  flowsQueryOptions,
  getFlow,
  getFlows,
  getPeopleTasks,
  startFlow,
  updateFlow,
  updateStoreItem,
  type AppmixerClient,
  type AppmixerClientOptions,
  type Flow,
} from '../../src/index.ts'
import { connect, defer, errorOf, json, token, type Answer } from '../client/wire.ts'
import { startFaultServer, type Behaviour, type FaultServer } from './server.ts'

const lost = () => Promise.reject(new TypeError('Failed to fetch'))

/** One write of each verb. */
const writes: [string, (client: AppmixerClient) => Promise<unknown>][] = [
  ['POST', (client) => createFlow(client, { name: 'x' })],
  ['PUT', (client) => updateFlow(client, { flowId: 'f' })],
  ['PATCH', (client) => updateStoreItem(client, { storeId: 's', key: 'k', value: 1 })],
  ['DELETE', (client) => deleteFlow(client, { flowId: 'f' })],
]

let server: FaultServer
beforeAll(async () => {
  server = await startFaultServer()
})
afterAll(() => server.close())
afterEach(() => {
  server.forget()
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** A client of the server with real sockets. */
function real(options: Partial<AppmixerClientOptions> = {}): AppmixerClient {
  return createAppmixerClient({ baseUrl: server.url, token, ...options })
}

describe('T1: a GET answered with 5xx for ever', () => {
  test.each([500, 502, 503, 504])('%d: asked three times', async (status) => {
    vi.useFakeTimers()
    const { client, sent } = connect(() => json({}, status))
    const error = await settled(errorOf(getFlows(client, {})))
    expect(error).toMatchObject({ code: 'http', status, retryable: true })
    expect(sent).toHaveLength(3)
  })

  test.each([
    [0.1, [30, 60]],
    [0.5, [150, 300]],
    [0.99, [297, 594]],
  ])('with dice at %d it waits %j ms: full jitter', async (random, waits) => {
    vi.useFakeTimers()
    vi.spyOn(Math, 'random').mockReturnValue(random)
    const at: number[] = []
    const { client } = connect(() => {
      at.push(Date.now())
      return json({}, 503)
    })
    await settled(errorOf(getFlows(client, {})))
    expect(at.slice(1).map((time, index) => time - at[index]!)).toEqual(waits)
  })

  test('one layer asks again, whatever the app has told its QueryClient', async () => {
    vi.useFakeTimers()
    const { client, sent } = connect(() => json({}, 503))
    const queryClient = new QueryClient({ defaultOptions: { queries: { retry: 3 } } })
    const observer = new QueryObserver<Flow[], any>(queryClient, flowsQueryOptions(client))
    const unsubscribe = observer.subscribe(() => {})
    await vi.advanceTimersByTimeAsync(60_000)
    expect(observer.getCurrentResult().error).toMatchObject({ code: 'http', status: 503 })
    expect(sent).toHaveLength(3)
    unsubscribe()
    queryClient.clear()
  })

  test('the third answer may be good, and retries: 0 asks once', async () => {
    vi.useFakeTimers()
    const third: Answer = (_, count) => (count < 3 ? json({}, 503) : json([]))
    const patient = connect(third)
    expect(await settled(getFlows(patient.client, {}))).toEqual([])
    expect(patient.sent).toHaveLength(3)
    const hasty = connect(third, { retries: 0 })
    await settled(errorOf(getFlows(hasty.client, {})))
    expect(hasty.sent).toHaveLength(1)
  })
})

describe('T2: a write goes out exactly once', () => {
  const failures: [string, () => Response | Promise<Response>][] = [
    ...[500, 502, 503, 504, 429, 408].map(
      (status) => [String(status), () => json({}, status)] as [string, () => Response],
    ),
    ['a lost connection', lost],
  ]

  test.each(failures)('answered with %s', async (_, answer) => {
    vi.useFakeTimers()
    const { client, sent } = connect(answer)
    for (const [, write] of writes) await settled(errorOf(write(client)))
    expect(sent.map(({ method }) => method)).toEqual(writes.map(([verb]) => verb))
  })

  test('a lost one says that its outcome is unknown; a lost read has none', async () => {
    const { client } = connect(lost, { retries: 0 })
    for (const [, write] of writes) {
      expect(await errorOf(write(client))).toMatchObject({
        code: 'network',
        retryable: true,
        message: expect.stringContaining('unknown'),
      })
    }
    const read = await errorOf(getFlows(client, {}))
    expect(read).toMatchObject({ code: 'network', retryable: true })
    expect(read.message).not.toContain('unknown')
  })
})

describe('T3: Retry-After', () => {
  test.each([
    ['in seconds', () => '2'],
    ['as a date', () => new Date(Date.now() + 2_000).toUTCString()],
  ])('%s: a read waits that long, no less', async (_, header) => {
    vi.useFakeTimers({ now: 1_800_000_000_000 })
    const { client, sent } = connect((_request, count) =>
      count === 1 ? json({}, 429, { 'retry-after': header() }) : json([]),
    )
    const call = getFlows(client, {})
    await vi.advanceTimersByTimeAsync(1_990)
    expect(sent).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(20)
    expect(sent).toHaveLength(2)
    expect(await call).toEqual([])
  })

  test('of a write is told, and nobody waits', async () => {
    const { client, sent } = connect(() => json({}, 429, { 'retry-after': '7' }))
    for (const [, write] of writes) {
      expect(await errorOf(write(client))).toMatchObject({ retryAfter: 7_000, retryable: true })
    }
    expect(sent).toHaveLength(writes.length)
  })
})

describe('T4: a Retry-After that nobody can follow', () => {
  test.each([
    ['a day', () => '86400', 86_400_000],
    ['31 seconds', () => '31', 31_000],
    ['a number without end', () => '9'.repeat(400), Number.MAX_SAFE_INTEGER],
    ['a date in a year', () => new Date(Date.now() + 365 * 86_400_000).toUTCString(), 31_536e6],
  ])('%s: fails at once, and tells', async (_, header, retryAfter) => {
    vi.useFakeTimers({ now: 1_800_000_000_000 })
    const { client, sent } = connect(() => json({}, 503, { 'retry-after': header() }))
    const error = await errorOf(getFlows(client, {}))
    expect(error).toMatchObject({ status: 503, retryable: true, retryAfter })
    expect(Date.now()).toBe(1_800_000_000_000)
    expect(sent).toHaveLength(1)
  })

  test('30 seconds are waited for', async () => {
    vi.useFakeTimers()
    const { client, sent } = connect((_, count) =>
      count === 1 ? json({}, 503, { 'retry-after': '30' }) : json([]),
    )
    const call = getFlows(client, {})
    await vi.advanceTimersByTimeAsync(29_900)
    expect(sent).toHaveLength(1)
    await vi.advanceTimersByTimeAsync(200)
    expect(await call).toEqual([])
  })

  test.each(['-5', 'soon', '1e309', '', 'Wed, 21 Oct 2015 07:28:00 GMT'])(
    '%j is as good as none',
    async (header) => {
      vi.useFakeTimers()
      const started = Date.now()
      const { client, sent } = connect(() => json({}, 503, { 'retry-after': header }))
      const error = await settled(errorOf(getFlows(client, {})), 10)
      expect(error).toMatchObject({ status: 503, retryAfter: undefined })
      expect(sent).toHaveLength(3)
      expect(Date.now() - started).toBeLessThan(1_000)
    },
  )

  test('an abort ends the waiting at once', async () => {
    vi.useFakeTimers()
    const { client, sent } = connect(() => json({}, 503, { 'retry-after': '20' }))
    const controller = new AbortController()
    const call = getFlows(client, {}, { signal: controller.signal }).catch((why: unknown) => why)
    await vi.advanceTimersByTimeAsync(100)
    controller.abort('left')
    expect(await call).toBe('left')
    expect(vi.getTimerCount()).toBe(0)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(sent).toHaveLength(1)
  })
})

test.each([400, 404, 409, 410, 422])('T5: %d is asked once', async (status) => {
  const { client, sent } = connect(() => json({}, status))
  expect(await errorOf(getFlows(client, {}))).toMatchObject({ code: 'http', retryable: false })
  for (const [, write] of writes) await errorOf(write(client))
  expect(sent).toHaveLength(1 + writes.length)
})

describe('T6: no connection', () => {
  beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0))

  test('reset by the server: a read is asked three times, a write once', async () => {
    server.on('/flows', ({ socket }) => void socket!.resetAndDestroy())
    expect(await errorOf(getFlows(real(), {}))).toMatchObject({ code: 'network', retryable: true })
    expect(await errorOf(createFlow(real(), { name: 'x' }))).toMatchObject({ code: 'network' })
    expect(server.arrived.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'POST'])
  })

  test('refused, where nobody listens', async () => {
    const gone = await startFaultServer()
    await gone.close()
    const fetch = vi.fn(globalThis.fetch)
    const client = real({ baseUrl: gone.url, fetch })
    expect(await errorOf(getFlows(client, {}))).toMatchObject({
      code: 'network',
      cause: { cause: { code: 'ECONNREFUSED' } },
    })
    expect(fetch).toHaveBeenCalledTimes(3)
    expect((await errorOf(startFlow(client, { flowId: 'f' }))).code).toBe('network')
    expect(fetch).toHaveBeenCalledTimes(4)
  })

  test('a name that nobody knows', async () => {
    const cause = Object.assign(new Error('getaddrinfo ENOTFOUND'), { code: 'ENOTFOUND' })
    const { client, sent } = connect(() => Promise.reject(new TypeError('fetch failed', { cause })))
    expect(await errorOf(getFlows(client, {}))).toMatchObject({ cause: { cause } })
    await errorOf(startFlow(client, { flowId: 'f' }))
    expect(sent.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'POST'])
  })
})

describe('a server that falls silent', () => {
  const silences: [string, Behaviour][] = [
    ['T7: after headers and half a body', (answer) => void answer.writeHead(200).write('[{"flow')],
    ['T8: before any header', () => {}],
  ]

  test.each(silences)(
    '%s: code timeout in time, and the connection is closed',
    async (_, silence) => {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
      server.on('/flows', silence)
      const call = errorOf(getFlows(real({ timeout: 5_000 }), {}))
      const over = vi.fn()
      void call.then(over)
      const { cutOff } = await server.arrival()
      await vi.advanceTimersByTimeAsync(4_900)
      expect(over).not.toHaveBeenCalled()
      await vi.advanceTimersByTimeAsync(200)
      expect(await call).toMatchObject({ code: 'timeout', retryable: true, endpoint: 'GET /flows' })
      await cutOff
      expect(server.arrived).toHaveLength(1)
    },
  )

  test.each(silences)('%s: a write says that its outcome is unknown', async (_, silence) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    server.on('/flows', silence)
    const call = errorOf(createFlow(real({ timeout: 5_000 }), { name: 'x' }))
    await server.arrival()
    await vi.advanceTimersByTimeAsync(5_100)
    expect(await call).toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('unknown'),
    })
    expect(server.arrived).toHaveLength(1)
  })

  test('T7, T8: no timer is left, whether it fell silent or not', async () => {
    vi.useFakeTimers()
    const mute = connect(() => new Promise(() => {}), { timeout: 5_000 })
    await settled(errorOf(getFlows(mute.client, {})))
    expect(mute.sent[0]!.signal.aborted).toBe(true)
    await settled(getFlows(connect(() => json([])).client, {}))
    expect(vi.getTimerCount()).toBe(0)
  })

  test('T7: in the middle of a refusal: the refusal counts', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    server.on('/flows', (response) => void response.writeHead(400).write('{"message":'))
    const call = errorOf(getFlows(real({ timeout: 5_000 }), {}))
    await server.arrival()
    // Not before the headers are there.
    await new Promise((resolve) => setImmediate(resolve))
    await vi.advanceTimersByTimeAsync(10_100)
    expect(await call).toMatchObject({ code: 'http', status: 400, serverMessage: undefined })
  })
})

test('`timeout` and `tokenTimeout` may be Infinity', async () => {
  vi.useFakeTimers()
  const later = <T>(value: T) =>
    new Promise<T>((resolve) => setTimeout(() => resolve(value), 60_000))
  const { client } = connect(() => later(json([])), {
    token: undefined,
    getToken: () => later('token-2'),
    timeout: Infinity,
    tokenTimeout: Infinity,
  })
  expect(await settled(getFlows(client, {}))).toEqual([])
})

describe('a `fetch` of the app’s own', () => {
  /** An answer of one that knows no streams. */
  const plain = (status: number, text: () => Promise<string>, body?: object) =>
    ({ ok: status < 400, status, headers: new Headers(), body, text }) as unknown as Response

  test.each([
    ['no body', undefined],
    ['a body that is no stream of the web', {}],
  ])('may answer with %s', async (_, body) => {
    const answer = plain(200, async () => '[]', body)
    const { client } = connect(() => answer)
    expect(await getFlows(client, {})).toEqual([])
  })

  test('T7: may fall silent in the middle of a refusal, and is not waited for', async () => {
    vi.useFakeTimers()
    const { client } = connect(() => plain(400, () => new Promise(() => {})), { timeout: 5_000 })
    const call = errorOf(getFlows(client, {}))
    await vi.advanceTimersByTimeAsync(5_100)
    expect(await call).toMatchObject({ code: 'timeout' })
  })

  test.each(['a timeout', 'an abort'])(
    'may not heed the signal: %s ends the reading',
    async (end) => {
      vi.useFakeTimers()
      const cancel = vi.fn()
      const endless = new ReadableStream({
        async pull(body) {
          await new Promise((resolve) => setTimeout(resolve, 100))
          body.enqueue(Uint8Array.of(32))
        },
        cancel,
      })
      const { client } = connect(() => new Response(endless), { timeout: 5_000 })
      const caller = new AbortController()
      const call = getFlows(client, {}, { signal: caller.signal }).catch(() => 'ended')
      await vi.advanceTimersByTimeAsync(1_000)
      expect(cancel).not.toHaveBeenCalled()
      if (end === 'an abort') caller.abort()
      else await vi.advanceTimersByTimeAsync(4_100)
      expect(await call).toBe('ended')
      expect(cancel).toHaveBeenCalledOnce()
    },
  )

  test('may answer when nobody waits any more: the answer is left alone', async () => {
    vi.useFakeTimers()
    const cancel = vi.fn()
    const { promise, resolve } = defer<Response>()
    const { client } = connect(() => promise, { timeout: 5_000 })
    const call = errorOf(getFlows(client, {}))
    await vi.advanceTimersByTimeAsync(5_100)
    expect(await call).toMatchObject({ code: 'timeout' })
    resolve(new Response(new ReadableStream({ cancel })))
    await vi.advanceTimersByTimeAsync(0)
    expect(cancel).toHaveBeenCalledOnce()
  })
})

describe('a refusal counts as it is, and costs only its sentence', () => {
  test('T7: when its body stalls: a 401 is renewed without waiting for it, and the connection is closed', async () => {
    server.on('/flows', (answer, count) => {
      if (count > 1) answer.end('[]')
      else answer.writeHead(401).write('{"message":')
    })
    const call = getFlows(real({ getToken: () => 'token-2' }), {})
    const { cutOff } = await server.arrival()
    expect(await call).toEqual([])
    await cutOff
    expect(server.arrived.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${token}`,
      'Bearer token-2',
    ])
  })

  test('T9: when its body breaks off', async () => {
    server.on('/flows', (answer) => {
      answer.writeHead(400, { 'content-length': 100 })
      answer.write('{"message":', () => void answer.socket!.destroy())
    })
    const error = await errorOf(getFlows(real(), {}))
    expect(error).toMatchObject({ code: 'http', status: 400, serverMessage: undefined })
    expect(server.arrived).toHaveLength(1)
  })

  test('T13: when its body is longer than the limit: of its sentence 1,000 characters stay', async () => {
    const long = JSON.stringify({ message: 'x'.repeat(2_000) })
    const { client } = connect(() => new Response(long, { status: 400 }), {
      maxResponseSize: 1_000,
    })
    const error = await errorOf(getFlows(client, {}))
    expect(error).toMatchObject({ code: 'http', status: 400, serverMessage: 'x'.repeat(1_000) })
  })
})

describe('what goes out', () => {
  test('takes no cookie along, and of the address of the page only its origin', async () => {
    const { client, sent } = connect(() => json([]))
    await getFlows(client, {})
    expect(sent[0]).toMatchObject({ credentials: 'omit', referrerPolicy: 'strict-origin' })
  })

  test.each([
    ['with a token', {}],
    ['with a secret instead', { secret: 'of the task' }],
  ])('%s: nothing at all when the caller leaves in the same moment', async (_, query) => {
    const { client, sent } = connect(() => json([]))
    const controller = new AbortController()
    const call = getPeopleTasks(client, query, { signal: controller.signal })
    controller.abort('left')
    await expect(call).rejects.toBe('left')
    expect(sent).toEqual([])
  })
})

describe('T9: half an answer', () => {
  test('that claims to be whole is of code schema, asked once', async () => {
    server.on('/flows', (response) => response.end('[{"flowId":"a"'))
    expect(await errorOf(getFlows(real(), {}))).toMatchObject({ code: 'schema', retryable: false })
    expect(server.arrived).toHaveLength(1)
  })

  test('because the connection broke is a lost connection: a read is asked three times, a write once', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    server.on('/flows', (answer) => {
      answer.writeHead(200, { 'content-length': 100 })
      answer.write('[{"flowId":', () => void answer.socket!.destroy())
    })
    expect(await errorOf(getFlows(real(), {}))).toMatchObject({ code: 'network', retryable: true })
    expect(await errorOf(createFlow(real(), { name: 'x' }))).toMatchObject({
      code: 'network',
      message: expect.stringContaining('unknown'),
    })
    expect(server.arrived.map(({ method }) => method)).toEqual(['GET', 'GET', 'GET', 'POST'])
  })

  test('is forgotten when the next one is whole', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0)
    server.on('/flows', (response, count) => {
      if (count === 1) response.writeHead(200).write('[', () => response.socket!.destroy())
      else response.end('[{"flowId":"a"}]')
    })
    expect(await getFlows(real(), {})).toEqual([{ flowId: 'a' }])
    expect(server.arrived).toHaveLength(2)
  })
})

describe('T10: a page instead of an answer', () => {
  const page = '<!doctype html><p>canary'

  test('with 200 is of code schema, names its type, and is asked once', async () => {
    const log = vi.spyOn(console, 'error')
    const { client, sent } = connect(
      () => new Response(page, { headers: { 'content-type': 'text/html; charset=utf-8' } }),
    )
    const error = await errorOf(getFlows(client, {}))
    expect(error).toMatchObject({ code: 'schema', endpoint: 'GET /flows', retryable: false })
    expect(error.message).toContain('text/html')
    expect(`${error.message}${JSON.stringify(error)}${error.stack}`).not.toContain('canary')
    expect(sent).toHaveLength(1)
    expect(log).not.toHaveBeenCalled()
  })

  test('that a sign-in page is, behind a redirect', async () => {
    server.on('/flows', (response) => response.writeHead(302, { location: '/login' }).end())
    server.on('/login', (response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(page),
    )
    expect(await errorOf(getFlows(real(), {}))).toMatchObject({ code: 'schema' })
    expect(server.arrived.map(({ path }) => path)).toEqual(['/flows', '/login'])
  })
})

describe('T11: an empty answer', () => {
  const empty: [string, () => Response][] = [
    ['204', () => new Response(null, { status: 204 })],
    ['200 without a body', () => new Response(null)],
    ['200 with an empty body', () => new Response('')],
    ['200 with white space', () => new Response(' \r\n')],
  ]

  test.each(empty)('%s: fine where nothing is expected', async (_, answer) => {
    const { client, sent } = connect(answer)
    expect(await deleteFlow(client, { flowId: 'a' })).toBeUndefined()
    expect(sent).toHaveLength(1)
  })

  test.each(empty)('%s: of code schema where data is', async (_, answer) => {
    const { client, sent } = connect(answer)
    expect((await errorOf(getFlows(client, {}))).code).toBe('schema')
    expect((await errorOf(getFlow(client, { flowId: 'a' }))).code).toBe('schema')
    expect(sent).toHaveLength(2)
  })
})

describe('T12: JSON', () => {
  const flows = [{ flowId: 'a', name: 'Grüße 😀' }]
  const text = JSON.stringify(flows)
  const utf16 = (bom: boolean) => Buffer.from(`${bom ? '\uFEFF' : ''}${text}`, 'utf16le')
  const latin1 = Buffer.from(text.replace(' 😀', ''), 'latin1')

  test.each([
    ['as text/plain', 'text/plain', Buffer.from(text), flows],
    ['without a type', undefined, Buffer.from(text), flows],
    ['with a byte order mark', 'application/json', Buffer.from(`\uFEFF${text}`), flows],
    ['in UTF-16', 'application/json; charset=utf-16', utf16(false), flows],
    ['in UTF-16 with a mark', 'APPLICATION/JSON;CHARSET="UTF-16LE"', utf16(true), flows],
    ['in Latin-1', 'text/json; charset=iso-8859-1', latin1, [{ flowId: 'a', name: 'Grüße' }]],
    ['in a charset that nobody knows', 'text/json; charset=klingon', Buffer.from(text), flows],
  ])('%s is read', async (_, type, body, expected) => {
    server.on('/flows', (response) => {
      if (type !== undefined) response.setHeader('content-type', type)
      // One byte alone, so that a character is cut in two.
      response.write(body.subarray(0, 1))
      response.end(body.subarray(1))
    })
    expect(await getFlows(real(), {})).toEqual(expected)
  })

  test('that comes byte by byte, so that characters are cut, is read', async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of Buffer.from(`\uFEFF${text}`)) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    const { client } = connect(() => new Response(body))
    expect(await getFlows(client, {})).toEqual(flows)
  })
})

describe('T13: an answer that is too long', () => {
  test('never ends: it is left alone, the connection closed, and it is asked once', async () => {
    let written = 0
    server.on('/flows', (response) => {
      response.writeHead(200)
      const chunk = Buffer.alloc(65_536, ' ')
      const more = () => {
        do written += chunk.length
        while (!response.destroyed && response.write(chunk))
      }
      response.on('drain', more)
      more()
    })
    const call = errorOf(getFlows(real({ maxResponseSize: 1_000_000 }), {}))
    const { cutOff } = await server.arrival()
    const error = await call
    expect(error).toMatchObject({ code: 'schema', retryable: false })
    expect(error.message).toContain('maxResponseSize')
    await cutOff
    expect(server.arrived).toHaveLength(1)
    expect(written).toBeGreaterThan(1_000_000)
  })

  test('by one byte', async () => {
    const { client } = connect(() => new Response('[    ]'), { maxResponseSize: 6 })
    expect(await getFlows(client, {})).toEqual([])
    const { client: other, sent } = connect(() => new Response('[     ]'), { maxResponseSize: 6 })
    expect(await errorOf(getFlows(other, {}))).toMatchObject({ code: 'schema' })
    const write = await errorOf(createFlow(other, { name: 'x' }))
    expect(write.message).toContain('unknown')
    expect(sent).toHaveLength(2)
  })

  test('is one of more than 64 MiB, unless somebody says otherwise', async () => {
    const mebibyte = new Uint8Array(2 ** 20).fill(32)
    let chunks = 0
    const cancelled = vi.fn()
    const endless = () =>
      new Response(
        new ReadableStream(
          {
            pull(body) {
              chunks++
              body.enqueue(mebibyte)
            },
            cancel: cancelled,
          },
          { highWaterMark: 0 },
        ),
      )
    const { client } = connect(endless)
    expect((await errorOf(getFlows(client, {}))).message).toContain('maxResponseSize')
    expect(chunks).toBe(65)
    expect(cancelled).toHaveBeenCalledOnce()
  })
})

describe('T14: a redirect to another origin', () => {
  test.each([301, 302, 307, 308])(
    'by %d: no token goes there, and no answer comes from there',
    async (status) => {
      const other = await startFaultServer()
      const location = `${other.url}/elsewhere`
      server.on('/flows', (response) => response.writeHead(status, { location }).end())
      other.on('/elsewhere', (response) => response.end('[]'))
      expect(await errorOf(getFlows(real(), {}))).toMatchObject({
        code: 'schema',
        retryable: false,
      })
      expect(server.arrived.map(({ headers }) => headers.authorization)).toEqual([
        `Bearer ${token}`,
      ])
      expect(other.arrived).toEqual([])
      await other.close()
    },
  )
})

describe('T17: an answer that comes too late', () => {
  test.each(['time-out', 'abort'])('after the %s: it changes nothing', async (end) => {
    vi.useFakeTimers()
    const late = defer<Response>()
    const onDrift = vi.fn()
    const { client, sent } = connect(() => late.promise, { timeout: 5_000, onDrift })
    const queryClient = new QueryClient()
    const options = flowsQueryOptions(client)
    const written = vi.fn()
    const observer = new QueryObserver<Flow[], any>(queryClient, options)
    const unsubscribe = observer.subscribe(({ data }) => data && written())
    await vi.advanceTimersByTimeAsync(100)
    if (end === 'abort') await queryClient.cancelQueries()
    else await vi.advanceTimersByTimeAsync(5_000)
    const before = queryClient.getQueryState(options.queryKey)
    expect(before).toMatchObject({ data: undefined, fetchStatus: 'idle' })
    late.resolve(json([{ flowId: 'late', name: 7 }]))
    await vi.advanceTimersByTimeAsync(60_000)
    expect(queryClient.getQueryState(options.queryKey)).toEqual(before)
    expect([written, onDrift].map(({ mock }) => mock.calls)).toEqual([[], []])
    expect(sent).toHaveLength(1)
    unsubscribe()
    queryClient.clear()
  })
})

test('T18: a lost connection names CORS and the base URL among the reasons, not its address, after three tries', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0)
  const { client, sent } = connect(lost)
  const { message } = await errorOf(getFlows(client, {}))
  expect(message).toContain('baseUrl')
  expect(message).not.toContain('api.test')
  expect(message).toContain('CORS')
  expect(sent).toHaveLength(3)
})

/** Lets the fake time run, in steps of so many milliseconds, until the call has ended. */
async function settled<T>(call: Promise<T>, step = 1_000): Promise<T> {
  let isOver = false
  const over = () => {
    isOver = true
  }
  call.then(over, over)
  for (let i = 0; i < 200 && !isOver; i++) await vi.advanceTimersByTimeAsync(step)
  return call
}
