'use client'

import { useEffect, useRef, useState, type RefObject } from 'react'

/** How far from the screen an element counts as on it, so that it is there when it is scrolled to. */
const rootMargin = '200px'

/**
 * Whether an element was on screen since it was mounted. For its `ref`. Where that cannot be known, in a browser without
 * `IntersectionObserver` for example, it was.
 */
export function useSeen<Target extends Element>(): [
  isSeen: boolean,
  ref: RefObject<Target | null>,
] {
  const [isSeen, setSeen] = useState(false)
  const ref = useRef<Target>(null)
  useEffect(() => {
    if (isSeen) return undefined
    if (!ref.current || typeof IntersectionObserver === 'undefined') {
      setSeen(true)
      return undefined
    }
    const observer = new IntersectionObserver(
      (entries) => setSeen(entries.some(({ isIntersecting }) => isIntersecting)),
      { rootMargin },
    )
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [isSeen])
  return [isSeen, ref]
}
