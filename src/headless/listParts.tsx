'use client'

import { createElement, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import type { PartContext } from './context.ts'
import type { Part } from './createPart.ts'
import { listPart, rowPart } from './createParts.ts'
import type { ListGetters } from './listGetters.ts'
import type { ListModel, ListRow } from './listModel.ts'
import type { Props } from './mergeProps.ts'

export interface ItemsProps<Row> extends Omit<ComponentPropsWithoutRef<'ul'>, 'children'> {
  /** What is inside of each item; a function is called once per row. */
  children: ReactNode | ((row: Row) => ReactNode)
}

/** The parts that every list has. */
export interface ListParts<Model, Row> {
  /** The search field. Renders an `<input>` element. */
  Search: Part<'input', Model>
  /** The rows of this page, each in an `<li>`. Renders a `<ul>` element, or nothing without rows. */
  Items: (props: ItemsProps<Row>) => ReactNode
  /** Why the last action failed. Renders a `<p>` element, or nothing. */
  ItemError: Part<'p', Row>
  /** Repeats what failed. Renders a `<button>` element, or nothing. */
  Retry: Part<'button', Row>
  /** Forgets what failed. Renders a `<button>` element, or nothing. */
  Dismiss: Part<'button', Row>
  /** While the first page is on its way. Renders a `<p>` element, or nothing. */
  Loading: Part<'p', Model>
  /** Why there is nothing to show. Renders a `<p>` element, or nothing. */
  Empty: Part<'p', Model>
  /** Takes search and filter away. Renders a `<button>` element when they leave nothing over. */
  Clear: Part<'button', Model>
  /** That the list could not be read. Renders a `<p>` element, or nothing. */
  Failure: Part<'p', Model>
  /** Reads the list again after a failure. Renders a `<button>` element, or nothing. */
  Reload: Part<'button', Model>
  /** The page before. Renders a `<button>` element. */
  Previous: Part<'button', Model>
  /** The page after. Renders a `<button>` element. */
  Next: Part<'button', Model>
  /** Which rows of how many. Renders a `<span>` element. */
  Range: Part<'span', Model>
  /** Takes back the latest action, within `undoWindow`. Renders a `<button>` element. */
  Undo: Part<'button', Model>
  /** Tells screen readers what happens. Renders a `<div>` element; hide it from sight, not from them. */
  Announcer: Part<'div', Model>
}

/*#__NO_SIDE_EFFECTS__*/
export function createListParts<
  Model extends ListModel<Row> & ListGetters<Row>,
  Row extends ListRow,
>(list: PartContext<Model>, row: PartContext<Row>): ListParts<Model, Row> {
  function Items({ children, ...props }: ItemsProps<Row>): ReactNode {
    const model = list.use()
    if (model.rows.length === 0) return null
    const items = model.rows.map((each) => (
      <row.Provider key={each.key} value={each}>
        {createElement(
          'li',
          model.getItemProps(each),
          typeof children === 'function' ? children(each) : children,
        )}
      </row.Provider>
    ))
    return createElement('ul', model.getItemsProps(props as Props), items)
  }

  const hasFailed = ({ error }: ListRow) => error !== undefined
  const isUnreadable = ({ error }: Model) => error !== null

  return {
    Items,
    Search: listPart('input', list, (model) => model.getSearchProps),
    ItemError: rowPart('p', list, row, (model) => model.getErrorProps, hasFailed),
    Retry: rowPart('button', list, row, (model) => model.getRetryProps, hasFailed),
    Dismiss: rowPart('button', list, row, (model) => model.getDismissProps, hasFailed),
    Loading: listPart(
      'p',
      list,
      (model) => model.getLoadingProps,
      ({ status }) => status === 'loading',
    ),
    Empty: listPart(
      'p',
      list,
      (model) => model.getEmptyProps,
      ({ status }) => status === 'empty',
    ),
    Clear: listPart(
      'button',
      list,
      (model) => model.getClearProps,
      ({ status, emptyReason }) => status === 'empty' && emptyReason !== 'none',
    ),
    Failure: listPart('p', list, (model) => model.getFailureProps, isUnreadable),
    Reload: listPart('button', list, (model) => model.getReloadProps, isUnreadable),
    Previous: listPart('button', list, (model) => model.getPreviousProps),
    Next: listPart('button', list, (model) => model.getNextProps),
    Range: listPart('span', list, (model) => model.getRangeProps),
    Undo: listPart('button', list, (model) => model.getUndoProps),
    Announcer: listPart('div', list, (model) => model.getAnnouncerProps),
  }
}
