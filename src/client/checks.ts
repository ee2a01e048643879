/** What emitted checks are made of. They read places in order, and stop at the first that does not fit. */

/** Whether a body is what an endpoint answers. Copies nothing; needs no `eval`. */
export type Check<T> = (body: unknown) => body is T

/** Whether a value fits. */
export type Test = (value: unknown) => boolean

/**
 * Under this name a list or record that is being repaired has a way to repair each of its items; those of an answer
 * have none.
 */
export const mend: unique symbol = Symbol('mend')

export interface Mendable {
  [mend]?: (fits: Test) => boolean
}

export function isText(value: unknown): value is string {
  return typeof value === 'string'
}

export function isNumber(value: unknown): value is number {
  return Number.isFinite(value)
}

export function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function isTexts(value: unknown): value is string[] {
  return listOf(value, isText)
}

export function optionalText(value: unknown): boolean {
  return value == null || typeof value === 'string'
}

export function listOf(value: unknown, fits: Test): boolean {
  return Array.isArray(value) && allFit(value, value, fits)
}

export function recordOf(value: unknown, fits: Test): boolean {
  return isRecord(value) && allFit(value, Object.values(value), fits)
}

function allFit(owner: object, items: unknown[], fits: Test): boolean {
  for (const item of items) {
    if (!fits(item)) return (owner as Mendable)[mend]?.(fits) ?? false
  }
  return true
}
