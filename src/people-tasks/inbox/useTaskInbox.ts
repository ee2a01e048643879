'use client'

import { skipToken, type QueryKey } from '@tanstack/react-query'
import { inputOf } from '../../cache/keys.ts'
import type { UndoableOutcome } from '../../cache/undo.ts'
import type { AppmixerError } from '../../client/errors.ts'
import {
  clampPage,
  latestUndo,
  reported,
  undoOf,
  unlessPrevented,
  useListControls,
  useListState,
  withoutRepeats,
} from '../../headless/listModel.ts'
import { useAttempts, waitingIn, type Attempt } from '../../headless/useAttempts.ts'
import { useScopedState } from '../../headless/useControlled.ts'
import { useKeptRows } from '../../headless/useKeptRows.ts'
import { useListBulk } from '../../headless/useListBulk.ts'
import { useMessages } from '../../react/messages.ts'
import { useBulk } from '../../react/useBulk.ts'
import { useUndoable } from '../../react/useUndoable.ts'
import { usePeopleTask, usePeopleTasks, usePeopleTasksCount } from '../hooks.ts'
import { approveTaskMutationOptions, rejectTaskMutationOptions } from '../mutations.ts'
import { undecided } from '../queries.ts'
import type { PeopleTask, PeopleTaskRef, PeopleTasksQuery } from '../types.ts'
import { taskInboxGetters, type TaskInboxGetters } from './getters.ts'
import { taskInboxMessages } from './messages.ts'
import {
  timeOf,
  type TaskInboxOptions,
  type TaskInboxState,
  type TaskInboxView,
  type TaskOutcome,
  type TaskQuestion,
  type TaskRow,
  type TaskTab,
} from './model.ts'

/** State and actions of a task inbox, with a prop getter for each of its elements. */
export interface TaskInboxModel extends TaskInboxState, TaskInboxGetters {}

type Decision = 'approveTask' | 'rejectTask'

const filters: Record<TaskTab, string[]> = {
  pending: undecided,
  overdue: ['status:due'],
  approved: ['status:approved'],
  rejected: ['status:rejected'],
}

/** What must be decided first is on top; of what was decided, the latest. */
const orders: Record<TaskTab, string> = {
  pending: 'decisionBy:1',
  overdue: 'decisionBy:1',
  approved: 'decisionMade:-1',
  rejected: 'decisionMade:-1',
}

const defaultTabs: readonly TaskTab[] = ['pending', 'approved', 'rejected']

/** The sort order that goes with the tab. */
const byTab = ''

/** Milliseconds before the due date in which a task is due soon. */
const soon = 86_400_000

/**
 * Everything an inbox of people tasks does, without a look: roles, tabs with counts, search, sort, pages, selection,
 * approve, reject, undo, bulk decisions, pending and error of each row. A decided row stays where it is, with its
 * outcome, until the user loads other rows.
 *
 * @example
 * const inbox = useTaskInbox()
 * <section {...inbox.getRootProps()}>
 *   <ul {...inbox.getItemsProps()}>
 *     {inbox.rows.map((row) => (
 *       <li key={row.key} {...inbox.getItemProps(row)}>
 *         <span {...inbox.getNameProps(row)} />
 *         {row.canDecide && <button {...inbox.getApproveProps(row)} />}
 *         {row.outcome && <span {...inbox.getOutcomeProps(row)} />}
 *       </li>
 *     ))}
 *   </ul>
 * </section>
 */
