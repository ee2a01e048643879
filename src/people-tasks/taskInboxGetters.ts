import { button, flag, focusNeighbour } from '../headless/elements.ts'
import {
  listGetters,
  type Getter,
  type ListGetters,
  type RowGetter,
} from '../headless/listGetters.ts'
import { mergeProps, type Props } from '../headless/mergeProps.ts'
import type { TaskInboxState, TaskRow, TaskTab } from './useTaskInbox.ts'

/** The getters of a task inbox: those of every list, and these. */
export interface TaskInboxGetters extends ListGetters<TaskRow> {
  /** `<div>` around the tabs. */
  getTabsProps: Getter
  /** `<button>` per status. */
  getTabProps: (tab: TaskTab, props?: Props) => Props
  /** `<span>` in a tab, with its count. */
  getCountProps: (tab: TaskTab, props?: Props) => Props
  /** `<p>` with the description, as text: whatever markup the server sends stays visible and does nothing. */
  getDescriptionProps: RowGetter<TaskRow>
  /** `<span>` */
  getRequesterProps: RowGetter<TaskRow>
  /** `<time>`: until when it must be, or when it was decided. */
  getDueProps: RowGetter<TaskRow>
  /** `<span>` */
  getStatusProps: RowGetter<TaskRow>
  /** `<button>` */
  getApproveProps: RowGetter<TaskRow>
  /** `<button>` */
  getRejectProps: RowGetter<TaskRow>
}

export function taskInboxGetters(inbox: TaskInboxState, now: number): TaskInboxGetters {
  const { messages } = inbox
  const base = listGetters(inbox)

  return {
    ...base,
    getItemProps: (row, props) =>
      base.getItemProps(
        row,
        mergeProps({ 'data-status': row.status, 'data-overdue': flag(row.isOverdue) }, props),
      ),
    getTabsProps: (props) =>
      mergeProps({ 'data-part': 'tabs', role: 'group', 'aria-label': messages.tabs }, props),
    getTabProps: (tab, props) =>
      mergeProps(
        button('tab', () => inbox.setTab(tab), {
          'aria-pressed': inbox.tab === tab,
          children: messages[tab],
        }),
        props,
      ),
    getCountProps: (tab, props) =>
      mergeProps({ 'data-part': 'count', children: inbox.counts[tab] }, props),
    getDescriptionProps: (row, props) =>
      mergeProps({ 'data-part': 'description', children: row.task.description }, props),
    getRequesterProps: (row, props) =>
      mergeProps(
        { 'data-part': 'requester', children: messages.from(row.task.requester ?? '') },
        props,
      ),
    getDueProps: ({ dueAt, decidedAt }, props) => {
      const at = decidedAt ?? dueAt
      const tell = decidedAt === undefined ? messages.due : messages.decided
      return mergeProps(
        {
          'data-part': 'due',
          dateTime: at === undefined ? undefined : new Date(at).toISOString(),
          children: at === undefined ? messages.noDueDate : tell(at, now),
        },
        props,
      )
    },
    getStatusProps: (row, props) =>
      mergeProps({ 'data-part': 'status', children: messages.status(row.status) }, props),
    getApproveProps: (row, props) =>
      mergeProps(
        decision('approve', row, row.approve, {
          'aria-label': messages.approveTask(row.name),
          children: messages.approve,
        }),
        props,
      ),
    getRejectProps: (row, props) =>
      mergeProps(
        decision('reject', row, row.reject, {
          'aria-label': messages.rejectTask(row.name),
          children: messages.reject,
        }),
        props,
      ),
  }
}

/** A decided task leaves the list, so the focus goes to the same button of the next one first. */
function decision(part: string, row: TaskRow, decide: () => void, props: Props): Props {
  if (!row.canDecide || row.isBusy) return button(part, undefined, props)
  return button(
    part,
    (event) => {
      focusNeighbour(event.currentTarget)
      decide()
    },
    props,
  )
}
