import ky, { HTTPError, isHTTPError, isNetworkError, isTimeoutError } from 'ky'
import { unlessAborted } from './abort.ts'
import type { Body } from './body.ts'
import type { DriftReport } from './drift.ts'
import { AppmixerError, safeCause, serverMessageOf } from './errors.ts'
import { randomName, scopeOf } from './identity.ts'
import { Jobs } from './jobs.ts'
import { parseJson } from './json.ts'
import { createPlaces, type PeopleTasksPlace, type Places } from './places.ts'
import { reasonOf, type Refusal } from './refusals.ts'
import { Memory } from './memory.ts'
import { longestRetryAfter, retryAfterOf } from './retryAfter.ts'
import type { Store } from './store.ts'
import { tell } from './tell.ts'
import { createTokenSource, type GetToken, type SessionState } from './token.ts'
import { normalizeBaseUrl } from './url.ts'
import { AnswerTooLong, wholeAnswer } from './wholeAnswer.ts'

export interface AppmixerClientOptions {
  /** API address of the tenant: `https://api.YOUR_TENANT.appmixer.cloud`. A path is kept, a trailing slash is not. */
  baseUrl: string
  /** The user's token. With `getToken` beside it, the first one to use. */
  token?: string | undefined
  /**
   * Asked for the first token when there is no `token`, for another one shortly before a JWT expires, and when the
   * server refused the one in use.
   */
  getToken?: GetToken | undefined
  /**
   * Called once when the server refused the renewed token too, or there is nobody to ask for another: sign the user
   * in again. Until there is another token nothing is sent.
   */
  onAuthError?: ((error: AppmixerError) => void) | undefined
  /**
   * A people-task secret: whoever has it sees and decides the tasks of one person without a token. It goes with
   * requests for people tasks only, and takes no part in anything else.
   */
  secret?: string | undefined
  /**
   * Names the user. Cached data belongs to this name. Default: the `id` or `sub` claim of `token`, else a
   * fingerprint of it. With `getToken` alone the cache starts empty with every client; pass a `userKey` to keep it.
   */
  userKey?: string | undefined
  /** The `fetch` to send with; a sandbox's, for example. Default: the global one at the time of each request. */
  fetch?: typeof globalThis.fetch | undefined
  /** Milliseconds to wait for each attempt, headers and body alike. Default 30,000. */
  timeout?: number | undefined
  /**
   * Milliseconds that a flow may take to start or stop, before the command that sent it counts as failed with code
   * `timeout`. Default 60,000. Time while the page is hidden does not count. 0 follows no flow: a command ends with
   * the server's answer.
   */
  flowTimeout?: number | undefined
  /** Milliseconds to wait for `getToken`. Default 10,000. */
  tokenTimeout?: number | undefined
  /**
   * Where the server has its people tasks: `plugin` since 6.1, `core` before. Default: found out with the first call
   * and remembered.
   */
  peopleTasks?: PeopleTasksPlace | undefined
  /**
   * How often a failed GET is asked again; writes never are. Default 2. It waits as long as `Retry-After` says; where
   * that is more than 30 seconds it fails at once instead, and the error tells.
   */
  retries?: number | undefined
  /** Bytes of an answer; a longer one is left alone, and an error of code `schema`. Default 64 MiB. */
  maxResponseSize?: number | undefined
  /** `repair` keeps what fits of an unexpected answer, `strict` refuses it. Default `repair`. */
  drift?: 'repair' | 'strict' | undefined
  /** Called when an answer differs from the documented shape. Gets paths, never values. */
  onDrift?: ((report: DriftReport) => void) | undefined
}

/** One request, ready to send. */
export interface Call {
  /** Its name in errors: `POST /flows/:flowId/coordinator`. */
  endpoint: string
  method: string
  path: string
  /** Where else servers may have it. */
  places: Places | undefined
  search: URLSearchParams
  body: Body | undefined
  anonymous: boolean
  answers: 'json' | 'text'
  /** The refusals that mean something to a program. */
  refusals?: readonly Refusal[] | undefined
  signal: AbortSignal | undefined
  /** Outlives the page. */
  keepalive: boolean
  /** What this text was read as before, if anything; then it is not read again. */
  recall(text: string): unknown
}

