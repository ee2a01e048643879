import { replaceEqualDeep } from '@tanstack/react-query'

/** A row; or whatever a caller's `select` makes of it. */
export type Row = Record<string, unknown> | null | undefined

/**
 * Structural sharing for lists: a row that did not change stays the same object, wherever in the list it now is.
 * TanStack's own matches by index, so one new row on top would make every row a new object.
 */
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
    const shared = replaceEqualDeep(previous[index + shift], row)
    isSame &&= shared === previous[index]
    return shared
  })
  return isSame ? previous : rows
}

/** The array before, when it has the same items. */
export function same<Item>(before: Item[] | undefined, items: Item[]): Item[] | undefined {
  const isSame =
    before?.length === items.length && before.every((item, index) => item === items[index])
  return isSame ? before : undefined
}
