import type { KyInstance } from 'ky'
import { Jobs } from './abort.ts'
import { Memory } from './answer.ts'
import type { Call, KnownPlaces } from './call.ts'
import { AppmixerError } from './errors.ts'
import { createHttp } from './http.ts'
import { normalizeBaseUrl, randomName, scopeOf, userIn, type TokenUser } from './identity.ts'
import { notify, type Observable } from './observable.ts'
import type { AppmixerClientOptions } from './options.ts'
import { createTokenSource, type SessionState } from './token.ts'

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
   * with your `ky`, and with errors of this package (`schema` when `.json(schema)` does not fit). Requests abort when the
   * session ends. An answer is read whole before its promise resolves, up to `maxResponseSize`.
   *
   * @example
   * const apps = await client.ky.get('apps').json()
   */
  readonly ky: KyInstance
  /** Replaces a static token by a newer one of the same user. Nothing is refetched. */
  setToken(token: string | undefined): void
  /** Asks `getToken` for another token, also after the server refused one for good. Never rejects; see `session`. */
  refresh(): Promise<void>
  /** Ends the session: aborts all requests, with code `session`. Later ones are refused with the same code. */
  end(): void
}

/**
 * A client for one user of one tenant. `<AppmixerProvider>` makes its own; call this for route loaders, servers
 * and scripts.
 *
 * @throws AppmixerError `config` when `baseUrl` is empty, not http(s), has a password or query, or is a path outside of a
 * browser; and when `ky` is older than 2.1
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
  return withInternals(client, {
    drift: options.drift ?? 'repair',
    onDrift: options.onDrift,
    flowTimeout: options.flowTimeout ?? 60_000,
    hasSecret: secret !== undefined,
    user: userIn(token),
    token: tokens.current,
    memory: new Memory(),
    detach() {
      const own = createAppmixerClient({
        ...options,
        token: tokens.current.get(),
        getToken: getToken && ((request) => (jobs.isOver ? '' : getToken(request))),
        onAuthError: undefined,
      })
      // A newer token may say less about its user.
      return Object.assign(own, { scope })
    },
    send(call) {
      const own = call.takesSecret ? (call.secret ?? secret) : undefined
      const send = (path: string) => http.send({ ...call, path, secret: own })
      return call.inPlace ? call.inPlace(known, call.path, send) : send(call.path)
    },
  })
}

/** What the rest of this package needs of a client, and an app does not. */
export interface ClientInternals {
  readonly drift: NonNullable<AppmixerClientOptions['drift']>
  readonly onDrift: AppmixerClientOptions['onDrift']
  /** Milliseconds that a flow may take to start or stop. */
  readonly flowTimeout: number
  /** It has a people-task secret of its own, and needs no token for people tasks. */
  readonly hasSecret: boolean
  /** The user, where the client was made with a token that names one. */
  readonly user: TokenUser | undefined
  /** The token in use, also after it was renewed. */
  readonly token: Observable<string | undefined>
  /** The texts that the answers in use were read from. */
  readonly memory: Memory
  /**
   * Another client of the same user, with the token of now. It goes on when this session ends, so that what this one
   * began can be completed or taken back; it then asks for no other token.
   */
  detach(): AppmixerClient
  /** Sends one request and resolves to the parsed body, `undefined` when it is empty; or to the text. */
  send(call: Call): Promise<unknown>
}

const internals: unique symbol = Symbol('internals')

/**
 * The internals of a client. They are no public API.
 *
 * @throws AppmixerError `config` when the argument is no client
 */
export function internalsOf(client: AppmixerClient): ClientInternals {
  const found = (client as { [internals]?: ClientInternals } | null | undefined)?.[internals]
  if (found) return found
  throw new AppmixerError({
    code: 'config',
    message:
      'The `client` that was passed is no Appmixer client. Pass the result of createAppmixerClient() or useAppmixerClient().',
  })
}

/** Gives a client its internals, where no listing, log or copy of it has them. */
export function withInternals(client: AppmixerClient, value: ClientInternals): AppmixerClient {
  return Object.defineProperty(client, internals, { value })
}
