'use client'

import { useEffect, useState } from 'react'
import type { ListView } from './useControlled.ts'

/** What to ask the server for. */
export interface SettledSearch {
  /** Without spaces around it. */
  pattern: string
  page: number
}

/**
 * Search and page once typing has paused for `delay` milliseconds; until then those from before, so that typing sends
 * one request. An empty search counts at once, and one that an input method composes not yet.
 */
export function useSettledSearch(
  { search, page }: ListView,
  delay: number,
  isComposing: boolean,
): SettledSearch {
  const pattern = search.trim()
  const [settled, setSettled] = useState({ pattern, page })
  const isTyping = pattern !== settled.pattern
  useEffect(() => {
    if (!isTyping) {
      setSettled((before) => (before.page === page ? before : { pattern, page }))
      return undefined
    }
    if (isComposing) return undefined
    const timer = setTimeout(() => setSettled({ pattern, page }), pattern === '' ? 0 : delay)
    return () => clearTimeout(timer)
  }, [pattern, page, delay, isComposing, isTyping])
  return isTyping ? settled : { pattern, page }
}
