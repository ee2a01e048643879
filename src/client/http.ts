import ky, { isHTTPError } from 'ky'
import type { Input, KyInstance, Options, ResponsePromise } from 'ky'
import { longestTimer, type Jobs } from './abort.ts'
import { bytesOf, parseJson, textOf, type BodyReader, type Bytes } from './answer.ts'
import type { Call } from './call.ts'
import { AppmixerError, passing } from './errors.ts'
import {
  checkHost,
  checkProxy,
  failureOf,
  isRead,
  longestRetryAfter,
  refused,
  retryAfterOf,
  unanswered,
  unreadable,
} from './failures.ts'
import type { AppmixerClientOptions } from './options.ts'
import { secretsIn } from './redact.ts'
import { createTenantFetch, lostConnection, type Exchange, type Fetch } from './tenantFetch.ts'
import type { TokenSource } from './token.ts'

export interface Http {
  /** Sends a call, and resolves to the parsed answer; `undefined` when it is empty. */
  send(call: Call): Promise<unknown>
  /** The same ky for endpoints that have no function here. */
  readonly ky: KyInstance
}

interface HttpOptions {
  /** Read with every request: the app may pass other options with every render. */
  options: Pick<AppmixerClientOptions, 'fetch' | 'ky' | 'timeout' | 'retries' | 'maxResponseSize'>
  baseUrl: string
  tokens: TokenSource
  jobs: Jobs
}

/** Bytes of an answer, unless the app says otherwise. */
const largestAnswer = 64 * 2 ** 20

/** Milliseconds of one attempt, unless the app says otherwise. */
const longestAttempt = 30_000

