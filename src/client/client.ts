import type { Call, KnownPlaces, PeopleTasksPlace } from './call.ts'
import type { DriftReport } from './drift.ts'
import { AppmixerError } from './errors.ts'
import { randomName, scopeOf } from './identity.ts'
import { Jobs } from './jobs.ts'
import { Memory } from './memory.ts'
import type { Store } from './store.ts'
import { tell } from './tell.ts'
import { createTokenSource, type GetToken, type SessionState } from './token.ts'
import { createTransport } from './transport.ts'
import { normalizeBaseUrl } from './url.ts'

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
  /**
   * The `fetch` to send with; a sandbox's, for example. It is called with `(url, init)`. Default: the global one at the
   * time of each request.
   */
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
  const { token, getToken, secret } = options
  const baseUrl = normalizeBaseUrl(options.baseUrl)
  const userKey = options.userKey ?? (getToken && !token ? randomName() : undefined)
  const scope = scopeOf({ baseUrl, token, getToken, userKey, secret })
  const jobs = new Jobs()
  const known: KnownPlaces = { peopleTasks: options.peopleTasks }
  const transmit = createTransport({ ...options, baseUrl })
  const tokens = createTokenSource({
    token,
    getToken,
    timeout: options.tokenTimeout ?? 10_000,
    jobs,
    onAuthError: (error) => tell(options.onAuthError, error),
  })

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
      const job = jobs.open(call.signal)
      const sendAs = (bearer?: string) => {
        const send = (path: string) => transmit(call, { path, bearer, job })
        return call.inPlace ? call.inPlace(known, call.path, send) : send(call.path)
      }
      try {
        job.signal.throwIfAborted()
        return await (call.anonymous ? sendAs() : tokens.use(sendAs, job.signal))
      } catch (error) {
        if (jobs.isOver) throw sessionEnded(call.endpoint)
        call.signal?.throwIfAborted()
        throw error
      } finally {
        job.close()
      }
    },
    setToken: tokens.set,
    refresh: tokens.refresh,
    end() {
      jobs.end()
      tokens.end()
    },
  }
}

function sessionEnded(endpoint: string): AppmixerError {
  return new AppmixerError({
    code: 'session',
    endpoint,
    message: `${endpoint} was dropped: the user of this session signed out or changed while it was under way.`,
  })
}