/** One user's connection to one tenant. Make it with {@link createAppmixerClient}. */
export interface AppmixerClient {
  readonly baseUrl: string
  /** Tenant and user; the second segment of every cache key. */
  readonly scope: string
  readonly drift: 'repair' | 'strict'
  /** How long a flow may take to start or stop, in milliseconds. */
  readonly flowTimeout: number
  readonly onDrift: ((report: DriftReport) => void) | undefined
  /** How the session stands, and a way to watch it. */
  readonly session: Store<SessionState>
  /** Has a people-task secret of its own; it needs no token for people tasks. */
  readonly hasSecret: boolean
  /** What the answers that are in use were read from. */
  readonly memory: Memory
  /** The input with this client's people-task secret, unless it brings its own. */
  withSecret<Input extends { secret?: string | undefined }>(input: Input): Input
  /** Sends one request and resolves to the parsed body, `undefined` when it is empty; or to the text. */
  send(call: Call): Promise<unknown>
  /** Replaces a static token by a newer one of the same user. Nothing is asked again. */
  setToken(token: string | undefined): void
  /** Asks `getToken` for another token, also after the server refused one for good. Never rejects; see `session`. */
  refresh(): Promise<void>
  /** From now on one browser tab asks `getToken` for all that show this scope. Call the result to leave. */
  joinTabs(): () => void
  /** Ends the session: aborts what is under way, and refuses to send from now on. */
  end(): void
}

/**
 * A client for one user of one tenant. `<AppmixerProvider>` makes its own; call this for route loaders, servers
 * and scripts.
 *
 * @throws AppmixerError `config` when `baseUrl` is empty, relative, not http(s), or carries a password or query
 * @example
 * const client = createAppmixerClient({ baseUrl: 'https://api.acme.appmixer.cloud', token })
 * const flows = await getFlows(client, { limit: 20 })
 */
export function createAppmixerClient(options: AppmixerClientOptions): AppmixerClient {
  const { token, getToken, secret, timeout = 30_000, retries = 2 } = options
  const { maxResponseSize = 64 * 2 ** 20 } = options
  const baseUrl = normalizeBaseUrl(options.baseUrl)
  const userKey = options.userKey ?? (getToken && !token ? randomName() : undefined)
  const scope = scopeOf({ baseUrl, token, getToken, userKey, secret })
  const jobs = new Jobs()
  const inPlace = createPlaces(options.peopleTasks)
  const tokens = createTokenSource({
    token,
    getToken,
    timeout: options.tokenTimeout ?? 10_000,
    jobs,
    onAuthError: (error) => tell(options.onAuthError, error),
  })
  const http = ky.create({
    prefix: baseUrl,
    credentials: 'omit',
    // The address of the page may hold a secret; its origin does not.
    referrerPolicy: 'strict-origin',
    timeout,
    retry: {
      limit: retries,
      methods: ['get'],
      maxRetryAfter: longestRetryAfter,
      jitter: true,
      shouldRetry: ({ error }) => (asksForTooLongAWait(error) ? false : undefined),
    },
    fetch: async (...sent) =>
      wholeAnswer(await (options.fetch ?? globalThis.fetch)(...sent), maxResponseSize),
  })

  async function attempt(call: Call, signal: AbortSignal, bearer: string | undefined) {
    signal.throwIfAborted()
    return inPlace(call, (path) => request(call, { path, signal, bearer }))
  }

  function request(
    call: Call,
    { path, signal, bearer }: { path: string; signal: AbortSignal; bearer: string | undefined },
  ): Promise<unknown> {
    const read = call.answers === 'text' ? checkedText : parseBody
    return http(path.slice(1), {
      method: call.method,
      searchParams: call.search,
      ...(call.body && { body: call.body.text }),
      headers: {
        accept: call.answers === 'text' ? '*/*' : 'application/json',
        ...(call.body && { 'content-type': call.body.type }),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      },
      signal,
      ...(call.keepalive && { keepalive: true }),
      parseJson: (text, { response }) =>
        (response.ok ? call.recall(text) : undefined) ?? read(text, response),
    }).json()
  }

  async function exchange(call: Call, signal: AbortSignal): Promise<unknown> {
    // Waiting once before anything is sent gives StrictMode's second mount the time to abort the first.
    const bearer = await (call.anonymous ? Promise.resolve(undefined) : tokens.current())
    try {
      return await attempt(call, signal, bearer)
    } catch (error) {
      if (bearer === undefined || !isUnauthorized(error)) throw error
      const renewed = await tokens.renew(bearer)
      if (renewed === undefined) throw refusedForGood(error, bearer, call)
      return await attempt(call, signal, renewed).catch((again: unknown) => {
        throw isUnauthorized(again) ? refusedForGood(again, renewed, call) : again
      })
    }
  }

  function refusedForGood(error: HTTPError, bearer: string, call: Call): AppmixerError {
    const problem = answeredWithError(error, call)
    tokens.giveUp(bearer, problem)
    return problem
  }

  return {
    baseUrl,
    scope,
    drift: options.drift ?? 'repair',
    onDrift: options.onDrift,
    flowTimeout: options.flowTimeout ?? 60_000,
    session: tokens.state,
    hasSecret: secret !== undefined,
    memory: new Memory(),
    withSecret: (input) => ({ ...input, secret: input.secret ?? secret }),
    async send(call) {
      const { signal, abort, close } = jobs.open(call.signal)
      try {
        return await unlessAborted(signal, () => exchange(call, signal))
      } catch (error) {
        // What timed out is still under way where there is no `AbortSignal.any`.
        abort()
        if (jobs.isOver) throw sessionEnded(call)
        call.signal?.throwIfAborted()
        throw toAppmixerError(error, call, baseUrl)
      } finally {
        close()
      }
    },
    setToken: tokens.set,
    refresh: tokens.refresh,
    joinTabs: () => tokens.joinTabs(`appmixer|${scope}`),
    end() {
      jobs.end()
      tokens.end()
    },
  }
}

