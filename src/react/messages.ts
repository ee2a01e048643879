'use client'

import { createContext, useCallback, useContext, useMemo } from 'react'
import { errorMessage, withDefaults, type ErrorMessages } from '../client/errorMessage.ts'
import type { AppmixerError } from '../client/errors.ts'
import type { TimeRangeName } from '../time/range.ts'

/**
 * Every sentence that people read, for `<AppmixerProvider messages>`: a second language is one such object. What you
 * leave out is English.
 *
 * @example
 * const german: AppmixerMessages = {
 *   errors: { network: 'Keine Verbindung zum Server.' },
 *   flowList: { search: 'Flows suchen', start: 'Starten' },
 *   taskInbox: { approve: 'Genehmigen', reject: 'Ablehnen' },
 * }
 */
export interface AppmixerMessages {
  /** For `useErrorMessage()`, and for the failures that lists show. */
  errors?: Partial<ErrorMessages> | undefined
  flowList?: Partial<FlowListMessages> | undefined
  taskInbox?: Partial<TaskInboxMessages> | undefined
  storeBrowser?: Partial<StoreBrowserMessages> | undefined
  accountList?: Partial<AccountListMessages> | undefined
  logViewer?: Partial<LogViewerMessages> | undefined
  chartGallery?: Partial<ChartGalleryMessages> | undefined
  integrationGallery?: Partial<IntegrationGalleryMessages> | undefined
  integrationSetup?: Partial<IntegrationSetupMessages> | undefined
}

/** The sentences that every list has. */
export interface ListMessages {
  list: string
  search: string
  loading: string
  failed: (reason: string) => string
  /** An error for people. Default: `errorMessage` with the provider's `messages.errors`. */
  reason: (error: AppmixerError) => string
  none: string
  noneFound: string
  noneInFilter: string
  clear: string
  retry: string
  retryFor: (name: string) => string
  dismiss: string
  /** Nothing was read before the network was lost. */
  offline: string
  /** Closes the detail of a row. */
  close: string
  previousPage: string
  nextPage: string
  /** `decided`: how many rows on screen are not counted, because they were decided just now. */
  range: (from: number, to: number, total: number | undefined, decided: number) => string
  /** What a screen reader says about the results of another search or filter. */
  found: (total: number | undefined) => string
  sort: string
  pageSize: string
  selectRow: (name: string) => string
  selectPage: string
  clearSelection: string
  /** The name of the bulk actions. */
  bulk: string
  selected: (count: number) => string
  bulkRunning: (done: number, total: number) => string
  bulkDone: (done: number, failed: number) => string
  bulkCancel: string
  /** Why a button is disabled: the user may not do this. */
  notAllowed: string
  /** What a screen reader says about a failed action. */
  refused: (name: string, reason: string) => string
  undo: string
  undoFor: (name: string) => string
  /** What a screen reader says about an action that can be undone. */
  undoable: (done: string) => string
  /** What a screen reader says about an action that was undone. */
  undone: (name: string) => string
}

