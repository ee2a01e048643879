import { listMessages } from '../headless/messages.ts'
import type { TaskInboxMessages } from '../react/messages.ts'

/** The sentences of a task inbox, in English. */
export const taskInboxMessages: Omit<TaskInboxMessages, 'reason'> = {
  ...listMessages,
  list: 'Tasks',
  search: 'Search tasks',
  loading: 'Loading tasks',
  failed: (reason) => `The tasks could not be loaded. ${reason}`,
  none: 'Nothing to decide.',
  noneFound: 'No task matches the search.',
  noneInFilter: 'Nothing here yet.',
  clear: 'Show pending tasks',
  tabs: 'Status',
  pending: 'Pending',
  approved: 'Approved',
  rejected: 'Rejected',
  status: (status) =>
    status === 'due' ? 'Overdue' : status.charAt(0).toUpperCase() + status.slice(1),
  approve: 'Approve',
  approveTask: (title) => `Approve ${title}`,
  reject: 'Reject',
  rejectTask: (title) => `Reject ${title}`,
  untitled: 'Task without a title',
  due: (at, now) => `Due ${relative(at, now)}`,
  noDueDate: 'No due date',
  decided: (at, now) => `Decided ${relative(at, now)}`,
  from: (requester) => `From ${requester}`,
  approving: (title) => `Approved ${title}`,
  rejecting: (title) => `Rejected ${title}`,
}

const hour = 3_600_000

function relative(at: number, now: number): string {
  const hours = Math.round((at - now) / hour)
  const [count, unit] = Math.abs(hours) < 24 ? [hours, 'hour'] : [Math.round(hours / 24), 'day']
  return new Intl.RelativeTimeFormat('en', { numeric: 'always' }).format(count, unit as 'hour')
}
