import { notSent, type Refusal } from './failures.ts'

/** Where a server has its people tasks: in a plugin, or in its core, as before 6.1. */
export type PeopleTasksPlace = 'plugin' | 'core'

/** What a client knows of its server, from its options or from an answer. */
export interface KnownPlaces {
  peopleTasks: PeopleTasksPlace | undefined
}

/** Sends to the path where this server has the endpoint, and remembers in `known` which one that is. */
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
  /** For endpoints that servers have at different paths. */
  inPlace?: InPlace | undefined
  search: URLSearchParams
  body: Body | undefined
  /** Sent without a token. */
  anonymous?: boolean | undefined
  /** A token for this request only, in place of the session's. It is neither kept nor renewed. */
  bearer?: string | undefined
  /** A people-task secret is accepted, and sent without a token. */
  takesSecret?: boolean | undefined
  /** The secret of this call. Default: the client's. */
  secret?: string | undefined
  /** Default `json`. */
  answers?: 'json' | 'text' | undefined
  /** The refusals that mean something to a program. */
  refusals?: readonly Refusal[] | undefined
  signal?: AbortSignal | undefined
  /** Outlives the page. */
  keepalive?: boolean | undefined
  /** The earlier answer that was read from the same text, so that it is not read again. */
  recall(text: string): unknown
}

/** A request body, ready to send. */
export interface Body {
  type: 'application/json' | 'text/plain'
  text: string
}

export type QueryValue = string | number | boolean | null | undefined
export type QueryValues = Record<string, QueryValue | readonly QueryValue[]>

/** How an endpoint reads arrays: `filter=a&filter=b` or `filter[]=a&filter[]=b`. */
export type ArrayStyle = 'repeat' | 'brackets'

/** `/flows/:flowId/clone` with each parameter as one encoded segment. The only place where paths are built. */
export function pathOf(template: string, input: unknown, endpoint: string): string {
  const values = (input ?? {}) as Record<string, unknown>
  return template.replace(/:(\w+)/g, (_, name: string) => {
    const value = values[name]
    let problem = 'is not a string'
    if (typeof value === 'string') {
      problem = `is "${value}"`
      try {
        if (!['', '.', '..'].includes(value)) return encodeURIComponent(value)
      } catch {
        problem = 'is not valid Unicode'
      }
    }
    throw notSent(endpoint, `${name} ${problem}. Pass the ${name} that the server gave you`)
  })
}

/** Query parameters as the endpoint reads them, arrays as `repeat` by default. `undefined` and `null` are left out. */
export function searchOf(
  query: QueryValues | undefined,
  arrays: ArrayStyle | undefined,
  endpoint: string,
): URLSearchParams {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query ?? {})) {
    const isArray = Array.isArray(value)
    const key = isArray && arrays === 'brackets' ? `${name}[]` : name
    for (const item of isArray ? value : [value]) {
      if (item == null) continue
      if (!/^(string|boolean)$/.test(typeof item) && !Number.isFinite(item)) {
        throw notSent(endpoint, `${name} is not text, a finite number, true or false`)
      }
      search.append(key, String(item))
    }
  }
  return search
}

/** A body as JSON; none for `undefined`. */
export function jsonBody(value: unknown, endpoint: string): Body | undefined {
  if (value === undefined) return undefined
  let text: string | undefined
  try {
    text = JSON.stringify(value)
  } catch {
    // A loop, or a bigint.
  }
  if (text !== undefined) return { type: 'application/json', text }
  throw notSent(endpoint, 'its body is no JSON: it has a loop, a bigint or a function')
}

/** A body that is one value of any kind: text goes as it is, everything else as JSON. */
export function valueBody(value: unknown, endpoint: string): Body | undefined {
  if (typeof value === 'string') return { type: 'text/plain', text: value }
  if (value !== undefined) return jsonBody(value, endpoint)
  throw notSent(endpoint, 'value is undefined. Pass null to store nothing')
}
