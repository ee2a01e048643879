import { jsonBody, type Body } from './body.ts'
import { notSent } from './failures.ts'

/** A body that is one value of any kind: text goes as it is, everything else as JSON. */
export function valueBody(value: unknown, endpoint: string): Body | undefined {
  if (typeof value === 'string') return { type: 'text/plain', text: value }
  if (value !== undefined) return jsonBody(value, endpoint)
  throw notSent(
    endpoint,
    'value is undefined, and the server would store something else instead. Pass null to store nothing',
  )
}
