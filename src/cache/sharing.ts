import { replaceEqualDeep, type InfiniteData } from '@tanstack/react-query'

/** A row; or whatever a caller's `select` makes of it. */
export type Row = Record<string, any> | null | undefined

/**
 * Structural sharing for lists: a row that did not change stays the same object, wherever in the list it now is.
 * TanStack's own matches by index, so one new row on top would make every row a new object.
 */
/*#__NO_SIDE_EFFECTS__*/
export function shareBy(id: string): (previous: unknown, next: unknown) => unknown {
  return (previous, next) => {
    if (!Array.isArray(previous) || !Array.isArray(next)) return shareEqual(previous, next)
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
 * TanStack's structural sharing. Before 5.103.3 it throws at a field called `constructor` or `prototype` with certain
 * values, which a user may have written into a record: such data is not shared, and is shown all the same.
 */
export function shareEqual<Value>(previous: unknown, next: Value): Value {
  try {
    return replaceEqualDeep(previous, next)
  } catch {
    return next
  }
}

/**
 * The row before, when this one says the same; else this one, with the parts of the one before that did not change.
 * Most rows say the same. To see that takes a third of the time of TanStack's way, which builds a row to find out.
 */
export function shareRow<Value>(before: unknown, row: Value): Value {
  return isRepeated(before, row, 0) ? (before as Value) : shareEqual(before, row)
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
    if (!isOurs) return shareEqual(previous, next)
    return isAdded(previous, next) ? next : sharePages(previous, next, shape)
  }
}

/** Nothing changed but that there is a page more, and it follows on the others. */
function isAdded({ pages }: Pages<unknown>, next: Pages<unknown>): boolean {
  const position = next.pageParams.at(-1) as { isShifted?: boolean } | undefined
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
  const used = new Set<unknown>()
  /** Rows without an id are all different. */
  const isFree = (row: Row) => {
    const name = row?.[id]
    return name === undefined || (!used.has(name) && used.add(name))
  }
  const share = (page: Page) =>
    rows(page)
      .filter(isFree)
      .map((row) => shareRow(known.get(row?.[id]), row))
  const read = next.pages.map((page) => (before.has(page) ? undefined : share(page)))
  const pages = next.pages.map((page, index) =>
    withRows(previous.pages[index], page, read[index] ?? rows(page).filter(isFree)),
  )
  const pageParams = shareEqual(previous.pageParams, next.pageParams)
  const isSame = pageParams === previous.pageParams && same(previous.pages, pages) !== undefined
  return isSame ? previous : { pages, pageParams }
}

function isPages<Page>(data: unknown, { rowsOf }: PageShape<Page>): data is Pages<Page> {
  const { pages, pageParams } = (data ?? {}) as Partial<Pages<Page>>
  const hasRows = (page: Page) => Array.isArray(rowsOf(page))
  return Array.isArray(pages) && Array.isArray(pageParams) && pages.every(hasRows)
}