/** One ky for everything that a client sends. */
export function createHttp({ options, baseUrl, tokens, jobs }: HttpOptions): Http {
  let connection = connect(options.ky)
  const tenantFetch = createTenantFetch({
    baseUrl,
    tokens,
    fetch: () => options.fetch ?? connected().apps.fetch ?? globalThis.fetch,
  })

  return {
    send: (call) => jobs.run(call, (signal) => sendCall(call, signal)),
    get ky() {
      return connected().open
    },
  }

  /** Replaced when the app passes another ky. */
  function connected(): Connection {
    if (connection.given !== options.ky) connection = connect(options.ky)
    return connection
  }

  function connect(given: AppmixerClientOptions['ky']): Connection {
    const apps = optionsOf(given)
    const { hooks, onDownloadProgress } = apps
    const instance = (typeof given === 'function' ? given : ky).create(withOurs(apps))
    return {
      given,
      apps,
      ky: instance,
      open: open(instance),
      hasReaders: Boolean(
        hooks?.afterResponse?.length || hooks?.init?.length || onDownloadProgress,
      ),
    }
  }

  /** The options of the app, and over them those that this package promises. */
  function withOurs({ baseUrl: _, ...apps }: Options): Options {
    const timeout = options.timeout ?? apps.timeout ?? longestAttempt
    const retry = typeof apps.retry === 'number' ? { limit: apps.retry } : apps.retry
    return {
      credentials: 'omit',
      // The address of the page may have a secret; its origin has none.
      referrerPolicy: 'strict-origin',
      parseJson: parseBody,
      ...apps,
      prefix: baseUrl,
      throwHttpErrors: true,
      timeout: timeout !== false && timeout > longestTimer ? false : timeout,
      retry: {
        statusCodes: [...passing],
        afterStatusCodes: [...passing],
        maxRetryAfter: longestRetryAfter,
        jitter: true,
        ...retry,
        // Writes are never repeated.
        methods: ['get'],
        ...(options.retries !== undefined && { limit: options.retries }),
        shouldRetry: (state) => (waitsTooLong(state.error) ? false : retry?.shouldRetry?.(state)),
      },
    }
  }

  async function sendCall(call: Call, signal: AbortSignal): Promise<unknown> {
    const { endpoint, method, path, body } = call
    const exchange: Exchange = { ...call, secrets: new Set(), isSent: false }
    const { ky: instance, hasReaders } = connected()
    const query = call.search.toString()
    let answer: Response | undefined
    let text: string | undefined

    /** Reads a good answer inside of the attempt, so that its time limit and its retries cover the body. */
    const fetchText: Fetch = async (request, init = {}) => {
      checkRepetition(exchange)
      const response = await tenantFetch(request, init, exchange)
      // ky reads what it can of a refusal. A `fetch` of the app's own may have no stream.
      if (!response.ok && response.body?.getReader) return response
      text = await readBody({ request, response, exchange, read: textOf })
      // Making a response takes long; only hooks need one whose body is unread.
      answer = hasReaders ? withBody(response, text) : response
      return answer
    }

    return withFailures({ exchange, body: body?.text }, async () => {
      const response: Response | undefined = await instance(path + (query && `?${query}`), {
        method,
        headers: {
          accept: call.answers === 'text' ? '*/*' : 'application/json',
          ...(body && { 'content-type': body.type }),
        },
        ...(body && { body: body.text }),
        ...(call.keepalive && { keepalive: true }),
        // Writes are never repeated.
        ...(method !== 'GET' && { retry: 0 }),
        context: { endpoint },
        signal,
        fetch: fetchText as NonNullable<Options['fetch']>,
      })
      if (!response) throw unanswered(exchange, 'config', 'was stopped by a hook of your ky')
      if (response !== answer) {
        // A hook's response, or a refusal that a hook lets pass.
        text = await response.text()
        if (!response.ok) throw refused(exchange, response, text)
      }
      return readAnswer(call, exchange, { response, text: text! })
    })
  }

  /**
   * The app's view of a ky: its requests abort with the session, and fail with errors of this package. Writes are
   * repeated only where the app has said so for this call, or for an instance of its own.
   */
  function open(instance: KyInstance, repeatsWrites = false): KyInstance {
    const { create, extend, stop, retry, ...methods } = instance
    const sending = (send: Send, name?: string) => sendOpen(send, { name, repeatsWrites })
    const opened = Object.entries(methods).map(([name, send]) => [name, sending(send, name)])
    return Object.assign(sending(instance), Object.fromEntries(opened), {
      create,
      stop,
      retry,
      extend: (more: Options | ((options: Options) => Options)) =>
        open(extend(more), repeatsWrites || typeof more === 'function' || more.retry !== undefined),
    }) as KyInstance
  }

  function sendOpen(send: Send, { name, repeatsWrites }: Opening): Send {
    return (input, own = {}) => {
      const exchange = exchangeFor(input, own, name)
      const mayRepeat = repeatsWrites || own.retry !== undefined
      const caller = own.signal ?? (input instanceof Request ? input.signal : undefined)
      let sent: ResponsePromise | undefined
      const result = jobs.run({ endpoint: exchange.endpoint, signal: caller }, (signal) =>
        withFailures({ exchange, body: own.json ?? own.body }, () => {
          sent = send(input, {
            ...own,
            signal,
            async fetch(request, init = {}) {
              if (!mayRepeat) checkRepetition(exchange)
              return fetchBytes(request as Request, init, exchange)
            },
          })
          return sent
        }),
      )
      return withShortcuts(result, sent, exchange)
    }
  }

  /** For `client.ky`, whose answers may be files. */
  async function fetchBytes(
    request: Request,
    init: RequestInit,
    exchange: Exchange,
  ): Promise<Response> {
    const response = await tenantFetch(request, init, exchange)
    if (!response.ok || !response.body?.getReader) return response
    return withBody(response, await readBody({ request, response, exchange, read: bytesOf }))
  }

  /** All of a body, while neither the caller nor the session aborts. */
  async function readBody<Body>({ request, response, exchange, read }: Reading<Body>) {
    const reader = response.body?.getReader?.()
    const cancel = () => void reader?.cancel().catch(() => {})
    // Not every `fetch` heeds its signal.
    request.signal.addEventListener('abort', cancel)
    if (request.signal.aborted) cancel()
    let body: Body | undefined
    try {
      const limit = options.maxResponseSize ?? largestAnswer
      body = reader
        ? await read(reader, limit, response.headers)
        : ((await response.text()) as Body)
    } catch (cause) {
      throw lostConnection(request, cause, exchange)
    } finally {
      request.signal.removeEventListener('abort', cancel)
      cancel()
    }
    if (body !== undefined) return body
    throw unanswered(exchange, 'schema', 'was answered with more than `maxResponseSize` allows')
  }
}

/** What is made of the app's ky. */
interface Connection {
  given: AppmixerClientOptions['ky']
  /** The options of the app. */
  apps: Options
  /** With the options of the app, and those of this package. */
  ky: KyInstance
  /** The same for the app. */
  open: KyInstance
  /** Whether hooks of the app may read an answer. */
  hasReaders: boolean
}

