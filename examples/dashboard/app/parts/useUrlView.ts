import { useSearchParams } from 'react-router'

/**
 * What a list shows, kept in the address: a reload, a bookmark and the back button find it again. Fields that are as at
 * the start are left out. Typing a search replaces the entry of the history; everything else adds one. Give the result
 * to a list: `<FlowList.Root {...useUrlView(start)}>`.
 */
export function useUrlView<View extends object>(
  start: View,
): { view: View; onViewChange: (view: Partial<View>, change: Partial<View>) => void } {
  const [params, setParams] = useSearchParams()
  const view: Record<string, unknown> = {}
  for (const [name, initial] of entriesOf(start)) {
    const text = params.get(name)
    view[name] = text === null ? initial : typeof initial === 'number' ? Number(text) || 0 : text
  }
  return {
    view: view as View,
    onViewChange(_, change) {
      setParams(
        (before) => {
          const next = new URLSearchParams(before)
          for (const [name, value] of entriesOf(change)) {
            if (value === undefined || value === start[name as keyof View]) next.delete(name)
            else next.set(name, String(value))
          }
          return next
        },
        { replace: 'search' in change, preventScrollReset: true },
      )
    },
  }
}

function entriesOf(fields: object): [string, string | number | undefined][] {
  return Object.entries(fields) as [string, string | number | undefined][]
}
