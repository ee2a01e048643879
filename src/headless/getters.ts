import type { ChangeEvent, CompositionEvent, KeyboardEvent } from 'react'
import type { Getter, RowGetter, ValueGetter } from './createPart.ts'
import { button, closing, controlIn, flag, isComposing, openModal, propsOf } from './elements.ts'
import { emptyText, type ListModel, type ListRow } from './listModel.ts'
import { mergeProps, type ElementProps } from './mergeProps.ts'

/** One prop getter per element: spread its result on the element that its comment names. */
export interface ListGetters<Row> {
  /** `<section>` around everything; keeps the focus in the list, and tells which row a click began on. */
  getRootProps: Getter<'section'>
  /** `<input>` */
  getSearchProps: Getter<'input'>
  /** `<ul>` */
  getItemsProps: Getter<'ul'>
  /** `<li>` per row. */
  getItemProps: RowGetter<Row, 'li'>
  /** `<span>` with the name. */
  getNameProps: RowGetter<Row, 'span'>
  /** `<button>` with the name, in place of `getNameProps`: opens the row. */
  getOpenProps: RowGetter<Row, 'button'>
  /** `<div>` around the row that is open. */
  getDetailProps: RowGetter<Row, 'div'>
  /** `<button>` that closes it. */
  getCloseProps: Getter<'button'>
  /** `<input type="checkbox">` that selects the row; with Shift all rows from the one before. */
  getCheckboxProps: RowGetter<Row, 'input'>
  /** `<input type="checkbox">` that selects all rows of this page. */
  getSelectPageProps: Getter<'input'>
  /** `<div>` around what happened to a row. */
  getNoticeProps: RowGetter<Row, 'div'>
  /** `<p>` with the reason of a failure. */
  getErrorProps: RowGetter<Row, 'p'>
  /** `<button>` that repeats what failed. */
  getRetryProps: RowGetter<Row, 'button'>
  /** `<button>` that forgets what failed. */
  getDismissProps: RowGetter<Row, 'button'>
  /** `<p>` while the first page is on its way. */
  getLoadingProps: Getter<'p'>
  /** `<p>` with why there is nothing. */
  getEmptyProps: Getter<'p'>
  /** `<button>` that clears search and filters. */
  getClearProps: Getter<'button'>
  /** `<p>` when the list could not be read. */
  getFailureProps: Getter<'p'>
  /** `<button>` that reads the list again. */
  getReloadProps: Getter<'button'>
  /** `<select>` with the sort orders. */
  getSortProps: Getter<'select'>
  /** `<select>` with the page sizes. */
  getPageSizeProps: Getter<'select'>
  /** `<button>` */
  getPreviousProps: Getter<'button'>
  /** `<button>` */
  getNextProps: Getter<'button'>
  /** `<span>`: `21–40 of 57`. */
  getRangeProps: Getter<'span'>
  /** `<div>` around the bulk actions. */
  getBulkBarProps: Getter<'div'>
  /** `<span>`: how many are selected, how far the run is, or how it ended. */
  getBulkStatusProps: Getter<'span'>
  /** `<button>` that does this to the selected rows. */
  getBulkActionProps: ValueGetter<string, 'button'>
  /** `<button>` that cancels what is not sent. */
  getBulkCancelProps: Getter<'button'>
  /** `<button>` that repeats what failed. */
  getBulkRetryProps: Getter<'button'>
  /** `<button>` that clears the selection and the result. */
  getBulkClearProps: Getter<'button'>
  /** `<button>` that undoes the latest action; without one it is disabled. */
  getUndoProps: Getter<'button'>
  /** `<div>` that screen readers listen to; hide it from sight with your CSS. */
  getAnnouncerProps: Getter<'div'>
}

export interface GetterOptions<Row> {
  onOpen?: ((row: Row) => void) | undefined
  /** The words of a bulk action. */
  bulkLabel(action: string): string
  /** Carries out a bulk action, for example after a question. @default `list.bulk.run` */
  onBulk?: (action: string) => void
}