export function useTaskInbox(options: TaskInboxOptions = {}): TaskInboxModel {
  const { undoWindow = 0, tabs = defaultTabs, refetchInterval } = options
  const messages = useMessages('taskInbox', taskInboxMessages, options)
  const controls = useListControls<PeopleTask, TaskInboxView>(
    {
      search: '',
      page: 0,
      pageSize: options.pageSize ?? 20,
      sort: byTab,
      opened: undefined,
      tab: 'pending',
      role: options.role ?? 'approver',
    },
    options,
  )
  const { view, setView, pattern, announce } = controls
  const { role, tab, pageSize } = view
  const [asked, setAsked] = useScopedState<{ key: string; action: Decision } | undefined>(
    () => undefined,
  )

  // The server takes it for a regular expression, and has no parameter against that.
  const criteria = { role, ...(pattern !== '' && { pattern: escaped(pattern) }) }
  const live = refetchInterval === undefined ? {} : { refetchInterval }
  const countOf = (each: TaskTab) =>
    tabs.includes(each) || tab === each ? { ...criteria, filter: filters[each] } : skipToken
  const counts: Record<TaskTab, number | undefined> = {
    pending: usePeopleTasksCount(countOf('pending'), live).data,
    overdue: usePeopleTasksCount(countOf('overdue'), live).data,
    approved: usePeopleTasksCount(countOf('approved'), live).data,
    rejected: usePeopleTasksCount(countOf('rejected'), live).data,
  }
  const page = clampPage(controls.page, counts[tab], pageSize)
  const query = {
    ...criteria,
    filter: filters[tab],
    sort: view.sort || orders[tab],
    limit: pageSize,
    offset: page * pageSize,
  }
  const tasks = usePeopleTasks(query, {
    ...live,
    placeholderData: (rows, before) => (isOfTab(before?.queryKey, role, tab) ? rows : undefined),
  })

  const listed = withoutRepeats(tasks.data ?? [], 'taskId')
  const kept = useKeptRows<PeopleTask>(JSON.stringify(query), keyOf)
  const shown: PeopleTask[] = kept.merge(listed)
  const isOnPage = shown.some(({ taskId }) => taskId === view.opened)
  const opened = usePeopleTask(view.opened === undefined || isOnPage ? skipToken : view.opened)
  const titleOf = ({ taskId }: PeopleTaskRef) =>
    [...shown, opened.data].find((task) => task?.taskId === taskId)?.title || messages.untitled
  const decisions = useDecisions({ options, messages, announce, titleOf, undoWindow })
  const attempts = useAttempts<PeopleTaskRef>('taskId')
  // oxlint-disable-next-line react/purity -- how long ago is said anew with each render
  const now = Date.now()

  function follow(key: string, outcome: UndoableOutcome<PeopleTask>): void {
    if (outcome.status === 'undone') kept.release(key)
    if (outcome.status !== 'failed' || outcome.error.code === 'superseded') return
    if (isLostRace(outcome.error)) kept.conflict(key, outcome.error)
    else kept.release(key)
  }

  function decide(action: Decision, key: string): void {
    const items = shown.filter(({ taskId }) => taskId === key)
    unlessPrevented(options, { action, keys: [key], items }, () => {
      kept.keep(items, action, shown.map(keyOf))
      void decisions[action]({ taskId: key }).then((outcome) => follow(key, outcome))
    })
  }

  function outcomeOf(
    task: PeopleTask,
    attempt: Attempt<PeopleTaskRef> | undefined,
  ): TaskOutcome | undefined {
    const row = kept.get(task.taskId)
    const conflict = row?.conflict ?? (isLostRace(attempt?.error) ? attempt?.error : undefined)
    const current = (conflict?.current ?? {}) as Partial<PeopleTask>
    if (conflict && !isUndecided(current.status)) {
      const { status, approver } = current
      const text = status
        ? messages.decidedBefore(status, approver ?? undefined)
        : messages.reason(conflict)
      return { status: status ?? 'gone', isConflict: true, text, undo: undefined }
    }
    if (!row || conflict || attempt?.error) return undefined
    const isApproval = row.action === 'approveTask'
    const pending = decisions.pending.find(({ variables }) => variables.taskId === task.taskId)
    const undone = pending && undoOf(pending, 'taskId', decisions.announceUndone)
    return {
      status: isApproval ? 'approved' : 'rejected',
      isConflict: false,
      text: isApproval ? messages.youApproved : messages.youRejected,
      undo: undone?.undo,
    }
  }

  function rowOf(task: PeopleTask, attempt: Attempt<PeopleTaskRef> | undefined) {
    const { taskId } = task
    const outcome = outcomeOf(task, attempt)
    const status = outcome?.status ?? task.status ?? 'pending'
    const dueAt = timeOf(task.decisionBy)
    const isWaiting = isUndecided(status)
    const isOverdue = dueAt !== undefined && dueAt < now
    const ask = (action: Decision) =>
      options.confirm ? setAsked(() => ({ key: taskId, action })) : decide(action, taskId)
    return {
      task,
      key: taskId,
      name: task.title || messages.untitled,
      status,
      dueAt,
      createdAt: timeOf(task.created),
      decidedAt: isWaiting ? undefined : timeOf(task.decisionMade),
      isOverdue: isWaiting && isOverdue,
      urgency: isOverdue
        ? ('overdue' as const)
        : dueAt !== undefined && dueAt - now < soon
          ? ('soon' as const)
          : ('pending' as const),
      canDecide: isWaiting && role === 'approver',
      outcome,
      isBusy: attempt?.isPending === true && !outcome?.undo,
      waiting: waitingIn(attempt),
      error: attempt?.error ?? kept.get(taskId)?.conflict,
      approve: () => ask('approveTask'),
      reject: () => ask('rejectTask'),
      retry() {
        if (!attempt) return
        attempt.dismiss()
        decide(attempt.action as Decision, taskId)
      },
      dismiss() {
        attempt?.dismiss()
        kept.release(taskId)
      },
    }
  }

  const reload = () => {
    kept.clear()
    void tasks.refetch()
  }
  const list = useListState<TaskRow, TaskInboxView>({
    controls,
    options,
    messages,
    query: tasks,
    total: counts[tab],
    page,
    rows: shown.map((task) => rowOf(task, attempts.get(task.taskId))),
    decided: shown.filter((task) => !listed.includes(task)).length,
    canSelect: ({ canDecide }) => canDecide,
    noFilter: { tab: 'pending' },
    undoable: decisions.undoable,
    refetch: reload,
  })
  const bulk = useListBulk<PeopleTaskRef>({
    runs: {
      approveTask: useBulk(approveTaskMutationOptions),
      rejectTask: useBulk(rejectTaskMutationOptions),
    },
    refOf: (taskId) => ({ taskId }),
    keyOf: ({ taskId }) => taskId,
    messages,
    announce,
    selection: list.selection,
    onRun(action, keys) {
      const items = shown.filter(({ taskId }) => keys.includes(taskId))
      kept.keep(items, action, shown.map(keyOf))
    },
    onEnd: (left) => {
      for (const key of left) if (!isLostRace(attempts.get(key)?.error)) kept.release(key)
    },
  })

  const askedRow = asked && list.rows.find(({ key }) => key === asked.key)
  const state: TaskInboxState = {
    ...list,
    opened:
      list.opened ??
      (opened.data && {
        ...rowOf(opened.data, attempts.get(opened.data.taskId)),
        isSelected: false,
        isOpen: true,
      }),
    messages,
    bulk,
    tab,
    setTab: (next) => setView({ tab: next, sort: byTab }),
    role,
    setRole: (next) => setView({ role: next }),
    counts,
    confirming: askedRow && questionOf(asked.action, askedRow, messages),
    confirm() {
      setAsked(() => undefined)
      if (asked) decide(asked.action, asked.key)
    },
    cancel: () => setAsked(() => undefined),
  }
  return { ...state, ...taskInboxGetters(state, now, options) }
}

