import type { InfiniteData } from '@tanstack/react-query'

/** The rows of an endless list by their place in the whole. */
export interface Rows<Row> {
  readonly length: number
  at(index: number): Row | undefined
  /** On which page this row is. */
  pageOf(index: number): number
}

/**
 * Finds rows of an endless list by index, for virtual lists: nothing is copied, however many pages there are.
 * `data.pages.flat()` would copy all rows whenever one page comes.
 *
 * @example
 * const rows = useMemo(() => rowsOf(data), [data])
 * const virtualizer = useVirtualizer({ count: rows.length, … })
 * virtualizer.getVirtualItems().map(({ index }) => <Record key={index} record={rows.at(index)} />)
 */
export function rowsOf<Row>(data: InfiniteData<readonly Row[], any> | undefined): Rows<Row> {
  const pages = data?.pages ?? []
  let length = 0
  const starts = pages.map((page) => (length += page.length) - page.length)
  const pageOf = (index: number) => Math.max(0, lastStartUpTo(index, starts))
  return {
    length,
    pageOf,
    at: (index) => pages[pageOf(index)]?.[index - (starts[pageOf(index)] ?? 0)],
  }
}

/** The last of the sorted starts that is not above the index. */
function lastStartUpTo(index: number, starts: number[]): number {
  let [low, high] = [0, starts.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (starts[middle]! <= index) low = middle + 1
    else high = middle
  }
  return low - 1
}
