import { useSearchParams } from 'react-router'

/** Fields that hold any text, and numbers that the list itself keeps in bounds. */
type Free = 'search' | 'opened' | 'storeId' | 'page'

/** The values that a screen offers for each field, or what they have to be. */
type Offered<View> = {
  [Name in keyof View as Exclude<Name, Free>]: readonly View[Name][] | ((value: any) => boolean)
}

/**
 * What a list shows, kept in the address: a reload, a bookmark and the back button find it again. Fields that are as at
 * the start are left out, and so is what the screen does not offer: anyone can write anything into an address. The first
 * letter of a search adds an entry to the history, the next ones replace it; everything else adds one. Give the result to
 * a list: `<FlowList.Root {...useUrlView(start, offered)}>`.
 */
export function useUrlView<View extends object>(
  start: View,
  offered: Offered<View>,
): { view: View; onViewChange: (view: Partial<View>, change: Partial<View>) => void } {
  const [params, setParams] = useSearchParams()
  const view: Record<string, unknown> = {}
  for (const [name, initial] of Object.entries(start)) {
    const text = params.get(name)
    const value = text === null ? initial : valueOf(text, initial)
    const isOffered = offeredIn(offered, name)
    view[name] = isOffered(value) ? value : initial
  }
  return {
    view: view as View,
    onViewChange(_, change) {
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          for (const [name, value] of Object.entries(change)) {
            const text = textOf(value)
            if (value === undefined || text === textOf(start[name as keyof View])) next.delete(name)
            else next.set(name, text)
          }
          return next
        },
        { replace: isTyping(change) && params.has('search'), preventScrollReset: true },
      )
    },
  }
}

function offeredIn<View>(offered: Offered<View>, name: string): (value: unknown) => boolean {
  const known = (offered as Record<string, readonly unknown[] | ((value: unknown) => boolean)>)[
    name
  ]
  if (typeof known === 'function') return known
  if (known) return (value) => known.includes(value)
  return (value) => typeof value !== 'object'
}

/** Nothing but the search changes, and with it the page. */
function isTyping(change: object): boolean {
  return (
    Object.keys(change).every((name) => name === 'search' || name === 'page') && 'search' in change
  )
}

/** Text as it is, everything else as JSON; also text that looks like JSON. */
function textOf(value: unknown): string {
  return typeof value === 'string' && !/^[{"]/.test(value) ? value : JSON.stringify(value)
}

/** What is not of the kind of the value at the start, and what no field can hold, is left out. */
function valueOf(text: string, initial: unknown): unknown {
  const isText = initial === undefined || typeof initial === 'string'
  if (/\p{Cc}/u.test(text)) return initial
  if (isText && !/^[{"]/.test(text)) return text
  try {
    const value: unknown = JSON.parse(text)
    if (isText) return value
    if (typeof initial === 'number') return isPage(value) ? value : initial
    const isOfKind =
      typeof value === typeof initial && Array.isArray(value) === Array.isArray(initial)
    return isOfKind && value !== null ? value : initial
  } catch {
    return initial
  }
}

function isPage(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < 10_000
}
