'use client'

import { useEffect, useRef, useState } from 'react'
import type { Undoable } from '../cache/undo.ts'
import type { AppmixerError } from '../client/errors.ts'
import type { ListMessages } from '../react/messages.ts'
import { useAppmixerClient } from '../react/context.ts'
import { useScopedState, useView, type ListView, type ViewOptions } from './useControlled.ts'
import { useListDom, type ListDom } from './useListDom.ts'
import { useSelection, type Selection, type SelectionOptions } from './useSelection.ts'
import { useSettledSearch } from './useSettledSearch.ts'
import type { ListBulk } from './useListBulk.ts'

/**
 * What a list has to show. `empty` comes with a reason: nothing there yet, or nothing that matches. `paused` waits for the
 * network: nothing was read before.
 */
export type ListStatus = 'loading' | 'paused' | 'error' | 'empty' | 'ready'

export type EmptyReason = 'none' | 'search' | 'filter'

/** What the user asks a list to do; for `onAction`. */
export interface ListAction<Item> {
  /** `startFlow`, `approveTask` … */
  action: string
  /** Keys of the rows. */
  keys: readonly string[]
  /** What the rows show, as far as they are on this page. */
  items: readonly Item[]
}

/** The options that every list has. */
export interface ListOptions<Item, View> extends ViewOptions<View>, SelectionOptions {
  /** Milliseconds that typing must pause before the search is sent. @default 300 */
  searchDelay?: number | undefined
  /** Called before an action is carried out. `false`, or a promise of it, prevents it: do it your way, or not at all. */
  onAction?: ((action: ListAction<Item>) => boolean | void | Promise<boolean | void>) | undefined
  /** Called when an action was refused. */
  onError?: ((error: AppmixerError, action: Omit<ListAction<Item>, 'items'>) => void) | undefined
  /** Called with each sentence for the live region; for a live region or toasts of your own. */
  onAnnounce?: ((sentence: string) => void) | undefined
}

/** An action that can still be undone. */
export interface ListUndo {
  /** The row that it was done to. */
  key: string
  name: string
  /** When it is sent, in milliseconds since 1970. */
  closesAt: number
  undo(): void
}

export interface Paging {
  /** From 0. */
  page: number
  pageCount: number
  /** How many rows there are on all pages; `undefined` until the server has answered. */
  total: number | undefined
  /** The first and last row on screen, from 1; both 0 when there is none. Belongs to the rows on screen. */
  range: { from: number; to: number }
  setPage(page: number): void
  pageSize: number
  setPageSize(pageSize: number): void
}

/** The state that every list has. */
export interface ListModel<Row extends ListRow, View extends ListView = any> {
  status: ListStatus
  rows: Row[]
  emptyReason: EmptyReason
  /** The list could not be read. Rows from before stay. */
  error: AppmixerError | null
  /** The rows are from before: others are on their way, or could not be read, or wait for the network. */
  isStale: boolean
  /** A request is under way, also one in the background. */
  isFetching: boolean
  /** Reads the list again. */
  refetch(): void
  /** Search, filters, sort, page, page size and open row. */
  view: View
  setView(change: Partial<View>): void
  search: string
  /** Shows the text, and sends it once typing has paused; while an input method composes it, it is shown only. */
  setSearch(search: string, isComposing?: boolean): void
  /** Clears search and filters. */
  clear(): void
  paging: Paging
  /** The row that is open beside the list. */
  opened: Row | undefined
  selection: Selection
  bulk: ListBulk
  /** The latest action that can still be undone. */
  undoable: ListUndo | undefined
  /** The latest sentence for the live region. */
  announcement: string
  announce(sentence: string): void
  messages: ListMessages
  /** Focuses a row itself; without a key the list. */
  focusRow(key?: string): void
  /** The elements of the list; for its getters. */
  dom: ListDom
}

/** The state that every row has. */
export interface ListRow {
  /** The id of what it shows; its key. */
  key: string
  name: string
  /** An action is under way. */
  isBusy: boolean
  /** The action that waits for the network: `stopFlow`. */
  waiting: string | undefined
  /** Why the last action failed. */
  error: AppmixerError | undefined
  isSelected: boolean
  isOpen: boolean
  /** Repeats the action that failed. */
  retry(): void
  /** Forgets what failed. */
  dismiss(): void
}

/** What the user sees and wants to see, before anything is read. */
export interface ListControls<View extends ListView> {
  view: View
  setView(change: Partial<View>): void
  setSearch(search: string, isComposing?: boolean): void
  /** The search once typing has paused, without spaces around it. */
  pattern: string
  /** The page to go with it. */
  page: number
  announcement: string
  announce(sentence: string): void
}

