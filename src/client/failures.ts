import { parseJson } from './answer.ts'
import {
  AppmixerError,
  isOutcomeUnknown,
  setResponse,
  type AppmixerErrorCode,
  type AppmixerErrorReason,
  type RefusalResponse,
} from './errors.ts'
import { redact, redactAll } from './redact.ts'
import { fieldOf } from './shapes.ts'

/** What an error says about a request. */
export interface Failing {
  endpoint: string
  method: string
  refusals?: readonly Refusal[] | undefined
  /** What the request sent that no error may repeat. */
  secrets?: Iterable<string> | undefined
}

/** How one kind of refusal is told from the others: by its status, by words in the server's sentence, or by both. */
export interface Refusal {
  reason: AppmixerErrorReason
  status?: number
  /** In any case, as part of a word too. */
  says?: string
}

/** For endpoints where 404 means what is named in the path. */
export const notFound: Refusal = { reason: 'not-found', status: 404 }

/** Milliseconds that a `Retry-After` may ask for. Nobody waits longer in front of a screen. */
export const longestRetryAfter = 30_000

/** Characters of a server's text that an error keeps. */
const longestText = 1_000

const readFirst = ' Whether it took effect is unknown; read before you repeat it.'

/** Whether a request changes nothing. */
export function isRead({ method }: { method: string }): boolean {
  return method === 'GET' || method === 'HEAD'
}

/** Nothing went out, because this argument names nothing or cannot be written. */
export function notSent(endpoint: string, problem: string): AppmixerError {
  return new AppmixerError({
    code: 'input',
    endpoint,
    message: `${endpoint} was not sent: ${problem}.`,
  })
}

/** The server answered with an error status; `body` is what it says about it, if that could be read. */
export function refused(
  { endpoint, method, refusals = [], secrets = [] }: Failing,
  { status, statusText, headers }: Response,
  body: unknown,
): AppmixerError {
  const data = redactAll(dataOf(body), secrets)
  const message = fieldOf(data, 'message')
  const serverMessage =
    typeof message === 'string' ? redact(message).slice(0, longestText) : undefined
  const isUnauthorized = status === 401
  const sentence = [
    `${endpoint} was answered with ${status}`,
    serverMessage,
    isUnauthorized && 'Pass a fresh `token`, or `getToken` so that it can be renewed.',
  ]
  const error = new AppmixerError({
    code: isUnauthorized ? 'auth' : 'http',
    endpoint,
    status,
    reason: reasonOf(refusals, status, serverMessage),
    serverMessage,
    retryAfter: retryAfterOf(headers),
    message: sentence.filter(Boolean).join(': '),
  })
  if (!isRead({ method }) && isOutcomeUnknown(error)) error.message += `.${readFirst}`
  const shown = redactAll({ statusText, headers: Object.fromEntries(headers) }, secrets)
  setResponse(error, {
    status,
    data,
    ...(shown as Pick<RefusalResponse, 'statusText' | 'headers'>),
  })
  return error
}

/** There is no answer, or none that can be read, so the outcome of a write is unknown. */
export function unanswered(
  { endpoint, method }: Failing,
  code: AppmixerErrorCode,
  problem: string,
  more: { cause?: Error | undefined; status?: number | undefined } = {},
): AppmixerError {
  const outcome = isRead({ method }) ? '' : readFirst
  return new AppmixerError({
    code,
    endpoint,
    message: `${endpoint} ${problem}.${outcome}`,
    ...more,
  })
}

/** The user of the request is not the user any more. */
export function sessionEnded(endpoint: string): AppmixerError {
  return new AppmixerError({
    code: 'session',
    endpoint,
    message: `${endpoint} was dropped: the user of this session signed out or changed while it was under way.`,
  })
}

/** Milliseconds from `Retry-After`, which is seconds or an HTTP date. */
export function retryAfterOf(headers: Headers): number | undefined {
  const header = headers.get('retry-after')
  if (header === null) return undefined
  const isSeconds = /^\d+$/.test(header)
  const wait = isSeconds ? Number(header) * 1000 : Date.parse(header) - Date.now()
  return wait >= 0 ? Math.min(wait, Number.MAX_SAFE_INTEGER) : undefined
}

/** What the refusal means, when it is one of these. */
export function reasonOf(
  refusals: readonly Refusal[],
  status: number,
  sentence = '',
): AppmixerErrorReason | undefined {
  const text = sentence.toLowerCase()
  const isClients = status >= 400 && status < 500
  return refusals.find(
    (refusal) =>
      (refusal.status === undefined ? isClients : refusal.status === status) &&
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
