'use client'

import type { QueryKey } from '@tanstack/react-query'
import { useId } from 'react'
import { inputOf } from '../cache/keys.ts'
import { withDefaults } from '../client/errorMessage.ts'
import {
  emptyReasonOf,
  isStale,
  statusOf,
  type ListModel,
  type ListRow,
} from '../headless/listModel.ts'
import { clampPage, pagingOf } from '../headless/paging.ts'
import { useAnnouncements } from '../headless/useAnnouncements.ts'
import { useAttempts, type Attempt } from '../headless/useAttempts.ts'
import { useListControls } from '../headless/useListControls.ts'
import { withoutRepeats } from '../headless/withoutRepeats.ts'
import { useAppmixerMessages, useErrorMessage, type TaskInboxMessages } from '../react/messages.ts'
import { useUndoable } from '../react/useUndoable.ts'
import { usePeopleTasks, usePeopleTasksCount } from './hooks.ts'
import { approveTaskMutationOptions, rejectTaskMutationOptions } from './mutations.ts'
import { undecided } from './queries.ts'
import type { PeopleTask, PeopleTaskRef, PeopleTasksQuery } from './types.ts'
import { taskInboxGetters, type TaskInboxGetters } from './taskInboxGetters.ts'
import { taskInboxMessages } from './taskInboxMessages.ts'

/** `pending` are all tasks that wait, overdue ones too. */
export type TaskTab = 'pending' | 'approved' | 'rejected'

export interface TaskInboxOptions {
  /** Tasks to decide, or tasks that one asked for. Default `approver`. */
  role?: 'approver' | 'requester' | undefined
  /** Rows on a page. Default 20. */
  pageSize?: number | undefined
  /** Milliseconds that typing must pause before the search is sent. Default 300. */
  searchDelay?: number | undefined
  /** Milliseconds in which a decision can be taken back; nothing is sent before. Default 0: it is sent at once. */
  undoWindow?: number | undefined
  /** Sentences of this inbox only. Default: the provider's `messages.taskInbox`, then English. */
  messages?: Partial<TaskInboxMessages> | undefined
}

/** One task on screen, and what can be done with it. */
export interface TaskRow extends ListRow {
  task: PeopleTask
  status: string
  isOverdue: boolean
  /** When it must be decided, milliseconds since 1970; `undefined` without a date, or with one that is none. */
  dueAt: number | undefined
  /** When it was decided, milliseconds since 1970. */
  decidedAt: number | undefined
  /** It waits, and one is its approver. */
  canDecide: boolean
  approve(): void
  reject(): void
}

export interface TaskInboxState extends ListModel<TaskRow> {
  messages: TaskInboxMessages
  tab: TaskTab
  setTab(tab: TaskTab): void
  /** How many tasks each tab has; `undefined` until the server has told. */
  counts: Record<TaskTab, number | undefined>
}

/** State and actions of a task inbox, with a prop getter for each of its elements. */
export interface TaskInboxModel extends TaskInboxState, TaskInboxGetters {}

const filters: Record<TaskTab, string[]> = {
  pending: undecided,
  approved: ['status:approved'],
  rejected: ['status:rejected'],
}

/**
 * Everything an inbox of people tasks does, without a look: tabs with counts, search, pages, approve, reject,
 * pending and error of each row. A decision shows at once and comes back when the server refuses.
 *
 * @example
 * const inbox = useTaskInbox()
 * <ul {...inbox.getItemsProps()}>
 *   {inbox.rows.map((row) => (
 *     <li key={row.key} {...inbox.getItemProps(row)}>
 *       <span {...inbox.getNameProps(row)} /> <button {...inbox.getApproveProps(row)} />
 *     </li>
 *   ))}
 * </ul>
 */