function keyOf({ taskId }: PeopleTask): string {
  return taskId
}

function isLostRace(error: AppmixerError | null | undefined): error is AppmixerError {
  return error?.reason === 'task-decided' || error?.reason === 'not-found'
}

function isUndecided(status: string | null | undefined): boolean {
  return status === 'pending' || status === 'due'
}

/** The text as a regular expression that finds it. */
function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}

function questionOf(
  action: Decision,
  row: TaskRow,
  messages: TaskInboxState['messages'],
): TaskQuestion {
  const decision = action === 'approveTask' ? 'approve' : 'reject'
  return { row, decision, text: messages.question(row.name, decision) }
}

/** Rows stay while another page or search is on its way; under another tab or role they would be a lie. */
function isOfTab(key: QueryKey | undefined, role: string, tab: TaskTab): boolean {
  const before = key && (inputOf(key) as PeopleTasksQuery)
  return before?.role === role && String(before.filter) === String(filters[tab])
}

interface DecisionsInput {
  options: TaskInboxOptions
  messages: TaskInboxState['messages']
  announce(sentence: string): void
  titleOf(ref: PeopleTaskRef): string
  undoWindow: number
}

/** Both decisions; each announces its beginning, its end, and why it failed. */
function useDecisions({ options, messages, announce, titleOf, undoWindow }: DecisionsInput) {
  const reporter = {
    messages,
    announce,
    nameOf: titleOf,
    keyOf: ({ taskId }: PeopleTaskRef) => taskId,
    onError: options.onError,
  }
  const decided = (action: Decision, begun: Sentence, done: Sentence) => ({
    window: undoWindow,
    ...reported<PeopleTaskRef>(
      action,
      { begun: undoWindow > 0 ? (title) => messages.undoable(done(title)) : begun, done },
      reporter,
    ),
  })
  const approve = useUndoable(
    approveTaskMutationOptions,
    decided('approveTask', messages.approving, messages.approvedTask),
  )
  const reject = useUndoable(
    rejectTaskMutationOptions,
    decided('rejectTask', messages.rejecting, messages.rejectedTask),
  )
  const pending = [...approve.pending, ...reject.pending]
  const announceUndone = (title: string) => announce(messages.undone(title))
  return {
    pending,
    announceUndone,
    undoable: latestUndo(pending, 'taskId', announceUndone),
    approveTask: approve.mutate,
    rejectTask: reject.mutate,
  }
}

type Sentence = (title: string) => string
