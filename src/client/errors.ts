/**
 * What kind of failure this is:
 * - `http`: the server answered with an error status; see `status` and `serverMessage`
 * - `network`: no answer (offline, refused, CORS); for a write the outcome is unknown
 * - `timeout`: no answer in time, or a flow that does not get where it was sent; for a write the outcome is unknown
 * - `schema`: the answer was not what this endpoint answers (HTML from a proxy, `null` for a list, far too much …)
 * - `auth`: there is no usable token, or the server refused the renewed one too
 * - `superseded`: a newer change took the place of this one while it waited, or it was taken back; it was never sent,
 *   and nothing is wrong
 * - `failed`: the server took the command, and reported later that it failed or was cancelled
 * - `session`: the user changed while the request was under way; its result belongs to nobody
 * - `input`: an argument was refused before anything was sent
 * - `config`: the package is set up wrongly (base URL, missing provider)
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
 * What a refusal means, where a program can act on it. Often somebody was faster:
 * - `task-decided`: the task was approved or rejected before
 * - `gone`: what it is about is not there any more
 * - `flow-running`: a running flow is updated with `forceUpdate` only
 * - `flow-invalid`: the flow cannot run as it is; `serverMessage` says why
 * - `name-taken`: another store has this name
 * - `duplicate-key`: another record of the store has this key
 * - `too-many-buckets`: the log was to be counted in more groups than the server does in one go, 10,000
 * - `unconfirmed`: the server took the command, and was not done with it in `flowTimeout`; it may yet be
 * - `user-exists`: the user could not sign in, and could not be created either: it exists with another password
 * - `wrong-credentials`: the server does not know this user name, or not with this password; it does not say which
 * - `token-unavailable`: `getToken` failed, took too long, or gave no usable token; the next request asks it again
 */
export type AppmixerErrorReason =
  | 'task-decided'
  | 'gone'
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

/** Statuses of what may be over in a while. */
export const passing: readonly number[] = [408, 429, 500, 502, 503, 504]

/**
 * The one error of this package. It holds no URL, token, header or request body, so it is safe to log as it is.
 *
 * @example
 * if (isAppmixerError(error) && error.code === 'http' && error.status === 404) showNotFound()
 */
export class AppmixerError extends Error {
  override readonly name = 'AppmixerError'
  readonly code!: AppmixerErrorCode
  /** What the refusal means, when it is one that a program can act on. */
  readonly reason: AppmixerErrorReason | undefined
  /** The endpoint with its parameter names, never their values: `POST /flows/:flowId/coordinator`. */
  readonly endpoint: string | undefined
  /** HTTP status, when there was an answer. */
  readonly status: number | undefined
  /** Whether asking again later can help. */
  readonly retryable: boolean
  /** Milliseconds the server asked to wait, from `Retry-After`. */
  readonly retryAfter: number | undefined
  /** The server's own sentence, for people: `Cannot approve task, already approved`. */
  readonly serverMessage: string | undefined
  /**
   * What a mutation was about, as the server has it now: read anew after `task-decided` (a `PeopleTask`),
   * `flow-running` (a `Flow`) and `name-taken` (the `Store` to rename). Not enumerable, so no log has it.
   */
  declare readonly current?: unknown

  constructor({ message, cause, ...fields }: AppmixerErrorOptions) {
    super(message, cause === undefined ? undefined : { cause })
    Object.assign(this, fields)
    this.retryable =
      /^(network|timeout|failed)$/.test(this.code) || passing.includes(this.status ?? 0)
  }
}

/** Hands on what was read after a refusal, where nothing that lists the fields of an error finds it. */
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

/** Keeps the answer on the error where no log, clone, persister or developer tool finds it: it may hold anything. */
export function setResponse(error: AppmixerError, answer: RefusalResponse): void {
  Object.defineProperty(error, response, { value: answer })
}

/** The answer that the server refused with; `undefined` when the error is none of a refusal. */
export function responseOf(error: unknown): RefusalResponse | undefined {
  return error instanceof AppmixerError
    ? (error as { [response]?: RefusalResponse })[response]
    : undefined
}

/** Whether `error` is an {@link AppmixerError}, also one of another copy of this package. */
export function isAppmixerError(error: unknown): error is AppmixerError {
  return error instanceof Error && error.name === 'AppmixerError' && 'code' in error
}

/** What a gateway answers when it does not know what the server behind it did. */
const gatewayFailures: readonly number[] = [502, 503, 504]

/** A POST that changes nothing, or that can be repeated without harm, as signing in. */
const harmless: readonly string[] = [
  'POST /accounts/:accountId/test',
  'POST /logs',
  'POST /user/auth',
  'POST /user/sso/refresh',
]

/** Whether a write may have taken effect all the same: its answer was lost, or says nothing about it. */
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
