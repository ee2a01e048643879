'use client'

import type { AppmixerError } from '../client/errors.ts'
import { useScopedState } from './useControlled.ts'

/** A row that was decided, and stays where it was until the next load that the user asks for. */
export interface KeptRow<Item> {
  item: Item
  /** What was done to it: `approveTask` for example. */
  action: string
  /** The keys around it when that was. */
  order: readonly string[]
  /** Another user was faster, and this is how it was refused. */
  conflict?: AppmixerError | undefined
}

export interface KeptRows<Item> {
  get(key: string): KeptRow<Item> | undefined
  size: number
  /** Keeps these rows with what was done to them. `order`: the keys of all rows on screen. */
  keep(items: readonly Item[], action: string, order: readonly string[]): void
  /** Another user was faster: the row stays until it is dismissed. */
  conflict(key: string, error: AppmixerError): void
  release(key: string): void
  clear(): void
  /** The rows of the server with the kept ones at their places. */
  merge(items: readonly Item[]): Item[]
}

/**
 * The rows that the user decided on this page. `pageKey` names the page: another page, search or tab is a load that the
 * user asked for, and starts without them.
 */
export function useKeptRows<Item>(pageKey: string, keyOf: (item: Item) => string): KeptRows<Item> {
  type Entries = ReadonlyMap<string, KeptRow<Item>>
  const none: Entries = new Map()
  const [state, setState] = useScopedState(() => ({ pageKey, entries: none }))
  const entries = state.pageKey === pageKey ? state.entries : none

  function change(update: (entries: Map<string, KeptRow<Item>>) => void): void {
    setState((before) => {
      const next = new Map(before.pageKey === pageKey ? before.entries : none)
      update(next)
      return { pageKey, entries: next }
    })
  }

  return {
    get: (key) => entries.get(key),
    size: entries.size,
    keep(items, action, order) {
      change((kept) => {
        for (const item of items) kept.set(keyOf(item), { item, action, order })
      })
    },
    conflict(key, error) {
      change((kept) => {
        const row = kept.get(key)
        if (row) kept.set(key, { ...row, conflict: error })
      })
    },
    release: (key) => change((kept) => void kept.delete(key)),
    clear: () => change((kept) => kept.clear()),
    merge(items) {
      const merged = [...items]
      const inOrder = [...entries].toSorted(
        ([a, { order }], [b]) => order.indexOf(a) - order.indexOf(b),
      )
      for (const [key, { item, order }] of inOrder) {
        const keys = merged.map(keyOf)
        if (keys.includes(key)) continue
        const before = order.slice(0, order.indexOf(key)).findLast((other) => keys.includes(other))
        merged.splice(before === undefined ? 0 : keys.indexOf(before) + 1, 0, item)
      }
      return merged
    },
  }
}
