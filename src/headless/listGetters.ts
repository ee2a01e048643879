import type { ChangeEvent, CompositionEvent } from 'react'
import { button, flag, isComposing } from './elements.ts'
import type { ListModel, ListRow } from './listModel.ts'
import { mergeProps, type Props } from './mergeProps.ts'
import { moveBetweenRows } from './moveBetweenRows.ts'

/** Your props for the element go in, and win. */
export type Getter = (props?: Props) => Props
export type RowGetter<Row> = (row: Row, props?: Props) => Props

/** One prop getter per element: spread its result on the element that its comment names. */
export interface ListGetters<Row> {
  /** `<section>` around everything. */
  getRootProps: Getter
  /** `<input>` */
  getSearchProps: Getter
  /** `<ul>` */
  getItemsProps: Getter
  /** `<li>` per row. */
  getItemProps: RowGetter<Row>
  /** `<span>` with the name. */
  getNameProps: RowGetter<Row>
  /** `<p>` with the reason of a failure. */
  getErrorProps: RowGetter<Row>
  /** `<button>` that repeats what failed. */
  getRetryProps: RowGetter<Row>
  /** `<button>` that forgets what failed. */
  getDismissProps: RowGetter<Row>
  /** `<p>` while the first page is on its way. */
  getLoadingProps: Getter
  /** `<p>` with why there is nothing. */
  getEmptyProps: Getter
  /** `<button>` that takes search and filter away. */
  getClearProps: Getter
  /** `<p>` when the list could not be read. */
  getFailureProps: Getter
  /** `<button>` that reads the list again. */
  getReloadProps: Getter
  /** `<button>` */
  getPreviousProps: Getter
  /** `<button>` */
  getNextProps: Getter
  /** `<span>`: `21–40 of 57`. */
  getRangeProps: Getter
  /** `<button>` that takes back the latest action; without one it stays, so that it keeps the focus. */
  getUndoProps: Getter
  /** `<div>` that screen readers listen to; hide it from sight with your CSS. */
  getAnnouncerProps: Getter
}

/** The getters that every list has, over the state of one render. */
export function listGetters<Row extends ListRow>(list: ListModel<Row>): ListGetters<Row> {
  const { messages, paging } = list
  const { page, pageCount, setPage } = paging

  return {
    getRootProps: (props) =>
      mergeProps(
        { 'data-part': 'root', 'data-status': list.status, 'aria-label': messages.list },
        props,
      ),
    getSearchProps: (props) =>
      mergeProps(
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
      mergeProps(
        {
          'data-part': 'items',
          'aria-label': messages.list,
          'aria-busy': list.isFetching,
          'data-stale': flag(list.isStale),
          onKeyDown: moveBetweenRows,
        },
        props,
      ),
    getItemProps: (row, props) =>
      mergeProps(
        {
          'data-part': 'item',
          'data-row': '',
          'data-busy': flag(row.isBusy),
          'data-error': flag(row.error !== undefined),
          'aria-labelledby': idOf(list, row, 'name'),
        },
        props,
      ),
    getNameProps: (row, props) =>
      mergeProps({ 'data-part': 'name', id: idOf(list, row, 'name'), children: row.name }, props),
    getErrorProps: (row, props) =>
      mergeProps(
        { 'data-part': 'error', children: row.error && messages.reason(row.error) },
        props,
      ),
    getRetryProps: (row, props) =>
      mergeProps(
        button('retry', row.retry, {
          'aria-label': messages.retryFor(row.name),
          children: messages.retry,
        }),
        props,
      ),
    getDismissProps: (row, props) =>
      mergeProps(button('dismiss', row.dismiss, { children: messages.dismiss }), props),
    getLoadingProps: (props) =>
      mergeProps({ 'data-part': 'loading', role: 'status', children: messages.loading }, props),
    getEmptyProps: (props) =>
      mergeProps(
        {
          'data-part': 'empty',
          'data-reason': list.emptyReason,
          role: 'status',
          children: emptyText(list),
        },
        props,
      ),
    getClearProps: (props) =>
      mergeProps(button('clear', list.clear, { children: messages.clear }), props),
    getFailureProps: (props) =>
      mergeProps(
        {
          'data-part': 'failure',
          role: 'alert',
          children: list.error && messages.failed(messages.reason(list.error)),
        },
        props,
      ),
    getReloadProps: (props) =>
      mergeProps(button('reload', list.refetch, { children: messages.retry }), props),
    getPreviousProps: (props) =>
      mergeProps(
        button('previous', page > 0 ? () => setPage(page - 1) : undefined, {
          'aria-label': messages.previousPage,
          children: '‹',
        }),
        props,
      ),
    getNextProps: (props) =>
      mergeProps(
        button('next', page + 1 < pageCount ? () => setPage(page + 1) : undefined, {
          'aria-label': messages.nextPage,
          children: '›',
        }),
        props,
      ),
    getRangeProps: (props) =>
      mergeProps(
        {
          'data-part': 'range',
          children: messages.range(paging.range.from, paging.range.to, paging.total),
        },
        props,
      ),
    getUndoProps: (props) =>
      mergeProps(
        button('undo', list.undoable?.undo, {
          'aria-label': list.undoable && messages.undoFor(list.undoable.name),
          children: messages.undo,
        }),
        props,
      ),
    getAnnouncerProps: (props) =>
      mergeProps({ 'data-part': 'announcer', role: 'status', children: list.announcement }, props),
  }
}

/** The id of one element of one row. */
export function idOf(list: { id: string }, row: ListRow, part: string): string {
  return `${list.id}${part}-${row.key}`
}

function emptyText({ emptyReason, messages }: ListModel<ListRow>): string {
  if (emptyReason === 'search') return messages.noneFound
  return emptyReason === 'filter' ? messages.noneInFilter : messages.none
}
