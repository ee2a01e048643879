'use client'

import { Fragment, type ReactNode } from 'react'
import { createPart, elementOf, type Part, type PartProps } from '../../headless/createPart.ts'
import {
  createListParts,
  createListRoot,
  createQuestionParts,
  type ListRootProps,
} from '../../headless/listParts.tsx'
import type { ElementProps } from '../../headless/mergeProps.ts'
import type { RecordFormat } from '../transfer/formats.ts'
import { canResume, importProblems, typeOptions, type RecordColumn } from './getters.ts'
import type { RecordRow, StoreBrowserOptions, StoreRow } from './model.ts'
import { parts, storeRow } from './parts.ts'
import { useStoreBrowser, type StoreBrowserModel } from './useStoreBrowser.ts'

const { list, listPart, rowPart, valuePart } = parts

export type RootProps = ListRootProps<StoreBrowserOptions, StoreBrowserModel>

/** Reads stores and records and lets the parts inside of it show them. Renders a `<section>` element. */
export const Root: (props: RootProps) => ReactNode = /*#__PURE__*/ createListRoot<
  StoreBrowserOptions,
  StoreBrowserModel
>(parts, useStoreBrowser, {
  paging: true,
  formats: true,
  onExport: true,
  pageSize: true,
  sort: true,
  onOpen: true,
  messages: true,
})

export const {
  Search,
  Items,
  Item,
  Checkbox,
  SelectPage,
  Notice,
  ItemError,
  Retry,
  Dismiss,
  Loading,
  Empty,
  Clear,
  Failure,
  Reload,
  Sort,
  PageSize,
  Previous,
  Next,
  Range,
  BulkBar,
  BulkStatus,
  BulkAction,
  BulkCancel,
  BulkRetry,
  BulkClear,
  Detail,
  Announcer,
} = /*#__PURE__*/ createListParts<StoreBrowserModel, RecordRow>(parts)

export interface StoresProps extends Omit<PartProps<'nav', StoreBrowserModel>, 'children'> {
  /** What is inside for each store; a function is called once per store. @default a `StoreBrowser.Store` */
  children?: ReactNode | ((store: StoreRow) => ReactNode)
}

/** The stores, each in an `<li>`. Renders a `<nav>` element with a list. */
export function Stores({ children, render, ...theirs }: StoresProps): ReactNode {
  const model = list.use('StoreBrowser.Stores')
  const items = model.stores.map((store) => (
    <storeRow.Provider key={store.key} value={store}>
      <li data-current={store.isCurrent ? '' : undefined}>
        {typeof children === 'function' ? children(store) : (children ?? <StoreButton />)}
      </li>
    </storeRow.Provider>
  ))
  const props = model.getStoresProps({
    ...(theirs as ElementProps<'nav'>),
    children: <ul>{items}</ul>,
  })
  return elementOf('nav', props, model, render)
}
Stores.displayName = 'StoreBrowser.Stores'

/** Shows the records of a store. Renders a `<button>` element. */
const StoreButton: Part<'button', StoreRow> = /*#__PURE__*/ createPart(
  'StoreBrowser.Store',
  'button',
  (theirs) => {
    const model = list.use('StoreBrowser.Store')
    const state = storeRow.use('StoreBrowser.Store')
    return { state, props: model.getStoreProps(state, theirs) }
  },
)
export { StoreButton as Store }

/** Searches the stores. Renders an `<input>` element. */
export const StoreSearch = /*#__PURE__*/ listPart(
  'StoreSearch',
  'input',
  (model) => model.getStoreSearchProps,
)

/** That stores are on their way, that there is none, or that they could not be read. Renders a `<p>` element, or nothing. */
export const StoresStatus = /*#__PURE__*/ listPart(
  'StoresStatus',
  'p',
  (model) => model.getStoresStatusProps,
  ({ storesStatus }) => storesStatus !== 'ready',
)

/** Reads the stores again after a failure. Renders a `<button>` element, or nothing. */
export const ReloadStores = /*#__PURE__*/ listPart(
  'ReloadStores',
  'button',
  (model) => model.getReloadStoresProps,
  ({ storesError }) => storesError !== null,
)

/** Opens the form for a new store. Renders a `<button>` element. */
export const NewStore = /*#__PURE__*/ listPart(
  'NewStore',
  'button',
  (model) => model.getNewStoreProps,
)

/** Opens the form for another name of the store that is shown. Renders a `<button>` element. */
export const RenameStore = /*#__PURE__*/ listPart(
  'RenameStore',
  'button',
  (model) => model.getRenameStoreProps,
  ({ store }) => store !== undefined,
)

/** Asks whether to delete the store that is shown. Renders a `<button>` element. */
export const RemoveStore = /*#__PURE__*/ listPart(
  'RemoveStore',
  'button',
  (model) => model.getRemoveStoreProps,
  ({ store }) => store !== undefined,
)

const hasStoreForm = ({ storeForm }: StoreBrowserModel) => storeForm !== undefined

