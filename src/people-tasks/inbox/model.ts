import type { ListModel, ListOptions, ListRow } from '../../headless/listModel.ts'
import type { ListView } from '../../headless/useControlled.ts'
import type { TaskInboxMessages } from '../../react/messages.ts'
import type { PeopleTask } from '../types.ts'

/** `pending` are all tasks that wait, overdue ones too. */
export type TaskTab = 'pending' | 'overdue' | 'approved' | 'rejected'

export type TaskRole = 'approver' | 'requester'

/** What an inbox shows. */
export interface TaskInboxView extends ListView {
  tab: TaskTab
  role: TaskRole
}

export interface TaskInboxOptions extends ListOptions<PeopleTask, TaskInboxView> {
  /** Tasks to decide, or tasks that one asked for, as long as the user wants no other. @default approver */
  role?: TaskRole | undefined
  /** The tabs whose counts are read. @default pending, approved and rejected */
  tabs?: readonly TaskTab[] | undefined
  /** Rows on a page, as long as the user wants no other number. @default 20 */
  pageSize?: number | undefined
  /** Milliseconds between two reads while the page is visible. @default none */
  refetchInterval?: number | undefined
  /** Milliseconds in which a decision can be undone; nothing is sent before. @default 0: it is sent at once */
  undoWindow?: number | undefined
  /** Whether a decision waits for a yes. @default false */
  confirm?: boolean | undefined
  /** Called when the user opens a task. */
  onOpen?: ((task: PeopleTask) => void) | undefined
  /** Sentences of this inbox only. Default: the provider's `messages.taskInbox`, then English. */
  messages?: Partial<TaskInboxMessages> | undefined
}

/** What became of a task that was decided on this page. It stays in its row until the next load by the user. */
export interface TaskOutcome {
  status: string
  /** Another user was faster. */
  isConflict: boolean
  text: string
  /** Undoes the decision, as long as it is not sent. */
  undo: (() => void) | undefined
}

/** One task on screen, and what can be done with it. */
export interface TaskRow extends ListRow {
  task: PeopleTask
  status: string
  /** How the due date stands: for `data-status`. */
  urgency: 'pending' | 'soon' | 'overdue'
  isOverdue: boolean
  /** When it must be decided, milliseconds since 1970; `undefined` without a date, or with one that is none. */
  dueAt: number | undefined
  /** When it was decided, milliseconds since 1970. */
  decidedAt: number | undefined
  createdAt: number | undefined
  /** It waits, and one is its approver. */
  canDecide: boolean
  outcome: TaskOutcome | undefined
  approve(): void
  reject(): void
}

/** A decision that waits for a yes. */
export interface TaskQuestion {
  row: TaskRow
  decision: 'approve' | 'reject'
  text: string
}

export interface TaskInboxState extends ListModel<TaskRow, TaskInboxView> {
  messages: TaskInboxMessages
  tab: TaskTab
  setTab(tab: TaskTab): void
  role: TaskRole
  setRole(role: TaskRole): void
  /** How many tasks each tab has; `undefined` until the server has answered. */
  counts: Record<TaskTab, number | undefined>
  confirming: TaskQuestion | undefined
  confirm(): void
  cancel(): void
}

/**
 * The time of a date as servers write it: ISO 8601, or `2020-01-01 19:00:00` with `+00`, `UTC`, `GMT` or no zone, which
 * is UTC. `undefined` for one that is none.
 */
export function timeOf(date: string | null | undefined): number | undefined {
  const [, day, clock = '00:00', zone = ''] =
    /^\s*(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?\s*$/i.exec(
      date ?? '',
    ) ?? []
  if (!day) return numberOf(Date.parse(date ?? ''))
  const [, sign, hours, minutes = '00'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? []
  return numberOf(Date.parse(`${day}T${clock}${sign ? `${sign}${hours}:${minutes}` : 'Z'}`))
}

function numberOf(time: number): number | undefined {
  return Number.isNaN(time) ? undefined : time
}
