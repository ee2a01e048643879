import type { RefObject } from 'react'
import type { AppmixerError } from '../../client/errors.ts'
import type { ListModel, ListOptions, ListRow } from '../../headless/listModel.ts'
import type { ListView } from '../../headless/useControlled.ts'
import type { LogViewerMessages } from '../../react/messages.ts'
import type { LogExecution, LogSeverity } from '../executions.ts'
import type { ExportLogsOptions } from '../exportLogs.ts'
import type { LogHistogram, LogHistogramBucket } from '../histogram.ts'
import type { LuceneConditions } from '../lucene.ts'
import type { TimeRange, TimeRangeName } from '../../time/range.ts'
import type { LogEntry } from '../types.ts'

export type LogExportFormat = NonNullable<ExportLogsOptions['format']>

/** What a log viewer shows. `page` is always 0: older entries are read behind those that are there. */
export interface LogViewerView extends ListView {
  /** Whether `search` is text, or Lucene syntax. */
  mode: 'text' | 'lucene'
  /** Filters by field, as `lucene` takes them. */
  conditions: LuceneConditions
  /** Lucene syntax that must hold beside the search. */
  raw: string
  range: TimeRangeName | TimeRange
  /** Flows to show; none stands for all. */
  flowIds: readonly string[]
  layout: 'entries' | 'executions'
  /** Whether what plugins wrote is left out. @default false */
  excludePluginLogs?: boolean | undefined
  /** Whether new entries are read as they are written. */
  isLive: boolean
}

export interface LogViewerOptions extends ListOptions<LogEntry, LogViewerView> {
  /** Only entries of these flows, whatever the user picks. */
  flowId?: string | readonly string[] | undefined
  /** Conditions that always hold. */
  conditions?: LuceneConditions | undefined
  /** As long as the user wants no other range. @default last30Days */
  range?: TimeRangeName | TimeRange | undefined
  /** IANA name in which a day begins. @default the browser's */
  timeZone?: string | undefined
  /** Entries in one request. @default 30 */
  pageSize?: number | undefined
  /** Milliseconds between two requests for new entries while it is live. @default 3,000 */
  interval?: number | undefined
  /** Whether to read the histogram, which is a request of its own. @default true */
  histogram?: boolean | undefined
  /** The name of a flow; without one its id is shown. */
  flowName?: ((flowId: string) => string | undefined) | undefined
  /** Called when the user opens an entry. */
  onOpen?: ((entry: LogEntry) => void) | undefined
  /** Gets the exported file. @default downloads it */
  onExport?: ((file: Blob, name: string) => void) | undefined
  /** Sentences of this viewer only. Default: the provider's `messages.logViewer`, then English. */
  messages?: Partial<LogViewerMessages> | undefined
}

/** One entry on screen. */
export interface LogRow extends ListRow {
  entry: LogEntry
  /** When it was written, milliseconds since 1970; `NaN` without a time. */
  at: number
  severity: LogSeverity
  /** It belongs to a test run. */
  isTestRun: boolean
  /** What it says. Untrusted: show it as text. */
  message: string
  flowName: string | undefined
  /** Which components the message went from and to: `appmixer.slack.messages.SendChannelMessage`. */
  from: string | undefined
  to: string | undefined
}

/** One execution on screen. */
export interface LogExecutionRow extends Omit<LogExecution, 'entries'> {
  name: string
  rows: LogRow[]
  /** Milliseconds between its first and its last entry, as far as they were read. */
  duration: number
  /** The components that took part, each once, in their order. */
  components: string[]
  isExpanded: boolean
  toggle(): void
}

/** The entry that is open. */
export interface LogDetail {
  key: string
  /** From the list until the whole of it is there. */
  entry: LogEntry | undefined
  isLoading: boolean
  error: AppmixerError | null
  refetch(): void
  /** Its plain fields, the important ones first. */
  fields: { name: string; value: string }[]
  /** JSON as its value; a text as it is. Untrusted. */
  message: unknown
  /** The error of the component, the same way. */
  failure: unknown
  /** The messages that the component got, the same way. */
  input: unknown
}

/** One filter that is set. */
export interface LogChip {
  /** The field; `raw` for Lucene syntax, `flowIds` for the flows. */
  key: string
  text: string
  remove(): void
}

export interface LogExport {
  format: LogExportFormat
  /** Entries so far. */
  count: number
}

export interface LogViewerState extends ListModel<LogRow, LogViewerView> {
  messages: LogViewerMessages
  /** The query of the log as it was sent, in Lucene. */
  query: string
  timeZone: string | undefined
  /** Whether the server could not read the query as Lucene. */
  isInvalid: boolean
  /** Edits the search and the filters as one Lucene text, or goes back to filters, as far as there are any for it. */
  toggleMode(): void
  chips: LogChip[]
  setRange(range: TimeRangeName | TimeRange): void
  /** The words for the range. */
  rangeName: string
  /** Shows what happened in one bucket of the histogram only. */
  zoom(bucket: LogHistogramBucket): void
  /** `undefined` until it was read, or without `histogram`. */
  histogram: LogHistogram | undefined
  /** Whether the range can have new entries. */
  canBeLive: boolean
  isLive: boolean
  setLive(isLive: boolean): void
  /**
   * How many new entries wait. They wait while pointer or focus is on the entries, or these are scrolled: nothing moves
   * under the pointer.
   */
  newer: number
  showNewer(): void
  hasOlder: boolean
  isLoadingOlder: boolean
  loadOlder(): void
  /** Takes all entries off the screen; those that come are shown. */
  clearEntries(): void
  executions: LogExecutionRow[]
  detail: LogDetail | undefined
  close(): void
  /** Copies an entry as JSON. */
  copy(row: LogRow): void
  /** Writes all entries that match into a file, also those that are not on screen. */
  exportAs(format: LogExportFormat): void
  /** The export that runs. */
  exporting: LogExport | undefined
  cancelExport(): void
  /** For the element around the entries. */
  hold: LogHold
}

export interface LogHold {
  onPointerEnter(): void
  onPointerLeave(): void
  onFocus(): void
  onBlur(): void
  ref: RefObject<HTMLUListElement | null>
}
