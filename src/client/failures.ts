import type { Call } from './call.ts'
import { AppmixerError, setResponse, type AppmixerErrorCode } from './errors.ts'
import { parseJson } from './json.ts'
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
  { status, statusText, headers }: Response,
  body: unknown,
): AppmixerError {
  const data = dataOf(body)
  const message = fieldOf(data, 'message')
  const serverMessage = typeof message === 'string' ? message.slice(0, longestText) : undefined
  const isUnauthorized = status === 401
  const error = new AppmixerError({
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
  setResponse(error, { status, statusText, headers: Object.fromEntries(headers), data })
  return error
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

/** Characters of a server's text that an error keeps. */
const longestText = 1_000

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