export function useListControls<Item, View extends ListView>(
  initial: View,
  options: ListOptions<Item, View>,
): ListControls<View> {
  const [view, setView] = useView(initial, options)
  const [isComposing, setComposing] = useState(false)
  const [announcement, setAnnouncement] = useScopedState(() => '')
  return {
    view,
    setView,
    ...useSettledSearch(view, options.searchDelay ?? 300, isComposing),
    setSearch(search, composing = false) {
      setComposing(composing)
      if (search !== view.search) setView({ search } as Partial<View>)
    },
    announcement,
    announce(sentence) {
      setAnnouncement(() => sentence)
      options.onAnnounce?.(sentence)
    },
  }
}

/** What a list read, in TanStack's words. */
interface ListQuery {
  data: readonly unknown[] | undefined
  error: AppmixerError | null
  isError: boolean
  isPaused: boolean
  isPlaceholderData: boolean
  isFetching: boolean
}

export interface ListInput<Row extends ListRow, View extends ListView> {
  controls: ListControls<View>
  options: ListOptions<any, View>
  messages: ListMessages
  query: ListQuery
  /** How many there are on all pages, as the server counts. */
  total: number | undefined
  /** The page that was asked for: {@link clampPage}. */
  page: number
  /** Without `isSelected` and `isOpen`. */
  rows: readonly Omit<Row, 'isSelected' | 'isOpen'>[]
  /** How many of them the server does not list any more: they were decided just now. */
  decided?: number
  canSelect?: (row: Omit<Row, 'isSelected' | 'isOpen'>) => boolean
  /** The filters that show all, for `clear`. */
  noFilter: Partial<View>
  undoable: ListUndo | undefined
  refetch(): void
}

/** The state that every list has, over what it read; without its bulk actions. */
export function useListState<Row extends ListRow, View extends ListView>({
  controls,
  options,
  messages,
  query,
  total: counted,
  page,
  rows: bare,
  decided = 0,
  canSelect = () => true,
  noFilter,
  undoable,
  refetch,
}: ListInput<Row, View>): Omit<ListModel<Row, View>, 'bulk'> {
  const { view, setView, pattern, announce } = controls
  const { pageSize } = view
  const dom = useListDom(
    bare.map(({ key }) => key),
    view.opened,
  )
  const selection = useSelection(
    options,
    bare.filter(canSelect).map(({ key }) => key),
  )
  const rows = bare.map(
    (row) =>
      ({ ...row, isSelected: selection.has(row.key), isOpen: view.opened === row.key }) as Row,
  )
  const isFiltered = Object.entries(noFilter).some(
    ([name, value]) => view[name as keyof View] !== value,
  )
  const emptyReason = pattern !== '' ? 'search' : isFiltered ? 'filter' : 'none'

  // While another page is on its way, the label is that of the rows on screen.
  const [shownPage, setShownPage] = useState(page)
  if (shownPage !== page && !query.isPlaceholderData) setShownPage(page)
  const first = (query.isPlaceholderData ? shownPage : page) * pageSize
  const onPage = Math.max(0, rows.length - decided)
  const total = counted === undefined ? undefined : Math.max(counted, onPage && first + onPage)
  const range = onPage === 0 ? { from: 0, to: 0 } : { from: first + 1, to: first + onPage }
  const status = statusOf(query, rows.length === 0)

  useAnnouncedResults({
    isSettled: !query.isPlaceholderData && (status === 'ready' || status === 'empty'),
    query: JSON.stringify([pattern, Object.keys(noFilter).map((name) => view[name as keyof View])]),
    page,
    announce,
    results: () => messages.found(status === 'empty' ? 0 : total),
    range: () => messages.range(range.from, range.to, total, decided),
  })

  return {
    status,
    rows,
    emptyReason,
    error: query.error,
    isStale: isStale(query),
    isFetching: query.isFetching,
    refetch,
    view,
    setView,
    search: view.search,
    setSearch: controls.setSearch,
    clear: () => setView({ search: '', ...noFilter }),
    paging: {
      page,
      pageSize,
      total,
      pageCount: total === undefined ? page + 1 : Math.max(1, Math.ceil(total / pageSize)),
      range,
      setPage: (next) => setView({ page: next } as Partial<View>),
      setPageSize: (next) => setView({ pageSize: next } as Partial<View>),
    },
    opened: rows.find(({ isOpen }) => isOpen),
    selection,
    undoable,
    announcement: controls.announcement,
    announce,
    messages,
    focusRow: dom.focusRow,
    dom,
  }
}

/** The page to ask for: never one behind the last. When the last one empties, the one before is shown. */
export function clampPage(wanted: number, total: number | undefined, pageSize: number): number {
  if (total === undefined) return wanted
  return Math.min(wanted, Math.max(0, Math.ceil(total / pageSize) - 1))
}

/**
 * The rows, each of them once: what a server sends twice, while it pages over a list that changes, would be two rows
 * with one key. The first one counts.
 */
