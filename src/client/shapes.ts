import type { Shape } from './shape.ts'

/** Answers that carry nothing worth reading: an empty body, or an echo. */
export const ignored: Shape<void> = {
  fits: (_body): _body is void => true,
  schema: () => import('./schema.ts').then((schemas) => schemas.ignoredSchema),
}

export const count: Shape<number> = {
  fits: (body): body is number => Number.isFinite(body),
  schema: () => import('./schema.ts').then((schemas) => schemas.countSchema),
}

/** A body that is not read as JSON. */
export const plainText: Shape<string> = {
  fits: (body): body is string => typeof body === 'string',
  schema: () => import('./schema.ts').then((schemas) => schemas.textSchema),
}

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

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
