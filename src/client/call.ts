import type { Body } from './body.ts'
import type { Refusal } from './refusals.ts'

/** Where a server has its people tasks: in a plugin, or in its core, as before 6.1. */
export type PeopleTasksPlace = 'plugin' | 'core'

/** What a client knows of its server, be it told or found out. */
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
  anonymous: boolean
  /** A token for this request only, in place of the session's: it is neither kept nor renewed. */
  bearer?: string | undefined
  answers: 'json' | 'text'
  /** The refusals that mean something to a program. */
  refusals?: readonly Refusal[] | undefined
  signal: AbortSignal | undefined
  /** Outlives the page. */
  keepalive: boolean
  /** What this text was read as before, if anything; then it is not read again. */
  recall(text: string): unknown
}
