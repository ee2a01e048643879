import type { ChangeEvent, FormEvent, KeyboardEvent } from 'react'
import type { Getter, RowGetter, ValueGetter } from '../../headless/createPart.ts'
import { button, closing, flag, isComposing, openModal, propsOf } from '../../headless/elements.ts'
import {
  listGetters,
  questionGetters,
  type ListGetters,
  type QuestionGetters,
} from '../../headless/getters.ts'
import type { ElementProps } from '../../headless/mergeProps.ts'
import type { RecordFormat } from '../transfer/formats.ts'
import { valueTypes, type ValueType } from '../transfer/values.ts'
import type { StoreRecord } from '../types.ts'
import type { RecordRow, StoreBrowserState, StoreRow } from './model.ts'

/** The orders that the server knows for records. */
export type RecordColumn = 'key' | 'createdAt' | 'updatedAt'

/** The getters of a store browser: those of every list for the records, and these. */
export interface StoreBrowserGetters extends ListGetters<RecordRow>, QuestionGetters {
  /** `<nav>` around the stores. */
  getStoresProps: Getter<'nav'>
  /** `<input>`: searches the stores. */
  getStoreSearchProps: Getter<'input'>
  /** `<button>` per store: shows its records. */
  getStoreProps: RowGetter<StoreRow, 'button'>
  /** `<p>` when there is no store, when they are on their way, or when they could not be read. */
  getStoresStatusProps: Getter<'p'>
  /** `<button>` that reads the stores again. */
  getReloadStoresProps: Getter<'button'>
  /** `<button>` that opens the form for a new store. */
  getNewStoreProps: Getter<'button'>
  /** `<button>` that opens the form for another name of the store that is shown. */
  getRenameStoreProps: Getter<'button'>
  /** `<button>` that asks whether to delete the store that is shown. */
  getRemoveStoreProps: Getter<'button'>
  /** `<form>` for the name of a store. */
  getStoreFormProps: Getter<'form'>
  /** `<input>` */
  getStoreNameProps: Getter<'input'>
  /** `<p>` with what is wrong with the name. */
  getStoreNameErrorProps: Getter<'p'>
  /** `<button>` */
  getSaveStoreProps: Getter<'button'>
  /** `<button>` */
  getCancelStoreProps: Getter<'button'>
  /** `<button>` in the head of a column of a table; put `getColumnProps` on the `<th>`. */
  getSortByProps: ValueGetter<RecordColumn, 'button'>
  /** `<th>` */
  getColumnProps: ValueGetter<RecordColumn, 'th'>
  /** `<code>` with the value on one line. */
  getValueProps: RowGetter<RecordRow, 'code'>
  /** `<span>` with the type of the value. */
  getTypeProps: RowGetter<RecordRow, 'span'>
  /** `<time>`: when it was written last. */
  getChangedProps: RowGetter<RecordRow, 'time'>
  /** `<time>`: when it was created. */
  getCreatedProps: RowGetter<RecordRow, 'time'>
  /** `<button>` that opens the form for a new record. */
  getNewRecordProps: Getter<'button'>
  /** `<button>` that opens the editor. */
  getEditProps: RowGetter<RecordRow, 'button'>
  /** `<button>` that asks whether to delete the record. */
  getRemoveProps: RowGetter<RecordRow, 'button'>
  /** `<form>` for one record; Escape in it cancels nothing, so that no text is lost. */
  getEditorProps: Getter<'form'>
  /** `<input>` */
  getKeyInputProps: Getter<'input'>
  /** `<p>` with what is wrong with the key. */
  getKeyErrorProps: Getter<'p'>
  /** `<button>` that edits the record that has the key already. */
  getOpenExistingProps: Getter<'button'>
  /** `<select>` with the types; its options come with it. */
  getTypeInputProps: Getter<'select'>
  /** `<textarea>` */
  getValueInputProps: Getter<'textarea'>
  /** `<p>` with what is wrong with the value. */
  getValueErrorProps: Getter<'p'>
  /** `<p>` with why it could not be saved. */
  getEditorErrorProps: Getter<'p'>
  /** `<button>` */
  getSaveProps: Getter<'button'>
  /** `<button>` */
  getCancelEditProps: Getter<'button'>
  /** `<button>` per format: makes a file of what is shown. */
  getExportProps: ValueGetter<RecordFormat, 'button'>
  /** `<p>`: how far the export is, or why it failed. */
  getExportStatusProps: Getter<'p'>
  /** `<button>` */
  getCancelExportProps: Getter<'button'>
  /** `<input type="file">` */
  getImportFileProps: Getter<'input'>
  /** `<dialog>` with the import, from the dry run to its end. */
  getImportDialogProps: Getter<'dialog'>
  /** `<p>`: how far it is, what the dry run found, or how it ended. */
  getImportStatusProps: Getter<'p'>
  /** `<ul>` with the rows that cannot be imported, each in an `<li>`. */
  getImportProblemsProps: Getter<'ul'>
  /** `<button>` per answer to what happens to records that exist. */
  getExistingProps: ValueGetter<'replace' | 'skip', 'button'>
  /** `<button>` that writes. */
  getStartImportProps: Getter<'button'>
  /** `<button>` that cancels what is not sent. */
  getCancelImportProps: Getter<'button'>
  /** `<button>` that sends again what was refused or not sent. */
  getResumeImportProps: Getter<'button'>
  /** `<button>` */
  getCloseImportProps: Getter<'button'>
}