export function withoutRepeats<Row>(rows: readonly Row[], id: keyof Row): readonly Row[] {
  const seen = new Set<unknown>()
  return rows.filter((row) => !seen.has(row[id]) && seen.add(row[id]))
}

/** The latest of the actions that can still be undone; `id` is the field of the variables that names the row. */
export function latestUndo(
  pending: readonly Undoable[],
  id: string,
  onUndone: (name: string, key: string) => void,
): ListUndo | undefined {
  const latest = pending.toSorted((a, b) => a.closesAt - b.closesAt).at(-1)
  return latest && undoOf(latest, id, onUndone)
}

/** An action that can still be undone, as lists show it. Its context is the name of the row. */
export function undoOf(
  undoable: Undoable,
  id: string,
  onUndone: (name: string, key: string) => void,
): ListUndo {
  const name = String(undoable.context)
  const key = String((undoable.variables as Record<string, unknown>)[id])
  return {
    key,
    name,
    closesAt: undoable.closesAt,
    undo() {
      undoable.undo()
      onUndone(name, key)
    },
  }
}

export function emptyText({
  messages,
  status,
  emptyReason,
}: Pick<ListModel<ListRow>, 'messages' | 'status' | 'emptyReason'>): string {
  if (status === 'paused') return messages.offline
  if (emptyReason === 'search') return messages.noneFound
  return emptyReason === 'filter' ? messages.noneInFilter : messages.none
}

interface Reporter<Ref> {
  messages: ListMessages
  announce(sentence: string): void
  nameOf(ref: Ref): string
  keyOf(ref: Ref): string
  onError: ListOptions<any, any>['onError']
}

/** Callbacks of a mutation whose beginning, end and failure are announced. Its context is the name of the row. */
export interface Reported<Ref> {
  onMutate(ref: Ref): string
  onSuccess(data: unknown, ref: Ref, name: string | undefined): void
  onError(error: AppmixerError, ref: Ref, name: string | undefined): void
}

export function reported<Ref, Input extends Ref = Ref>(
  action: string,
  {
    begun,
    done,
  }: { begun?: (name: string) => string; done?: (name: string, ref: Input) => string },
  { messages, announce, nameOf, keyOf, onError }: Reporter<Ref>,
): Reported<Input> {
  return {
    onMutate(ref) {
      const name = nameOf(ref)
      if (begun) announce(begun(name))
      // The row may have left the list when more is known.
      return name
    },
    onSuccess(_, ref, name = nameOf(ref)) {
      if (done) announce(done(name, ref))
    },
    onError(error, ref, name = nameOf(ref)) {
      if (error.code === 'superseded') return
      announce(messages.refused(name, messages.reason(error)))
      onError?.(error, { action, keys: [keyOf(ref)] })
    },
  }
}

/** Carries an action out, unless the caller's `onAction` prevents it. */
export function unlessPrevented<Item>(
  { onAction }: ListOptions<Item, any>,
  action: ListAction<Item>,
  carryOut: () => void,
): void {
  const verdict = onAction?.(action)
  if (verdict instanceof Promise) {
    void verdict.then((allowed) => (allowed === false ? undefined : carryOut()))
  } else if (verdict !== false) carryOut()
}

/** {@link unlessPrevented} for actions on rows: says what these rows show. */
export function actionsOn<Item>(
  options: ListOptions<Item, any>,
  items: readonly Item[],
  keyOf: (item: Item) => string,
): (action: string, keys: readonly string[], carryOut: () => void) => void {
  return (action, keys, carryOut) => {
    const named = items.filter((item) => keys.includes(keyOf(item)))
    unlessPrevented(options, { action, keys, items: named }, carryOut)
  }
}

/** An error never hides rows that are there: a list that was read once stays on screen. */
export function statusOf(
  { data, isError, isPaused }: { data?: unknown } & Pick<ListQuery, 'isError' | 'isPaused'>,
  isEmpty: boolean,
): ListStatus {
  if (data !== undefined) return isEmpty ? 'empty' : 'ready'
  if (isError) return 'error'
  return isPaused ? 'paused' : 'loading'
}

function isStale({ data, isError, isPaused, isPlaceholderData }: ListQuery): boolean {
  return data !== undefined && (isError || isPaused || isPlaceholderData)
}

/** Announces the results of another search or filter, and another page; not the first load, and no refetch. */
function useAnnouncedResults(now: {
  isSettled: boolean
  query: string
  page: number
  announce(sentence: string): void
  results(): string
  range(): string
}): void {
  const { scope } = useAppmixerClient()
  const before = useRef<{ scope: string; query: string; page: number }>(undefined)
  useEffect(() => {
    if (!now.isSettled) return
    const { query, page } = now
    const last = before.current
    if (last?.scope === scope && last.query === query && last.page === page) return
    before.current = { scope, query, page }
    if (last?.scope !== scope) return
    now.announce(last.query === query ? now.range() : now.results())
  })
}
