import type { Getter, RowGetter, ValueGetter } from '../../headless/createPart.ts'
import { button, flag, propsOf } from '../../headless/elements.ts'
import {
  listGetters,
  questionGetters,
  type ListGetters,
  type QuestionGetters,
} from '../../headless/getters.ts'
import type { ElementProps } from '../../headless/mergeProps.ts'
import type { TaskInboxOptions, TaskInboxState, TaskRole, TaskRow, TaskTab } from './model.ts'

/** The getters of a task inbox: those of every list, and these. */
export interface TaskInboxGetters extends ListGetters<TaskRow>, QuestionGetters {
  /** `<div>` around the roles. */
  getRolesProps: Getter<'div'>
  /** `<button>` per role. */
  getRoleProps: ValueGetter<TaskRole, 'button'>
  /** `<div>` around the tabs. */
  getTabsProps: Getter<'div'>
  /** `<button>` per status. */
  getTabProps: ValueGetter<TaskTab, 'button'>
  /** `<span>` in a tab, with its count. */
  getCountProps: ValueGetter<TaskTab, 'span'>
  /** `<p>` with the description, as text: whatever markup the server sends stays visible and does nothing. */
  getDescriptionProps: RowGetter<TaskRow, 'p'>
  /** `<span>` */
  getRequesterProps: RowGetter<TaskRow, 'span'>
  /** `<time>`: until when it must be, or when it was decided. */
  getDueProps: RowGetter<TaskRow, 'time'>
  /** `<span>` */
  getStatusProps: RowGetter<TaskRow, 'span'>
  /** `<button>` */
  getApproveProps: RowGetter<TaskRow, 'button'>
  /** `<button>` */
  getRejectProps: RowGetter<TaskRow, 'button'>
  /** `<span>` in place of the buttons: what was decided just now. */
  getOutcomeProps: RowGetter<TaskRow, 'span'>
  /** `<button>` beside it, as long as nothing was sent. */
  getUndoDecisionProps: RowGetter<TaskRow, 'button'>
}

export function taskInboxGetters(
  inbox: TaskInboxState,
  now: number,
  { onOpen, confirm }: TaskInboxOptions,
): TaskInboxGetters {
  const { messages, dom, confirming } = inbox
  const base = listGetters(inbox, {
    onOpen: ({ task }) => onOpen?.(task),
    bulkLabel: (action) => (action === 'approveTask' ? messages.approve : messages.reject),
  })

  function decision(
    action: string,
    { row, decide }: { row: TaskRow; decide: () => void },
    props: ElementProps<'button'>,
    theirs: ElementProps<'button'> | undefined,
  ) {
    const isOpen = row.canDecide && !row.isBusy
    return button(
      { action, onPress: isOpen ? dom.press(row.key, decide) : undefined },
      { 'data-size': 'sm', 'aria-haspopup': confirm ? 'dialog' : undefined, ...props },
      theirs,
    )
  }

  return {
    ...base,
    getItemProps: (row, props) =>
      base.getItemProps(
        row,
        propsOf<'li'>(
          {
            'data-status': row.canDecide ? row.urgency : row.status,
            'data-decided': flag(row.outcome !== undefined),
          },
          props,
        ),
      ),
    getNoticeProps: (row, props) =>
      base.getNoticeProps(
        row,
        row.outcome?.isConflict
          ? propsOf<'div'>({ 'data-tone': 'accent', children: row.outcome.text }, props)
          : props,
      ),
    getErrorProps: (row, props) =>
      base.getErrorProps(
        row,
        row.outcome?.isConflict ? propsOf<'p'>({ children: row.outcome.text }, props) : props,
      ),
    getRolesProps: (props) =>
      propsOf<'div'>(
        { 'data-part': 'segments', role: 'group', 'aria-label': messages.role },
        props,
      ),
    getRoleProps: (role, props) =>
      button(
        { action: 'role', part: 'segment', onPress: () => inbox.setRole(role) },
        { 'aria-pressed': inbox.role === role, children: messages[role] },
        props,
      ),
    getTabsProps: (props) =>
      propsOf<'div'>({ 'data-part': 'tabs', role: 'group', 'aria-label': messages.tabs }, props),
    getTabProps: (tab, props) =>
      button(
        { action: 'tab', part: 'tab', onPress: () => inbox.setTab(tab) },
        {
          'aria-pressed': inbox.tab === tab,
          'aria-current': inbox.tab === tab || undefined,
          children: messages[tab],
        },
        props,
      ),
    getCountProps: (tab, props) =>
      propsOf<'span'>({ 'data-part': 'count', children: inbox.counts[tab] }, props),
    getDescriptionProps: (row, props) =>
      propsOf<'p'>({ 'data-part': 'description', children: row.task.description }, props),
    getRequesterProps: (row, props) =>
      propsOf<'span'>(
        { 'data-part': 'requester', children: messages.from(row.task.requester ?? '') },
        props,
      ),
    getDueProps: ({ dueAt, decidedAt, urgency }, props) => {
      const at = decidedAt ?? dueAt
      const sentence = decidedAt === undefined ? messages.due : messages.decided
      return propsOf<'time'>(
        {
          'data-part': 'status',
          'data-status': decidedAt === undefined ? urgency : undefined,
          dateTime: at === undefined ? undefined : new Date(at).toISOString(),
          children: at === undefined ? messages.noDueDate : sentence(at, now),
        },
        props,
      )
    },
    getStatusProps: (row, props) =>
      propsOf<'span'>(
        {
          'data-part': 'status',
          'data-status': row.status,
          'data-busy': flag(row.isBusy),
          children: messages.status(row.status),
        },
        props,
      ),
    getApproveProps: (row, props) =>
      decision(
        'approve',
        { row, decide: row.approve },
        { 'aria-label': messages.approveTask(row.name), children: messages.approve },
        props,
      ),
    getRejectProps: (row, props) =>
      decision(
        'reject',
        { row, decide: row.reject },
        { 'aria-label': messages.rejectTask(row.name), children: messages.reject },
        props,
      ),
    getOutcomeProps: ({ outcome, isBusy }, props) =>
      propsOf<'span'>(
        {
          'data-part': 'status',
          'data-status': outcome?.status,
          'data-busy': flag(isBusy),
          children: outcome?.isConflict ? messages.status(outcome.status) : outcome?.text,
        },
        props,
      ),
    getUndoDecisionProps: (row, props) =>
      button(
        {
          action: 'undo-decision',
          onPress: row.outcome?.undo && dom.press(row.key, row.outcome.undo),
        },
        {
          'data-size': 'sm',
          'aria-label': messages.undoFor(row.name),
          children: messages.undo,
        },
        props,
      ),
    ...questionGetters(inbox, {
      text: confirming?.text,
      confirm: confirming && messages[confirming.decision],
      cancel: messages.cancel,
      kind: 'primary',
    }),
  }
}
