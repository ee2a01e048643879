import type { AppmixerError } from '../client/errors.ts'
import type { ListMessages } from '../react/messages.ts'
import type { Paging } from './paging.ts'

/** What a list has to show. `empty` comes with a reason: nothing there yet, or nothing that matches. */
export type ListStatus = 'loading' | 'error' | 'empty' | 'ready'

export type EmptyReason = 'none' | 'search' | 'filter'

/** An action that can still be taken back. */
export interface ListUndo {
  /** Of the row that it was done to. */
  name: string
  /** When it is sent, in milliseconds since 1970. */
  closesAt: number
  undo(): void
}

/** The state that every list has. */
export interface ListModel<Row extends ListRow> {
  status: ListStatus
  rows: Row[]
  emptyReason: EmptyReason
  /** The list could not be read. Rows from before stay. */
  error: AppmixerError | null
  /** The rows are from before: others are on their way, or could not be read, or wait for the network. */
  isStale: boolean
  /** A request is under way, also one in the background. */
  isFetching: boolean
  refetch(): void
  search: string
  /** Shows the text, and sends it once typing has paused; while an input method composes it, it is shown only. */
  setSearch(search: string, isComposing?: boolean): void
  /** Takes search and filter away. */
  clear(): void
  paging: Paging
  /** The latest action that can still be taken back. */
  undoable: ListUndo | undefined
  /** The latest news, for the live region. */
  announcement: string
  messages: ListMessages
  /** Starts the ids of its elements. */
  id: string
}

/** The state that every row has. */
export interface ListRow {
  /** The id of what it shows; its key. */
  key: string
  name: string
  /** An action is under way. */
  isBusy: boolean
  /** Why the last action failed. */
  error: AppmixerError | undefined
  /** Repeats the action that failed. */
  retry(): void
  dismiss(): void
}

/** An error never hides rows that are there: a list that was read once stays on screen. */
export function statusOf(query: {
  data: readonly unknown[] | undefined
  isError: boolean
}): ListStatus {
  if (query.data === undefined) return query.isError ? 'error' : 'loading'
  return query.data.length === 0 ? 'empty' : 'ready'
}

export function isStale(query: {
  data: readonly unknown[] | undefined
  isError: boolean
  isPaused: boolean
  isPlaceholderData: boolean
}): boolean {
  const { data, isError, isPaused, isPlaceholderData } = query
  return data !== undefined && (isError || isPaused || isPlaceholderData)
}

export function emptyReasonOf(search: string, isFiltered: boolean): EmptyReason {
  if (search !== '') return 'search'
  return isFiltered ? 'filter' : 'none'
}
