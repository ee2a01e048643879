'use client'

import type { QueryClient, QueryObserverOptions } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { ObserverClass, Poller } from '../cache/poller.ts'

type Options = QueryObserverOptions<any, any, any, any, any>

/**
 * Asks again as often as the options say: with one timer for all components that show the key. Who keeps it is loaded
 * with the first interval; where that fails, the component gets its interval back, for a timer of its own.
 */
export function usePolled(
  queryClient: QueryClient,
  options: Options & { queryHash: string },
  Observer: ObserverClass,
): NonNullable<Options['refetchInterval']> {
  const watcher = useRef(options)
  const poller = useRef<Poller>(undefined)
  const [isAlone, setAlone] = useState(false)
  const { queryHash, refetchInterval = false } = options
  const isPolling = refetchInterval !== false && !isAlone

  useEffect(() => {
    watcher.current = options
    poller.current?.refresh()
  })
  useEffect(() => {
    if (!isPolling) return undefined
    let isOver = false
    const watch = async () => {
      const later = await import('../cache/poller.ts').catch(() => undefined)
      if (isOver) return
      poller.current = later?.pollerOf(queryClient, queryHash, Observer)
      poller.current?.add(watcher)
      setAlone(!later)
    }
    void watch()
    return () => {
      isOver = true
      poller.current?.remove(watcher)
      poller.current = undefined
    }
  }, [queryClient, queryHash, Observer, isPolling])
  return isAlone && refetchInterval
}
