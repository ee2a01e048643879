'use client'

import { createContext, useCallback, useContext } from 'react'
import { errorMessage, type ErrorMessages } from '../client/errorMessage.ts'
import type { AppmixerError } from '../client/errors.ts'

/**
 * Every sentence that people read, for `<AppmixerProvider messages>`: a second language is one such object. What you
 * leave out is English.
 *
 * @example
 * const german: AppmixerMessages = {
 *   errors: { network: 'Keine Verbindung zum Server.' },
 *   flowList: { search: 'Flows suchen', start: 'Starten' },
 *   taskInbox: { approve: 'Genehmigen', reject: 'Ablehnen' },
 * }
 */
export interface AppmixerMessages {
  /** For `useErrorMessage()`, and for the failures that lists show. */
  errors?: Partial<ErrorMessages> | undefined
  flowList?: Partial<FlowListMessages> | undefined
  taskInbox?: Partial<TaskInboxMessages> | undefined
}

/** The sentences that every list has. */
export interface ListMessages {
  list: string
  search: string
  loading: string
  failed: (reason: string) => string
  /** An error for people. Default: `errorMessage` with the provider's `messages.errors`. */
  reason: (error: AppmixerError) => string
  none: string
  noneFound: string
  noneInFilter: string
  clear: string
  retry: string
  retryFor: (name: string) => string
  dismiss: string
  previousPage: string
  nextPage: string
  range: (from: number, to: number, total: number | undefined) => string
  /** What a screen reader says about a failed action. */
  refused: (name: string, reason: string) => string
  undo: string
  undoFor: (name: string) => string
  /** What a screen reader says about an action that can be undone. */
  undoable: (done: string) => string
  /** What a screen reader says about an action that was undone. */
  undone: (name: string) => string
}

/** Every sentence of a flow list. */
export interface FlowListMessages extends ListMessages {
  stageFilter: string
  all: string
  running: string
  stopped: string
  /** The stage of a flow, for people. */
  stage: (stage: string) => string
  toggle: (name: string) => string
  start: string
  startFlow: (name: string) => string
  stop: string
  stopFlow: (name: string) => string
  rename: string
  renameFlow: (name: string) => string
  newName: (name: string) => string
  remove: string
  removeFlow: (name: string) => string
  question: (name: string) => string
  confirm: string
  cancel: string
  unnamed: string
  starting: (name: string) => string
  stopping: (name: string) => string
  renamed: (name: string) => string
  removed: (name: string) => string
}

/** Every sentence of a task inbox. */
export interface TaskInboxMessages extends ListMessages {
  tabs: string
  pending: string
  approved: string
  rejected: string
  /** The status of a task, for people. */
  status: (status: string) => string
  approve: string
  approveTask: (title: string) => string
  reject: string
  rejectTask: (title: string) => string
  untitled: string
  /** When it must be decided, seen from now. Both in milliseconds since 1970. */
  due: (at: number, now: number) => string
  noDueDate: string
  /** When it was decided, seen from now. Both in milliseconds since 1970. */
  decided: (at: number, now: number) => string
  from: (requester: string) => string
  approving: (title: string) => string
  rejecting: (title: string) => string
}

export const MessagesContext = createContext<AppmixerMessages>({})

/** The `messages` of the nearest provider that has some; without one, all is English. */
export function useAppmixerMessages(): AppmixerMessages {
  return useContext(MessagesContext)
}

/**
 * `errorMessage` in the words of the provider's `messages.errors`. Works outside of a provider too, in English: an
 * error boundary may be above it. The function stays the same as long as the words do.
 *
 * @example
 * const errorMessage = useErrorMessage()
 * if (error) return <p role="alert">{errorMessage(error)}</p>
 */
export function useErrorMessage(): (error: unknown) => string {
  const { errors } = useAppmixerMessages()
  return useCallback((error) => errorMessage(error, errors), [errors])
}