/** The getters that every list has, over the state of one render. */
export function listGetters<Row extends ListRow>(
  list: ListModel<Row>,
  { onOpen, bulkLabel, onBulk = list.bulk.run }: GetterOptions<Row>,
): ListGetters<Row> {
  const { messages, paging, selection, bulk, dom } = list
  const { page, pageCount, setPage } = paging
  const hasBulk = bulk.action !== undefined

  return {
    getRootProps: (props) =>
      propsOf<'section'>(
        {
          'data-part': 'root',
          'data-status': list.status,
          'aria-label': messages.list,
          tabIndex: -1,
          ...dom.rootProps,
        },
        props,
      ),
    getSearchProps: (props) =>
      propsOf<'input'>(
        {
          'data-part': 'search',
          type: 'search',
          'aria-label': messages.search,
          placeholder: messages.search,
          value: list.search,
          onChange: (event: ChangeEvent<HTMLInputElement>) =>
            list.setSearch(event.target.value, isComposing(event)),
          onCompositionEnd: (event: CompositionEvent<HTMLInputElement>) =>
            list.setSearch(event.currentTarget.value),
        },
        props,
      ),
    getItemsProps: (props) =>
      propsOf<'ul'>(
        {
          'data-part': 'items',
          'aria-label': messages.list,
          'aria-busy': list.isFetching,
          'data-stale': flag(list.isStale),
          'data-selecting': flag(selection.keys.length > 0),
          tabIndex: -1,
          ref: dom.itemsRef,
          onKeyDown: (event: KeyboardEvent<HTMLElement>) => moveBetweenRows(list, event),
        },
        props,
      ),
    getItemProps: (row, props) =>
      propsOf<'li'>(
        {
          'data-part': 'item',
          'data-busy': flag(row.isBusy),
          'data-waiting': flag(row.waiting !== undefined),
          'data-error': flag(row.error !== undefined),
          'data-selected': flag(row.isSelected),
          'data-open': flag(row.isOpen),
          'aria-current': row.isOpen || undefined,
          'aria-label': row.name,
          tabIndex: -1,
          ref: dom.itemRef(row.key),
        },
        props,
      ),
    getNameProps: (row, props) =>
      propsOf<'span'>({ 'data-part': 'name', children: row.name }, props),
    getOpenProps: (row, props) =>
      button(
        {
          action: 'open',
          part: 'name',
          onPress: dom.press(row.key, () => {
            list.setView({ opened: row.key })
            onOpen?.(row)
          }),
        },
        { children: row.name },
        props,
      ),
    getDetailProps: (row, props) =>
      propsOf<'div'>(
        { 'data-part': 'detail', role: 'region', 'aria-label': row.name, tabIndex: -1 },
        props,
      ),
    getCloseProps: (props) =>
      button(
        {
          action: 'close',
          part: 'icon-button',
          onPress: () => {
            const { opened } = list.view
            list.setView({ opened: undefined })
            list.focusRow(opened)
          },
        },
        { 'aria-label': messages.close, children: '×' },
        props,
      ),
    getCheckboxProps: (row, props) =>
      propsOf<'input'>(
        {
          'data-part': 'checkbox',
          'data-action': 'select',
          type: 'checkbox',
          'aria-label': messages.selectRow(row.name),
          checked: row.isSelected,
          // The change follows the click, and does not know of Shift.
          onChange: ({ nativeEvent }: ChangeEvent<HTMLInputElement>) =>
            selection.toggle(row.key, (nativeEvent as Partial<PointerEvent>).shiftKey === true),
        },
        props,
      ),
    getSelectPageProps: (props) =>
      propsOf<'input'>(
        {
          'data-part': 'checkbox',
          type: 'checkbox',
          'aria-label': messages.selectPage,
          'aria-checked': selection.page,
          checked: selection.page === true,
          onChange: selection.togglePage,
          ref: (box: HTMLInputElement | null) => {
            if (box) box.indeterminate = selection.page === 'mixed'
          },
        },
        props,
      ),
    getNoticeProps: (row, props) =>
      propsOf<'div'>(
        {
          'data-part': 'notice',
          'data-tone': 'bad',
          children: row.error && messages.reason(row.error),
        },
        props,
      ),
    getErrorProps: (row, props) =>
      propsOf<'p'>(
        { 'data-part': 'error', children: row.error && messages.reason(row.error) },
        props,
      ),
    getRetryProps: (row, props) =>
      button(
        { action: 'retry', onPress: dom.press(row.key, row.retry) },
        {
          'data-kind': 'link',
          'aria-label': messages.retryFor(row.name),
          children: messages.retry,
        },
        props,
      ),
    getDismissProps: (row, props) =>
      button(
        { action: 'dismiss', onPress: dom.press(row.key, row.dismiss) },
        { 'data-kind': 'link', children: messages.dismiss },
        props,
      ),
    getLoadingProps: (props) =>
      propsOf<'p'>({ 'data-part': 'loading', role: 'status', children: messages.loading }, props),
    getEmptyProps: (props) =>
      propsOf<'p'>(
        {
          'data-part': 'empty',
          'data-reason': list.status === 'paused' ? 'offline' : list.emptyReason,
          children: emptyText(list),
        },
        props,
      ),
    getClearProps: (props) =>
      button({ action: 'clear', onPress: list.clear }, { children: messages.clear }, props),
    getFailureProps: (props) =>
      propsOf<'p'>(
        {
          'data-part': 'failure',
          role: 'alert',
          children: list.error && messages.failed(messages.reason(list.error)),
        },
        props,
      ),
    getReloadProps: (props) =>
      button({ action: 'reload', onPress: list.refetch }, { children: messages.retry }, props),
    getSortProps: (props) =>
      propsOf<'select'>(
        {
          'data-part': 'sort',
          'aria-label': messages.sort,
          value: list.view.sort,
          onChange: ({ target }: ChangeEvent<HTMLSelectElement>) =>
            list.setView({ sort: target.value }),
        },
        props,
      ),
    getPageSizeProps: (props) =>
      propsOf<'select'>(
        {
          'data-part': 'page-size',
          'aria-label': messages.pageSize,
          value: paging.pageSize,
          onChange: ({ target }: ChangeEvent<HTMLSelectElement>) =>
            paging.setPageSize(Number(target.value)),
        },
        props,
      ),
    getPreviousProps: (props) =>
      button(
        { action: 'previous', onPress: page > 0 ? () => setPage(page - 1) : undefined },
        { 'data-size': 'sm', 'aria-label': messages.previousPage, children: '‹' },
        props,
      ),
    getNextProps: (props) =>
      button(
        { action: 'next', onPress: page + 1 < pageCount ? () => setPage(page + 1) : undefined },
        { 'data-size': 'sm', 'aria-label': messages.nextPage, children: '›' },
        props,
      ),
    getRangeProps: (props) =>
      propsOf<'span'>({ 'data-part': 'range', children: rangeText(list) }, props),
    getBulkBarProps: (props) =>
      propsOf<'div'>(
        { 'data-part': 'bulk-bar', role: 'region', 'aria-label': messages.bulk },
        props,
      ),
    getBulkStatusProps: (props) =>
      propsOf<'span'>({ 'data-part': 'bulk-status', children: bulkText(list) }, props),
    getBulkActionProps: (action, props) =>
      button(
        {
          action,
          onPress:
            selection.keys.length > 0 && !bulk.isRunning
              ? dom.press(undefined, () => onBulk(action))
              : undefined,
        },
        { children: bulkLabel(action) },
        props,
      ),
    getBulkCancelProps: (props) =>
      button(
        { action: 'cancel-rest', onPress: bulk.isRunning ? bulk.cancel : undefined },
        { 'data-kind': 'quiet', children: messages.bulkCancel },
        props,
      ),
    getBulkRetryProps: (props) =>
      button(
        {
          action: 'retry-failed',
          onPress: hasBulk && !bulk.isRunning && bulk.failed > 0 ? bulk.retryFailed : undefined,
        },
        { children: messages.retry },
        props,
      ),
    getBulkClearProps: (props) =>
      button(
        {
          action: 'clear-selection',
          onPress: bulk.isRunning
            ? undefined
            : () => {
                bulk.reset()
                selection.clear()
              },
        },
        { 'data-kind': 'quiet', children: messages.clearSelection },
        props,
      ),
    getUndoProps: (props) =>
      button(
        { action: 'undo', onPress: list.undoable && dom.press(undefined, list.undoable.undo) },
        {
          'aria-label': list.undoable && messages.undoFor(list.undoable.name),
          children: messages.undo,
        },
        props,
      ),
    getAnnouncerProps: (props) =>
      propsOf<'div'>(
        { 'data-part': 'announcer', role: 'status', children: list.announcement },
        props,
      ),
  }
}

