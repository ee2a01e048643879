import { isHTTPError, isNetworkError, isTimeoutError, type SchemaValidationError } from 'ky'
import { parseJson } from './answer.ts'
import { AppmixerError, isOutcomeUnknown, setResponse, type AppmixerErrorCode } from './errors.ts'
import type { AppmixerErrorReason, RefusalResponse } from './errors.ts'
import { fieldOf } from './checks.ts'
import { redact, redactAll, safeCause } from './redact.ts'

/** How one kind of refusal is recognized: by its status, by words in the server's sentence, or by both. */
export interface Refusal {
  reason: AppmixerErrorReason
  /** Default: any 4xx. */
  status?: number
  /** In any case, as part of a word too. */
  says?: string
}

/** What the errors of one request need to know of it. */
export interface Sent {
  endpoint: string
  method: string
  refusals?: readonly Refusal[] | undefined
  /** What was sent that no error may repeat. */
  secrets: Set<string>
  /** Whether the request left for the network. Until then a write has no effect. */
  isSent: boolean
}

/** For endpoints where 404 means that what the path names does not exist. */
export const notFound: Refusal = { reason: 'not-found', status: 404 }

/** The longest `Retry-After` that is waited for, in milliseconds. A longer one fails at once. */
export const longestRetryAfter = 30_000

/** Characters of a server's text that an error keeps. */
const longestText = 1_000

/** Why a 401, and what to do after it. */
export const renewHint =
  'The token has expired, or is of another tenant. Pass a fresh `token`, or `getToken` to renew it.'

/** Ends the messages of answers that came from another server. */
export const checkProxy = 'A proxy or a sign-in page may have answered; check baseUrl'

/** Ends the messages of web pages that came as an answer. */
export const checkHost =
  'baseUrl must be the API, https://api.YOUR_TENANT.appmixer.cloud, not the user interface; or a proxy or a sign-in page has answered'

/** Whether a request changes nothing. */
export function isRead({ method }: { method: string }): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** An argument was refused, so nothing was sent. */
export function notSent(endpoint: string, problem: string): AppmixerError {
  return new AppmixerError({
    code: 'input',
    endpoint,
    message: `${endpoint} was not sent: ${problem}.`,
  })
}

/** The user of the request signed out or changed. */
export function sessionEnded(endpoint: string): AppmixerError {
  return new AppmixerError({
    code: 'session',
    endpoint,
    message: `${endpoint} was dropped: the user signed out or changed.`,
  })
}

/** The server answered with an error status. `body` is the answer as text, or already parsed. */
export function refused(
  { endpoint, method, refusals = [], secrets }: Sent,
  { status, statusText, headers }: Response,
  body: unknown,
): AppmixerError {
  const data = redactAll(dataOf(body), secrets)
  const sentence = fieldOf(data, 'message')
  const serverMessage =
    typeof sentence === 'string' ? redact(sentence).slice(0, longestText) : undefined
  const isUnauthorized = status === 401
  const message = [
    `${endpoint} was answered with ${status}`,
    serverMessage,
    isUnauthorized && renewHint,
  ]
  const error = new AppmixerError({
    code: isUnauthorized ? 'auth' : 'http',
    endpoint,
    status,
    reason: reasonOf(refusals, status, serverMessage),
    serverMessage,
    retryAfter: retryAfterOf(headers),
    message: message.filter(Boolean).join(': '),
  })
  if (!isRead({ method }) && isOutcomeUnknown(error)) error.message += `.${outcomeUnknown}`
  const shown = redactAll({ statusText, headers: Object.fromEntries(headers) }, secrets)
  setResponse(error, { status, data, ...(shown as Omit<RefusalResponse, 'status' | 'data'>) })
  return error
}

/** There is no answer that can be used. A write that was sent may have taken effect. */
export function unanswered(
  { endpoint, method, isSent }: Sent,
  code: AppmixerErrorCode,
  problem: string,
  details: { cause?: Error | undefined; status?: number | undefined } = {},
): AppmixerError {
  const outcome = isSent && !isRead({ method }) ? outcomeUnknown : ''
  return new AppmixerError({
    code,
    endpoint,
    message: `${endpoint} ${problem}.${outcome}`,
    ...details,
  })
}

const outcomeUnknown = ' Whether it took effect is unknown; read before you repeat it.'

/** What ky, or a hook of the app's, ended a request with, as the one error of this package. */
export function failureOf(error: unknown, sent: Sent): Error {
  if (error instanceof AppmixerError) return error
  if (isHTTPError(error)) return refused(sent, error.response, error.data)
  if (isTimeoutError(error)) return unanswered(sent, 'timeout', 'got no complete answer in time')
  const isLost = isNetworkError(error)
  const cause = safeCause(isLost ? error.cause : error, sent.secrets)
  return isLost
    ? unanswered(
        sent,
        'network',
        'got no answer: offline, baseUrl cannot be reached, or it does not allow this origin (CORS); `cause` or the browser’s console says more',
        { cause },
      )
    : unanswered(sent, 'config', 'failed in a hook or option of your ky; see `cause`', { cause })
}

/** The error for a body that the caller of `client.ky` could not read. It quotes nothing of the body. */
export function unreadable(error: unknown, sent: Sent): Error {
  if (error instanceof SyntaxError) return unanswered(sent, 'schema', 'was answered with no JSON')
  if (!isSchemaError(error)) return failureOf(error, sent)
  return unanswered(sent, 'schema', unexpectedShape(error.issues.map(pathOf)))
}

/** `was answered with an unexpected shape, at: 3.name` */
export function unexpectedShape(paths: readonly string[]): string {
  const places = [...new Set(paths)].join(', ') || '(the whole body)'
  return `was answered with an unexpected shape, at: ${places}`
}

/** Milliseconds from `Retry-After`, which is seconds or an HTTP date. */
export function retryAfterOf(headers: Headers): number | undefined {
  const header = headers.get('retry-after')
  if (header === null) return undefined
  const isSeconds = /^\d+$/.test(header)
  const wait = isSeconds ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return wait >= 0 ? Math.min(wait, Number.MAX_SAFE_INTEGER) : undefined
}

/** The reason of the first refusal that fits. */
export function reasonOf(
  refusals: readonly Refusal[],
  status: number,
  sentence = '',
): AppmixerErrorReason | undefined {
  const text = sentence.toLowerCase()
  return refusals.find(
    (refusal) =>
      (refusal.status ? refusal.status === status : status >= 400 && status < 500) &&
      text.includes(refusal.says ?? ''),
  )?.reason
}

/** The body of a refusal: parsed where it is JSON, whatever its content type says. */
function dataOf(body: unknown): unknown {
  if (typeof body !== 'string') return body
  if (body === '') return undefined
  try {
    return parseJson(body)
  } catch {
    return body.slice(0, longestText)
  }
}

/** By name: the app may have another copy of ky. */
function isSchemaError(error: unknown): error is SchemaValidationError {
  return error instanceof Error && error.name === 'SchemaValidationError'
}

function pathOf({ path = [] }: SchemaValidationError['issues'][number]): string {
  return path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.')
}