export function storeBrowserGetters(
  browser: StoreBrowserState,
  onOpen: ((record: StoreRecord) => void) | undefined,
): StoreBrowserGetters {
  const { messages, dom, store, storeForm, editor, view } = browser
  const { export: exporter, import: importer } = browser
  const base = listGetters(browser, {
    onOpen: ({ record }) => onOpen?.(record),
    onBulk: browser.runBulk,
    bulkLabel: () => messages.remove,
  })
  const current = browser.stores.find(({ isCurrent }) => isCurrent)
  const isLocked = store?.default === true

  return {
    ...base,
    getItemsProps: (props) =>
      base.getItemsProps(propsOf<'ul'>({ 'aria-label': store?.name ?? messages.list }, props)),
    getItemProps: (row, props) =>
      base.getItemProps(row, propsOf<'li'>({ 'data-editing': flag(row.isEditing) }, props)),
    getRangeProps: (props) => {
      const { range, total } = browser.paging
      const children = messages.range(range.from, range.to, total, 0)
      return base.getRangeProps(propsOf<'span'>({ children }, props))
    },
    getStoresProps: (props) =>
      propsOf<'nav'>({ 'data-part': 'stores', 'aria-label': messages.stores }, props),
    getStoreSearchProps: (props) =>
      propsOf<'input'>(
        {
          'data-part': 'search',
          type: 'search',
          'aria-label': messages.searchStores,
          placeholder: messages.searchStores,
          value: browser.storeSearch,
          onChange: ({ target }: ChangeEvent<HTMLInputElement>) =>
            browser.setStoreSearch(target.value),
        },
        props,
      ),
    getStoreProps: (row, props) =>
      button(
        { action: 'open-store', part: 'store', onPress: row.open },
        { 'aria-current': row.isCurrent || undefined, children: row.name },
        props,
      ),
    getStoresStatusProps: (props) =>
      propsOf<'p'>(
        {
          'data-part': browser.storesStatus === 'error' ? 'failure' : browser.storesStatus,
          role: browser.storesStatus === 'error' ? 'alert' : 'status',
          children: storesText(browser),
        },
        props,
      ),
    getReloadStoresProps: (props) =>
      button(
        { action: 'reload-stores', onPress: browser.refetchStores },
        { children: messages.retry },
        props,
      ),
    getNewStoreProps: (props) =>
      button(
        { action: 'new-store', onPress: browser.createStore },
        { children: messages.newStore },
        props,
      ),
    getRenameStoreProps: (props) =>
      button(
        { action: 'rename-store', onPress: isLocked ? undefined : current?.rename },
        {
          'aria-label': current && messages.renameStore(current.name),
          'aria-description': isLocked ? messages.storeLocked : undefined,
          children: messages.rename,
        },
        props,
      ),
    getRemoveStoreProps: (props) =>
      button(
        { action: 'remove-store', onPress: isLocked ? undefined : current?.remove },
        {
          'data-kind': 'danger',
          'aria-haspopup': 'dialog',
          'aria-label': current && messages.removeStore(current.name),
          'aria-description': isLocked ? messages.storeLocked : undefined,
          children: messages.remove,
        },
        props,
      ),
    getStoreFormProps: (props) =>
      propsOf<'form'>(
        {
          'data-part': 'store-form',
          'aria-label': storeForm?.renaming ? messages.rename : messages.newStore,
          noValidate: true,
          onSubmit: submit(storeForm?.save),
        },
        props,
      ),
    getStoreNameProps: (props) =>
      propsOf<'input'>(
        {
          'data-part': 'input',
          'aria-label': messages.storeName,
          'aria-invalid': storeForm?.error ? true : undefined,
          'aria-description': storeForm?.error,
          autoFocus: true,
          value: storeForm?.name ?? '',
          onChange: ({ target }: ChangeEvent<HTMLInputElement>) => storeForm?.setName(target.value),
          onKeyDown: (event: KeyboardEvent) => {
            if (event.key !== 'Escape' || isComposing(event)) return
            storeForm?.cancel()
          },
        },
        props,
      ),
    getStoreNameErrorProps: (props) =>
      propsOf<'p'>(
        { 'data-part': 'field-error', role: 'alert', children: storeForm?.error },
        props,
      ),
    getSaveStoreProps: (props) => saveButton('save-store', storeForm, messages.save, props),
    getCancelStoreProps: (props) =>
      button(
        { action: 'cancel-store', onPress: storeForm?.cancel },
        { children: messages.cancel },
        props,
      ),
    getSortByProps: (column, props) => {
      const [field, direction] = view.sort.split(':')
      const next = field === column && direction === '1' ? '-1' : '1'
      return button(
        {
          action: `sort-${column}`,
          part: 'sort',
          onPress: () => browser.setView({ sort: `${column}:${next}` }),
        },
        { children: messages.column(column) },
        props,
      )
    },
    getColumnProps: (column, props) => {
      const [field, direction] = view.sort.split(':')
      const sorted = direction === '1' ? 'ascending' : 'descending'
      return propsOf<'th'>(
        {
          scope: 'col',
          'data-part': 'column',
          'aria-sort': field === column ? sorted : undefined,
        },
        props,
      )
    },
    getValueProps: (row, props) =>
      propsOf<'code'>({ 'data-part': 'value', 'data-type': row.type, children: row.text }, props),
    getTypeProps: (row, props) =>
      propsOf<'span'>(
        { 'data-part': 'type', 'data-type': row.type, children: messages.valueType(row.type) },
        props,
      ),
    getChangedProps: ({ changedAt }, props) =>
      propsOf<'time'>(timeProps('changed', changedAt, messages.changedAt), props),
    getCreatedProps: ({ createdAt }, props) =>
      propsOf<'time'>(timeProps('created', createdAt, messages.createdAt), props),
    getNewRecordProps: (props) =>
      button(
        { action: 'new-record', onPress: store ? browser.createRecord : undefined },
        { 'data-kind': 'primary', children: messages.newRecord },
        props,
      ),
    getEditProps: (row, props) =>
      button(
        { action: 'edit', onPress: dom.press(row.key, row.edit) },
        { 'aria-label': messages.editRecord(row.name), children: messages.edit },
        props,
      ),
    getRemoveProps: (row, props) =>
      button(
        { action: 'remove', onPress: dom.press(row.key, row.remove) },
        {
          'data-kind': 'danger',
          'aria-haspopup': 'dialog',
          'aria-label': messages.removeRecord(row.name),
          children: messages.remove,
        },
        props,
      ),
    getEditorProps: (props) =>
      propsOf<'form'>(
        {
          'data-part': 'editor',
          'aria-label':
            editor?.editing === undefined
              ? messages.newRecord
              : messages.editRecord(editor.editing),
          noValidate: true,
          onSubmit: submit(editor?.save),
        },
        props,
      ),
    getKeyInputProps: (props) =>
      propsOf<'input'>(
        {
          'data-part': 'input',
          'aria-label': messages.key,
          'aria-invalid': editor?.keyError ? true : undefined,
          'aria-description': editor?.keyError,
          autoFocus: editor?.editing === undefined,
          value: editor?.key ?? '',
          onChange: ({ target }: ChangeEvent<HTMLInputElement>) =>
            editor?.change({ key: target.value }),
        },
        props,
      ),
    getKeyErrorProps: (props) =>
      propsOf<'p'>(
        { 'data-part': 'field-error', role: 'alert', children: editor?.keyError },
        props,
      ),
    getOpenExistingProps: (props) =>
      button(
        { action: 'open-existing', onPress: editor?.openExisting },
        { 'data-kind': 'link', children: messages.openExisting },
        props,
      ),
    getTypeInputProps: (props) =>
      propsOf<'select'>(
        {
          'data-part': 'select',
          'aria-label': messages.type,
          value: editor?.type,
          onChange: ({ target }: ChangeEvent<HTMLSelectElement>) =>
            editor?.change({ type: target.value as ValueType }),
        },
        props,
      ),
    getValueInputProps: (props) =>
      propsOf<'textarea'>(
        {
          'data-part': 'textarea',
          'aria-label': messages.value,
          'aria-invalid': editor?.valueError ? true : undefined,
          'aria-description': editor?.valueError,
          autoFocus: editor?.editing !== undefined,
          spellCheck: false,
          value: editor?.text ?? '',
          onChange: ({ target }: ChangeEvent<HTMLTextAreaElement>) =>
            editor?.change({ text: target.value }),
        },
        props,
      ),
    getValueErrorProps: (props) =>
      propsOf<'p'>(
        { 'data-part': 'field-error', role: 'alert', children: editor?.valueError },
        props,
      ),
    getEditorErrorProps: (props) =>
      propsOf<'p'>(
        { 'data-part': 'notice', 'data-tone': 'bad', role: 'alert', children: editor?.error },
        props,
      ),
    getSaveProps: (props) => saveButton('save', editor, messages.save, props),
    getCancelEditProps: (props) =>
      button(
        { action: 'cancel-edit', onPress: editor?.cancel },
        { children: messages.cancel },
        props,
      ),
    ...questionGetters(browser, {
      text: questionText(browser),
      confirm: messages.confirm,
      cancel: messages.cancel,
    }),
    getExportProps: (format, props) =>
      button(
        {
          action: 'export',
          onPress: store && !exporter.isRunning ? () => exporter.start(format) : undefined,
        },
        { 'data-format': format.name, children: messages.exportAs(format.name) },
        props,
      ),
    getExportStatusProps: (props) =>
      propsOf<'p'>(
        {
          'data-part': exporter.error ? 'failure' : 'transfer-status',
          role: exporter.error ? 'alert' : undefined,
          children: exportText(browser),
        },
        props,
      ),
    getCancelExportProps: (props) =>
      button(
        { action: 'cancel-export', onPress: exporter.isRunning ? exporter.cancel : undefined },
        { 'data-kind': 'quiet', children: messages.cancel },
        props,
      ),
    getImportFileProps: (props) =>
      propsOf<'input'>(
        {
          'data-part': 'file',
          type: 'file',
          accept: browser.formats.map(({ name }) => `.${name}`).join(','),
          'aria-label': messages.importFile,
          disabled: !store,
          onChange: ({ target }: ChangeEvent<HTMLInputElement>) => {
            const [file] = target.files ?? []
            if (file) importer.open(file)
            // The same file can be chosen again once it is corrected.
            target.value = ''
          },
        },
        props,
      ),
    getImportDialogProps: (props) =>
      propsOf<'dialog'>(
        {
          'data-part': 'dialog',
          'aria-label': messages.importInto(store?.name ?? messages.unnamedStore),
          ref: openModal,
          onClose: importer.close,
        },
        props,
      ),
    getImportStatusProps: (props) =>
      propsOf<'p'>(
        { 'data-part': 'transfer-status', role: 'status', children: importText(browser) },
        props,
      ),
    getImportProblemsProps: (props) => propsOf<'ul'>({ 'data-part': 'problems' }, props),
    getExistingProps: (existing, props) =>
      button(
        {
          action: `existing-${existing}`,
          part: 'segment',
          onPress: () => importer.setExisting(existing),
        },
        {
          'aria-pressed': importer.existing === existing,
          children: existing === 'skip' ? messages.existingSkip : messages.existingReplace,
        },
        props,
      ),
    getStartImportProps: (props) => {
      const count = toWrite(browser)
      return button(
        {
          action: 'start-import',
          onPress: count > 0 && !importer.isRunning ? importer.start : undefined,
        },
        { 'data-kind': 'primary', children: messages.importCount(count) },
        props,
      )
    },
    getCancelImportProps: (props) =>
      button(
        { action: 'cancel-import', onPress: importer.isRunning ? importer.cancel : undefined },
        { 'data-kind': 'quiet', children: messages.importStop },
        props,
      ),
    getResumeImportProps: (props) =>
      button(
        {
          action: 'resume-import',
          onPress: canResume(browser) ? () => void importer.resume() : undefined,
        },
        { children: messages.importResume },
        props,
      ),
    getCloseImportProps: (props) =>
      button(
        { action: 'close', onPress: closing(importer.close) },
        { children: messages.close },
        props,
      ),
  }
}

