export interface Paging {
  /** From 0. */
  page: number
  pageCount: number
  /** How many rows there are on all pages; `undefined` until the server has told. */
  total: number | undefined
  /** The first and last row on this page, from 1; both 0 when there is none. */
  range: { from: number; to: number }
  setPage(page: number): void
}

/** The page to ask for: never one behind the last. When the last one empties, the one before is shown. */
export function clampPage(wanted: number, total: number | undefined, pageSize: number): number {
  if (total === undefined) return wanted
  return Math.min(wanted, Math.max(0, Math.ceil(total / pageSize) - 1))
}

export interface PagingInput {
  page: number
  setPage(page: number): void
  total: number | undefined
  pageSize: number
  /** Rows on this page. */
  shown: number
}

export function pagingOf({ page, setPage, total, pageSize, shown }: PagingInput): Paging {
  const first = page * pageSize
  return {
    page,
    setPage,
    total,
    pageCount: total === undefined ? page + 1 : Math.max(1, Math.ceil(total / pageSize)),
    range: shown === 0 ? { from: 0, to: 0 } : { from: first + 1, to: first + shown },
  }
}