/** The getters of the dialog that asks before something is done. */
export interface QuestionGetters<Name extends 'h2' | 'p' = 'p'> {
  /** `<dialog>` that asks. */
  getDialogProps: Getter<'dialog'>
  /** `<p>` with the question; of an account list `<h2>`. */
  getQuestionProps: Getter<Name>
  /** `<button>` */
  getConfirmProps: Getter<'button'>
  /** `<button>` */
  getCancelProps: Getter<'button'>
}

interface Question {
  text: string | undefined
  /** The words of the two buttons. */
  confirm: string | undefined
  cancel: string
  /** `data-kind` of the button that confirms. @default danger */
  kind?: 'danger' | 'primary'
  /** Whether it can be confirmed. @default whether there is a question */
  isReady?: boolean
}

export function questionGetters<Name extends 'h2' | 'p' = 'p'>(
  { dom, confirm, cancel }: Pick<ListModel<ListRow>, 'dom'> & { confirm(): void; cancel(): void },
  question: Question,
): QuestionGetters<Name> {
  const { text, kind = 'danger', isReady = text !== undefined } = question
  return {
    getDialogProps: (props) =>
      propsOf<'dialog'>(
        {
          'data-part': 'dialog',
          role: 'alertdialog',
          'aria-label': text,
          ref: openModal,
          // Escape closes a modal dialog by itself.
          onClose: cancel,
        },
        props,
      ),
    getQuestionProps: (props) =>
      mergeProps({ 'data-part': 'question', children: text }, props) as ElementProps<Name>,
    getConfirmProps: (props) =>
      button(
        {
          action: 'confirm',
          onPress: isReady ? dom.press(undefined, closing(confirm)) : undefined,
        },
        { 'data-kind': kind, children: question.confirm },
        props,
      ),
    getCancelProps: (props) =>
      button(
        { action: 'cancel', onPress: closing(cancel) },
        { autoFocus: true, children: question.cancel },
        props,
      ),
  }
}

