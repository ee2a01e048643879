'use client'

import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual'
import { useEffect, useRef, useState, type FocusEvent, type ReactNode } from 'react'
import { elementOf, type PartProps } from '../../headless/createPart.ts'
import type { ElementProps } from '../../headless/mergeProps.ts'
import type { RecordRow } from './model.ts'
import { parts } from './parts.ts'
import { Item } from './StoreBrowser.tsx'
import type { StoreBrowserModel } from './useStoreBrowser.ts'

export interface VirtualItemsProps extends Omit<PartProps<'div', StoreBrowserModel>, 'children'> {
  /** What is inside of each row; called for the rows near the scroll position. */
  children: (row: RecordRow) => ReactNode
  /** What is at the place of a record that is not read yet. */
  placeholder?: ReactNode
  /** The height of a row in pixels, as long as it is not measured. @default 40 */
  estimateSize?: number | undefined
  /** Rows that are rendered above and below those in sight. @default 5 */
  overscan?: number | undefined
}

/**
 * The records of a `<StoreBrowser.Root paging="scroll">` as one long list: however many there are, only the rows near
 * the scroll position are in the document, and only their pages are read. Renders a `<div>` element that scrolls; give
 * it a height. The row with the focus stays in the document while its page is loaded.
 *
 * @example
 * <StoreBrowser.Root paging="scroll">
 *   <VirtualItems className="records" placeholder="…">
 *     {() => <><StoreBrowser.Name /> <StoreBrowser.Value /></>}
 *   </VirtualItems>
 * </StoreBrowser.Root>
 */
export function VirtualItems({
  children,
  placeholder,
  estimateSize = 40,
  overscan = 5,
  render,
  ...theirs
}: VirtualItemsProps): ReactNode {
  const model = parts.list.use('StoreBrowser.VirtualItems')
  const { window, view, paging } = model
  const viewport = useRef<HTMLDivElement>(null)
  const [focused, setFocused] = useState<number>()
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is passed to memoized components
  const virtualizer = useVirtualizer({
    count: window.count,
    getScrollElement: () => viewport.current,
    estimateSize: () => estimateSize,
    overscan,
    rangeExtractor: (range) => withFocused(range, focused),
  })

  const { startIndex = 0, endIndex = 0 } = virtualizer.range ?? {}
  const { setVisible } = window
  const { from } = paging.range
  // A drag over thousands of rows reads what it ends at, and not each page on the way.
  const isNear = Math.abs(startIndex + 1 - from) < view.pageSize
  const isWanted = !virtualizer.isScrolling || isNear
  const shownList = useRef(window.list)
  useEffect(() => {
    const element = viewport.current
    if (!element) return
    if (shownList.current !== window.list) element.scrollTo(0, 0)
    shownList.current = window.list
    // The virtualizer hears of it later, and has the place in the list before until then.
    const isCurrent = Math.abs(element.scrollTop - (virtualizer.scrollOffset ?? 0)) < 1
    if (isWanted && isCurrent) setVisible(startIndex, endIndex)
  })

  const items = virtualizer.getVirtualItems().map(({ index, start }) => {
    const row = window.rowAt(index)
    const place = {
      ref: virtualizer.measureElement,
      'data-index': index,
      'aria-setsize': window.count,
      'aria-posinset': index + 1,
      style: {
        position: 'absolute',
        insetBlockStart: 0,
        insetInline: 0,
        transform: `translateY(${start}px)`,
      },
    } as const
    return row ? (
      <Item key={row.key} row={row} {...place}>
        {children(row)}
      </Item>
    ) : (
      <li key={index} data-part="skeleton" aria-busy {...place}>
        {placeholder}
      </li>
    )
  })
  const listProps = model.getItemsProps({
    style: {
      position: 'relative',
      blockSize: virtualizer.getTotalSize(),
      margin: 0,
      padding: 0,
      listStyle: 'none',
    },
    children: items,
  })
  const props: ElementProps<'div'> = {
    'data-part': 'viewport',
    // Safari does not focus what scrolls by itself.
    tabIndex: 0,
    role: 'group',
    'aria-label': model.store?.name ?? model.messages.list,
    ...theirs,
    ref: viewport,
    style: { overflow: 'auto', ...theirs.style },
    onFocus: ({ target }: FocusEvent) => setFocused(indexOf(target)),
    onBlur: () => setFocused(undefined),
    children: <ul {...listProps} />,
  }
  return elementOf('div', props, model, render)
}
VirtualItems.displayName = 'StoreBrowser.VirtualItems'

function withFocused(range: Range, focused: number | undefined): number[] {
  const indexes = defaultRangeExtractor(range)
  if (focused === undefined || focused >= range.count || indexes.includes(focused)) return indexes
  return [...indexes, focused].toSorted((one, other) => one - other)
}

function indexOf(element: Element): number | undefined {
  const index = element.closest('[data-index]')?.getAttribute('data-index')
  return index === null || index === undefined ? undefined : Number(index)
}
