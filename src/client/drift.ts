/** The part of a zod schema that this package needs; narrow on purpose, it keeps compile time low. */
export interface Check<T> {
  safeParse(value: unknown): {
    success: boolean
    data?: T
    error?: { issues: readonly { path: readonly PropertyKey[] }[] } | undefined
  }
}

/** An answer that differed from the documented shape. Carries paths, never values. */
export interface DriftReport {
  /** `GET /flows` */
  endpoint: string
  /** Where the answer differed, for example `3.name`. */
  paths: string[]
  /** `repaired`: the rest is in use; `refused`: the call failed with code `schema`. */
  outcome: 'repaired' | 'refused'
}

export interface Repair {
  /** Every place that did not fit. */
  paths: string[]
  /** Whether what remains fits. */
  fits: boolean
  value: unknown
}

/**
 * Takes out of `body` what the check refuses and keeps the rest: a field of the wrong type is removed, a row that
 * lacks its identity is dropped. Changes `body` in place; it was just parsed and has no other reader.
 */
export function repair(body: unknown, check: Check<unknown>): Repair {
  const root = { body }
  const paths = new Set<string>()
  for (;;) {
    const result = check.safeParse(root.body)
    if (result.success) return { paths: [...paths], fits: true, value: root.body }
    const doomed = new Map<object, Set<PropertyKey>>()
    for (const { path } of result.error?.issues ?? []) {
      paths.add(path.join('.'))
      const place = removable(root, ['body', ...path])
      if (!place) return { paths: [...paths], fits: false, value: undefined }
      const keys = doomed.get(place.owner) ?? new Set()
      doomed.set(place.owner, keys.add(place.key))
    }
    if (doomed.size === 0) return { paths: [...paths], fits: false, value: undefined }
    for (const [owner, keys] of doomed) remove(owner, keys)
  }
}

/** What to take out for one issue: the value in the wrong place, or, where a value is missing, what lacks it. */
function removable(root: object, path: PropertyKey[]): { owner: object; key: PropertyKey } | null {
  const owners: object[] = []
  let value: unknown = root
  for (const key of path) {
    if (typeof value !== 'object' || value === null) break
    owners.push(value)
    value = (value as Record<PropertyKey, unknown>)[key]
  }
  const isPresent = owners.length === path.length && value !== undefined
  const depth = isPresent ? owners.length - 1 : owners.length - 2
  return depth > 0 ? { owner: owners[depth]!, key: path[depth]! } : null
}

function remove(owner: object, keys: Set<PropertyKey>): void {
  if (Array.isArray(owner)) {
    let kept = 0
    for (const [index, item] of owner.entries()) {
      if (!keys.has(index)) owner[kept++] = item
    }
    owner.length = kept
  } else {
    for (const key of keys) Reflect.deleteProperty(owner, key)
  }
}
