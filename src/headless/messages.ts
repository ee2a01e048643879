import { createFormat, type Format, type ListMessages } from '../react/messages.ts'

/** The sentences that are the same for every list, in English, with numbers in the language of `format`. */
export function listMessages(format: Format) {
  const { number } = format
  return {
    retry: 'Try again',
    retryFor: (name) => `Try again: ${name}`,
    dismiss: 'Dismiss',
    offline: 'You are offline. This has not been loaded yet.',
    close: 'Close',
    previousPage: 'Previous page',
    nextPage: 'Next page',
    range: (from, to, total, decided) =>
      `${number(from)}–${number(to)}${total === undefined ? '' : ` of ${number(total)}`}` +
      (decided > 0 ? `, ${number(decided)} just decided` : ''),
    found(total) {
      if (total === undefined) return 'Results loaded'
      return total === 0 ? 'No results' : `${number(total)} ${total === 1 ? 'result' : 'results'}`
    },
    refused: (name, reason) => `${name}: ${reason}`,
    sort: 'Sort',
    pageSize: 'Rows per page',
    selectRow: (name) => `Select ${name}`,
    selectPage: 'Select all on this page',
    clearSelection: 'Clear',
    bulk: 'Selected rows',
    selected: (count) => `${number(count)} selected`,
    bulkRunning: (done, total) => `${number(done)} of ${number(total)} done`,
    bulkDone: (done, failed) =>
      `${number(done)} done${failed > 0 ? `, ${number(failed)} not` : ''}`,
    bulkCancel: 'Cancel the rest',
    notAllowed: 'You are not allowed to do this.',
    undo: 'Undo',
    undoFor: (name) => `Undo: ${name}`,
    undoable: (done) => `${done}. You can undo it.`,
    undone: (name) => `Undone: ${name}`,
  } satisfies Partial<ListMessages>
}

/** `format` for words inside of English sentences: “in 2 hours” stays English, its numbers too. */
export function englishOf({ locale }: Format): Format {
  return createFormat(locale?.startsWith('en') ? locale : 'en')
}
