'use client'

import { Fragment, type ReactNode } from 'react'
import {
  elementOf,
  type Part,
  type PartMaker,
  type PartProps,
  type Render,
  type ValuePart,
} from './createPart.ts'
import type { ListGetters, QuestionGetters } from './getters.ts'
import type { ListModel, ListRow } from './listModel.ts'
import type { ElementProps } from './mergeProps.ts'

export interface ItemsProps<Model, Row> extends Omit<PartProps<'ul', Model>, 'children'> {
  /** What is inside of each item; a function is called once per row. */
  children?: ReactNode | ((row: Row) => ReactNode)
  /** Another element for each item, `<tr />` for example. */
  renderItem?: Render<Row> | undefined
}

export interface ItemProps<Row> extends PartProps<'li', Row> {
  row: Row
}

/** The parts that every list has. */
export interface ListParts<Model, Row> {
  /** The search field. Renders an `<input>` element. */
  Search: Part<'input', Model>
  /**
   * The rows of this page, each in an {@link ListParts.Item}. Renders a `<ul>` element, or nothing without rows. For a
   * table or a virtual list: `render` for the list, `renderItem` for each item; or `render` as a function that places
   * `Item`s itself.
   */
  Items: (props: ItemsProps<Model, Row>) => ReactNode
  /** One row. Renders an `<li>` element. */
  Item: (props: ItemProps<Row>) => ReactNode
  /** The row that is open: the parts of a row work inside of it. Renders a `<div>` element, or nothing. */
  Detail: (props: PartProps<'div', Row>) => ReactNode
  /** Closes the detail; the focus goes back to the row. Renders a `<button>` element. */
  Close: Part<'button', Model>
  /** Selects a row. Renders an `<input type="checkbox">` element. */
  Checkbox: Part<'input', Row>
  /** Selects all rows of this page. Renders an `<input type="checkbox">` element. */
  SelectPage: Part<'input', Model>
  /** What happened to a row, around reason and buttons. Renders a `<div>` element, or nothing. */
  Notice: Part<'div', Row>
  /** Why the last action failed. Renders a `<p>` element, or nothing. */
  ItemError: Part<'p', Row>
  /** Repeats what failed. Renders a `<button>` element, or nothing. */
  Retry: Part<'button', Row>
  /** Forgets what failed. Renders a `<button>` element, or nothing. */
  Dismiss: Part<'button', Row>
  /** While the first page is on its way. Renders a `<p>` element, or nothing. */
  Loading: Part<'p', Model>
  /** Why there is nothing to show, also offline. Renders a `<p>` element, or nothing. */
  Empty: Part<'p', Model>
  /** Clears search and filters. Renders a `<button>` element when they leave nothing over. */
  Clear: Part<'button', Model>
  /** That the list could not be read. Renders a `<p>` element, or nothing. */
  Failure: Part<'p', Model>
  /** Reads the list again after a failure. Renders a `<button>` element, or nothing. */
  Reload: Part<'button', Model>
  /** The sort order. Renders a `<select>` element; its options are yours. */
  Sort: Part<'select', Model>
  /** How many rows a page has. Renders a `<select>` element; its options are yours. */
  PageSize: Part<'select', Model>
  /** The page before. Renders a `<button>` element. */
  Previous: Part<'button', Model>
  /** The page after. Renders a `<button>` element. */
  Next: Part<'button', Model>
  /** Which rows of how many. Renders a `<span>` element. */
  Range: Part<'span', Model>
  /** Around the bulk actions. Renders a `<div>` element while something is selected or runs, or nothing. */
  BulkBar: Part<'div', Model>
  /** How many are selected, how far the run is, or how it ended. Renders a `<span>` element. */
  BulkStatus: Part<'span', Model>
  /** Does `value` to the selected rows. Renders a `<button>` element, or nothing during a run. */
  BulkAction: ValuePart<string, 'button', Model>
  /** Cancels what is not sent. Renders a `<button>` element during a run, or nothing. */
  BulkCancel: Part<'button', Model>
  /** Repeats what failed. Renders a `<button>` element after a run with failures, or nothing. */
  BulkRetry: Part<'button', Model>
  /** Clears selection and result. Renders a `<button>` element, or nothing during a run. */
  BulkClear: Part<'button', Model>
  /** Undoes the latest action, within `undoWindow`. Renders a `<button>` element, or nothing. */
  Undo: Part<'button', Model>
  /** What screen readers announce. Renders a `<div>` element; hide it from sight, not from them. */
  Announcer: Part<'div', Model>
}

