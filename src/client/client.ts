import { Memory } from './answer.ts'
import type { Call, KnownPlaces, PeopleTasksPlace } from './call.ts'
import type { DriftReport } from './drift.ts'
import { AppmixerError } from './errors.ts'
import { createHttp, type KyInstance, type KyOptions } from './http.ts'
import { randomName, scopeOf, userIn, type TokenUser } from './identity.ts'
import { Jobs } from './jobs.ts'
import { notify, type Observable } from './observable.ts'
import { createTokenSource, type GetToken, type SessionState } from './token.ts'
import { normalizeBaseUrl } from './url.ts'

export interface AppmixerClientOptions {
  /**
   * API address of the tenant: `https://api.YOUR_TENANT.appmixer.cloud`. A path is kept, a trailing slash is not. In a
   * browser it may be a path of the page's origin, `/appmixer`; on a server it is the whole address.
   */
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
  /**
   * A ky instance of yours (2.1 or newer), or options for one: headers, hooks, credentials, retry … go with every
   * request, of hooks, calls and `client.ky` alike. Its prefix is `baseUrl`. Token and people-task secret are added
   * behind its hooks, so no hook sees them; `options.context.endpoint` names the call, `GET /flows`.
   *
   * A response that a hook returns is read as the server's. A hook that throws or stops ends the call with code
   * `config`. Writes are sent once, whatever a hook asks for.
   */
  ky?: KyInstance | KyOptions | undefined
  /**
   * The `fetch` to send with; a sandbox's, for example. It is called with `(request, init)`, and the token is in
   * `init.headers`. Default: that of `ky`, else the global one at the time of each request.
   */
  fetch?: typeof globalThis.fetch | undefined
  /** Milliseconds for each attempt, headers and body alike. Default: that of `ky`, else 30,000. */
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
   * How often a failed GET is sent again: after a lost connection, and after status 408, 429, 500, 502, 503 and 504.
   * Writes never are. Default: that of `ky`, else 2. It waits as long as `Retry-After` says; above 30 seconds it fails
   * at once, with `retryAfter` on the error.
   */
  retries?: number | undefined
  /** Most bytes of an answer; a longer one is not read, and fails with code `schema`. Default 64 MiB. */
  maxResponseSize?: number | undefined
  /** `repair` keeps what fits of an unexpected answer, `strict` refuses it. Default `repair`. */
  drift?: 'repair' | 'strict' | undefined
  /** Called when an answer differs from the documented shape. Gets paths, never values. */
  onDrift?: ((report: DriftReport) => void) | undefined
}

/** One user's connection to one tenant. Make it with {@link createAppmixerClient}. */
export interface AppmixerClient {
  /** The absolute address of the tenant. */
  readonly baseUrl: string
  /** Tenant and user; the second segment of every cache key. */
  readonly scope: string
  /** The state of the session, to read and to watch. */
  readonly session: Observable<SessionState>
  /**
   * A ky for the endpoints that have no function here, as this user at this tenant: with the token and its renewal,
   * with your `ky`, and with errors of this package (`schema` when `.json(schema)` does not fit). It ends with the
   * session. An answer is read whole before its promise resolves, up to `maxResponseSize`.
   *
   * @example
   * const apps = await client.ky.get('apps').json()
   */
  readonly ky: KyInstance
  /** Replaces a static token by a newer one of the same user. Nothing is asked again. */
  setToken(token: string | undefined): void
  /** Asks `getToken` for another token, also after the server refused one for good. Never rejects; see `session`. */
  refresh(): Promise<void>
  /** Ends the session: aborts what is under way, and sends nothing from now on. */
  end(): void
}

/** What the rest of this package needs of a client, and an app does not. */
export interface ClientInternals {
  readonly drift: 'repair' | 'strict'
  readonly onDrift: ((report: DriftReport) => void) | undefined
  /** Milliseconds that a flow may take to start or stop. */
  readonly flowTimeout: number
  /** It has a people-task secret of its own, and needs no token for people tasks. */
  readonly hasSecret: boolean
  /** The user, where the client was made with a token that names one. */
  readonly user: TokenUser | undefined
  /** The texts that the answers in use were read from. */
  readonly memory: Memory
  /** Sends one request and resolves to the parsed body, `undefined` when it is empty; or to the text. */
  send(call: Call): Promise<unknown>
}

const internals: unique symbol = Symbol('internals')

/** The internals of a client. They are no public API. */
export function internalsOf(client: AppmixerClient): ClientInternals {
  return (client as unknown as { [internals]: ClientInternals })[internals]
}

/** Gives a client its internals, where no listing, log or copy of it has them. */
export function withInternals(client: AppmixerClient, value: ClientInternals): AppmixerClient {
  return Object.defineProperty(client, internals, { value })
}

/**
 * A client for one user of one tenant. `<AppmixerProvider>` makes its own; call this for route loaders, servers
 * and scripts.
 *
 * @throws AppmixerError `config` when `baseUrl` is empty, not http(s), carries a password or query, or is a path where
 * there is no page; and when `ky` is older than 2.1
 * @example
 * const client = createAppmixerClient({ baseUrl: 'https://api.acme.appmixer.cloud', token })
 * const flows = await getFlows(client, { limit: 20 })
 */
export function createAppmixerClient(options: AppmixerClientOptions): AppmixerClient {
  const { token, getToken, secret } = options
  const baseUrl = normalizeBaseUrl(options.baseUrl)
  const userKey = options.userKey ?? (getToken && !token ? randomName() : undefined)
  const scope = scopeOf({ baseUrl, token, getToken, userKey, secret })
  const jobs = new Jobs()
  const known: KnownPlaces = { peopleTasks: options.peopleTasks }
  const tokens = createTokenSource({
    token,
    getToken,
    timeout: options.tokenTimeout ?? 10_000,
    jobs,
    onAuthError: (error) => notify(options.onAuthError, error),
  })
  const http = createHttp({ options, baseUrl, tokens, jobs })

  const client: AppmixerClient = {
    baseUrl,
    scope,
    session: tokens.state,
    get ky() {
      return http.ky
    },
    setToken: tokens.set,
    refresh: tokens.refresh,
    end() {
      jobs.end()
      tokens.end()
    },
  }
  const hidden: ClientInternals = {
    drift: options.drift ?? 'repair',
    onDrift: options.onDrift,
    flowTimeout: options.flowTimeout ?? 60_000,
    hasSecret: secret !== undefined,
    user: userIn(token),
    memory: new Memory(),
    send: (call) =>
      jobs.run(call, (job) => {
        const own = call.takesSecret ? (call.secret ?? secret) : undefined
        const send = (path: string) => http.sendCall({ ...call, secret: own }, { path, job })
        return call.inPlace ? call.inPlace(known, call.path, send) : send(call.path)
      }),
  }
  return withInternals(client, hidden)
}
