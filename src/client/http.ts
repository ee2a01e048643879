import ky, {
  isHTTPError,
  isNetworkError,
  isTimeoutError,
  NetworkError,
  type KyInstance,
  type Options,
} from 'ky'
import { throwIfAborted, unlessAborted } from './abort.ts'
import { contentOf, textOf } from './answer.ts'
import type { Call } from './call.ts'
import type { AppmixerClientOptions } from './client.ts'
import { AppmixerError, passing, safeCause } from './errors.ts'
import { refused, unanswered, type Request as Named } from './failures.ts'
import type { Job, Jobs } from './jobs.ts'
import { longestRetryAfter, retryAfterOf } from './retryAfter.ts'
import type { TokenSource } from './token.ts'
import { longestTimer } from './wait.ts'

/** A ky of the app's, or options for one: what they add goes out with every request. */
export type { KyInstance, Options as KyOptions } from 'ky'

export interface Http {
  /** Sends a request, a read again where that may help, and resolves to the parsed answer. */
  send(call: Call, to: Destination): Promise<unknown>
  /** The same connection for whatever this package has no name for. */
  readonly ky: KyInstance
}

interface Destination {
  path: string
  job: Job
}

interface HttpOptions {
  /** Read anew with every request: the app may pass other callbacks with every render. */
  options: Pick<AppmixerClientOptions, 'fetch' | 'ky' | 'timeout' | 'retries' | 'maxResponseSize'>
  baseUrl: string
  tokens: TokenSource
  jobs: Jobs
}

type Fetch = (request: Request, init?: RequestInit) => Promise<Response>

