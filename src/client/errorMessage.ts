import { isAppmixerError, isOutcomeUnknown, type AppmixerError } from './errors.ts'
import { fieldOf } from './checks.ts'

/** The sentences that users read when something fails. Each key says when it is used. */
export interface ErrorMessages {
  /** The server refused the request and gave no reason. */
  refused: string
  /** Status 403: the user is signed in, but not allowed to do this. */
  forbidden: string
  /** Status 404, or reason `not-found`. */
  notFound: string
  /** Reason `task-decided`; `status` is the decision that stands, `approved` or `rejected`. */
  taskDecided: (status: string) => string
  /** Reason `flow-running`. */
  flowRunning: string
  /** Reason `flow-invalid`, where the server does not say what is wrong. */
  flowInvalid: string
  /** Reason `name-taken`. */
  nameTaken: string
  /** Reason `duplicate-key`. */
  duplicateKey: string
  /** Reason `too-many-buckets`: more groups of log entries than the server counts. */
  tooManyBuckets: string
  /** Reason `wrong-credentials`: a refused sign-in. */
  wrongCredentials: string
  /** Reason `user-exists`: the user can neither sign in nor be created. */
  userExists: string
  /** Status 429; `seconds` when the server said how long to wait. */
  rateLimited: (seconds: number | undefined) => string
  /** Status 500 and above, where the server gives no reason. */
  serverFailed: string
  /** Code `network`. */
  network: string
  /** Code `timeout`. */
  timeout: string
  /** Reason `unconfirmed`: the server accepted a command and did not finish it in `flowTimeout`. */
  unconfirmed: string
  /** Code `failed`: the server accepted a command and reported later that it failed. */
  failed: string
  /** Code `schema`: the answer could not be read; a proxy may have sent it. */
  schema: string
  /** Code `input`: something the app passed cannot be sent. */
  input: string
  /** Code `config`: the app is set up wrongly. */
  config: string
  /** Code `superseded`: a newer change replaced this one before it was sent. */
  superseded: string
  /** Code `auth` or `session`: the session has ended. */
  signedOut: string
  /** Reason `token-unavailable`: `getToken` failed. The session may still be good. */
  tokenUnavailable: string
  /** Added to the sentence of a write that may or may not have taken effect. */
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
  flowInvalid: 'The flow cannot run as it is. Check its settings.',
  nameTaken: 'This name is taken.',
  duplicateKey: 'There is a record with this key already.',
  tooManyBuckets:
    'This asks for more than 10,000 groups. A shorter range, a longer interval or a filter helps.',
  wrongCredentials: 'The user name or the password is wrong.',
  userExists: 'This user exists already, with another password.',
  rateLimited: (seconds) =>
    `Too many requests. Try again ${seconds === undefined ? 'in a moment' : `in ${seconds} s`}.`,
  serverFailed: 'The server failed. Try again in a moment.',
  network: 'There is no connection to the server.',
  timeout: 'The server took too long.',
  unconfirmed: 'The server accepted it and is not done yet. Look again later, or try again.',
  failed: 'The server tried, and could not do it.',
  schema: 'The server answered something unexpected.',
  input: 'This cannot be sent as it is. Check what you entered.',
  config: 'This part of the app is not set up correctly.',
  superseded: 'A newer change replaced this one.',
  signedOut: 'You are not signed in any more.',
  tokenUnavailable: 'Your sign-in could not be renewed just now. Try again.',
  outcomeUnknown: 'It may have been done all the same.',
  unknown: 'Something went wrong.',
}

/**
 * An error as a sentence for users: the server's own where it gave a reason, else one of `messages`, else English. It
 * never shows a token, a URL, a value, or a sentence for developers. For a write whose outcome is unknown it adds
 * `outcomeUnknown`. In components, `useErrorMessage()` does the same with the provider's `messages`.
 *
 * @example
 * if (error) return <p role="alert">{errorMessage(error, { network: 'Keine Verbindung.' })}</p>
 */
export function errorMessage(error: unknown, messages: Partial<ErrorMessages> = {}): string {
  const words = withDefaults(english, messages)
  if (!isAppmixerError(error)) return words.unknown
  const sentence = sentenceFor(error, words)
  return isOutcomeUnknown(error) ? `${closed(sentence)} ${words.outcomeUnknown}` : sentence
}

/** `defaults`, overridden by each of the others in turn. `undefined` overrides nothing. */
export function withDefaults<Messages extends object>(
  defaults: Messages,
  ...others: readonly (Partial<Messages> | undefined)[]
): Messages {
  const set = others.flatMap((messages) => Object.entries(messages ?? {}))
  return { ...defaults, ...Object.fromEntries(set.filter(([, value]) => value !== undefined)) }
}

function sentenceFor(error: AppmixerError, words: ErrorMessages): string {
  const { code, reason, serverMessage } = error
  switch (code) {
    case 'http':
      return reasonFor(error, words) ?? refusalOf(error, words)
    case 'auth':
      if (reason === 'token-unavailable') return words.tokenUnavailable
      return reasonFor(error, words) ?? words.signedOut
    case 'session':
      return words.signedOut
    case 'timeout':
      return reason === 'unconfirmed' ? words.unconfirmed : words.timeout
    case 'failed':
      return reasonIn(serverMessage) ?? words.failed
    case 'network':
    case 'schema':
    case 'input':
    case 'config':
    case 'superseded':
      return words[code]
    default:
      // Another version of this package may have more codes.
      return words.unknown
  }
}

/** For a known reason, our sentence is better than the server's, which may quote its database. */
function reasonFor(error: AppmixerError, words: ErrorMessages): string | undefined {
  const { reason, current, serverMessage } = error
  switch (reason) {
    case 'task-decided': {
      const status = fieldOf(current, 'status')
      return status === 'approved' || status === 'rejected' ? words.taskDecided(status) : undefined
    }
    case 'not-found':
      return words.notFound
    case 'flow-running':
      return words.flowRunning
    case 'flow-invalid':
      return reasonIn(serverMessage) ?? words.flowInvalid
    case 'name-taken':
      return words.nameTaken
    case 'duplicate-key':
      return words.duplicateKey
    case 'too-many-buckets':
      return words.tooManyBuckets
    case 'wrong-credentials':
      return words.wrongCredentials
    case 'user-exists':
      return words.userExists
    default:
      return undefined
  }
}

function refusalOf(
  { status = 0, serverMessage, retryAfter }: AppmixerError,
  words: ErrorMessages,
): string {
  if (status === 429) {
    return words.rateLimited(retryAfter === undefined ? undefined : Math.ceil(retryAfter / 1000))
  }
  const reason = reasonIn(serverMessage)
  if (reason !== undefined) return reason
  if (status >= 500) return words.serverFailed
  if (status === 403) return words.forbidden
  return status === 404 ? words.notFound : words.refused
}

/** The sentences of servers and gateways that give no reason. */
const emptySentences = [
  'an internal server error occurred',
  'bad gateway',
  'bad request',
  'conflict',
  'forbidden',
  'gateway timeout',
  'internal server error',
  'not found',
  'service unavailable',
  'unauthorized',
]

function reasonIn(sentence = ''): string | undefined {
  const text = sentence.trim()
  const isEmpty = text === '' || emptySentences.includes(text.replace(/\.$/, '').toLowerCase())
  return isEmpty ? undefined : text
}

/** With a full stop, which servers leave out. */
function closed(sentence: string): string {
  return /[\p{L}\p{N})"']$/u.test(sentence) ? `${sentence}.` : sentence
}
