import { notSent } from './failures.ts'

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