/** Every sentence of a flow list. */
export interface FlowListMessages extends ListMessages {
  stageFilter: string
  all: string
  running: string
  stopped: string
  paused: string
  /** The stage of a flow, for people. */
  stage: (stage: string) => string
  /** In place of the stage: a start or a stop waits for the network. */
  waiting: (action: 'startFlow' | 'stopFlow') => string
  toggle: (name: string) => string
  start: string
  startFlow: (name: string) => string
  stop: string
  stopFlow: (name: string) => string
  rename: string
  renameFlow: (name: string) => string
  newName: (name: string) => string
  remove: string
  removeFlow: (name: string) => string
  save: string
  question: (name: string) => string
  questionMany: (count: number) => string
  /** Asked before a flow that runs is renamed. */
  renameQuestion: (name: string) => string
  confirm: string
  confirmRename: string
  cancel: string
  unnamed: string
  /** In place of what the user may not do. */
  viewOnly: string
  starting: (name: string) => string
  started: (name: string) => string
  stopping: (name: string) => string
  stoppedFlow: (name: string) => string
  renamed: (name: string) => string
  removing: (name: string) => string
  removed: (name: string) => string
  sharing: string
  anyone: string
  mine: string
  sharedWithMe: string
  sharedWithOthers: string
  created: (at: number, now: number) => string
  changed: (at: number, now: number) => string
  /** The filter for flows with errors. */
  attention: string
  attentionCount: (count: number) => string
  noneNeedAttention: string
  errors: (count: number) => string
  create: string
  creating: string
  /** The name of a flow that was just created. */
  newFlow: string
  createdFlow: (name: string) => string
  clone: string
  cloneFlow: (name: string) => string
  /** Stands before the name of a copy. */
  copyPrefix: string
  cloned: (name: string) => string
  edit: string
  editFlow: (name: string) => string
  description: string
  picture: string
  removePicture: string
  /** Why a file is no picture for a flow; `largest` in bytes. */
  pictureProblem: (problem: 'type' | 'size', largest: number) => string
  saved: (name: string) => string
  share: string
  shareFlow: (name: string) => string
  shareType: string
  /** The field for whom to share with, and an option of `shareType`. */
  shareWith: (type: 'email' | 'domain' | 'scope') => string
  shareAdd: string
  shareRemove: (name: string) => string
  /** Why this cannot be added: it is no `email`, `domain` or `scope`, or is there already. */
  shareProblem: (
    problem: 'email' | 'domain' | 'scope' | 'repeated' | 'own',
    value: string,
  ) => string
  shares: string
  notShared: string
  /** A permission of a shared flow: `read`, `start`, `stop`, `edit`. */
  permission: (permission: string) => string
  permissionOf: (permission: string, name: string) => string
}

/** Every sentence of a task inbox. */
export interface TaskInboxMessages extends ListMessages {
  tabs: string
  pending: string
  overdue: string
  approved: string
  rejected: string
  /** The status of a task, for people. */
  status: (status: string) => string
  approve: string
  approveTask: (title: string) => string
  reject: string
  rejectTask: (title: string) => string
  untitled: string
  /** When it must be decided, seen from now. Both in milliseconds since 1970. */
  due: (at: number, now: number) => string
  noDueDate: string
  /** When it was decided, seen from now. Both in milliseconds since 1970. */
  decided: (at: number, now: number) => string
  from: (requester: string) => string
  role: string
  approver: string
  requester: string
  approving: (title: string) => string
  rejecting: (title: string) => string
  /** The outcome in a row: what this user did. */
  youApproved: string
  youRejected: string
  /** Also announced. */
  approvedTask: (title: string) => string
  rejectedTask: (title: string) => string
  /** Another user was faster. `by`: who, where it is known. */
  decidedBefore: (status: string, by: string | undefined) => string
  /** Asked before a decision, with `confirm`. */
  question: (title: string, decision: 'approve' | 'reject') => string
  cancel: string
}

