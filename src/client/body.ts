import { notSent } from './failures.ts'

/** A request body, ready to send. */
export interface Body {
  type: 'application/json' | 'text/plain'
  text: string
}

/** The body of an endpoint that takes fields. */
export function jsonBody(fields: unknown, endpoint: string): Body | undefined {
  if (fields === undefined) return undefined
  return { type: 'application/json', text: jsonOf(fields, endpoint) }
}

/** The body of an endpoint that takes one value: text goes as it is, everything else as JSON. */
export function valueBody(value: unknown, name: string, endpoint: string): Body {
  if (value === undefined) {
    throw notSent(
      endpoint,
      `${name} is undefined, and the server would store something else instead. Pass null to store nothing`,
    )
  }
  if (typeof value === 'string') return { type: 'text/plain', text: value }
  return { type: 'application/json', text: jsonOf(value, endpoint) }
}

function jsonOf(value: unknown, endpoint: string): string {
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch {
    // A loop, or a bigint.
  }
  if (text !== undefined) return text
  throw notSent(
    endpoint,
    'JSON has no way to write this value. Pass text, numbers, booleans, null, and lists and objects of them, without a loop',
  )
}
