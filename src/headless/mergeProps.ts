import type { ComponentPropsWithRef, JSX, RefCallback, RefObject } from 'react'

export type Tag = keyof JSX.IntrinsicElements

/** Props of any element. */
export type Props = Record<string, unknown>

/** The attributes of one kind of element, as a prop getter takes and gives them. */
export type ElementProps<Name extends Tag> = ComponentPropsWithRef<Name> & {
  [data: `data-${string}`]: unknown
}

type Ref = RefCallback<unknown> | RefObject<unknown>
type Handler = (event: { defaultPrevented?: boolean }) => void

/**
 * Ours with the caller's on top: handlers run one after the other, theirs first, and `event.preventDefault()` in
 * theirs skips ours; class names add up; both refs are called; everything else of theirs wins.
 */
export function mergeProps(ours: object, theirs: object = {}): Props {
  const merged: Props = { ...ours }
  for (const [name, value] of Object.entries(theirs)) {
    merged[name] = mergeProp(name, merged[name], value)
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
  if (name === 'ref' && ours !== undefined && theirs === null) return ours
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
    // The caller's may be `null`, and may return what React calls in place of `null` in the end.
    const cleanups = [ours, theirs].map((ref) => {
      if (typeof ref === 'function') return ref(element) as (() => void) | undefined
      if (ref) ref.current = element
      return undefined
    })
    if (!cleanups.some((cleanup) => typeof cleanup === 'function')) return undefined
    return () => {
      for (const [index, ref] of [ours, theirs].entries()) {
        const cleanup = cleanups[index]
        if (typeof cleanup === 'function') cleanup()
        else if (typeof ref === 'function') ref(null)
        else if (ref) ref.current = null
      }
    }
  }
}