export function createHttp({ options, baseUrl, tokens, jobs }: HttpOptions): Http {
  let given: AppmixerClientOptions['ky'] | null = null
  let made!: { own: KyInstance; open: KyInstance }
  /** The `fetch` of the app's ky. */
  let below: Options['fetch']
  /** Whether somebody but us may read an answer. */
  let isShown: boolean

  /** Made anew when the app passes another one. */
  function instances(): typeof made {
    const next = options.ky
    if (given !== next) {
      given = next
      const apps = optionsOf(given)
      below = apps.fetch
      const { hooks, onDownloadProgress } = apps
      isShown = Boolean(hooks?.afterResponse?.length || hooks?.init?.length || onDownloadProgress)
      const own = (typeof given === 'function' ? given : ky).create(configured(apps))
      made = { own, open: own.extend({ signal: jobs.signal, hooks: { beforeError: [translate] } }) }
    }
    return made
  }

  function configured({ baseUrl: _, ...apps }: Options): Options {
    const timeout = options.timeout ?? apps.timeout ?? 30_000
    return {
      credentials: 'omit',
      // The address of the page may hold a secret; its origin does not.
      referrerPolicy: 'strict-origin',
      ...apps,
      prefix: baseUrl,
      fetch: authorized as NonNullable<Options['fetch']>,
      throwHttpErrors: true,
      timeout: timeout !== false && timeout > longestTimer ? false : timeout,
      retry: {
        methods: ['get'],
        statusCodes: [...passing],
        afterStatusCodes: [...passing],
        maxRetryAfter: longestRetryAfter,
        jitter: true,
        // Nobody sits through more.
        shouldRetry: ({ error }) =>
          isHTTPError(error) && (retryAfterOf(error.response.headers) ?? 0) > longestRetryAfter
            ? false
            : undefined,
        ...(typeof apps.retry === 'number' ? { limit: apps.retry } : apps.retry),
        ...(options.retries !== undefined && { limit: options.retries }),
      },
    }
  }

  async function transmit(request: Request, init?: RequestInit): Promise<Response> {
    throwIfAborted(request.signal)
    try {
      // Any `init` would have the browser forget these, and show the whole address of the page.
      const { referrer, referrerPolicy } = request
      const send = options.fetch ?? below ?? globalThis.fetch
      // A body can be sent once only, and may be sent again with another token.
      const sent = request.method === 'GET' ? request : request.clone()
      return await send(sent, { ...init, referrer, referrerPolicy })
    } catch (cause) {
      throw lost(request, cause)
    }
  }

  /**
   * The last thing before the wire, beside the request and not in it: so no hook, error or request of ky's ever holds
   * the token, and it goes nowhere but to the tenant, whatever a hook made of the address.
   */
  const authorized: Fetch = (request, init) => {
    if (!request.url.startsWith(`${baseUrl}/`)) return transmit(request, init)
    return tokens.use((bearer) => {
      const headers = new Headers(request.headers)
      headers.set('authorization', `Bearer ${bearer}`)
      return transmit(request, { ...init, headers })
    }, request.signal)
  }

  /** For `client.ky`; calls of this package know more about what failed. */
  const translate: NonNullable<NonNullable<Options['hooks']>['beforeError']>[number] = ({
    error,
    request: { method },
    options: { context },
  }) => {
    const endpoint = typeof context['endpoint'] === 'string' ? context['endpoint'] : method
    return jobs.isOver ? error : failureOf(error, { endpoint, method }, baseUrl)
  }

  return {
    get ky() {
      return instances().open
    },
    async send(call, { path, job }) {
      const { own } = instances()
      const query = call.search.toString()
      const limit = options.maxResponseSize ?? 64 * 2 ** 20
      let answer: Response | undefined
      let text: string | undefined

      /** Reads all of a good answer, so that ky sees to its time, and to its end when the connection breaks. */
      const whole: Fetch = async (request, init) => {
        const response = await (call.anonymous ? transmit : authorized)(request, init)
        // Of a refusal ky reads what can be read. A `fetch` of the app's own may have no stream.
        if (!response.ok && response.body?.getReader) return response
        const reader = response.body?.getReader?.()
        const leave = () => void reader?.cancel().catch(() => {})
        // Not every `fetch` does it.
        request.signal.addEventListener('abort', leave)
        if (request.signal.aborted) leave()
        try {
          text = await (reader ? textOf(reader, response, limit) : response.text())
        } catch (cause) {
          throw lost(request, cause)
        } finally {
          request.signal.removeEventListener('abort', leave)
          leave()
        }
        const { status, statusText, headers } = response
        // A long text takes its time to become a body again, which hardly anybody looks at.
        answer = isShown ? new Response(text || null, { status, statusText, headers }) : response
        return answer
      }

      const request = {
        method: call.method,
        headers: {
          accept: call.answers === 'text' ? '*/*' : 'application/json',
          ...(call.body && { 'content-type': call.body.type }),
        },
        ...(call.body && { body: call.body.text }),
        ...(call.keepalive && { keepalive: true }),
        // Writes are never repeated.
        ...(call.method !== 'GET' && { retry: 0 }),
        context: { endpoint: call.endpoint },
        signal: job.signal,
        fetch: whole as NonNullable<Options['fetch']>,
      }
      try {
        const response = await unlessAborted(job.signal, () =>
          own<unknown>(path + (query && `?${query}`), request),
        )
        if (response === answer) return contentOf(call, response, text)
        // A hook's, or one that a hook told ky to let pass.
        const body = await response.text()
        if (!response.ok) throw refused(call, response, body)
        return contentOf(call, response, body)
      } catch (error) {
        throwIfAborted(job.signal)
        // Without AbortSignal.any ky cannot end what takes too long.
        if (isTimeoutError(error)) job.abort()
        throw failureOf(error, call, baseUrl)
      }
    },
  }
}

/** What a ky instance does with every request. */
function optionsOf(given: AppmixerClientOptions['ky']): Options {
  if (typeof given !== 'function') return given ?? {}
  let options: Options = {}
  given.extend((defaults) => {
    options = defaults
    return {}
  })
  return options
}

/** Any way in which the wire fails is a lost connection; ky knows only the sentences of some. */
function lost(request: Request, cause: unknown): unknown {
  return request.signal.aborted ? cause : new NetworkError(request, { cause: cause as Error })
}

/** The one error of this package for whatever ky ends with. */
function failureOf(error: unknown, request: Named, baseUrl: string): Error {
  if (error instanceof AppmixerError) return error
  if (isHTTPError(error)) return refused(request, error.response, error.data)
  if (isTimeoutError(error)) return unanswered(request, 'timeout', 'got no complete answer in time')
  if (isNetworkError(error)) {
    const problem = `got no answer from ${baseUrl}: offline, refused, or this origin is not allowed (CORS)`
    return unanswered(request, 'network', problem, safeCause(error.cause))
  }
  const problem = 'ended with an error of a hook or option of your ky; see `cause`'
  return unanswered(request, 'config', problem, safeCause(error))
}
