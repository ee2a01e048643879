import type { Call } from './call.ts'
import { AppmixerError, type AppmixerErrorCode } from './errors.ts'
import { reasonOf } from './refusals.ts'
import { retryAfterOf } from './retryAfter.ts'
import { fieldOf } from './shapes.ts'

/** What an error says about a request. */
export type Request = Pick<Call, 'endpoint' | 'method' | 'refusals'>

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
  { endpoint, refusals = [] }: Request,
  { status, headers }: Response,
  body: unknown,
): AppmixerError {
  const serverMessage = serverMessageIn(body)
  const isUnauthorized = status === 401
  return new AppmixerError({
    code: isUnauthorized ? 'auth' : 'http',
    endpoint,
    status,
    reason: reasonOf(refusals, status, serverMessage),
    serverMessage,
    retryAfter: retryAfterOf(headers),
    message: [
      `${endpoint} was answered with ${status}`,
      serverMessage,
      isUnauthorized && 'Pass a fresh `token`, or `getToken` so that it can be renewed.',
    ]
      .filter(Boolean)
      .join(': '),
  })
}

/** There is no answer, or none that can be read; so nobody knows what became of a write. */
export function unanswered(
  { endpoint, method }: Request,
  code: AppmixerErrorCode,
  problem: string,
  cause?: Error,
): AppmixerError {
  const outcome =
    method === 'GET' ? '' : ' Whether it took effect is unknown; read before you repeat it.'
  return new AppmixerError({ code, endpoint, cause, message: `${endpoint} ${problem}.${outcome}` })
}

/** The sentence in the server's error body, `{ statusCode, error, message }`. */
function serverMessageIn(body: unknown): string | undefined {
  try {
    const message = fieldOf(typeof body === 'string' ? JSON.parse(body) : body, 'message')
    return typeof message === 'string' ? message : undefined
  } catch {
    return undefined
  }
}
