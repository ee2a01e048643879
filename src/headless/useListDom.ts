'use client'

import {
  useEffect,
  useLayoutEffect,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type PointerEvent,
  type RefCallback,
} from 'react'

type Press = (event: MouseEvent<HTMLElement>) => void

/** The elements of a list: where the focus is, and which row a click was meant for. */
export interface ListDom {
  /** For the element around everything. */
  rootProps: {
    ref: RefCallback<HTMLElement>
    onFocusCapture(event: FocusEvent): void
    onBlurCapture(event: FocusEvent): void
    onPointerDownCapture(event: PointerEvent): void
    onKeyDownCapture(event: KeyboardEvent): void
  }
  itemsRef: RefCallback<HTMLElement>
  /** The same function for a key from render to render. */
  itemRef(key: string): RefCallback<HTMLElement>
  /** The element of a row. */
  rowOf(key: string): HTMLElement | undefined
  /** The key of the row that an element is in. */
  keyOf(element: unknown): string | undefined
  /** Focuses a row itself; without one the list. */
  focusRow(key: string | undefined): void
  /**
   * For `onClick` of a control that acts on a row. It acts only when the click began on this row, and not when it is
   * the second half of a double click or double tap, or a key that is held down: the row under the pointer may be
   * another one by then.
   */
  press(key: string | undefined, action: Press): Press
}

const useBrowserLayoutEffect = typeof window === 'undefined' ? useEffect : useLayoutEffect

/**
 * Keeps the elements of a list by row key. When the element with the focus leaves the page, the focus goes to its row,
 * or what else is around it: the detail. From a detail that is closed it goes to the row that was open, and from what is
 * about no row, a bulk action for example, to the row that had it last. When the row left, it goes to the next row, or
 * the one before, or the list.
 */
export function useListDom(keys: readonly string[], opened?: string): ListDom {
  const [{ settle, dom }] = useState(createListDom)
  // After each render: also a button may have left.
  useBrowserLayoutEffect(() => settle(keys, opened))
  return dom
}

/** Milliseconds and pixels in which a second click belongs to the first. */
const doubleClick = { time: 500, distance: 30 }

/** What has the focus, and where it goes when that leaves. */
interface Focused {
  /** Its row. */
  key: string | undefined
  element: Element
  /** The closest element around it that takes the focus. */
  place: HTMLElement | null
  /** The dialog that it is in. */
  dialog: Element | null
}

function dialogOf(element: Element): Element | null {
  return element.closest('dialog, [role$="dialog"]')
}

function createListDom() {
  const rows = new Map<string, HTMLElement>()
  const refs = new Map<string, RefCallback<HTMLElement>>()
  let root: HTMLElement | null = null
  let items: HTMLElement | null = null
  let order: readonly string[] = []
  let focused: Focused | undefined
  let openedKey: string | undefined
  let latestKey: string | undefined
  let begun: { key: string | undefined; isRepeat: boolean } | undefined
  let last: { timeStamp: number; detail: number; clientX: number; clientY: number } | undefined

  function keyOf(element: unknown): string | undefined {
    for (const [key, row] of rows) if (row.contains(element as Node)) return key
    return undefined
  }

  function settle(keys: readonly string[], opened: string | undefined): void {
    const before = order
    const closedKey = opened === undefined ? openedKey : undefined
    order = keys
    openedKey = opened
    for (const key of refs.keys()) if (!keys.includes(key)) refs.delete(key)
    if (!focused || focused.element.isConnected) return
    const { activeElement, body } = focused.element.ownerDocument
    const { key, place, dialog } = focused
    focused = undefined
    if (activeElement && activeElement !== body) return
    // What is behind an open dialog takes no focus.
    if (dialog?.isConnected) dialog.querySelector('button')?.focus()
    else if (key === undefined && place !== root && place?.isConnected) place.focus()
    else {
      const origin = key ?? closedKey ?? latestKey
      focusRow(origin === undefined ? undefined : nearest(before, origin))
    }
  }

  /** The row itself, or the next one that is still there, or the one before. */
  function nearest(before: readonly string[], key: string): string | undefined {
    const index = before.indexOf(key)
    const candidates = [key, ...before.slice(index + 1), ...before.slice(0, index).toReversed()]
    return candidates.find((candidate) => rows.has(candidate))
  }

  function focusRow(key: string | undefined): void {
    const row = key === undefined ? undefined : rows.get(key)
    ;(row ?? items ?? root)?.focus()
  }

  function accepts(event: MouseEvent<HTMLElement>, key: string | undefined): boolean {
    const { timeStamp, detail, clientX, clientY } = event
    const start = begun
    begun = undefined
    if (detail > 1 || start?.isRepeat) return false
    if (start?.key !== undefined && key !== undefined && start.key !== key) return false
    // Scripts and assistive technology click at no place.
    const isPlaced = detail > 0 && (clientX !== 0 || clientY !== 0)
    const isSecond =
      isPlaced &&
      last !== undefined &&
      last.detail > 0 &&
      timeStamp - last.timeStamp < doubleClick.time &&
      Math.hypot(clientX - last.clientX, clientY - last.clientY) < doubleClick.distance
    last = { timeStamp, detail, clientX, clientY }
    return !isSecond
  }

  const dom: ListDom = {
    rootProps: {
      ref: (element) => void (root = element),
      onFocusCapture({ target }) {
        const place = target.parentElement?.closest<HTMLElement>('[tabindex="-1"]') ?? null
        // A dialog is about the row that opened it.
        const dialog = dialogOf(target)
        const key = keyOf(target) ?? (dialog ? focused?.key : undefined)
        latestKey = key ?? latestKey
        focused = { key, element: target, place, dialog }
      },
      onBlurCapture({ target, relatedTarget }) {
        // The window lost the focus, not the element.
        if (target.ownerDocument.activeElement === target) return
        if (!root?.contains(relatedTarget)) focused = undefined
      },
      onPointerDownCapture({ target }) {
        begun = { key: keyOf(target), isRepeat: false }
      },
      onKeyDownCapture({ target, repeat }) {
        begun = { key: keyOf(target), isRepeat: repeat }
      },
    },
    itemsRef: (element) => void (items = element),
    itemRef(key) {
      const known = refs.get(key)
      if (known) return known
      const ref: RefCallback<HTMLElement> = (element) => {
        if (element) rows.set(key, element)
        else rows.delete(key)
      }
      refs.set(key, ref)
      return ref
    },
    rowOf: (key) => rows.get(key),
    keyOf,
    focusRow,
    press: (key, action) => (event) => {
      if (accepts(event, key)) action(event)
    },
  }
  return { settle, dom }
}
