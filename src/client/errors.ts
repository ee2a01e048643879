/**
 * The kind of failure:
 * - `http`: the server answered with an error status; see `status` and `serverMessage`
 * - `network`: no answer (offline, refused, CORS); for a write the outcome is unknown
 * - `timeout`: no answer in time, or a flow did not start or stop in time; for a write the outcome is unknown
 * - `schema`: the answer has an unexpected shape (HTML from a proxy, `null` for a list, far too long …), or came from
 *   outside of the tenant
 * - `auth`: there is no usable token, or the server refused the renewed one too
 * - `superseded`: a newer change replaced this one before it was sent, or it was undone; nothing is wrong
 * - `failed`: the server accepted the command, and reported later that it failed or was cancelled
 * - `session`: the user signed out or changed during the request, and its result was dropped
 * - `input`: an argument was refused before anything was sent
 * - `config`: the package is set up wrongly (base URL, client, missing provider)
 */
export type AppmixerErrorCode =
  | 'http'
  | 'network'
  | 'timeout'
  | 'schema'
  | 'auth'
  | 'superseded'
  | 'failed'
  | 'session'
  | 'input'
  | 'config'

/**
 * The meaning of a failure, where a program can act on it. Many are conflicts with another user:
 * - `task-decided`: the task was approved or rejected before
 * - `not-found`: the entity does not exist, or not any more
 * - `flow-running`: a running flow can be updated with `forceUpdate` only
 * - `flow-invalid`: the flow cannot run as it is; `serverMessage` says why
 * - `name-taken`: another store has this name
 * - `duplicate-key`: another record of the store has this key
 * - `too-many-buckets`: the log was to be counted in more than the 10,000 groups that the server allows
 * - `unconfirmed`: the server accepted the command, and did not finish it within `flowTimeout`; it may finish later
 * - `user-exists`: the user could neither sign in nor be created: it exists with another password
 * - `wrong-credentials`: user name or password is wrong; the server does not say which
 * - `token-unavailable`: `getToken` failed, took too long, or gave no usable token; the next request asks it again
 */
export type AppmixerErrorReason =
  | 'task-decided'
  | 'not-found'
  | 'flow-running'
  | 'flow-invalid'
  | 'name-taken'
  | 'duplicate-key'
  | 'too-many-buckets'
  | 'unconfirmed'
  | 'user-exists'
  | 'wrong-credentials'
  | 'token-unavailable'

export interface AppmixerErrorOptions {
  code: AppmixerErrorCode
  message: string
  reason?: AppmixerErrorReason | undefined
  endpoint?: string | undefined
  status?: number | undefined
  retryAfter?: number | undefined
  serverMessage?: string | undefined
  cause?: unknown
}

/** Statuses of failures that may pass: a GET is sent again. */
export const passing: readonly number[] = [408, 429, 500, 502, 503, 504]

/**
 * The one error of this package. It has no URL, token, header or request body, so it is safe to log.
 *
 * @example
 * if (isAppmixerError(error) && error.code === 'http' && error.status === 404) showNotFound()
 */
export class AppmixerError extends Error {
  override readonly name = 'AppmixerError'
  readonly code!: AppmixerErrorCode
  /** The meaning of the failure, where a program can act on it. */
  readonly reason: AppmixerErrorReason | undefined
  /** The endpoint with its parameter names, never their values: `POST /flows/:flowId/coordinator`. */
  readonly endpoint: string | undefined
  /** HTTP status, when there was an answer. */
  readonly status: number | undefined
  /** Whether the same call may succeed later. */
  readonly retryable: boolean
  /** Milliseconds the server asked to wait, from `Retry-After`. */
  readonly retryAfter: number | undefined
  /** The server's own sentence, for people: `Cannot approve task, already approved`. */
  readonly serverMessage: string | undefined
  /**
   * The entity of the mutation as the server has it now: read again after `task-decided` (a `PeopleTask`),
   * `flow-running` (a `Flow`) and `name-taken` (the `Store` to rename). Not enumerable, so logs leave it out.
   */
  declare readonly current?: unknown

  constructor({ message, cause, ...fields }: AppmixerErrorOptions) {
    super(message, cause === undefined ? undefined : { cause })
    Object.assign(this, fields)
    this.retryable =
      /^(network|timeout|failed)$/.test(this.code) || passing.includes(this.status ?? 0)
  }
}

/** Sets `current`, not enumerable. */
export function setCurrent(error: AppmixerError, current: unknown): void {
  Object.defineProperty(error, 'current', { value: current, configurable: true })
}

/** The answer behind a refusal, for `createAppmixerApi`, whose errors show it. */
export interface RefusalResponse {
  status: number
  statusText: string
  /** By lower-case name. */
  headers: Record<string, string>
  /** The body: parsed where it is JSON, else the first 1,000 characters of the text. `undefined` when there is none. */
  data: unknown
}

const response: unique symbol = Symbol('response')

/** Keeps the answer on the error where no log, clone, persister or developer tool finds it: it may contain anything. */
export function setResponse(error: AppmixerError, answer: RefusalResponse): void {
  Object.defineProperty(error, response, { value: answer })
}

/** The answer that the server refused with; `undefined` for other errors. */
export function responseOf(error: unknown): RefusalResponse | undefined {
  return error instanceof AppmixerError
    ? (error as { [response]?: RefusalResponse })[response]
    : undefined
}

/** Whether `error` is an {@link AppmixerError}, also one of another copy of this package. */
export function isAppmixerError(error: unknown): error is AppmixerError {
  return error instanceof Error && error.name === 'AppmixerError' && 'code' in error
}

/** Statuses of a gateway that does not know what the server behind it did. */
const gatewayFailures: readonly number[] = [502, 503, 504]

/** Each POST that changes nothing, or can be repeated without harm. */
const harmless: readonly string[] = [
  'POST /accounts/:accountId/test',
  'POST /logs',
  'POST /user/auth',
  'POST /user/sso/refresh',
]

/** Whether a write may have taken effect although it failed: its answer was lost, or does not say. */
export function isOutcomeUnknown({
  code,
  reason,
  status = 0,
  endpoint = 'GET',
}: AppmixerError): boolean {
  if (/^(GET|HEAD)\b/.test(endpoint) || harmless.includes(endpoint)) return false
  if (reason === 'unconfirmed') return false
  const isLost = code === 'network' || code === 'timeout' || code === 'schema'
  return isLost || (code === 'http' && gatewayFailures.includes(status))
}
