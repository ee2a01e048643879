import type { Body } from './body.ts'
import type { Places } from './places.ts'
import type { Refusal } from './refusals.ts'

/** One request, ready to send. */
export interface Call {
  /** Its name in errors: `POST /flows/:flowId/coordinator`. */
  endpoint: string
  method: string
  path: string
  /** Where else servers may have it. */
  places: Places | undefined
  search: URLSearchParams
  body: Body | undefined
  anonymous: boolean
  answers: 'json' | 'text'
  /** The refusals that mean something to a program. */
  refusals?: readonly Refusal[] | undefined
  signal: AbortSignal | undefined
  /** Outlives the page. */
  keepalive: boolean
  /** What this text was read as before, if anything; then it is not read again. */
  recall(text: string): unknown
}
