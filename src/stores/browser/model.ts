import type { AppmixerError } from '../../client/errors.ts'
import type { ListModel, ListOptions, ListRow, ListStatus } from '../../headless/listModel.ts'
import type { ListView } from '../../headless/useControlled.ts'
import type { StoreBrowserMessages } from '../../react/messages.ts'
import type { StoreExportHook, StoreImportHook } from '../transfer/hooks.ts'
import type { RecordFormat } from '../transfer/formats.ts'
import type { RunStoreImportOptions } from '../transfer/importRun.ts'
import type { ValueType } from '../transfer/values.ts'
import type { Store, StoreRecord } from '../types.ts'

/** What a store browser shows. A change of the store also clears the search. */
export interface StoreBrowserView extends ListView {
  /** The store whose records are shown. @default the first one */
  storeId: string | undefined
}

export interface StoreBrowserOptions extends ListOptions<StoreRecord, StoreBrowserView> {
  /**
   * `pages`: one page of records at a time. `scroll`: any number of records in one list, of which only those near the
   * scroll position are read and rendered; see {@link RecordWindow}.
   *
   * @default 'pages'
   */
  paging?: 'pages' | 'scroll' | undefined
  /**
   * The formats that files can have. CSV is in `appmixer-react/csv`.
   *
   * @default JSON and NDJSON
   */
  formats?: readonly RecordFormat[] | undefined
  /** Called with an exported file. @default it is downloaded */
  onExport?: ((file: File) => void) | undefined
  /** Records on a page, as long as the user wants no other number. @default 100 */
  pageSize?: number | undefined
  /** `field:1` or `field:-1`, as long as the user wants no other order. @default updatedAt:-1, the latest change first */
  sort?: string | undefined
  /** Called when a record is opened. */
  onOpen?: ((record: StoreRecord) => void) | undefined
  /** Sentences of this browser only. @default the provider's `messages.storeBrowser`, then English */
  messages?: Partial<StoreBrowserMessages> | undefined
}

/** One record on screen, and what can be done with it. */
export interface RecordRow extends ListRow {
  record: StoreRecord
  type: ValueType
  /** The value as JSON on one line, cut after 200 characters. */
  text: string
  /** In milliseconds since 1970. */
  createdAt: number | undefined
  changedAt: number | undefined
  isEditing: boolean
  /** Opens the editor; see {@link StoreBrowserState.editor}. */
  edit(): void
  /** Asks, then deletes. */
  remove(): void
}

/** One store on screen, and what can be done with it. */
export interface StoreRow {
  key: string
  name: string
  store: Store
  isCurrent: boolean
  /** The default store: it cannot be renamed or deleted. */
  isLocked: boolean
  isRenaming: boolean
  open(): void
  rename(): void
  /** Asks, then deletes the store with all its records. */
  remove(): void
}

/** What a form that writes has to show. */
interface Form {
  isSaving: boolean
  /** Why it could not be saved, where no field is to blame. */
  error: string | undefined
  save(): void
  /** Closes it. What was typed is lost. */
  cancel(): void
}

/** The form for a record. It stays open, with what was typed, until it is saved or cancelled. */
export interface RecordEditor extends Form {
  /** The key of the record that is edited; `undefined` for a new one. */
  editing: string | undefined
  key: string
  type: ValueType
  text: string
  /** Sentences for the fields. */
  keyError: string | undefined
  valueError: string | undefined
  change(fields: Partial<Pick<RecordEditor, 'key' | 'type' | 'text'>>): void
  /** Edits the record that has the key already, after a refusal for that reason. */
  openExisting: (() => void) | undefined
}

/** The form for the name of a store. */
export interface StoreForm extends Form {
  /** The id of the store that gets another name; `undefined` for a new store. */
  renaming: string | undefined
  name: string
  setName(name: string): void
}

/** What a question is about. */
export type StoreQuestion =
  | { about: 'store'; name: string; storeId: string }
  | { about: 'record'; name: string; key: string }
  | { about: 'records'; count: number }

/**
 * The records in `scroll` mode, by their place in the whole. Give `count` to a virtual list, and say which rows it
 * shows: the pages around them are read, and no others are.
 */
export interface RecordWindow {
  /** Another text for another store, search or order: that is another list, to be shown from its top. */
  list: string
  /** How many records there are; 0 until the server has counted. */
  count: number
  /** The record at this place, once it is read. */
  rowAt(index: number): RecordRow | undefined
  setVisible(first: number, last: number): void
}

export interface StoreBrowserState extends ListModel<RecordRow, StoreBrowserView> {
  messages: StoreBrowserMessages
  /** The stores that match the search for stores. */
  stores: StoreRow[]
  /** `loading` until they are read; `error` when they could not be. */
  storesStatus: ListStatus
  storesError: AppmixerError | null
  refetchStores(): void
  storeSearch: string
  setStoreSearch(search: string): void
  /** The store whose records are shown. */
  store: Store | undefined
  openStore(storeId: string): void
  createStore(): void
  storeForm: StoreForm | undefined
  createRecord(): void
  /** One at a time; what was typed for another record waits until that one is edited again. */
  editor: RecordEditor | undefined
  /** Something was typed for a record, here or in another store, and is neither saved nor cancelled. */
  hasUnsaved: boolean
  question: StoreQuestion | undefined
  confirm(): void
  cancel(): void
  window: RecordWindow
  formats: readonly RecordFormat[]
  export: StoreExportHook & { start(format: RecordFormat): void }
  import: StoreImportHook & {
    /** The dialog is open: a file was chosen. */
    isOpen: boolean
    fileName: string
    /** Reads the file and compares it with the store. */
    open(file: File): void
    close(): void
    existing: NonNullable<RunStoreImportOptions['existing']>
    setExisting(existing: NonNullable<RunStoreImportOptions['existing']>): void
    start(): void
  }
  /** Does it to the selected records; asks first before deleting them. */
  runBulk(action: string): void
}
