import { replaceEqualDeep, type InfiniteData } from '@tanstack/react-query'
import type { OffsetPosition } from './offsetQuery.ts'
import { same, shareRow, type Row } from './share.ts'

type Pages<Page> = InfiniteData<Page>

/** How a page holds its rows. */
export interface PageShape<Page> {
  /** The field that tells rows apart. */
  id: string
  rowsOf(page: Page): Row[] | undefined
  /** The page with these rows; the one before, when nothing in it changed. */
  withRows(before: Page | undefined, page: Page, rows: Row[]): Page
}

/**
 * Structural sharing for endless lists: a row that did not change stays the same object, on whichever page it now is,
 * and no row is there twice. Of two, the one that was just read stays. A page that is added to the end costs the same
 * after a thousand others as after ten.
 */
/*#__NO_SIDE_EFFECTS__*/
export function sharePagesBy<Page>(
  shape: PageShape<Page>,
): (previous: unknown, next: unknown) => unknown {
  return (previous, next) => {
    // It is called with what a caller's `select` made of it, too.
    const isOurs = isPages(previous, shape) && isPages(next, shape)
    if (!isOurs) return replaceEqualDeep(previous, next)
    return isAdded(previous, next) ? next : sharePages(previous, next, shape)
  }
}

/** Nothing changed but that there is a page more, and it follows on the others. */
function isAdded({ pages }: Pages<unknown>, next: Pages<unknown>): boolean {
  const position = next.pageParams.at(-1) as Partial<OffsetPosition> | undefined
  return (
    !position?.isShifted &&
    next.pages.length === pages.length + 1 &&
    pages.every((page, index) => page === next.pages[index])
  )
}

function sharePages<Page>(
  previous: Pages<Page>,
  next: Pages<Page>,
  { id, rowsOf, withRows }: PageShape<Page>,
): Pages<Page> {
  const rows = (page: Page) => rowsOf(page) ?? []
  const before = new Set(previous.pages)
  const known = new Map(previous.pages.flatMap(rows).map((row) => [row?.[id], row]))
  const taken = new Set<unknown>()
  /** Rows without an id are all different. */
  const isFree = (row: Row) => {
    const name = row?.[id]
    return name === undefined || (!taken.has(name) && taken.add(name))
  }
  const share = (page: Page) =>
    rows(page)
      .filter(isFree)
      .map((row) => shareRow(known.get(row?.[id]), row))
  const read = next.pages.map((page) => (before.has(page) ? undefined : share(page)))
  const pages = next.pages.map((page, index) =>
    withRows(previous.pages[index], page, read[index] ?? rows(page).filter(isFree)),
  )
  const pageParams = replaceEqualDeep(previous.pageParams, next.pageParams)
  const isSame = pageParams === previous.pageParams && same(previous.pages, pages) !== undefined
  return isSame ? previous : { pages, pageParams }
}

function isPages<Page>(data: unknown, { rowsOf }: PageShape<Page>): data is Pages<Page> {
  const { pages, pageParams } = (data ?? {}) as Partial<Pages<Page>>
  const hasRows = (page: Page) => Array.isArray(rowsOf(page))
  return Array.isArray(pages) && Array.isArray(pageParams) && pages.every(hasRows)
}