/** The parts of the dialog that asks before something is done. */
export interface QuestionParts<Model> {
  /** Asks before something is done. Renders a modal `<dialog>` element while there is a question. */
  Dialog: Part<'dialog', Model>
  /** The question in the dialog. Renders a `<p>` element. */
  Question: Part<'p', Model>
  /** Does it. Renders a `<button>` element. */
  Confirm: Part<'button', Model>
  /** Leaves everything as it is. Renders a `<button>` element. */
  Cancel: Part<'button', Model>
}

/** The options that every list takes. */
const sharedOptions = {
  view: true,
  defaultView: true,
  onViewChange: true,
  selection: true,
  defaultSelection: true,
  onSelectionChange: true,
  searchDelay: true,
  onAction: true,
  onError: true,
  onAnnounce: true,
} as const

/** The props of a `Root`: the options of its hook, and the attributes of its element. */
export type ListRootProps<Options extends object, Model> = Options &
  Omit<PartProps<'section', Model>, 'children' | 'render' | keyof Options> & {
    children?: ReactNode | ((model: Model) => ReactNode)
    render?: Render<Model> | undefined
  }

/**
 * The part around all others. `ownOptions` are the options that this list takes beside those of every list; what is no
 * option is an attribute of the element.
 */
/*#__NO_SIDE_EFFECTS__*/
export function createListRoot<
  Options extends object,
  Model extends Pick<ListGetters<ListRow>, 'getRootProps'>,
>(
  { component, list }: Pick<PartMaker<Model, any>, 'component' | 'list'>,
  useModel: (options: Options) => Model,
  ownOptions: Readonly<Record<Exclude<keyof Options, keyof typeof sharedOptions>, true>>,
): (props: ListRootProps<Options, Model>) => ReactNode {
  function Root({ children, render, ...props }: ListRootProps<Options, Model>): ReactNode {
    const entries = Object.entries(props)
    const isOption = ([name]: [string, unknown]) =>
      Object.hasOwn(sharedOptions, name) || Object.hasOwn(ownOptions, name)
    const options = Object.fromEntries(entries.filter(isOption)) as Options
    const theirs = Object.fromEntries(entries.filter((entry) => !isOption(entry)))
    const model = useModel(options)
    const attributes = model.getRootProps({
      ...theirs,
      children: typeof children === 'function' ? children(model) : children,
    })
    return (
      <list.Provider value={model}>{elementOf('section', attributes, model, render)}</list.Provider>
    )
  }
  Root.displayName = `${component}.Root`
  return Root
}

/*#__NO_SIDE_EFFECTS__*/
export function createListParts<
  Model extends ListModel<Row> & ListGetters<Row>,
  Row extends ListRow,
