'use client'

import { useControlled, useScopedState } from './useControlled.ts'

export interface SelectionOptions {
  /** The keys of the selected rows, when you keep them; with `onSelectionChange`. */
  selection?: readonly string[] | undefined
  /** The keys of the rows that are selected at first. @default none */
  defaultSelection?: readonly string[] | undefined
  onSelectionChange?: ((selection: readonly string[]) => void) | undefined
}

/** Which rows are selected. The selection outlives pages and searches. */
export interface Selection {
  keys: readonly string[]
  has(key: string): boolean
  /** Selects or deselects one row; with `range` all rows from the one before to this one. */
  toggle(key: string, range?: boolean): void
  /** Selects these rows, and no others. */
  set(keys: readonly string[]): void
  /** Whether all rows of this page are selected; `mixed` when some are. */
  page: boolean | 'mixed'
  /** Selects all rows of this page, or none of them when all are. */
  togglePage(): void
  clear(): void
}

/** `shown`: the keys of the rows on this page that can be selected. */
export function useSelection(options: SelectionOptions, shown: readonly string[]): Selection {
  const { selection, defaultSelection = [], onSelectionChange } = options
  const [keys, set] = useControlled(selection, defaultSelection, onSelectionChange)
  const [anchor, setAnchor] = useScopedState<string | undefined>(() => undefined)
  const selected = new Set(keys)
  const onPage = shown.filter((key) => selected.has(key)).length

  return {
    keys,
    has: (key) => selected.has(key),
    set,
    page: onPage > 0 && (onPage === shown.length || 'mixed'),
    toggle(key, range = false) {
      const [from, to] = [shown.indexOf(anchor ?? key), shown.indexOf(key)]
      setAnchor(() => key)
      if (range && from >= 0 && to >= 0) {
        const between = shown.slice(Math.min(from, to), Math.max(from, to) + 1)
        set([...new Set([...keys, ...between])])
      } else {
        set(selected.has(key) ? keys.filter((other) => other !== key) : [...keys, key])
      }
    },
    togglePage() {
      const others = keys.filter((key) => !shown.includes(key))
      set(onPage === shown.length ? others : [...others, ...shown])
    },
    clear: () => set([]),
  }
}
