import type { AppmixerError } from '../../client/errors.ts'
import type { ListModel, ListOptions, ListRow, ListStatus } from '../../headless/listModel.ts'
import type { ListView } from '../../headless/useControlled.ts'
import type { TimeRange, TimeRangeName } from '../../time/range.ts'
import type { ChartGalleryMessages } from '../../react/messages.ts'
import type { ChartProblem, ChartSeries } from '../series.ts'
import type { Chart } from '../types.ts'

/** What a chart gallery shows. */
export interface ChartGalleryView extends ListView {
  /** The range of all charts; `own` is what each was made with. */
  range: 'own' | TimeRangeName | TimeRange
}

export interface ChartGalleryOptions extends ListOptions<Chart, ChartGalleryView> {
  /** As long as the user wants no other range. @default own */
  range?: ChartGalleryView['range'] | undefined
  /** IANA name in which a day begins. @default the browser's */
  timeZone?: string | undefined
  /** Milliseconds between two reads of the data while the page is visible. @default none */
  refetchInterval?: number | undefined
  /** How many charts are read at once. @default 3 */
  concurrency?: number | undefined
  /** Called when the user opens a chart. */
  onOpen?: ((chart: Chart) => void) | undefined
  /** Sentences of this gallery only. Default: the provider's `messages.chartGallery`, then English. */
  messages?: Partial<ChartGalleryMessages> | undefined
}

/** One chart on screen, and what can be done with it. */
export interface ChartRow extends ListRow {
  chart: Chart
  /** Its place, from 1. */
  place: number
  /** What there is to draw. An error keeps the data from before. */
  dataStatus: ListStatus
  series: ChartSeries[]
  /** Traces that are not shown, because a number is right or not there. */
  problems: ChartProblem[]
  /** How many entries are in further groups, which the server did not send. */
  rest: number
  /** Why the data could not be read. */
  dataError: AppmixerError | null
  isFetching: boolean
  /** When the data was read, milliseconds since 1970; 0 before. */
  updatedAt: number
  /** Reads the data again. */
  refresh(): void
  clone(): void
  /** Asks for confirmation first. */
  remove(): void
  /** One place back or on; `undefined` at the end, and while a search hides others. */
  moveBack: (() => void) | undefined
  moveOn: (() => void) | undefined
}

export interface ChartGalleryState extends ListModel<ChartRow, ChartGalleryView> {
  messages: ChartGalleryMessages
  setRange(range: ChartGalleryView['range']): void
  /** Reads the charts and their data again. */
  refreshAll(): void
  /** When the oldest data on screen was read, milliseconds since 1970; 0 before. */
  updatedAt: number
  /** How many charts could not be read. */
  unread: number
  /** The chart that waits for a yes. */
  confirming: ChartRow | undefined
  confirm(): void
  cancel(): void
}