/** The options of the field for the type. */
export function typeOptions({
  messages,
}: StoreBrowserState): { value: ValueType; label: string }[] {
  return valueTypes.map((value) => ({ value, label: messages.valueType(value) }))
}

/** Problems that are listed at most: a file of another kind has one in each line. */
const mostProblems = 100

/** The rows that the dry run or the server refused, in words; the first 100. */
export function importProblems({
  messages,
  import: { plan, failures },
}: StoreBrowserState): string[] {
  const refused = (plan?.rows ?? []).filter((row) => row.change === 'refused')
  return [
    ...refused.slice(0, mostProblems).map(({ line, key, problem, firstLine }) => {
      const sentence = messages.importProblem(problem, firstLine)
      const isOfFile = problem === 'empty' || problem === 'not-text'
      return isOfFile ? sentence : messages.importLine(line, key, sentence)
    }),
    ...failures.slice(0, mostProblems).map(({ line, key, error }) => {
      return messages.importLine(line, key, messages.reason(error))
    }),
  ].slice(0, mostProblems)
}

/** Whether something is left to send. */
export function canResume({ import: importer }: StoreBrowserState): boolean {
  return !importer.isRunning && importer.failed + importer.unsent > 0
}

/** How many records an import would write. */
export function toWrite({ import: { plan, existing, total } }: StoreBrowserState): number {
  if (!plan || total > 0) return 0
  return plan.counts.new + (existing === 'skip' ? 0 : plan.counts.changed)
}

