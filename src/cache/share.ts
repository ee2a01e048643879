import { replaceEqualDeep } from '@tanstack/react-query'

/** A row; or whatever a caller's `select` makes of it. */
export type Row = Record<string, any> | null | undefined

/**
 * Structural sharing for lists: a row that did not change stays the same object, wherever in the list it now is.
 * TanStack's own matches by index, so one new row on top would make every row a new object.
 */
/*#__NO_SIDE_EFFECTS__*/
export function shareBy(id: string): (previous: unknown, next: unknown) => unknown {
  return (previous, next) => {
    if (!Array.isArray(previous) || !Array.isArray(next)) return replaceEqualDeep(previous, next)
    return shareRows(previous as Row[], next as Row[], id)
  }
}

function shareRows(previous: Row[], next: Row[], id: string): Row[] {
  if (previous === next) return previous
  let places: Map<unknown, number> | undefined
  // Rows move together: where one came or went, all that follow are as many places further down or up.
  let shift = 0
  let isSame = previous.length === next.length
  const rows = next.map((row, index) => {
    if (previous[index + shift]?.[id] !== row?.[id]) {
      places ??= new Map(previous.map((before, place) => [before?.[id], place]))
      const place = places.get(row?.[id])
      shift = place === undefined ? shift - 1 : place - index
      if (place === undefined) {
        isSame = false
        return row
      }
    }
    const shared = shareRow(previous[index + shift], row)
    isSame &&= shared === previous[index]
    return shared
  })
  return isSame ? previous : rows
}

/**
 * The row before, when this one says the same; else this one, with the parts of the one before that did not change.
 * Most rows say the same. To see that takes a third of the time of TanStack's way, which builds a row to find out.
 */
export function shareRow<Value>(before: unknown, row: Value): Value {
  return isRepeated(before, row, 0) ? (before as Value) : replaceEqualDeep(before, row)
}

/**
 * Whether both are the same JSON. Where it takes more to tell, as with dates that a `select` made, it says no.
 * Ten thousand rows come at once, so nothing is made in it: no list of names, no function for each item.
 */
function isRepeated(before: unknown, value: unknown, depth: number): boolean {
  if (before === value) return before !== undefined
  if (typeof before !== 'object' || typeof value !== 'object') return false
  if (before === null || value === null || depth > 500) return false
  if (isList(before)) {
    if (!isList(value) || before.length !== value.length) return false
    for (let index = 0; index < before.length; index++) {
      if (!isRepeated(before[index], value[index], depth + 1)) return false
    }
    return true
  }
  if (!isPlain(before) || !isPlain(value)) return false
  let size = 0
  for (const name in before) {
    if (!isRepeated(before[name], value[name], depth + 1)) return false
    size++
  }
  for (const _ in value) size--
  return size === 0
}

/** What `match` makes has more than its items. */
function isList(value: object): value is unknown[] {
  return Array.isArray(value) && Object.keys(value).length === value.length
}

function isPlain(value: object): value is Record<string, unknown> {
  return Object.getPrototypeOf(value) === Object.prototype
}

/** The array before, when it has the same items. */
export function same<Item>(before: Item[] | undefined, items: Item[]): Item[] | undefined {
  const isSame =
    before?.length === items.length && before.every((item, index) => item === items[index])
  return isSame ? before : undefined
}