/** Every sentence of a store browser. */
export interface StoreBrowserMessages extends ListMessages {
  stores: string
  searchStores: string
  loadingStores: string
  storesFailed: (reason: string) => string
  noStores: string
  noStoreFound: string
  newStore: string
  storeName: string
  renameStore: (name: string) => string
  removeStore: (name: string) => string
  /** Why the default store can neither be renamed nor deleted. */
  storeLocked: string
  unnamedStore: string
  nameNeeded: string
  nameTaken: string
  newRecord: string
  editRecord: (key: string) => string
  removeRecord: (key: string) => string
  key: string
  value: string
  type: string
  /** The heads of the columns that records are sorted by. */
  column: (column: 'key' | 'createdAt' | 'updatedAt') => string
  /** `text`, `number`, `boolean`, `list`, `object` or `null`, for people. */
  valueType: (type: string) => string
  keyNeeded: string
  keyTaken: string
  openExisting: string
  /** `line`, from 1, where the browser says it. */
  badValue: (type: string, line: number | undefined) => string
  edit: string
  rename: string
  remove: string
  save: string
  /** The safe answer to a question, and the way out of a form. */
  cancel: string
  confirm: string
  questionStore: (name: string) => string
  questionRecord: (key: string) => string
  questionRecords: (count: number) => string
  created: (name: string) => string
  saved: (name: string) => string
  removing: (name: string) => string
  removed: (name: string) => string
  createdAt: (at: number, now: number) => string
  changedAt: (at: number, now: number) => string
  exportAs: (format: string) => string
  exporting: (done: number, total: number | undefined) => string
  exported: (file: string) => string
  exportFailed: (reason: string) => string
  importFile: string
  /** The name of the dialog. */
  importInto: (store: string) => string
  readingFile: (done: number, total: number | undefined) => string
  /** What a dry run found. */
  planned: (counts: { new: number; changed: number; same: number; refused: number }) => string
  /** Why a row of a file cannot be imported: a problem of `FileRow`; `firstLine` with `repeated`. */
  importProblem: (problem: string, firstLine: number | undefined) => string
  importLine: (line: number, key: string | undefined, problem: string) => string
  existing: string
  existingReplace: string
  existingSkip: string
  importCount: (count: number) => string
  importing: (done: number, total: number) => string
  imported: (done: number, failed: number, unsent: number) => string
  importResume: string
  importStop: string
  close: string
}

/** Every sentence of an account list. */
export interface AccountListMessages extends ListMessages {
  /** The status of an account, for people: `valid`, `invalid`, `unknown` or `testing`. */
  status: (status: string) => string
  unnamed: string
  test: string
  testAccount: (name: string) => string
  testAll: string
  stopTesting: string
  testing: (done: number, total: number) => string
  tested: (valid: number, invalid: number) => string
  attentionCount: (count: number) => string
  testedOne: (name: string, status: string) => string
  testedAt: (at: number, now: number) => string
  neverTested: string
  reconnect: string
  reconnectAccount: (name: string) => string
  rename: string
  renameAccount: (name: string) => string
  newName: (name: string) => string
  save: string
  cancel: string
  renamed: (name: string) => string
  usage: string
  usageOf: (name: string) => string
  usedBy: (count: number) => string
  usageLoading: string
  usageFailed: (reason: string) => string
  unnamedFlow: string
  more: (count: number) => string
  revoke: string
  revokeAccount: (name: string) => string
  question: (name: string) => string
  /** What follows: `count` flows stop; `undefined` when that could not be read. */
  consequence: (count: number | undefined) => string
  keep: string
  confirm: string
  revoking: (name: string) => string
  revoked: (name: string) => string
}

/** Every sentence of a log viewer. */
export interface LogViewerMessages extends ListMessages {
  /** The name of the search field while it takes Lucene syntax. */
  query: string
  editAsText: string
  editAsFilters: string
  unnamed: string
  /** `info` is a success. */
  severity: (severity: 'error' | 'warning' | 'info' | 'debug') => string
  /** The time of an entry, which may have a date around it; and with its date. Milliseconds since 1970. */
  time: (at: number, timeZone: string | undefined) => string
  dateTime: (at: number, timeZone: string | undefined) => string
  /** A filter that is set. */
  filter: (field: string, value: string) => string
  /** The opposite of a filter. */
  filterNot: (filter: string) => string
  filterExists: (field: string, exists: boolean) => string
  filterFlows: (count: number) => string
  /** Hides and shows what plugins wrote. */
  pluginLogs: string
  /** The badge of an entry of a test run. */
  testRun: string
  /** The filter that hides entries about flows as a whole. */
  systemHidden: string
  removeFilter: (filter: string) => string
  rangeLabel: string
  ranges: Record<TimeRangeName, string>
  /** A range of its own. Milliseconds since 1970; an open end is `undefined`. */
  custom: (from: number | undefined, to: number | undefined, timeZone: string | undefined) => string
  layoutLabel: string
  entries: string
  executions: string
  live: string
  newer: (count: number) => string
  older: string
  histogram: (total: number, errors: number) => string
  /** The name of the open entry. */
  detail: (message: string) => string
  copy: string
  copied: string
  notCopied: string
  export: (format: 'json' | 'ndjson') => string
  exporting: (count: number) => string
  exported: (count: number) => string
  exportFailed: (reason: string) => string
  exportCancelled: string
  exportCancel: string
  executionStatus: (status: 'running' | 'finished' | 'failed') => string
  /** The name of what is no run: an entry about the flow as a whole. */
  ofFlow: string
  /** One run, by the name of its flow. */
  execution: (name: string, entries: number) => string
  duration: (milliseconds: number) => string
}

