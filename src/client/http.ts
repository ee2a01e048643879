import ky, { isHTTPError, type KyInstance, type Options } from 'ky'
import { longestTimer } from './abort.ts'
import { bytesOf, parseJson, textOf, type BodyReader, type Bytes } from './answer.ts'
import type { Call } from './call.ts'
import type { AppmixerClientOptions } from './client.ts'
import { AppmixerError, passing } from './errors.ts'
import { longestRetryAfter, refused, retryAfterOf } from './failures.ts'
import type { Job, Jobs } from './jobs.ts'
import { misconfigured, settle, tooLong, unexpected } from './kyErrors.ts'
import { openKy } from './openKy.ts'
import { createTenantFetch, lostConnection, type Exchange, type Fetch } from './tenantFetch.ts'
import type { TokenSource } from './token.ts'

/** A ky of the app's, or options for one: what they add goes out with every request. */
export type { KyInstance, Options as KyOptions } from 'ky'

export interface Http {
  /** Sends a call to this path, and resolves to the parsed answer. */
  sendCall(call: Call, to: Destination): Promise<unknown>
  /** The same ky for endpoints that have no function here. */
  readonly ky: KyInstance
}

interface Destination {
  path: string
  job: Job
}

interface HttpOptions {
  /** Read with every request: the app may pass other options with every render. */
  options: Pick<AppmixerClientOptions, 'fetch' | 'ky' | 'timeout' | 'retries' | 'maxResponseSize'>
  baseUrl: string
  tokens: TokenSource
  jobs: Jobs
}

/** What is made of the app's ky. */
interface Connection {
  given: AppmixerClientOptions['ky']
  /** With the options of the app, and those of this package. */
  ky: KyInstance
  /** The same for the app. */
  open: KyInstance
  /** The `fetch` of the app's ky. */
  fetch: Options['fetch']
  /** Whether hooks of the app may read an answer. */
  hasReaders: boolean
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
    fetch: () => options.fetch ?? connected().fetch ?? globalThis.fetch,
  })

  return {
    sendCall,
    get ky() {
      return connected().open
    },
  }

  /** Made anew when the app passes another ky. */
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
      ky: instance,
      open: openKy(instance, { jobs, fetch: fetchBytes }),
      fetch: apps.fetch,
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
      // The address of the page may hold a secret; its origin does not.
      referrerPolicy: 'strict-origin',
      parseJson: (text) => (text.trim() === '' ? undefined : parseJson(text)),
      ...apps,
      prefix: baseUrl,
      throwHttpErrors: true,
      timeout: timeout !== false && timeout > longestTimer ? false : timeout,
      retry: {
        methods: ['get'],
        statusCodes: [...passing],
        afterStatusCodes: [...passing],
        maxRetryAfter: longestRetryAfter,
        jitter: true,
        ...retry,
        ...(options.retries !== undefined && { limit: options.retries }),
        shouldRetry: (state) =>
          asksForMorePatience(state.error) ? false : retry?.shouldRetry?.(state),
      },
    }
  }

  async function sendCall(call: Call, { path, job }: Destination): Promise<unknown> {
    const { endpoint, method, refusals, anonymous, bearer, secret, body } = call
    const secrets = new Set<string>()
    const exchange = {
      endpoint,
      method,
      refusals,
      anonymous,
      bearer,
      secret,
      secrets,
      isSent: false,
    }
    const { ky: instance, hasReaders } = connected()
    const query = call.search.toString()
    let answer: Response | undefined
    let text: string | undefined

    /** Reads a good answer inside of the attempt, so that its time limit and its retries cover the body. */
    const fetchText: Fetch = async (request, init = {}) => {
      if (exchange.isSent && method !== 'GET') {
        throw misconfigured(exchange, 'is sent once, and a hook of your ky asked for more')
      }
      const response = await tenantFetch(request, init, exchange)
      // ky reads what it can of a refusal. A `fetch` of the app's own may have no stream.
      if (!response.ok && response.body?.getReader) return response
      text = await readBody({ request, response, exchange, read: textOf })
      // Making a response takes long; only hooks need one that has a body yet.
      answer = hasReaders ? withBody(response, text) : response
      return answer
    }

    return settle({ exchange, job, body: body?.text }, async () => {
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
        signal: job.signal,
        fetch: fetchText as NonNullable<Options['fetch']>,
      })
      if (!response) throw misconfigured(exchange, 'was stopped by a hook of your ky')
      if (response === answer) return readAnswer(call, exchange, { response, text: text! })
      // A hook's response, or one that a hook let pass.
      const content = await response.text()
      if (!response.ok) throw refused(exchange, response, content)
      return readAnswer(call, exchange, { response, text: content })
    })
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

  /** All of a body, as long as the connection and the caller stay. */
  async function readBody<Body>({ request, response, exchange, read }: Reading<Body>) {
    const reader = response.body?.getReader?.()
    const leave = () => void reader?.cancel().catch(() => {})
    // Not every `fetch` heeds its signal.
    request.signal.addEventListener('abort', leave)
    if (request.signal.aborted) leave()
    let body: Body | undefined
    try {
      const limit = options.maxResponseSize ?? largestAnswer
      body = reader
        ? await read(reader, limit, response.headers)
        : ((await response.text()) as Body)
    } catch (cause) {
      throw lostConnection(request, cause, exchange)
    } finally {
      request.signal.removeEventListener('abort', leave)
      leave()
    }
    if (body === undefined) throw tooLong(exchange)
    return body
  }
}

interface Reading<Body> {
  request: Request
  response: Response
  exchange: Exchange
  read: (reader: BodyReader, limit: number, headers: Headers) => Promise<Body | undefined>
}

/** What a ky instance does with every request. */
function optionsOf(given: AppmixerClientOptions['ky']): Options {
  if (typeof given !== 'function') return given ?? {}
  if (typeof given.query !== 'function') throw outdatedKy()
  let options: Options = {}
  given.extend((defaults) => {
    options = defaults
    return {}
  })
  return options
}

/** The method `query` came with ky 2.1. */
function outdatedKy(): AppmixerError {
  return new AppmixerError({
    code: 'config',
    message:
      'The `ky` that you passed is older than 2.1, and knows no `prefix`. Install ky 2.1 or newer, or pass options.',
  })
}

/** More than anybody waits for in front of a screen. */
function asksForMorePatience(error: unknown): boolean {
  return isHTTPError(error) && (retryAfterOf(error.response.headers) ?? 0) > longestRetryAfter
}

/** The response with a body that was read from it. */
function withBody({ status, statusText, headers }: Response, body: string | Bytes): Response {
  // Some statuses allow none.
  return new Response(body.length === 0 ? null : body, { status, statusText, headers })
}

/** What the text says to this call: the answer before, the text as it is, or JSON; `undefined` when it is empty. */
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
    if (!isText) return text.trim() === '' ? undefined : parseJson(text)
    // A page is a proxy's, never the server's.
    if (type !== 'text/html') return text
  } catch {
    // The parser's own words would quote the body.
  }
  throw unexpected(
    exchange,
    `was answered with something that is not ${isText ? 'plain text' : 'JSON'} (${type}). A proxy or a sign-in page may have answered; check baseUrl`,
  )
}
