'use client'

import { useEffect } from 'react'
import { isAppmixerError, type AppmixerError } from '../../client/errors.ts'
import { unlessPrevented, useListControls, useListState } from '../../headless/listModel.ts'
import { useAttempts, waitingIn } from '../../headless/useAttempts.ts'
import { useScopedState } from '../../headless/useControlled.ts'
import { useListBulk } from '../../headless/useListBulk.ts'
import type { Selection } from '../../headless/useSelection.ts'
import { useMessages, type StoreBrowserMessages } from '../../react/messages.ts'
import { useBulkDeleteStoreItems, useDeleteStore, useDeleteStoreItems } from '../hooks.ts'
import { jsonFormat, ndjsonFormat, type RecordFormat } from '../transfer/formats.ts'
import {
  saveFile,
  useStoreExport,
  useStoreImport,
  type PlanStoreImportFileInput,
} from '../transfer/hooks.ts'
import { valueTypeOf } from '../transfer/values.ts'
import type { StoreImportState } from '../transfer/importRun.ts'
import type { StoreItemRef, StoreRecord, StoreRecordsCountQuery } from '../types.ts'
import { storeBrowserGetters, type StoreBrowserGetters } from './getters.ts'
import { storeBrowserMessages } from './messages.ts'
import type {
  RecordRow,
  StoreBrowserOptions,
  StoreBrowserState,
  StoreBrowserView,
  StoreQuestion,
} from './model.ts'
import { useRecordEditor } from './useRecordEditor.ts'
import { useRecords, type Records } from './useRecords.ts'
import { useStoreRows } from './useStoreRows.ts'

/** State and actions of a store browser, with a prop getter for each of its elements. */
export interface StoreBrowserModel extends StoreBrowserState, StoreBrowserGetters {}

const defaultFormats: readonly RecordFormat[] = [jsonFormat, ndjsonFormat]

/** Characters of a value that a row shows. */
const longestText = 200

/**
 * Everything a browser of data stores does, without a look: stores, records, search, sort, pages or one long list,
 * selection, create, edit with the type kept, rename, delete with confirmation, export and import.
 * `<StoreBrowser.Root>` and its parts are thin elements over it. The key of a row is `storeId/key`.
 *
 * @example
 * const browser = useStoreBrowser({ formats: [jsonFormat, csvFormat] })
 * <section {...browser.getRootProps()}>
 *   {browser.stores.map((store) => <button key={store.key} {...browser.getStoreProps(store)} />)}
 *   <ul {...browser.getItemsProps()}>
 *     {browser.rows.map((row) => (
 *       <li key={row.key} {...browser.getItemProps(row)}>
 *         <span {...browser.getNameProps(row)} /> <code {...browser.getValueProps(row)} />
 *       </li>
 *     ))}
 *   </ul>
 * </section>
 */