/** Every sentence of a chart gallery. */
export interface ChartGalleryMessages extends ListMessages {
  unnamed: string
  rangeLabel: string
  ranges: Record<TimeRangeName, string>
  /** Each chart has the range that it was made with. */
  ownRange: string
  refresh: string
  refreshAll: string
  /** When the oldest of the charts on screen was read, seen from now. Milliseconds since 1970. */
  updated: (at: number, now: number) => string
  /** In place of a chart without a value. */
  noData: string
  /** In place of traces that cannot be shown. */
  problem: (names: readonly string[]) => string
  /** In place of a chart that could not be read. */
  unread: (reason: string) => string
  /** The chart in words: its name, and how many values there are. */
  chart: (name: string, points: number) => string
  refreshChart: (name: string) => string
  clone: string
  cloneChart: (name: string) => string
  /** The name of a copy. */
  copyOf: (name: string) => string
  cloned: (name: string) => string
  moveBack: string
  moveChartBack: (name: string) => string
  moveOn: string
  moveChartOn: (name: string) => string
  moved: (name: string, place: number, total: number) => string
  remove: string
  removeChart: (name: string) => string
  question: (name: string) => string
  confirm: string
  cancel: string
  removing: (name: string) => string
  removed: (name: string) => string
}

/** Every sentence of an integration gallery. */
export interface IntegrationGalleryMessages extends ListMessages {
  /** The name of the tabs. */
  tabs: string
  tab: (tab: 'all' | 'activated', count: number | undefined) => string
  /** The name of the categories. */
  categories: string
  allCategories: string
  unnamed: string
  /** Where a template or an integration stands. A newer server may send other stages. */
  status: (status: string) => string
  connect: string
  connectIntegration: (name: string) => string
  settings: string
  settingsOf: (name: string) => string
  start: string
  startIntegration: (name: string) => string
  stop: string
  stopIntegration: (name: string) => string
  remove: string
  removeIntegration: (name: string) => string
  question: (name: string) => string
  confirm: string
  cancel: string
  starting: (name: string) => string
  started: (name: string) => string
  stopping: (name: string) => string
  stopped: (name: string) => string
  removing: (name: string) => string
  removed: (name: string) => string
  saved: (name: string) => string
  /** One thing between the click and the integration that runs; `label` is that of an account. */
  step: (kind: 'account' | 'settings' | 'start', label: string) => string
  stepStatus: (status: 'done' | 'current' | 'waiting' | 'failed') => string
}

/** Every sentence of an integration setup. */
export interface IntegrationSetupMessages {
  setup: (name: string) => string
  unnamed: string
  loading: string
  /** An error for people. Default: `errorMessage` with the provider's `messages.errors`. */
  reason: (error: AppmixerError) => string
  unreadable: (reason: string) => string
  failed: (reason: string) => string
  retry: string
  required: string
  noNumber: string
  tooSmall: (limit: number) => string
  tooLarge: (limit: number) => string
  /** In place of a field that this version cannot ask for. */
  unknown: (type: string) => string
  choose: string
  chooseAccount: string
  unnamedAccount: string
  noAccount: string
  connect: string
  /** The name of the button; `connect` is what is written on it. */
  connectFor: (label: string, connect: string) => string
  connectAnother: string
  connecting: string
  stopConnecting: string
  /** The browser opened no window. */
  blocked: string
  refused: string
  timedOut: string
  /** What is missing, by the labels of the fields. */
  missing: (labels: readonly string[]) => string
  start: string
  save: string
  cancel: string
  step: (step: 'copying' | 'saving' | 'validating' | 'starting' | 'publishing') => string
}