/** The form for the name of a store. Renders a `<form>` element while it is open, or nothing. */
export const StoreForm = /*#__PURE__*/ listPart(
  'StoreForm',
  'form',
  (model) => model.getStoreFormProps,
  hasStoreForm,
)

/** The name of a store. Renders an `<input>` element. */
export const StoreName = /*#__PURE__*/ listPart(
  'StoreName',
  'input',
  (model) => model.getStoreNameProps,
  hasStoreForm,
)

/** What is wrong with the name. Renders a `<p>` element, or nothing. */
export const StoreNameError = /*#__PURE__*/ listPart(
  'StoreNameError',
  'p',
  (model) => model.getStoreNameErrorProps,
  ({ storeForm }) => storeForm?.error !== undefined,
)

/** Writes the name. Renders a `<button>` element. */
export const SaveStore = /*#__PURE__*/ listPart(
  'SaveStore',
  'button',
  (model) => model.getSaveStoreProps,
  hasStoreForm,
)

/** Closes the form. Renders a `<button>` element. */
export const CancelStore = /*#__PURE__*/ listPart(
  'CancelStore',
  'button',
  (model) => model.getCancelStoreProps,
  hasStoreForm,
)

/** Sorts by a column. Renders a `<button>` element. */
export const SortBy = /*#__PURE__*/ valuePart<RecordColumn, 'button'>(
  'SortBy',
  'button',
  (model) => model.getSortByProps,
)

/** The head of a column, with `aria-sort`. Renders a `<th>` element. */
export const Column = /*#__PURE__*/ valuePart<RecordColumn, 'th'>(
  'Column',
  'th',
  (model) => model.getColumnProps,
)

/** The key of the record. Renders a `<span>` element. */
export const Name = /*#__PURE__*/ rowPart('Name', 'span', (model) => model.getNameProps)

/** The key of the record, to open it. Renders a `<button>` element. */
export const Open = /*#__PURE__*/ rowPart('Open', 'button', (model) => model.getOpenProps)

/** The value on one line. Renders a `<code>` element with `data-type`. */
export const Value = /*#__PURE__*/ rowPart('Value', 'code', (model) => model.getValueProps)

/** The type of the value. Renders a `<span>` element. */
export const Type = /*#__PURE__*/ rowPart('Type', 'span', (model) => model.getTypeProps)

/** When the record was written last. Renders a `<time>` element, or nothing. */
export const Changed = /*#__PURE__*/ rowPart(
  'Changed',
  'time',
  (model) => model.getChangedProps,
  ({ changedAt }) => changedAt !== undefined,
)

/** When the record was created. Renders a `<time>` element, or nothing. */
export const Created = /*#__PURE__*/ rowPart(
  'Created',
  'time',
  (model) => model.getCreatedProps,
  ({ createdAt }) => createdAt !== undefined,
)

/** Opens the form for a new record. Renders a `<button>` element. */
export const NewRecord = /*#__PURE__*/ listPart(
  'NewRecord',
  'button',
  (model) => model.getNewRecordProps,
)

/** Opens the editor. Renders a `<button>` element. */
export const Edit = /*#__PURE__*/ rowPart('Edit', 'button', (model) => model.getEditProps)

/** Asks whether to delete the record. Renders a `<button>` element. */
export const Remove = /*#__PURE__*/ rowPart('Remove', 'button', (model) => model.getRemoveProps)

const hasEditor = ({ editor }: StoreBrowserModel) => editor !== undefined

/**
 * The form for one record, new or known. Renders a `<form>` element while it is open, or nothing. Inside of a row show it
 * where `row.isEditing`.
 */
export const Editor = /*#__PURE__*/ listPart(
  'Editor',
  'form',
  (model) => model.getEditorProps,
  hasEditor,
)

/** The key. Renders an `<input>` element. */
export const KeyInput = /*#__PURE__*/ listPart(
  'KeyInput',
  'input',
  (model) => model.getKeyInputProps,
  hasEditor,
)

/** What is wrong with the key. Renders a `<p>` element, or nothing. */
export const KeyError = /*#__PURE__*/ listPart(
  'KeyError',
  'p',
  (model) => model.getKeyErrorProps,
  ({ editor }) => editor?.keyError !== undefined,
)

/** Edits the record that has the key already. Renders a `<button>` element, or nothing. */
export const OpenExisting = /*#__PURE__*/ listPart(
  'OpenExisting',
  'button',
  (model) => model.getOpenExistingProps,
  ({ editor }) => editor?.openExisting !== undefined,
)

/** The type of the value. Renders a `<select>` element with its options. */
export const TypeInput: Part<'select', StoreBrowserModel> = /*#__PURE__*/ createPart(
  'StoreBrowser.TypeInput',
  'select',
  (theirs) => {
    const model = list.use('StoreBrowser.TypeInput')
    if (!model.editor) return undefined
    const options = typeOptions(model).map(({ value, label }) => (
      <option key={value} value={value}>
        {label}
      </option>
    ))
    return { state: model, props: model.getTypeInputProps({ children: options, ...theirs }) }
  },
)