export function useStoreBrowser(options: StoreBrowserOptions = {}): StoreBrowserModel {
  const { formats = defaultFormats, paging = 'pages' } = options
  const messages = useMessages('storeBrowser', storeBrowserMessages, options)
  const controls = useListControls<StoreRecord, StoreBrowserView>(
    {
      search: '',
      page: 0,
      pageSize: options.pageSize ?? 100,
      sort: options.sort ?? 'updatedAt:-1',
      opened: undefined,
      storeId: undefined,
    },
    options,
  )
  const { view, setView, pattern, announce } = controls
  const [question, setQuestion] = useScopedState<StoreQuestion | undefined>(() => undefined)
  const [failures, setFailures] = useScopedState<ReadonlyMap<string, AppmixerError>>(
    () => new Map(),
  )

  const openStore = (next: string | undefined) =>
    setView({ storeId: next, search: '', opened: undefined })
  const failed = (error: unknown, action: string, keys: readonly string[]) => {
    if (isAppmixerError(error)) options.onError?.(error, { action, keys })
  }
  const storeState = useStoreRows({
    storeId: view.storeId,
    messages,
    announce,
    act,
    onError: failed,
    open: openStore,
    remove: ({ storeId: id, name }) =>
      setQuestion(() => ({ about: 'store', storeId: id, name: name || messages.unnamedStore })),
  })
  const storeId = view.storeId ?? storeState.store?.storeId

  const criteria = storeId
    ? { storeId, ...(pattern !== '' && { pattern, escapePattern: true }) }
    : undefined
  const { sort, pageSize } = view
  const records = useRecords({ query: criteria, sort, pageSize, page: controls.page, paging })
  const recordOf = (key: string) => records.records.find((record) => record.key === key)

  /** Carries a command out, unless the caller prevents it. */
  function act(action: string, keys: readonly string[], carryOut: () => void): void {
    const items = keys.flatMap((key) => recordOf(refIn(key).key) ?? [])
    unlessPrevented(options, { action, keys, items }, carryOut)
  }

  const editor = useRecordEditor({
    storeId,
    messages,
    recordOf,
    act: (action, keys, carryOut) =>
      act(
        action,
        keys.map((key) => rowKeyOf(storeId!, key)),
        carryOut,
      ),
    onSaved: ({ key, isNew }) => announce(isNew ? messages.created(key) : messages.saved(key)),
    onFailed: (error, action, key) => failed(error, action, [rowKeyOf(storeId!, key)]),
  })

  const attempts = useAttempts<StoreItemRef>('key')
  const deletions = useBulkDeleteStoreItems()
  const bulkFailures = new Map(
    deletions.results.flatMap((result) =>
      result.status === 'failed'
        ? [[rowKeyOf(result.item.storeId, result.item.key), result.error]]
        : [],
    ),
  )
  const deletion = useDeleteStoreItems()
  const storeDeletion = useDeleteStore()

  function removeRecord(key: string): void {
    const ref = refIn(key)
    setFailures((before) => without(before, key))
    announce(messages.removing(ref.key))
    // mutateAsync: the row, and with it an observer's callback, may have left by then.
    deletion.mutateAsync({ items: [ref] }).then(
      () => announce(messages.removed(ref.key)),
      (error: AppmixerError) => {
        setFailures((before) => new Map(before).set(key, error))
        announce(messages.refused(ref.key, messages.reason(error)))
        failed(error, 'deleteStoreItems', [key])
      },
    )
  }

  function removeStore({ storeId: id, name }: { storeId: string; name: string }): void {
    announce(messages.removing(name))
    // Another store is shown at once, so that the records of this one are not asked for again.
    if (id === storeId) openStore(storeState.stores.find(({ key }) => key !== id)?.key)
    storeDeletion.mutateAsync({ storeId: id }).then(
      () => announce(messages.removed(name)),
      (error: AppmixerError) => {
        announce(messages.refused(name, messages.reason(error)))
        failed(error, 'deleteStore', [id])
      },
    )
  }

  function rowOf(record: StoreRecord): Omit<RecordRow, 'isSelected' | 'isOpen'> {
    const key = rowKeyOf(storeId!, record.key)
    const attempt = attempts.get(record.key)
    const failure = failures.get(key) ?? bulkFailures.get(key)
    return {
      record,
      key,
      name: record.key,
      type: valueTypeOf(record.value),
      text: textOf(record.value),
      createdAt: timeOf(record.createdAt),
      changedAt: timeOf(record.updatedAt),
      isBusy: attempt?.isPending === true && attempt.variables.storeId === storeId,
      waiting: waitingIn(attempt),
      isEditing: editor.editor?.editing === record.key,
      error: failure,
      edit: () => editor.edit(record),
      remove: () => setQuestion(() => ({ about: 'record', name: record.key, key })),
      retry() {
        if (failures.has(key)) act('deleteStoreItems', [key], () => removeRecord(key))
        else void deletions.retryFailed()
      },
      dismiss() {
        if (failures.has(key)) setFailures((before) => without(before, key))
        else deletions.reset()
      },
    }
  }

  const isWithoutStore = storeId === undefined
  const list = useListState<RecordRow, StoreBrowserView>({
    controls,
    options,
    messages,
    query: isWithoutStore
      ? {
          ...records.query,
          data: storeState.storesStatus === 'empty' ? [] : undefined,
          error: storeState.storesError,
          isError: storeState.storesStatus === 'error',
          isPaused: storeState.storesStatus === 'paused',
          isPlaceholderData: false,
        }
      : records.query,
    total: isWithoutStore ? undefined : records.total,
    page: records.page,
    rows: isWithoutStore ? [] : records.records.map(rowOf),
    noFilter: {},
    undoable: undefined,
    refetch: records.refetch,
  })
  const bulk = useListBulk<StoreItemRef>({
    runs: { deleteStoreItems: deletions },
    refOf: refIn,
    keyOf: (ref) => rowKeyOf(ref.storeId, ref.key),
    messages,
    announce,
    selection: list.selection,
  })
  useSelectionOfStore(storeId, list.selection)

  const transfer = useTransfer({
    options,
    messages,
    formats,
    criteria,
    storeName: storeState.store?.name || messages.unnamedStore,
    announce,
  })
  const rows = new Map(list.rows.map((row) => [row.record, row]))

  const state: StoreBrowserState = {
    ...list,
    ...storeState,
    ...transfer,
    messages,
    bulk,
    paging: paging === 'scroll' ? { ...list.paging, range: rangeOf(records) } : list.paging,
    openStore,
    formats,
    createRecord: editor.create,
    editor: editor.editor,
    hasUnsaved: editor.hasUnsaved,
    question,
    confirm() {
      setQuestion(() => undefined)
      if (!question) return
      if (question.about === 'store') {
        act('deleteStore', [question.storeId], () => removeStore(question))
      } else if (question.about === 'record') {
        act('deleteStoreItems', [question.key], () => removeRecord(question.key))
      } else {
        act('deleteStoreItems', list.selection.keys, () => bulk.run('deleteStoreItems'))
      }
    },
    cancel: () => setQuestion(() => undefined),
    runBulk: () => setQuestion(() => ({ about: 'records', count: list.selection.keys.length })),
    window: {
      list: JSON.stringify([criteria, sort]),
      count: records.total ?? records.records.length,
      rowAt(index) {
        const record = records.recordAt(index)
        return record && rows.get(record)
      },
      setVisible: records.setVisible,
    },
  }
  return { ...state, ...storeBrowserGetters(state, options.onOpen) }
}

