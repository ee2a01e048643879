import { mend, type Check, type Test } from './checks.ts'

/** An answer that differed from the documented shape. Carries paths, never values. */
export interface DriftReport {
  /** `GET /flows` */
  endpoint: string
  /** Where the answer differed, for example `3.name`. Of a row that was dropped, the one that cost it. */
  paths: string[]
  /** `repaired`: the rest is in use; `refused`: the call failed with code `schema`. */
  outcome: 'repaired' | 'refused'
}

export interface Repair {
  /** The places that did not fit; of an item that was dropped, the one that cost it. */
  paths: string[]
  /** Whether what remains fits. */
  fits: boolean
}

/** A value of the body, and where it is. */
interface Place {
  owner?: Place
  key: string
  value: any
}

/**
 * Takes out of `body` what the check refuses and keeps the rest: a field of the wrong type is removed, a row that
 * lacks its identity is dropped. Changes `body` in place; it was just parsed and has no other reader.
 *
 * The check itself finds the places: it stops at the first that does not fit, so that is the one it read last.
 */
export function repair(body: unknown, check: Check<unknown>): Repair {
  const paths = new Set<string>()
  let last: Place

  /** The value as a check may see it: what it reads is written down. */
  function traced(place: Place): unknown {
    last = place
    const { value } = place
    if (typeof value !== 'object' || value === null) return value
    return new Proxy(value, {
      get(target, key) {
        if (key === mend) return (fits: Test) => mendEach(place, fits)
        return Array.isArray(target) ? target[key as never] : traced(within(place, key as string))
      },
    })
  }

  /** Takes out of a place what does not fit. `false` when that is the whole of it. */
  function mended(place: Place, fits: Test): boolean {
    while (!fits(traced(place))) {
      paths.add(pathOf(last))
      // A value in the wrong place goes; where one is missing, what lacks it.
      const gone = last.value === undefined && last !== place ? last.owner : last
      if (!gone?.owner || gone === place) return false
      delete gone.owner.value[gone.key]
    }
    return true
  }

  /** The same for each item of a list or record; an item of which nothing may remain is dropped. */
  function mendEach(place: Place, fits: Test): true {
    const items = place.value
    for (const key of Object.keys(items)) {
      const item = within(place, key)
      if (!fits(item.value) && !mended(item, fits)) delete items[key]
    }
    if (Array.isArray(items)) closeGaps(items)
    return true
  }

  const fits = mended({ key: '', value: body }, check) && check(body)
  return { paths: [...paths], fits }
}

/** What is inherited is not of the body, and could not be taken out of it. */
function within(owner: Place, key: string): Place {
  return { owner, key, value: Object.hasOwn(owner.value, key) ? owner.value[key] : undefined }
}

function pathOf({ owner, key }: Place): string {
  return owner?.owner ? `${pathOf(owner)}.${key}` : key
}

function closeGaps(list: unknown[]): void {
  let kept = 0
  // `forEach` passes over gaps.
  list.forEach((item) => (list[kept++] = item))
  list.length = kept
}