/** The value. Renders a `<textarea>` element. */
export const ValueInput = /*#__PURE__*/ listPart(
  'ValueInput',
  'textarea',
  (model) => model.getValueInputProps,
  hasEditor,
)

/** What is wrong with the value. Renders a `<p>` element, or nothing. */
export const ValueError = /*#__PURE__*/ listPart(
  'ValueError',
  'p',
  (model) => model.getValueErrorProps,
  ({ editor }) => editor?.valueError !== undefined,
)

/** Why it could not be saved. Renders a `<p>` element, or nothing. */
export const EditorError = /*#__PURE__*/ listPart(
  'EditorError',
  'p',
  (model) => model.getEditorErrorProps,
  ({ editor }) => editor?.error !== undefined,
)

/** Writes the record. Renders a `<button>` element. */
export const Save = /*#__PURE__*/ listPart(
  'Save',
  'button',
  (model) => model.getSaveProps,
  hasEditor,
)

/** Closes the editor. Renders a `<button>` element. */
export const CancelEdit = /*#__PURE__*/ listPart(
  'CancelEdit',
  'button',
  (model) => model.getCancelEditProps,
  hasEditor,
)

export const { Dialog, Question, Confirm, Cancel } =
  /*#__PURE__*/ createQuestionParts<StoreBrowserModel>(
    parts,
    ({ question }) => question !== undefined,
  )

/** Makes a file of what is shown, in the format `value`. Renders a `<button>` element. */
export const Export = /*#__PURE__*/ valuePart<RecordFormat, 'button'>(
  'Export',
  'button',
  (model) => model.getExportProps,
)

/** How far the export is, or why it failed. Renders a `<p>` element, or nothing. */
export const ExportStatus = /*#__PURE__*/ listPart(
  'ExportStatus',
  'p',
  (model) => model.getExportStatusProps,
  ({ export: { isRunning, error } }) => isRunning || error !== null,
)

/** Cancels the export. Renders a `<button>` element while it runs, or nothing. */
export const CancelExport = /*#__PURE__*/ listPart(
  'CancelExport',
  'button',
  (model) => model.getCancelExportProps,
  ({ export: { isRunning } }) => isRunning,
)

/** Chooses a file to import; a dry run begins. Renders an `<input type="file">` element. */
export const ImportFile = /*#__PURE__*/ listPart(
  'ImportFile',
  'input',
  (model) => model.getImportFileProps,
)

/** The import, from the dry run to its end. Renders a modal `<dialog>` element once a file is chosen, or nothing. */
export const ImportDialog = /*#__PURE__*/ listPart(
  'ImportDialog',
  'dialog',
  (model) => model.getImportDialogProps,
  ({ import: { isOpen } }) => isOpen,
)

/** How far it is, what the dry run found, or how it ended. Renders a `<p>` element. */
export const ImportStatus = /*#__PURE__*/ listPart(
  'ImportStatus',
  'p',
  (model) => model.getImportStatusProps,
)

/** The lines that cannot be imported, and why; the first 100. Renders a `<ul>` element, or nothing. */
export const ImportProblems: Part<'ul', StoreBrowserModel> = /*#__PURE__*/ createPart(
  'StoreBrowser.ImportProblems',
  'ul',
  (theirs) => {
    const model = list.use('StoreBrowser.ImportProblems')
    const problems = importProblems(model)
    if (problems.length === 0) return undefined
    const children = (
      <Fragment>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </Fragment>
    )
    return { state: model, props: model.getImportProblemsProps({ children, ...theirs }) }
  },
)

/** What happens to records that exist already. Renders a `<button>` element. */
export const Existing = /*#__PURE__*/ valuePart<'replace' | 'skip', 'button'>(
  'Existing',
  'button',
  (model) => model.getExistingProps,
)

/** Writes what the dry run found. Renders a `<button>` element, or nothing once it was pressed. */
export const StartImport = /*#__PURE__*/ listPart(
  'StartImport',
  'button',
  (model) => model.getStartImportProps,
  ({ import: { plan, total } }) => plan !== undefined && total === 0,
)

/** Cancels what is not sent. Renders a `<button>` element while the import runs, or nothing. */
export const CancelImport = /*#__PURE__*/ listPart(
  'CancelImport',
  'button',
  (model) => model.getCancelImportProps,
  ({ import: { isRunning } }) => isRunning,
)

/** Sends again what was refused or not sent. Renders a `<button>` element, or nothing. */
export const ResumeImport = /*#__PURE__*/ listPart(
  'ResumeImport',
  'button',
  (model) => model.getResumeImportProps,
  canResume,
)

/** Closes the dialog; an import that runs goes on. Renders a `<button>` element. */
export const CloseImport = /*#__PURE__*/ listPart(
  'CloseImport',
  'button',
  (model) => model.getCloseImportProps,
)
