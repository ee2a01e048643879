import { isRecord } from './checks.ts'

/** A string that is usually one of the known values; a newer server's value passes as it is. */
export type Open<Known extends string> = Known | (string & {})

/** Answers that carry nothing worth reading: an empty body, or an echo. */
export const ignored = (_body: unknown): _body is void => true

/** Counts arrive as `{ count }` or as a bare number. */
export function unwrapCount(body: unknown): unknown {
  return fieldOf(body, 'count') ?? body
}

/** Gives every object that lacks `name` the value under `alias`: servers differ in what they call an id. */
export function renamed(alias: string, name: string): (body: unknown) => unknown {
  return (body) => {
    for (const row of Array.isArray(body) ? body : [body]) {
      if (isRecord(row) && row[alias] !== undefined) row[name] ??= row[alias]
    }
    return body
  }
}

/** An id that arrives as `{ [name]: id }` or as a bare string. */
export function wrapped(name: string): (body: unknown) => unknown {
  return (body) => (typeof body === 'string' ? { [name]: body } : body)
}

/** Rows that arrive as a list, or as a map by the id that is called `name`. */
export function listed(name: string): (body: unknown) => unknown {
  return (body) => {
    if (!isRecord(body)) return body
    return Object.entries(body).map(([id, row]) => (isRecord(row) ? { [name]: id, ...row } : row))
  }
}

/** For writes whose answer nobody needs: some servers send it, some send nothing. */
export function orEmpty(body: unknown): unknown {
  return body ?? {}
}

export function fieldOf(body: unknown, name: string): unknown {
  return isRecord(body) ? body[name] : undefined
}
