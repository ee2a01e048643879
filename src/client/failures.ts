import type { Call } from './call.ts'
import { AppmixerError, safeCause, type AppmixerErrorOptions } from './errors.ts'
import { reasonOf } from './refusals.ts'
import { retryAfterOf } from './retryAfter.ts'
import { fieldOf } from './shapes.ts'

/** The server answered with an error status; `body` is what it says about it, if that could be read. */
export function refused(
  { endpoint, refusals = [] }: Call,
  { status, headers }: Response,
  body: string | undefined,
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

export function timedOut(call: Call): AppmixerError {
  return failure(call, {
    code: 'timeout',
    message: `got no complete answer in time.${outcomeOf(call)}`,
  })
}

export function lostConnection(call: Call, baseUrl: string, cause: unknown): AppmixerError {
  return failure(call, {
    code: 'network',
    cause: safeCause(cause),
    message: `got no answer from ${baseUrl}: offline, refused, or this origin is not allowed (CORS).${outcomeOf(call)}`,
  })
}

export function tooLong(call: Call): AppmixerError {
  return failure(call, {
    code: 'schema',
    message: `was answered with more than \`maxResponseSize\` allows. Ask for less with \`limit\` or \`projection\`, or allow more.${outcomeOf(call)}`,
  })
}

export function unreadable(call: Call, contentType: string): AppmixerError {
  return failure(call, {
    code: 'schema',
    message: `was answered with something that is not ${call.answers === 'text' ? 'plain text' : 'JSON'} (${contentType}). A proxy or a sign-in page may have answered; check baseUrl.`,
  })
}

export function sessionEnded(call: Call): AppmixerError {
  return failure(call, {
    code: 'session',
    message: 'was dropped: the user of this session signed out or changed while it was under way.',
  })
}

function failure({ endpoint }: Call, options: AppmixerErrorOptions): AppmixerError {
  return new AppmixerError({ ...options, endpoint, message: `${endpoint} ${options.message}` })
}

function outcomeOf({ method }: Call): string {
  return method === 'GET' ? '' : ' Whether it took effect is unknown; read before you repeat it.'
}

/** The sentence in the server's error body, `{ statusCode, error, message }`. */
function serverMessageIn(body = ''): string | undefined {
  try {
    const message = fieldOf(JSON.parse(body), 'message')
    return typeof message === 'string' ? message : undefined
  } catch {
    return undefined
  }
}
