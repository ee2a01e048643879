'use client'

import { useEffect } from 'react'
import { useScopedState, type ListView } from './useControlled.ts'

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
  const [settled, setSettled] = useScopedState(() => ({ pattern, page }))
  const isTyping = pattern !== settled.pattern
  if (!isTyping && page !== settled.page) setSettled(() => ({ pattern, page }))
  useEffect(() => {
    if (!isTyping || isComposing) return undefined
    const settle = () => setSettled(() => ({ pattern, page }))
    const timer = setTimeout(settle, pattern === '' ? 0 : delay)
    return () => clearTimeout(timer)
  }, [pattern, page, delay, isComposing, isTyping, setSettled])
  return isTyping ? settled : { pattern, page }
}