interface TransferInput {
  options: StoreBrowserOptions
  messages: StoreBrowserMessages
  formats: readonly RecordFormat[]
  criteria: StoreRecordsCountQuery | undefined
  storeName: string
  announce(sentence: string): void
}

/** Export of what is shown, import of a file. */
function useTransfer(input: TransferInput): Pick<StoreBrowserState, 'export' | 'import'> {
  const { options, messages, formats, criteria, storeName, announce } = input
  const exporter = useStoreExport()
  const importer = useStoreImport()
  const [fileName, setFileName] = useScopedState<string | undefined>(() => undefined)
  const [existing, setExisting] = useScopedState<'replace' | 'skip'>(() => 'replace')

  async function startExport(format: RecordFormat): Promise<void> {
    if (!criteria) return
    const file = await exporter.run({ ...criteria, format, name: storeName })
    if (!file) return
    ;(options.onExport ?? saveFile)(file)
    announce(messages.exported(file.name))
  }

  async function plan(file: PlanStoreImportFileInput): Promise<void> {
    const found = await importer.dryRun.run(file)
    if (found) announce(messages.planned(found.counts))
  }

  async function follow(run: Promise<StoreImportState>): Promise<void> {
    const { done, failed, unsent } = await run
    announce(messages.imported(done, failed, unsent))
  }

  return {
    export: { ...exporter, start: (format) => void startExport(format) },
    import: {
      ...importer,
      isOpen: fileName !== undefined,
      fileName: fileName ?? '',
      existing,
      setExisting: (next) => setExisting(() => next),
      open(file) {
        const [first] = formats
        const { storeId } = criteria ?? {}
        const name = file.name.toLowerCase()
        const format = formats.find((other) => name.endsWith(`.${other.name}`)) ?? first
        if (!format || !storeId) return
        if (!importer.isRunning) importer.reset()
        setFileName(() => file.name)
        void plan({ storeId, file, format })
      },
      close() {
        setFileName(() => undefined)
        importer.reset()
      },
      start: () => void follow(importer.run({ existing })),
      resume() {
        const run = importer.resume()
        void follow(run)
        return run
      },
    },
  }
}

/** What was selected in one store must not be deleted while another one is shown. */
function useSelectionOfStore(storeId: string | undefined, { keys, set }: Selection): void {
  const own = keys.filter((key) => refIn(key).storeId === storeId)
  const isForeign = storeId !== undefined && own.length < keys.length
  useEffect(() => {
    if (isForeign) set(own)
  })
}

/** One line, as JSON has it. */
function textOf(value: StoreRecord['value']): string {
  return (JSON.stringify(value ?? null) ?? '').slice(0, longestText)
}

/** Some servers write the zone as `+0000`, which not every browser reads. */
function timeOf(date: string | null | undefined): number | undefined {
  const at = Date.parse((date ?? '').replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))
  return Number.isNaN(at) ? undefined : at
}

function rangeOf({ records, visible, total }: Records): { from: number; to: number } {
  if (records.length === 0) return { from: 0, to: 0 }
  return { from: visible.first + 1, to: Math.min(visible.last + 1, total ?? Infinity) }
}

function without<Value>(map: ReadonlyMap<string, Value>, key: string): ReadonlyMap<string, Value> {
  const next = new Map(map)
  next.delete(key)
  return next
}

/** A key is unique in its store only. Ids of stores have no slash. */
function rowKeyOf(storeId: string, key: string): string {
  return `${storeId}/${key}`
}

function refIn(rowKey: string): StoreItemRef {
  const slash = rowKey.indexOf('/')
  return { storeId: rowKey.slice(0, slash), key: rowKey.slice(slash + 1) }
}
