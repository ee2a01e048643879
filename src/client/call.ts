import { notSent, type Refusal } from './failures.ts'

/** Where a server has its people tasks: in a plugin, or in its core, as before 6.1. */
export type PeopleTasksPlace = 'plugin' | 'core'

/** What a client knows of its server, from its options or from an answer. */
export interface KnownPlaces {
  peopleTasks: PeopleTasksPlace | undefined
}

export type InPlace = <T>(
  known: KnownPlaces,
  path: string,
  send: (path: string) => Promise<T>,
) => Promise<T>

/** One request, ready to send. */
export interface Call {
  /** Its name in errors: `POST /flows/:flowId/coordinator`. */
  endpoint: string
  method: string
  path: string
  /** Sends to where this server has it, if that is not the path. */
  inPlace: InPlace | undefined
  search: URLSearchParams
  body: Body | undefined
  /** Sent without a token. */
  anonymous: boolean
  /** A token for this request only, in place of the session's: it is neither kept nor renewed. */
  bearer?: string | undefined
  /** A people-task secret is accepted, and sent without a token. */
  takesSecret: boolean
  /** The secret of this call. Default: the client's. */
  secret: string | undefined
  answers: 'json' | 'text'
  /** The refusals that mean something to a program. */
  refusals?: readonly Refusal[] | undefined
  signal: AbortSignal | undefined
  /** Outlives the page. */
  keepalive: boolean
  /** The answer that was read from this text before, if there is one; then it is not read again. */
  recall(text: string): unknown
}

/** A request body, ready to send. */
export interface Body {
  type: 'application/json' | 'text/plain'
  text: string
}

/** A body as JSON; none where there is nothing to send. */
export function jsonBody(value: unknown, endpoint: string): Body | undefined {
  if (value === undefined) return undefined
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch {
    // A loop, or a bigint.
  }
  if (text !== undefined) return { type: 'application/json', text }
  throw notSent(
    endpoint,
    'JSON has no way to write this value. Pass text, numbers, booleans, null, and lists and objects of them, without a loop',
  )
}

/** A body that is one value of any kind: text goes as it is, everything else as JSON. */
export function valueBody(value: unknown, endpoint: string): Body | undefined {
  if (typeof value === 'string') return { type: 'text/plain', text: value }
  if (value !== undefined) return jsonBody(value, endpoint)
  throw notSent(
    endpoint,
    'value is undefined, and the server would store something else. Pass null to store nothing',
  )
}
