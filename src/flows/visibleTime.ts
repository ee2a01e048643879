import { focusManager } from '@tanstack/react-query'

/** Time that passes only while the page is visible. */
export interface VisibleTime {
  /** Milliseconds; only differences mean something. */
  now(): number
  stands(): boolean
  /** Ends the listening. */
  close(): void
}

/** `onChange` is called when the page was hidden, or is visible again. */
export function createVisibleTime(onChange: () => void): VisibleTime {
  let hiddenSince: number | undefined
  let absence = 0
  const stands = () => hiddenSince !== undefined
  const now = () => (hiddenSince ?? Date.now()) - absence
  const notice = () => {
    if (focusManager.isFocused() !== stands()) return
    if (hiddenSince === undefined) hiddenSince = Date.now()
    else {
      absence += Date.now() - hiddenSince
      hiddenSince = undefined
    }
    onChange()
  }
  // A server has no page to hide, and nobody who would end the listening with the answer.
  if (typeof window === 'undefined') return { now, stands, close() {} }
  const close = focusManager.subscribe(notice)
  notice()
  return { now, stands, close }
}