export function useTaskInbox(options: TaskInboxOptions = {}): TaskInboxModel {
  const { role = 'approver', pageSize = 20 } = options
  const id = useId()
  const reason = useErrorMessage()
  const { taskInbox } = useAppmixerMessages()
  const messages = withDefaults({ ...taskInboxMessages, reason }, taskInbox, options.messages)
  const controls = useListControls<TaskTab>('pending', options.searchDelay)
  const { pattern, filter: tab } = controls
  const criteria = { role, ...(pattern !== '' && { pattern }) }
  const counts = {
    pending: usePeopleTasksCount({ ...criteria, filter: filters.pending }).data,
    approved: usePeopleTasksCount({ ...criteria, filter: filters.approved }).data,
    rejected: usePeopleTasksCount({ ...criteria, filter: filters.rejected }).data,
  }
  const page = clampPage(controls.page, counts[tab], pageSize)
  const tasks = usePeopleTasks(
    {
      ...criteria,
      filter: filters[tab],
      // What must be decided first is on top; of what was decided, the latest.
      sort: tab === 'pending' ? 'decisionBy:1' : 'decisionMade:-1',
      limit: pageSize,
      offset: page * pageSize,
    },
    { placeholderData: (rows, query) => (isOfTab(query?.queryKey, role, tab) ? rows : undefined) },
  )

  const attempts = useAttempts<PeopleTaskRef>('taskId')
  const { announcement, undoable, ...commands } = useDecisions({
    messages,
    undoWindow: options.undoWindow ?? 0,
    titleOf({ taskId }) {
      const task = tasks.data?.find((candidate) => candidate.taskId === taskId)
      return task?.title || messages.untitled
    },
  })
  // oxlint-disable-next-line react/purity -- how long ago is told anew with each render
  const now = Date.now()

  function rowOf(task: PeopleTask, attempt: Attempt<PeopleTaskRef> | undefined): TaskRow {
    const { taskId } = task
    const status = task.status ?? 'pending'
    const dueAt = timeOf(task.decisionBy)
    const isWaiting = status === 'pending' || status === 'due'
    return {
      task,
      key: taskId,
      name: task.title || messages.untitled,
      status,
      dueAt,
      decidedAt: isWaiting ? undefined : timeOf(task.decisionMade),
      isOverdue: isWaiting && dueAt !== undefined && dueAt < now,
      canDecide: isWaiting && role === 'approver',
      isBusy: attempt?.isPending === true,
      error: attempt?.error ?? undefined,
      approve: () => void commands.approveTask({ taskId }),
      reject: () => void commands.rejectTask({ taskId }),
      retry() {
        if (!attempt) return
        attempt.dismiss()
        void commands[attempt.action as keyof typeof commands](attempt.variables)
      },
      dismiss: () => attempt?.dismiss(),
    }
  }

  const rows = withoutRepeats(tasks.data ?? [], 'taskId').map((task) =>
    rowOf(task, attempts.get(task.taskId)),
  )
  const state: TaskInboxState = {
    id,
    messages,
    rows,
    status: statusOf(tasks),
    emptyReason: emptyReasonOf(pattern, tab !== 'pending'),
    error: tasks.error,
    isStale: isStale(tasks),
    isFetching: tasks.isFetching,
    refetch: () => void tasks.refetch(),
    search: controls.search,
    setSearch: controls.setSearch,
    tab,
    setTab: controls.setFilter,
    counts,
    clear: controls.clear,
    paging: pagingOf({
      page,
      setPage: controls.setPage,
      total: counts[tab],
      pageSize,
      shown: rows.length,
    }),
    undoable,
    announcement,
  }
  return { ...state, ...taskInboxGetters(state, now) }
}

/** Rows stay while another page or search is on its way; under another tab or role they would be a lie. */
function isOfTab(key: QueryKey | undefined, role: string, tab: TaskTab): boolean {
  const before = key && (inputOf(key) as PeopleTasksQuery)
  return before?.role === role && String(before.filter) === String(filters[tab])
}

interface DecisionsOptions {
  messages: TaskInboxMessages
  undoWindow: number
  titleOf(ref: PeopleTaskRef): string
}

/** Both decisions; each says what happens, and what went wrong. */
function useDecisions({ messages, undoWindow, titleOf }: DecisionsOptions) {
  const { announcement, telling, undoableOf } = useAnnouncements(messages, titleOf)
  const decided = (sentence: (title: string) => string) => ({
    window: undoWindow,
    ...telling((title) => (undoWindow > 0 ? messages.undoable(sentence(title)) : sentence(title))),
  })
  const approve = useUndoable(approveTaskMutationOptions, decided(messages.approving))
  const reject = useUndoable(rejectTaskMutationOptions, decided(messages.rejecting))
  return {
    announcement,
    undoable: undoableOf([...approve.pending, ...reject.pending]),
    approveTask: approve.mutate,
    rejectTask: reject.mutate,
  }
}

/** Older servers write `2020-01-01 19:00:00` and mean UTC. */
function timeOf(date: string | null | undefined): number | undefined {
  if (!date) return undefined
  const hasZone = /(Z|[+-]\d\d:?\d\d)$/.test(date)
  const time = Date.parse(hasZone ? date : `${date.replace(' ', 'T')}Z`)
  return Number.isNaN(time) ? undefined : time
}
