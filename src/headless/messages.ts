import type { ListMessages } from '../react/messages.ts'

/** The sentences that are the same for every list, in English. */
export const listMessages = {
  retry: 'Try again',
  retryFor: (name) => `Try again: ${name}`,
  dismiss: 'Dismiss',
  previousPage: 'Previous page',
  nextPage: 'Next page',
  range: (from, to, total) => `${from}–${to}${total === undefined ? '' : ` of ${total}`}`,
  refused: (name, reason) => `${name}: ${reason}`,
  undo: 'Undo',
  undoFor: (name) => `Undo: ${name}`,
  undoable: (done) => `${done}. You can undo it.`,
  undone: (name) => `Undone: ${name}`,
} satisfies Partial<ListMessages>