export const MessagesContext = createContext<AppmixerMessages>({})

/** The provider's `locale`; `undefined` is the browser's. */
export const LocaleContext = createContext<string | undefined>(undefined)

/** Dates, numbers and plurals in one language. Times are in milliseconds since 1970. */
export interface Format {
  /** The BCP 47 tag; `undefined` is the browser's. */
  locale: string | undefined
  number(value: number): string
  date(at: number): string
  dateTime(at: number): string
  /** `2 days`. */
  duration(ms: number): string
  /** `in 2 hours`, `yesterday`, `now`. */
  relative(at: number, now: number): string
  /** The form for a number: `plural(count, { one: 'task', other: 'tasks' })`. */
  plural(
    count: number,
    forms: { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>,
  ): string
}

/** `Intl` in one language. */
export function createFormat(locale?: string): Format {
  return {
    locale,
    number: (value) => new Intl.NumberFormat(locale).format(value),
    date: (at) => new Intl.DateTimeFormat(locale, { dateStyle: 'medium' }).format(at),
    dateTime: (at) =>
      new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(at),
    duration(ms) {
      const [count, unit] = distance(ms)
      return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(
        count,
      )
    },
    relative(at, now) {
      const [count, unit] = distance(at - now)
      return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(count, unit)
    },
    plural: (count, forms) => forms[new Intl.PluralRules(locale).select(count)] ?? forms.other,
  }
}

const units = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** The largest unit of which there is at least one; less than a minute is now. */
function distance(ms: number): [count: number, unit: Intl.RelativeTimeFormatUnit] {
  const [unit, length] = units.find(([, each]) => Math.abs(ms) >= each) ?? ['second', Infinity]
  return [Math.trunc(ms / length) || 0, unit]
}

/**
 * Dates, numbers and plurals in the provider's `locale`.
 *
 * @example
 * const format = useFormat()
 * <time>{format.relative(Date.parse(flow.mtime), Date.now())}</time>
 */
export function useFormat(): Format {
  const locale = useContext(LocaleContext)
  return useMemo(() => createFormat(locale), [locale])
}

/** The `messages` of the nearest provider that has some; without one, all is English. */
export function useAppmixerMessages(): AppmixerMessages {
  return useContext(MessagesContext)
}

/**
 * `errorMessage` in the words of the provider's `messages.errors`. Works outside of a provider too, in English: an
 * error boundary may be above it. The function stays the same as long as the words do.
 *
 * @example
 * const errorMessage = useErrorMessage()
 * if (error) return <p role="alert">{errorMessage(error)}</p>
 */
export function useErrorMessage(): (error: unknown) => string {
  const { errors } = useAppmixerMessages()
  return useCallback((error) => errorMessage(error, errors), [errors])
}

/** The sentences of each component. */
interface ComponentMessages {
  flowList: FlowListMessages
  taskInbox: TaskInboxMessages
  storeBrowser: StoreBrowserMessages
  accountList: AccountListMessages
  logViewer: LogViewerMessages
  chartGallery: ChartGalleryMessages
  integrationGallery: IntegrationGalleryMessages
  integrationSetup: IntegrationSetupMessages
}

/** The sentences of one component: English, then those of the provider, then its own. */
export function useMessages<Name extends keyof ComponentMessages>(
  component: Name,
  english: (format: Format) => Omit<ComponentMessages[Name], 'reason'>,
  { messages }: { messages?: Partial<ComponentMessages[Name]> | undefined },
): ComponentMessages[Name] {
  const reason = useErrorMessage()
  const format = useFormat()
  const provided = useAppmixerMessages()[component] as Partial<ComponentMessages[Name]> | undefined
  const defaults = { ...english(format), reason } as ComponentMessages[Name]
  return withDefaults(defaults, provided, messages)
}
