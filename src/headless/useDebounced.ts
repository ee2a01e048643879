'use client'

import { useEffect, useState } from 'react'

/** The value once it has not changed for `delay` milliseconds; an empty text counts at once, one that is composed not yet. */
export function useDebounced(value: string, delay: number, isComposing: boolean): string {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    if (isComposing) return undefined
    const timer = setTimeout(() => setSettled(value), value === '' ? 0 : delay)
    return () => clearTimeout(timer)
  }, [value, delay, isComposing])
  return settled
}
