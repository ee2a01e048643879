import { replaceEqualDeep, type InfiniteData } from '@tanstack/react-query'
import type { OffsetPosition } from './offsetQuery.ts'
import { same, shareRow, type Row } from './share.ts'

type Pages = InfiniteData<Row[], OffsetPosition>

/**
 * Structural sharing for endless lists: a row that did not change stays the same object, on whichever page it now is,
 * and no row is there twice. Of two, the one that was just read stays. A page that is added to the end costs the same
 * after a thousand others as after ten.
 */
export function sharePagesBy(id: string): (previous: unknown, next: unknown) => unknown {
  return (previous, next) => {
    if (!isPages(previous) || !isPages(next)) return replaceEqualDeep(previous, next)
    if (isAdded(previous, next)) return next
    return sharePages(previous, next, id)
  }
}

/** Nothing changed but that there is a page more, and it follows on the others. */
function isAdded({ pages }: Pages, next: Pages): boolean {
  const { isShifted } = next.pageParams.at(-1) ?? {}
  return (
    !isShifted &&
    next.pages.length === pages.length + 1 &&
    pages.every((page, index) => page === next.pages[index])
  )
}

function sharePages(previous: Pages, next: Pages, id: string): Pages {
  const before = new Set(previous.pages)
  const known = new Map(previous.pages.flat().map((row) => [row?.[id], row]))
  const read = next.pages.filter((page) => !before.has(page))
  const readIds = new Set(read.flat().map((row) => row?.[id]))
  readIds.delete(undefined)
  const taken = new Set<unknown>()

  const pages = next.pages.map((page, index) => {
    const rows = before.has(page)
      ? page.filter((row) => !readIds.has(row?.[id]))
      : page
          .filter((row) => take(row?.[id], taken))
          .map((row) => shareRow(known.get(row?.[id]), row))
    return same(previous.pages[index], rows) ?? same(page, rows) ?? rows
  })
  const pageParams = replaceEqualDeep(previous.pageParams, next.pageParams)
  const isSame = pageParams === previous.pageParams && same(previous.pages, pages) !== undefined
  return isSame ? previous : { pages, pageParams }
}

/** Whether nobody had this id before; rows without one are all different. */
function take(id: unknown, taken: Set<unknown>): boolean {
  if (id === undefined) return true
  const isFree = !taken.has(id)
  taken.add(id)
  return isFree
}

function isPages(data: unknown): data is Pages {
  if (typeof data !== 'object' || data === null || !('pages' in data)) return false
  return (
    Array.isArray(data.pages) &&
    data.pages.every((page) => Array.isArray(page)) &&
    'pageParams' in data
  )
}
