import type { Query } from '@tanstack/react-query'

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
export function isOnScreen(
  { observers }: Query<any, any, any, any>,
  place: number,
  length: number,
): boolean {
  const isSeen = ({ pagesOnScreen }: PagesOnScreenOption) =>
    pagesOnScreen
      ? place >= pagesOnScreen[0] && place <= pagesOnScreen[1]
      : place === 0 || place >= length - 2
  return observers.length === 0 || observers.some(({ options }) => isSeen(options as object))
}