>({
  component,
  list,
  row,
  listPart,
  rowPart,
  valuePart,
}: PartMaker<Model, Row>): ListParts<Model, Row> {
  function Item({ row: shown, render, ...theirs }: ItemProps<Row>): ReactNode {
    const model = list.use(`${component}.Item`)
    const props = model.getItemProps(shown, theirs)
    return <row.Provider value={shown}>{elementOf('li', props, shown, render)}</row.Provider>
  }
  Item.displayName = `${component}.Item`

  function Items({ children, render, renderItem, ...theirs }: ItemsProps<Model, Row>): ReactNode {
    const model = list.use(`${component}.Items`)
    if (model.rows.length === 0) return null
    const items = model.rows.map((each) => (
      <Item key={each.key} row={each} render={renderItem}>
        {typeof children === 'function' ? children(each) : children}
      </Item>
    ))
    const props = model.getItemsProps({
      ...(theirs as ElementProps<'ul'>),
      children: <Fragment>{items}</Fragment>,
    })
    return elementOf('ul', props, model, render)
  }
  Items.displayName = `${component}.Items`

  function Detail({ render, ...theirs }: PartProps<'div', Row>): ReactNode {
    const model = list.use(`${component}.Detail`)
    const { opened } = model
    if (!opened) return null
    const props = model.getDetailProps(opened, theirs)
    return <row.Provider value={opened}>{elementOf('div', props, opened, render)}</row.Provider>
  }
  Detail.displayName = `${component}.Detail`

  const hasFailed = ({ error }: ListRow) => error !== undefined
  const isUnreadable = ({ error }: Model) => error !== null
  const isRunning = ({ bulk }: Model) => bulk.isRunning

  return {
    Items,
    Item,
    Detail,
    Close: listPart('Close', 'button', (model) => model.getCloseProps),
    Search: listPart('Search', 'input', (model) => model.getSearchProps),
    Checkbox: rowPart('Checkbox', 'input', (model) => model.getCheckboxProps),
    SelectPage: listPart('SelectPage', 'input', (model) => model.getSelectPageProps),
    Notice: rowPart('Notice', 'div', (model) => model.getNoticeProps, hasFailed),
    ItemError: rowPart('ItemError', 'p', (model) => model.getErrorProps, hasFailed),
    Retry: rowPart('Retry', 'button', (model) => model.getRetryProps, hasFailed),
    Dismiss: rowPart('Dismiss', 'button', (model) => model.getDismissProps, hasFailed),
    Loading: listPart(
      'Loading',
      'p',
      (model) => model.getLoadingProps,
      ({ status }) => status === 'loading',
    ),
    Empty: listPart(
      'Empty',
      'p',
      (model) => model.getEmptyProps,
      ({ status }) => status === 'empty' || status === 'paused',
    ),
    Clear: listPart(
      'Clear',
      'button',
      (model) => model.getClearProps,
      ({ status, emptyReason }) => status === 'empty' && emptyReason !== 'none',
    ),
    Failure: listPart('Failure', 'p', (model) => model.getFailureProps, isUnreadable),
    Reload: listPart('Reload', 'button', (model) => model.getReloadProps, isUnreadable),
    Sort: listPart('Sort', 'select', (model) => model.getSortProps),
    PageSize: listPart('PageSize', 'select', (model) => model.getPageSizeProps),
    Previous: listPart('Previous', 'button', (model) => model.getPreviousProps),
    Next: listPart('Next', 'button', (model) => model.getNextProps),
    Range: listPart('Range', 'span', (model) => model.getRangeProps),
    BulkBar: listPart(
      'BulkBar',
      'div',
      (model) => model.getBulkBarProps,
      ({ bulk, selection }) => bulk.action !== undefined || selection.keys.length > 0,
    ),
    BulkStatus: listPart('BulkStatus', 'span', (model) => model.getBulkStatusProps),
    BulkAction: valuePart(
      'BulkAction',
      'button',
      (model) => model.getBulkActionProps,
      (model) => !isRunning(model),
    ),
    BulkCancel: listPart('BulkCancel', 'button', (model) => model.getBulkCancelProps, isRunning),
    BulkRetry: listPart(
      'BulkRetry',
      'button',
      (model) => model.getBulkRetryProps,
      ({ bulk }) => !bulk.isRunning && bulk.action !== undefined && bulk.failed > 0,
    ),
    BulkClear: listPart(
      'BulkClear',
      'button',
      (model) => model.getBulkClearProps,
      (model) => !isRunning(model),
    ),
    Undo: listPart(
      'Undo',
      'button',
      (model) => model.getUndoProps,
      ({ undoable }) => undoable !== undefined,
    ),
    Announcer: listPart('Announcer', 'div', (model) => model.getAnnouncerProps),
  }
}

/** `isAsked`: whether there is a question. */
/*#__NO_SIDE_EFFECTS__*/
export function createQuestionParts<Model extends QuestionGetters<any>>(
  { listPart }: Pick<PartMaker<Model, any>, 'listPart'>,
  isAsked: (model: Model) => boolean,
): QuestionParts<Model> {
  return {
    Dialog: listPart('Dialog', 'dialog', (model) => model.getDialogProps, isAsked),
    Question: listPart('Question', 'p', (model) => model.getQuestionProps),
    Confirm: listPart('Confirm', 'button', (model) => model.getConfirmProps),
    Cancel: listPart('Cancel', 'button', (model) => model.getCancelProps),
  }
}
