import { englishOf, listMessages } from '../../headless/messages.ts'
import type { Format, TaskInboxMessages } from '../../react/messages.ts'

/** The sentences of a task inbox, in English. */
export function taskInboxMessages(format: Format): Omit<TaskInboxMessages, 'reason'> {
  const { relative, duration } = englishOf(format)
  return {
    ...listMessages(format),
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
    overdue: 'Overdue',
    approved: 'Approved',
    rejected: 'Rejected',
    status: (status) =>
      status === 'due' ? 'Overdue' : status.charAt(0).toUpperCase() + status.slice(1),
    approve: 'Approve',
    approveTask: (title) => `Approve ${title}`,
    reject: 'Reject',
    rejectTask: (title) => `Reject ${title}`,
    untitled: 'Task without a title',
    due(at, now) {
      if (isNow(at, now)) return 'Due now'
      return at < now ? `Overdue by ${duration(now - at)}` : `Due ${relative(at, now)}`
    },
    noDueDate: 'No due date',
    decided: (at, now) => `Decided ${isNow(at, now) ? 'just now' : relative(at, now)}`,
    from: (requester) => `From ${requester}`,
    role: 'Role',
    approver: 'To decide',
    requester: 'Asked by me',
    approving: (title) => `Approving ${title}`,
    rejecting: (title) => `Rejecting ${title}`,
    youApproved: 'You approved',
    youRejected: 'You rejected',
    approvedTask: (title) => `Approved ${title}`,
    rejectedTask: (title) => `Rejected ${title}`,
    decidedBefore: (status, by) => `Already ${status}${by ? ` by ${by}` : ''}. Yours was not sent.`,
    question: (title, decision) => `${decision === 'approve' ? 'Approve' : 'Reject'} “${title}”?`,
    cancel: 'Cancel',
  }
}

function isNow(at: number, now: number): boolean {
  return Math.abs(at - now) < 60_000
}