function timeProps(
  part: string,
  at: number | undefined,
  words: (at: number, now: number) => string,
): ElementProps<'time'> {
  if (at === undefined) return { 'data-part': part }
  const dateTime = new Date(at).toISOString()
  return { 'data-part': part, dateTime, children: words(at, Date.now()) }
}

function submit(save: (() => void) | undefined) {
  return (event: FormEvent) => {
    event.preventDefault()
    save?.()
  }
}

function saveButton(
  action: string,
  form: { isSaving: boolean; save(): void } | undefined,
  label: string,
  theirs: ElementProps<'button'> | undefined,
) {
  return propsOf<'button'>(
    {
      'data-part': 'button',
      'data-action': action,
      'data-kind': 'primary',
      'data-busy': flag(form?.isSaving === true),
      'aria-disabled': form?.isSaving || undefined,
      // Enter in a field of a form presses its submit button. Without a form it works as well.
      type: 'submit',
      onClick: (event) => {
        event.preventDefault()
        form?.save()
      },
      children: label,
    },
    theirs,
  )
}

function storesText({ messages, storesStatus, storesError, storeSearch }: StoreBrowserState) {
  if (storesStatus === 'loading') return messages.loadingStores
  if (storesStatus === 'paused') return messages.offline
  if (storesError && storesStatus === 'error') {
    return messages.storesFailed(messages.reason(storesError))
  }
  return storeSearch.trim() === '' ? messages.noStores : messages.noStoreFound
}

function questionText({ messages, question }: StoreBrowserState): string | undefined {
  if (!question) return undefined
  if (question.about === 'store') return messages.questionStore(question.name)
  return question.about === 'record'
    ? messages.questionRecord(question.name)
    : messages.questionRecords(question.count)
}

function exportText({ messages, export: { error, progress } }: StoreBrowserState) {
  if (error) return messages.exportFailed(messages.reason(error))
  return messages.exporting(progress?.done ?? 0, progress?.total)
}

function importText({ messages, import: importer }: StoreBrowserState): string {
  const { dryRun, plan, isRunning, total, done, failed, unsent } = importer
  if (dryRun.error) return messages.failed(messages.reason(dryRun.error))
  if (isRunning) return messages.importing(done + failed, total)
  if (total > 0) return messages.imported(done, failed, unsent)
  if (plan) return messages.planned(plan.counts)
  return messages.readingFile(dryRun.progress?.done ?? 0, dryRun.progress?.total)
}
