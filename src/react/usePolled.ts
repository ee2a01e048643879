'use client'

import type { QueryClient, QueryObserverOptions } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { pollerOf, type ObserverClass } from '../cache/poller.ts'

/** Asks again as often as the options say: with one timer for all components that show the key. */
export function usePolled(
  queryClient: QueryClient,
  options: QueryObserverOptions<any, any, any, any, any> & { queryHash: string },
  Observer: ObserverClass,
): void {
  const watcher = useRef(options)
  const { queryHash, refetchInterval } = options
  const isPolling = refetchInterval !== undefined && refetchInterval !== false

  useEffect(() => {
    watcher.current = options
    if (isPolling) pollerOf(queryClient, queryHash, Observer).refresh()
  })
  useEffect(() => {
    if (!isPolling) return undefined
    const poller = pollerOf(queryClient, queryHash, Observer)
    poller.add(watcher)
    return () => poller.remove(watcher)
  }, [queryClient, queryHash, Observer, isPolling])
}