/** `1–20 of 120`; nothing where nothing could be read. */
export function rangeText({ messages, paging, rows, status }: ListModel<ListRow>): string {
  if (status === 'error' || status === 'paused') return ''
  const { from, to } = paging.range
  const decided = rows.length - (to === 0 ? 0 : to - from + 1)
  return messages.range(from, to, paging.total, decided)
}

function bulkText({ messages, bulk, selection }: ListModel<ListRow>): string {
  if (bulk.action === undefined) return messages.selected(selection.keys.length)
  return bulk.isRunning
    ? messages.bulkRunning(bulk.done + bulk.failed, bulk.total)
    : messages.bulkDone(bulk.done, bulk.failed)
}

const steps: Record<string, (index: number, last: number) => number> = {
  ArrowDown: (index, last) => Math.min(index + 1, last),
  ArrowUp: (index) => Math.max(index - 1, 0),
  Home: () => 0,
  End: (_, last) => last,
}

/**
 * Arrow up and down, Home and End go from a row to the same control of another row; with Shift they select on the way.
 * Space on a row itself selects it. Tab still reaches every control; typing into a field is left alone.
 */
function moveBetweenRows(list: ListModel<ListRow>, event: KeyboardEvent<HTMLElement>): void {
  const { rows, dom, selection } = list
  const control = event.target as HTMLElement
  const step = steps[event.key]
  const key = dom.keyOf(control)
  const index = rows.findIndex((row) => row.key === key)
  if (index < 0 || event.defaultPrevented) return
  if (event.key === ' ' && control === dom.rowOf(key!)) {
    event.preventDefault()
    selection.toggle(key!, event.shiftKey)
    return
  }
  if (!step || control.matches('input:not([type="checkbox"]), textarea, select')) return
  event.preventDefault()
  const next = rows[step(index, rows.length - 1)]!
  if (event.shiftKey && next.key !== key) {
    selection.set([...new Set([...selection.keys, key!, next.key])])
  }
  const action = control.getAttribute('data-action')
  const twin = action ? controlIn(dom.rowOf(next.key), action) : undefined
  ;(twin ?? dom.rowOf(next.key))?.focus()
}
