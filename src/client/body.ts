import { AppmixerError } from './errors.ts'

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
    throw refusal(
      endpoint,
      `${name} is undefined, and the server would store something else instead. Pass null to store nothing`,
    )
  }
  if (typeof value === 'string') return { type: 'text/plain', text: value }
  return { type: 'application/json', text: jsonOf(value, endpoint) }
}

function jsonOf(value: unknown, endpoint: string): string {
  const text = attempt(() => JSON.stringify(value) as string | undefined)
  if (text !== undefined) return text
  throw refusal(
    endpoint,
    'JSON has no way to write this value. Pass text, numbers, booleans, null, and lists and objects of them, without a loop',
  )
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}

function refusal(endpoint: string, problem: string): AppmixerError {
  return new AppmixerError({
    code: 'input',
    endpoint,
    message: `${endpoint} was not sent: ${problem}.`,
  })
}
