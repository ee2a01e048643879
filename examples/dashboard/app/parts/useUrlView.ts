import { useSearchParams } from 'react-router'

/**
 * What a list shows, kept in the address: a reload, a bookmark and the back button find it again. Fields that are as at
 * the start are left out. The first letter of a search adds an entry to the history, the next ones replace it; everything
 * else adds one. Give the result to a list: `<FlowList.Root {...useUrlView(start)}>`.
 */
export function useUrlView<View extends object>(
  start: View,
): { view: View; onViewChange: (view: Partial<View>, change: Partial<View>) => void } {
  const [params, setParams] = useSearchParams()
  const view: Record<string, unknown> = {}
  for (const [name, initial] of Object.entries(start)) {
    const text = params.get(name)
    view[name] = text === null ? initial : valueOf(text, initial)
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
        { replace: 'search' in change && params.has('search'), preventScrollReset: true },
      )
    },
  }
}

/** Text as it is, everything else as JSON; also text that looks like JSON. */
function textOf(value: unknown): string {
  return typeof value === 'string' && !/^[{"]/.test(value) ? value : JSON.stringify(value)
}

/** Anyone can write anything into an address: what is not of the kind of the value at the start is left out. */
function valueOf(text: string, initial: unknown): unknown {
  const isText = initial === undefined || typeof initial === 'string'
  if (isText && !/^[{"]/.test(text)) return text
  try {
    const value: unknown = JSON.parse(text)
    if (isText) return value
    const isOfKind =
      typeof value === typeof initial && Array.isArray(value) === Array.isArray(initial)
    return isOfKind && !(Number(value) < 0) ? value : initial
  } catch {
    return initial
  }
}
