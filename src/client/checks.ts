/**
 * The shape of answers: the tests that emitted checks are made of, the repair of an answer that fails its check, and
 * functions that bring the variants of different servers into one form before the check.
 */

/** Whether a body is what an endpoint answers. Copies nothing; needs no `eval`. */
export type Check<T> = (body: unknown) => body is T

/** Whether a value fits. */
export type Test = (value: unknown) => boolean

/** A string that is usually one of the known values. A newer server's value passes as it is. */
export type Open<Known extends string> = Known | (string & {})

/** An answer that differed from the documented shape. Carries paths, never values. */
export interface DriftReport {
  /** `GET /flows` */
  endpoint: string
  /** Where the answer differed, for example `3.name`. For a dropped row: the field that made it unusable. */
  paths: string[]
  /** `repaired`: the rest is in use; `refused`: the call failed with code `schema`. */
  outcome: 'repaired' | 'refused'
}

export interface Repair {
  paths: string[]
  /** Whether what remains fits. */
  fits: boolean
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

/** Accepts any answer, for writes whose answer is not used: an empty body, or an echo. */
export const ignored = (_body: unknown): _body is void => true

/** For a count that arrives as `{ count }` or as a bare number. */
export function unwrapCount(body: unknown): unknown {
  return fieldOf(body, 'count') ?? body
}

/** For a row, or rows, whose id some servers call `alias`: copies it to `name` where that is missing. */
export function renamed(alias: string, name: string): (body: unknown) => unknown {
  return (body) => {
    for (const row of Array.isArray(body) ? body : [body]) {
      if (isRecord(row) && row[alias] !== undefined) row[name] ??= row[alias]
    }
    return body
  }
}

/** For an id that arrives as `{ [name]: id }` or as a bare string. */
export function wrapped(name: string): (body: unknown) => unknown {
  return (body) => (typeof body === 'string' ? { [name]: body } : body)
}

/** For rows that arrive as a list, or as a map by the id that is called `name`. */
export function listed(name: string): (body: unknown) => unknown {
  return (body) => {
    if (!isRecord(body)) return body
    return Object.entries(body).map(([id, row]) => (isRecord(row) ? { [name]: id, ...row } : row))
  }
}

/** For a write whose answer some servers send, and others leave empty. */
export function orEmpty(body: unknown): unknown {
  return body ?? {}
}

export function fieldOf(body: unknown, name: string): unknown {
  return isRecord(body) ? body[name] : undefined
}

/**
 * Removes from `body` what the check refuses, and keeps the rest: a field of the wrong type is deleted, a row without
 * its id is dropped. Changes `body` in place: it was just parsed and has no other reader.
 *
 * A check reads places in order and stops at the first that does not fit. So the last place that it read is the one to
 * remove. Each round removes one place and checks again.
 */
export function repair(body: unknown, check: Check<unknown>): Repair {
  const paths = new Set<string>()
  let last: Place

  /** A view of the value that notes which place a check reads. */
  function traced(place: Place): unknown {
    last = place
    const { value } = place
    if (typeof value !== 'object' || value === null) return value
    return new Proxy(value, {
      get(target, key) {
        if (key === repairItems) return (fits: Test) => repairEach(place, fits)
        return Array.isArray(target) ? target[key as never] : traced(within(place, key as string))
      },
    })
  }

  /** Removes from a place what does not fit. `false` when nothing of it can stay. */
  function repairPlace(place: Place, fits: Test): boolean {
    while (!fits(traced(place))) {
      paths.add(pathOf(last))
      // A wrong value is deleted. A missing one makes its owner unusable, so the owner is deleted.
      const wrong = last.value === undefined && last !== place ? last.owner : last
      if (!wrong?.owner || wrong === place) return false
      delete wrong.owner.value[wrong.key]
    }
    return true
  }

  /** Repairs each item of a list or record. Items of which nothing can stay are dropped. */
  function repairEach(place: Place, fits: Test): true {
    const items = place.value
    for (const key of Object.keys(items)) {
      const item = within(place, key)
      if (!fits(item.value) && !repairPlace(item, fits)) delete items[key]
    }
    if (Array.isArray(items)) closeGaps(items)
    return true
  }

  const fits = repairPlace({ key: '', value: body }, check) && check(body)
  return { paths: [...paths], fits }
}

/** A list or record under repair answers this key with a function that repairs its items. No answer has the key. */
const repairItems: unique symbol = Symbol('repairItems')

interface Repairable {
  [repairItems]?: (fits: Test) => boolean
}

function allFit(owner: object, items: unknown[], fits: Test): boolean {
  for (const item of items) {
    if (!fits(item)) return (owner as Repairable)[repairItems]?.(fits) ?? false
  }
  return true
}

/** A value of the body, and where it is. */
interface Place {
  owner?: Place
  key: string
  value: any
}

/** What an object inherits is not part of the body, and cannot be deleted from it. */
function within(owner: Place, key: string): Place {
  return { owner, key, value: Object.hasOwn(owner.value, key) ? owner.value[key] : undefined }
}

function pathOf({ owner, key }: Place): string {
  return owner?.owner ? `${pathOf(owner)}.${key}` : key
}

function closeGaps(list: unknown[]): void {
  let kept = 0
  // `forEach` skips gaps.
  list.forEach((item) => (list[kept++] = item))
  list.length = kept
}