interface Reading<Body> {
  request: Request
  response: Response
  exchange: Exchange
  read: (reader: BodyReader, limit: number, headers: Headers) => Promise<Body | undefined>
}

interface Sending {
  exchange: Exchange
  /** What is sent, as text or as an object. */
  body: unknown
}

interface Opening {
  /** The method of ky's; none for ky itself. */
  name: string | undefined
  repeatsWrites: boolean
}

type Send = (input: Input, options?: Options) => ResponsePromise

/** The options of the app's ky. An instance tells them to `extend` only. */
function optionsOf(given: AppmixerClientOptions['ky']): Options {
  if (typeof given !== 'function') return given ?? {}
  // The method `query` came with ky 2.1.
  if (typeof given.query !== 'function') {
    throw new AppmixerError({
      code: 'config',
      message: 'The `ky` that you passed is too old. Install ky 2.1 or newer, or pass options.',
    })
  }
  let options: Options = {}
  given.extend((defaults) => {
    options = defaults
    return {}
  })
  return options
}

function waitsTooLong(error: unknown): boolean {
  return isHTTPError(error) && (retryAfterOf(error.response.headers) ?? 0) > longestRetryAfter
}

/** Refuses to send a write again, whatever a hook of the app's asks for. */
function checkRepetition(exchange: Exchange): void {
  if (!exchange.isSent || isRead(exchange)) return
  const problem = 'is sent once, and a hook of your ky asked for more'
  throw unanswered(exchange, 'config', problem)
}

/** What `work` resolves to. Whatever it rejects with becomes an error of this package. */
async function withFailures<T>({ exchange, body }: Sending, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    for (const text of secretsIn(body)) exchange.secrets.add(text)
    throw failureOf(error, exchange)
  }
}

/** The response with a body that was read from it. */
function withBody({ status, statusText, headers }: Response, body: string | Bytes): Response {
  // Some statuses allow none.
  return new Response(body.length === 0 ? null : body, { status, statusText, headers })
}

/** The earlier answer with this text, the text itself, or its JSON. */
function readAnswer(
  { answers, recall }: Call,
  exchange: Exchange,
  { response, text }: { response: Response; text: string },
): unknown {
  const known = recall(text)
  if (known !== undefined) return known
  const type = response.headers.get('content-type')?.split(';')[0] ?? 'no content type'
  const isText = answers === 'text'
  try {
    if (!isText) return parseBody(text)
    // The server sends no pages; a proxy does.
    if (type !== 'text/html') return text
  } catch {
    // The parser's own words would quote the body.
  }
  const expected = isText ? 'plain text' : 'JSON'
  const problem =
    type === 'text/html'
      ? `was answered with a web page (${type}), not with ${expected}. ${checkHost}`
      : `was answered with something that is not ${expected} (${type}). ${checkProxy}`
  throw unanswered(exchange, 'schema', problem)
}

function parseBody(text: string): unknown {
  return text.trim() === '' ? undefined : parseJson(text)
}

function exchangeFor(input: Input, { method, context }: Options, name?: string): Exchange {
  const verb = (name ?? method ?? (input instanceof Request ? input.method : 'get')).toUpperCase()
  const endpoint = context?.['endpoint']
  return {
    method: verb,
    endpoint: typeof endpoint === 'string' ? endpoint : verb,
    secrets: new Set(),
    isSent: false,
  }
}

const shortcuts = ['json', 'text', 'arrayBuffer', 'blob', 'formData', 'bytes'] as const

/** `.json()` and the like, as ky has them on its promise. */
function withShortcuts(
  result: Promise<Response>,
  sent: ResponsePromise | undefined,
  exchange: Exchange,
): ResponsePromise {
  const read = (name: (typeof shortcuts)[number]) => async (schema?: never) => {
    // Called at once, because ky sets the header `accept` by it.
    const content: Promise<unknown> | undefined = sent?.[name](schema as never)
    content?.catch(() => {})
    await result
    return content?.catch((error: unknown) => {
      throw unreadable(error, exchange)
    })
  }
  const readers = Object.fromEntries(shortcuts.map((name) => [name, read(name)]))
  return Object.assign(result, readers) as unknown as ResponsePromise
}
