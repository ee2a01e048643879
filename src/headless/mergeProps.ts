import type { RefCallback, RefObject } from 'react'

/** Props of an element, as a prop getter takes and gives them. */
export type Props = Record<string, unknown>

type Ref = RefCallback<unknown> | RefObject<unknown>
type Handler = (event: { defaultPrevented?: boolean }) => void

/**
 * Ours with the caller's on top: handlers run one after the other, theirs first, and `event.preventDefault()` in
 * theirs skips ours; class names add up; both refs are called; everything else of theirs wins.
 */
export function mergeProps(ours: Props, theirs: Props = {}): Props {
  const merged: Props = { ...ours }
  for (const [name, value] of Object.entries(theirs)) {
    merged[name] = mergeProp(name, ours[name], value)
  }
  return merged
}

function mergeProp(name: string, ours: unknown, theirs: unknown): unknown {
  if (theirs === undefined) return ours
  if (isHandler(name, ours) && isHandler(name, theirs)) {
    return (event: { defaultPrevented?: boolean }) => {
      theirs(event)
      if (!event.defaultPrevented) ours(event)
    }
  }
  if (name === 'ref' && ours !== undefined) return bothRefs(ours as Ref, theirs as Ref)
  if (name === 'className' && typeof ours === 'string' && typeof theirs === 'string') {
    return `${ours} ${theirs}`
  }
  return theirs
}

function isHandler(name: string, value: unknown): value is Handler {
  return /^on[A-Z]/.test(name) && typeof value === 'function'
}

function bothRefs(ours: Ref, theirs: Ref): RefCallback<unknown> {
  return (element) => {
    for (const ref of [ours, theirs]) {
      if (typeof ref === 'function') ref(element)
      else ref.current = element
    }
  }
}
