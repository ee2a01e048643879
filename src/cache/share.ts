import { replaceEqualDeep } from '@tanstack/react-query'

type Row = Record<string, unknown>

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
  let known: Map<unknown, Row> | undefined
  const find = (key: unknown) => (known ??= new Map(previous.map((row) => [row[id], row]))).get(key)
  const rows = next.map((row, index) => {
    const sameIndex = previous[index]
    const before = sameIndex?.[id] === row[id] ? sameIndex : find(row[id])
    return before === undefined ? row : replaceEqualDeep(before, row)
  })
  const unchanged =
    rows.length === previous.length && rows.every((row, index) => row === previous[index])
  return unchanged ? previous : rows
}
