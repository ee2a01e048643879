import { isHTTPError, isNetworkError, isTimeoutError, type SchemaValidationError } from 'ky'
import { unlessAborted } from './abort.ts'
import { AppmixerError } from './errors.ts'
import { refused, unanswered } from './failures.ts'
import type { Job } from './jobs.ts'
import { safeCause, secretsIn } from './redact.ts'
import type { Exchange } from './tenantFetch.ts'

interface Settling {
  exchange: Exchange
  job: Job
  /** What was sent, as text or as an object. */
  body: unknown
}

/** The result of a request to ky, until its job is aborted; what it fails with is an error of this package. */
export async function settle<T>(
  { exchange, job, body }: Settling,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await unlessAborted(job.signal, work)
  } catch (error) {
    // Without AbortSignal.any ky cannot abort the attempt that took too long.
    if (isTimeoutError(error)) job.abort()
    for (const text of secretsIn(body)) exchange.secrets.add(text)
    throw failureOf(error, exchange)
  }
}

/** The one error of this package for whatever ky and the app's hooks end a request with. */
function failureOf(error: unknown, exchange: Exchange): Error {
  if (error instanceof AppmixerError) return error
  if (isHTTPError(error)) return refused(exchange, error.response, error.data)
  if (isTimeoutError(error))
    return unanswered(exchange, 'timeout', 'got no complete answer in time')
  if (isNetworkError(error)) {
    const problem =
      'got no answer: offline, baseUrl cannot be reached, or it does not allow this origin (CORS)'
    return unanswered(exchange, 'network', problem, {
      cause: safeCause(error.cause, exchange.secrets),
    })
  }
  return misconfigured(
    exchange,
    'failed in a hook or option of your ky; see `cause`',
    safeCause(error, exchange.secrets),
  )
}

/** The error for a body that the caller of `client.ky` could not read. Neither error may quote the body. */
export function unreadable(error: unknown, exchange: Exchange): Error {
  if (error instanceof SyntaxError) return unexpected(exchange, 'was answered with no JSON')
  if (isSchemaError(error)) {
    const paths = new Set(error.issues.map(pathOf))
    const places = [...paths].join(', ') || '(the whole body)'
    return unexpected(exchange, `was answered with an unexpected shape, at: ${places}`)
  }
  return failureOf(error, exchange)
}

/** A hook, or an option, did what keeps a request from being sent or answered. */
export function misconfigured(exchange: Exchange, problem: string, cause?: Error): AppmixerError {
  // Nothing happened on the server when nothing left.
  const method = exchange.isSent ? exchange.method : 'GET'
  return unanswered({ ...exchange, method }, 'config', problem, { cause })
}

/** The server was reached, and what it answered is not what was asked for. */
export function unexpected(exchange: Exchange, problem: string): AppmixerError {
  return unanswered(exchange, 'schema', problem)
}

export function tooLong(exchange: Exchange): AppmixerError {
  return unexpected(
    exchange,
    'was answered with more than `maxResponseSize` allows. Ask for less, or allow more',
  )
}

/** Another copy of ky has another class. */
function isSchemaError(error: unknown): error is SchemaValidationError {
  return error instanceof Error && error.name === 'SchemaValidationError'
}

function pathOf({ path = [] }: SchemaValidationError['issues'][number]): string {
  return path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.')
}
