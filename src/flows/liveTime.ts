import { focusManager, onlineManager } from '@tanstack/react-query'

/** Time that passes only while the page is visible and online. */
export interface LiveTime {
  /** Milliseconds; only differences mean something. */
  now(): number
  stands(): boolean
  /** Ends the listening. */
  close(): void
}

/** `onChange` is called when the time stops, and when it goes on. */
export function createLiveTime(onChange: () => void): LiveTime {
  let stillSince: number | undefined
  let absence = 0
  const stands = () => stillSince !== undefined
  const now = () => (stillSince ?? Date.now()) - absence
  const notice = () => {
    const isLive = focusManager.isFocused() && onlineManager.isOnline()
    if (isLive !== stands()) return
    if (stillSince === undefined) stillSince = Date.now()
    else {
      absence += Date.now() - stillSince
      stillSince = undefined
    }
    onChange()
  }
  // A server has no page to hide, and nobody who would end the listening with the answer.
  if (typeof window === 'undefined') return { now, stands, close() {} }
  const stops = [focusManager, onlineManager].map((manager) => manager.subscribe(notice))
  notice()
  return { now, stands, close: () => stops.forEach((stop) => stop()) }
}
