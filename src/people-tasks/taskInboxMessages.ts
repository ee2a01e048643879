import type { ListMessages } from '../headless/listModel.ts'
import { listMessages } from '../headless/messages.ts'

/** Every sentence of a task inbox. Pass your own as `messages`; what you leave out stays English. */
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

export const taskInboxMessages: TaskInboxMessages = {
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
