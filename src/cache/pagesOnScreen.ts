import type { InfiniteData, Query } from '@tanstack/react-query'

/** An option of the hooks for endless lists. */
export interface PagesOnScreenOption {
  /**
   * The first and last page that can be seen, from 0. When the list is asked for again, only these are; the others
   * stay as they are and are asked for when they come on screen. Default: the first page and the last two.
   *
   * @example
   * useInfiniteFlows({ limit: 50 }, { pagesOnScreen: [firstVisible, lastVisible] })
   */
  pagesOnScreen?: readonly [first: number, last: number] | undefined
}

/** Whether somebody can see this page. A list that no component shows is somebody's own business: all of it counts. */
export function isOnScreen(query: Query<any, any, any, any>, index: number): boolean {
  const { length } = (query.state.data as InfiniteData<unknown>).pages
  return (
    query.observers.length === 0 ||
    query.observers.some(({ options }) => {
      const { pagesOnScreen } = options as PagesOnScreenOption
      if (!pagesOnScreen) return index === 0 || index >= length - 2
      return index >= pagesOnScreen[0] && index <= pagesOnScreen[1]
    })
  )
}
