import type { KyInstance, Options as KyOptions } from 'ky'
import type { PeopleTasksPlace } from './call.ts'
import type { DriftReport } from './checks.ts'
import type { AppmixerError } from './errors.ts'
import type { GetToken } from './token.ts'

/** What `<AppmixerProvider>` and {@link createAppmixerClient} accept. */
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
   * Called once when the server refused the renewed token too, when there is no `getToken` to renew it, or when `getToken`
   * rejects with an `AppmixerError` of code `auth`: sign the user in again. Nothing is sent until there is another token.
   */
  onAuthError?: ((error: AppmixerError) => void) | undefined
  /**
   * A people-task secret: it shows and decides the tasks of one person without a token. It goes with requests for
   * people tasks only.
   */
  secret?: string | undefined
  /**
   * Names the user. Cached data belongs to this name. With `getToken` alone the cache starts empty with every client;
   * pass a `userKey` to keep it.
   *
   * @default the `id` or `sub` claim of `token`, else a fingerprint of it
   */
  userKey?: string | undefined
  /**
   * A ky instance of yours (2.1 or newer), or options for one: headers, hooks, credentials, retry … go with every
   * request, of hooks, calls and `client.ky` alike. Its prefix is `baseUrl`. Token and people-task secret are added
   * behind its hooks, so no hook sees them; `options.context.endpoint` names the call, `GET /flows`.
   *
   * A response that a hook returns is read as the server's. A hook that throws or stops ends the call with code
   * `config`. Only reads are repeated: `retry.methods` is ignored.
   */
  ky?: KyInstance | KyOptions | undefined
  /**
   * The `fetch` to send with; a sandbox's, for example. It is called with `(request, init)`, and the token is in
   * `init.headers`.
   *
   * @default that of `ky`, else the global one at the time of each request
   */
  fetch?: typeof globalThis.fetch | undefined
  /**
   * Milliseconds for each attempt, headers and body alike.
   *
   * @default that of `ky`, else 30,000
   */
  timeout?: number | undefined
  /**
   * Milliseconds that a flow may take to start or stop, before the command that sent it fails with code `timeout`. Time
   * while the page is hidden does not count. 0 follows no flow: a command ends with the server's answer.
   *
   * @default 60,000
   */
  flowTimeout?: number | undefined
  /**
   * Milliseconds to wait for `getToken`.
   *
   * @default 10,000
   */
  tokenTimeout?: number | undefined
  /**
   * Where the server has its people tasks: `plugin` since 6.1, `core` before.
   *
   * @default found out with the first call, and remembered
   */
  peopleTasks?: PeopleTasksPlace | undefined
  /**
   * How often a failed GET is sent again: after a lost connection, and after status 408, 429, 500, 502, 503 and 504.
   * Writes never are. It waits as long as `Retry-After` says; above 30 seconds it fails at once, with `retryAfter` on
   * the error.
   *
   * @default that of `ky`, else 2
   */
  retries?: number | undefined
  /**
   * Most bytes of an answer. A longer one fails with code `schema`, and the rest of it is not read.
   *
   * @default 64 MiB
   */
  maxResponseSize?: number | undefined
  /**
   * `repair` keeps what fits of an unexpected answer, `strict` refuses it.
   *
   * @default 'repair'
   */
  drift?: 'repair' | 'strict' | undefined
  /** Called when an answer differs from the documented shape. Gets paths, never values. */
  onDrift?: ((report: DriftReport) => void) | undefined
}