function isUnauthorized(error: unknown): error is HTTPError {
  return isHTTPError(error) && error.response.status === 401
}

/** Text as it is; but a page is a proxy's, never the server's. */
function checkedText(text: string, response: Response): string {
  const type = contentTypeOf(response)
  if (type === 'text/html') throw new UnreadableBody(type)
  return text
}

function contentTypeOf({ headers }: Response): string {
  return headers.get('content-type')?.split(';')[0] ?? 'no content type'
}

function parseBody(text: string, response: Response): unknown {
  const json = text.replace(/^\uFEFF/, '')
  if (json.trim() === '') return undefined
  try {
    return parseJson(json)
  } catch {
    throw new UnreadableBody(contentTypeOf(response))
  }
}

/** Carries the content type only: the parser's own message would quote the body. */
class UnreadableBody extends Error {
  readonly contentType: string

  constructor(contentType: string) {
    super('The body is not what this endpoint answers')
    this.contentType = contentType
  }
}

function sessionEnded({ endpoint }: Call): AppmixerError {
  return new AppmixerError({
    code: 'session',
    endpoint,
    message: `${endpoint} was dropped: the user of this session signed out or changed while it was under way.`,
  })
}

/** The only place where a failed request becomes an {@link AppmixerError}. */
function toAppmixerError(error: unknown, call: Call, baseUrl: string): AppmixerError {
  if (error instanceof AppmixerError) return error
  const { endpoint, method } = call
  const unknownOutcome =
    method === 'GET' ? '' : ' Whether it took effect is unknown; read before you repeat it.'
  if (isHTTPError(error)) return answeredWithError(error, call)
  if (isTimeoutError(error)) {
    return new AppmixerError({
      code: 'timeout',
      endpoint,
      message: `${endpoint} got no complete answer in time.${unknownOutcome}`,
    })
  }
  if (error instanceof AnswerTooLong) {
    return new AppmixerError({
      code: 'schema',
      endpoint,
      message: `${endpoint} was answered with more than \`maxResponseSize\` allows. Ask for less with \`limit\` or \`projection\`, or allow more.${unknownOutcome}`,
    })
  }
  if (error instanceof UnreadableBody) {
    return new AppmixerError({
      code: 'schema',
      endpoint,
      message: `${endpoint} was answered with something that is not ${call.answers === 'text' ? 'plain text' : 'JSON'} (${error.contentType}). A proxy or a sign-in page may have answered; check baseUrl.`,
    })
  }
  return new AppmixerError({
    code: 'network',
    endpoint,
    cause: safeCause(isNetworkError(error) ? error.cause : error),
    message: `${endpoint} got no answer from ${baseUrl}: offline, refused, or this origin is not allowed (CORS).${unknownOutcome}`,
  })
}

function answeredWithError(error: HTTPError, { endpoint, refusals = [] }: Call): AppmixerError {
  const { status, headers } = error.response
  const serverMessage = serverMessageOf(error.data)
  return new AppmixerError({
    code: status === 401 ? 'auth' : 'http',
    endpoint,
    status,
    reason: reasonOf(refusals, status, serverMessage),
    serverMessage,
    retryAfter: retryAfterOf(headers),
    message: [
      `${endpoint} was answered with ${status}`,
      serverMessage,
      status === 401 && 'Pass a fresh `token`, or `getToken` so that it can be renewed.',
    ]
      .filter(Boolean)
      .join(': '),
  })
}

function asksForTooLongAWait(error: unknown): boolean {
  if (!isHTTPError(error)) return false
  const wait = retryAfterOf(error.response.headers)
  return wait !== undefined && wait > longestRetryAfter
}
