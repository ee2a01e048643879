'use client'

import type { InfiniteData } from '@tanstack/react-query'
import {
  type InfiniteQueryHookResult,
  type Skippable,
  useAppmixerInfiniteQuery,
  type InfiniteQueryHookOptions,
} from '../react/hooks.ts'
import type { LogPosition } from './queries.ts'
import { logTailInfiniteQueryOptions } from './tail.ts'
import type { LogsPage, LogTailQuery } from './types.ts'

export interface LogTailOptions<Selected = InfiniteData<LogsPage, LogPosition>> extends Omit<
  InfiniteQueryHookOptions<LogsPage, LogPosition, Selected>,
  'refetchInterval' | 'pagesOnScreen'
> {
  /** Milliseconds between two looks for new entries; `false` pauses. Default 3,000. */
  interval?: number | false | undefined
}

/**
 * The log as it is written: `GET /logs` every three seconds for what is new, and for nothing else. The newest entries
 * come first, on the first page; `fetchNextPage` reads older ones. Entries keep their identity. A slow answer is waited
 * for, a hidden tab rests. Another query starts anew.
 *
 * @example
 * const { data, fetchNextPage, hasNextPage } = useLogTail({ flowId, size: 30 }, { interval: isAtTop && 3_000 })
 * const entries = data?.pages.flatMap((page) => page.hits)
 */
export function useLogTail<Selected = InfiniteData<LogsPage, LogPosition>>(
  query: Skippable<LogTailQuery> = {},
  { interval = 3_000, ...options }: LogTailOptions<Selected> = {},
): InfiniteQueryHookResult<NoInfer<Selected>> {
  const live = { ...options, refetchInterval: interval }
  return useAppmixerInfiniteQuery(logTailInfiniteQueryOptions, query, live)
}
