import { isAppmixerError, isOutcomeUnknown, type AppmixerError } from './errors.ts'
import { fieldOf } from './shapes.ts'

/** What people are told about each kind of failure. */
export interface ErrorMessages {
  /** The server refused and gave no reason. */
  refused: string
  /** Status 403: signed in, but not allowed to. */
  forbidden: string
  /** Status 404. */
  notFound: string
  /** Somebody was faster; `status` is what the task is now, `approved` or `rejected`. */
  taskDecided: (status: string) => string
  flowRunning: string
  nameTaken: string
  duplicateKey: string
  /** Status 429; `seconds` when the server said how long to wait. */
  rateLimited: (seconds: number | undefined) => string
  /** Status 500 and above. */
  serverFailed: string
  network: string
  timeout: string
  /** The server took a command, and was not done with it for too long; nobody waits for it any more. */
  unconfirmed: string
  /** The server took a command, and reported later that it failed or was cancelled. */
  failed: string
  /** The answer made no sense; a proxy may have answered. */
  schema: string
  /** There is no session any more. */
  signedOut: string
  /** Added when nobody knows whether a write took effect. */
  outcomeUnknown: string
  /** Anything that is not an {@link AppmixerError}. */
  unknown: string
}

const english: ErrorMessages = {
  refused: 'The server refused it.',
  forbidden: 'You are not allowed to do this.',
  notFound: 'It is not there any more.',
  taskDecided: (status) => `It was already ${status}.`,
  flowRunning: 'The flow is running. Stop it first.',
  nameTaken: 'This name is taken.',
  duplicateKey: 'There is a record with this key already.',
  rateLimited: (seconds) =>
    `Too many requests. Try again ${seconds === undefined ? 'in a moment' : `in ${seconds} s`}.`,
  serverFailed: 'The server failed. Try again in a moment.',
  network: 'There is no connection to the server.',
  timeout: 'The server took too long.',
  unconfirmed: 'The server has taken it, and is not done yet. Look again later, or try again.',
  failed: 'The server tried, and could not do it.',
  schema: 'The server answered something unexpected.',
  signedOut: 'You are not signed in any more.',
  outcomeUnknown: 'It may have been done all the same.',
  unknown: 'Something went wrong.',
}

/**
 * An error as a sentence for people: the server's own where it gave a reason, else one of `messages`; what you leave
 * out of them is English. It never shows a token, a URL or a value.
 *
 * @example
 * if (error) return <p role="alert">{errorMessage(error, { network: 'Keine Verbindung.' })}</p>
 */
export function errorMessage(error: unknown, messages: Partial<ErrorMessages> = {}): string {
  const words = { ...english, ...messages }
  if (!isAppmixerError(error)) return words.unknown
  const sentence = sentenceFor(error, words)
  // Where the server gave a reason, that is what people read.
  const isUnknown = error.serverMessage === undefined && isOutcomeUnknown(error)
  return isUnknown ? `${sentence} ${words.outcomeUnknown}` : sentence
}

function sentenceFor(error: AppmixerError, words: ErrorMessages): string {
  switch (error.code) {
    case 'http':
      return reasonFor(error, words) ?? refusalOf(error, words)
    case 'timeout':
      return error.reason === 'unconfirmed' ? words.unconfirmed : words.timeout
    case 'network':
    case 'schema':
      return words[error.code]
    case 'failed':
      return error.serverMessage ?? words.failed
    case 'auth':
    case 'session':
      return words.signedOut
    default:
      return error.message
  }
}

/** Where the reason is known, a sentence is at hand that the server's database does not speak in. */
function reasonFor({ reason, current }: AppmixerError, words: ErrorMessages): string | undefined {
  switch (reason) {
    case 'task-decided': {
      const status = fieldOf(current, 'status')
      return status === 'approved' || status === 'rejected' ? words.taskDecided(status) : undefined
    }
    case 'flow-running':
      return words.flowRunning
    case 'name-taken':
      return words.nameTaken
    case 'duplicate-key':
      return words.duplicateKey
    case 'gone':
      return words.notFound
    default:
      return undefined
  }
}

/** What servers say when they give no reason. */
const hollow = ['Forbidden', 'Not Found', 'An internal server error occurred']

function refusalOf(
  { status = 0, serverMessage, retryAfter }: AppmixerError,
  words: ErrorMessages,
): string {
  if (status === 429) {
    return words.rateLimited(retryAfter === undefined ? undefined : Math.ceil(retryAfter / 1000))
  }
  if (serverMessage && !hollow.includes(serverMessage)) return serverMessage
  if (status >= 500) return words.serverFailed
  if (status === 403) return words.forbidden
  return status === 404 ? words.notFound : words.refused
}
