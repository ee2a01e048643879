'use client'

import type { ReactNode } from 'react'
import {
  createPart,
  createPartContext,
  elementOf,
  partsOf,
  type Part,
  type PartContext,
  type PartProps,
  type Render,
  type RowGetter,
} from '../../headless/createPart.ts'
import {
  createListParts,
  createListRoot,
  type ItemsProps,
  type ListRootProps,
} from '../../headless/listParts.tsx'
import type { ElementProps, Tag } from '../../headless/mergeProps.ts'
import type { TimeRangeName } from '../../time/range.ts'
import type {
  LogChip,
  LogDetail,
  LogExecutionRow,
  LogExportFormat,
  LogRow,
  LogViewerOptions,
  LogViewerView,
} from './model.ts'
import { useLogViewer, type LogViewerModel } from './useLogViewer.ts'

const parts = /*#__PURE__*/ partsOf<LogViewerModel, LogRow>('LogViewer')
const { list, listPart, rowPart, valuePart } = parts
const chip = /*#__PURE__*/ createPartContext<LogChip>('<LogViewer.Chips>')
const execution = /*#__PURE__*/ createPartContext<LogExecutionRow>('<LogViewer.Executions>')

export type RootProps = ListRootProps<LogViewerOptions, LogViewerModel>

/** Reads the log and lets the parts inside of it show it. Renders a `<section>` element. */
export const Root: (props: RootProps) => ReactNode = /*#__PURE__*/ createListRoot<
  LogViewerOptions,
  LogViewerModel
>(parts, useLogViewer, {
  flowId: true,
  conditions: true,
  range: true,
  timeZone: true,
  pageSize: true,
  interval: true,
  histogram: true,
  flowName: true,
  onOpen: true,
  onExport: true,
  messages: true,
})

const listParts = /*#__PURE__*/ createListParts<LogViewerModel, LogRow>(parts)

export const { Search, Item, Loading, Empty, Clear, Failure, Reload, Range, Close, Announcer } =
  listParts

/** The entries, each in an `Item`. Renders a `<ul>` element, or nothing in another layout. */
export function Items(props: ItemsProps<LogViewerModel, LogRow>): ReactNode {
  const { layout } = list.use('LogViewer.Items').view
  return layout === 'entries' ? <listParts.Items {...props} /> : null
}
Items.displayName = 'LogViewer.Items'

/** The search as one Lucene text, or as text and filters. Renders a `<button>` element. */
export const Mode = /*#__PURE__*/ listPart('Mode', 'button', (model) => model.getModeProps)

export interface ChipsProps extends Omit<PartProps<'ul', LogViewerModel>, 'children'> {
  /** What is inside of each filter. @default its words and `RemoveChip` */
  children?: ReactNode | ((chip: LogChip) => ReactNode)
  /** Another element for each filter. */
  renderItem?: Render<LogChip> | undefined
}

/** The filters that are set. Renders a `<ul>` element with an `<li>` per filter, or nothing. */
export function Chips({ children, render, renderItem, ...theirs }: ChipsProps): ReactNode {
  const model = list.use('LogViewer.Chips')
  if (model.chips.length === 0) return null
  const items = model.chips.map((each) => {
    const own = typeof children === 'function' ? children(each) : children
    const content = own ?? (
      <>
        {each.text}
        <RemoveChip />
      </>
    )
    return (
      <chip.Provider key={each.key} value={each}>
        {elementOf('li', model.getChipProps(each, { children: content }), each, renderItem)}
      </chip.Provider>
    )
  })
  const props = model.getChipsProps({ ...(theirs as ElementProps<'ul'>), children: items })
  return elementOf('ul', props, model, render)
}
Chips.displayName = 'LogViewer.Chips'

/** Removes the filter around it. Renders a `<button>` element. */
export const RemoveChip = /*#__PURE__*/ innerPart(
  chip,
  'RemoveChip',
  'button',
  (model) => model.getRemoveChipProps,
)

/** Around the ranges. Renders a `<div>` element. */
export const Ranges = /*#__PURE__*/ listPart('Ranges', 'div', (model) => model.getRangesProps)

/** Shows this range. Renders a `<button>` element. */
export const RangeOption = /*#__PURE__*/ valuePart<TimeRangeName, 'button'>(
  'RangeOption',
  'button',
  (model) => model.getRangeOptionProps,
)

/** Around the layouts. Renders a `<div>` element. */
export const Layouts = /*#__PURE__*/ listPart('Layouts', 'div', (model) => model.getLayoutsProps)

/** Shows entries, or executions. Renders a `<button>` element. */
export const LayoutOption = /*#__PURE__*/ valuePart<LogViewerView['layout'], 'button'>(
  'LayoutOption',
  'button',
  (model) => model.getLayoutOptionProps,
)

/** Reads new entries as they are written. Renders a `<button>` element, a switch. */
export const Live = /*#__PURE__*/ listPart('Live', 'button', (model) => model.getLiveProps)

/** How many entries there are over time. Renders an `<svg>` element, or nothing until that was read. */
export const Histogram = /*#__PURE__*/ listPart(
  'Histogram',
  'svg',
  (model) => model.getHistogramProps,
  ({ histogram }) => histogram !== undefined,
)

/** Around `Newer`, for screen readers. Renders a `<div>` element. */
export const NewerBar = /*#__PURE__*/ listPart('NewerBar', 'div', (model) => model.getNewerBarProps)

/** Shows the entries that wait. Renders a `<button>` element, or nothing. */
export const Newer = /*#__PURE__*/ listPart(
  'Newer',
  'button',
  (model) => model.getNewerProps,
  ({ newer }) => newer > 0,
)

/** Reads older entries. Renders a `<button>` element, or nothing when there are none. */
export const Older = /*#__PURE__*/ listPart(
  'Older',
  'button',
  (model) => model.getOlderProps,
  ({ hasOlder }) => hasOlder,
)

/** When the entry was written. Renders a `<time>` element. */
export const Time = /*#__PURE__*/ rowPart('Time', 'time', (model) => model.getTimeProps)

/** How grave the entry is, in words. Renders a `<span>` element with `data-severity`. */
export const Severity = /*#__PURE__*/ rowPart('Severity', 'span', (model) => model.getSeverityProps)

/** That the entry belongs to a test run. Renders a `<span>` element, or nothing. */
export const TestRun = /*#__PURE__*/ rowPart(
  'TestRun',
  'span',
  (model) => model.getTestRunProps,
  ({ isTestRun }) => isTestRun,
)

/** Hides and shows what plugins of the server wrote. Renders a `<button>` element. */
export const PluginLogs = /*#__PURE__*/ listPart(
  'PluginLogs',
  'button',
  (model) => model.getPluginLogsProps,
)

/** What the entry says. Renders a `<span>` element. */
export const Message = /*#__PURE__*/ rowPart('Message', 'span', (model) => model.getNameProps)

/** What the entry says, to open it. Renders a `<button>` element. */
export const Open = /*#__PURE__*/ rowPart('Open', 'button', (model) => model.getOpenProps)

/** The flow that wrote the entry. Renders a `<span>` element. */
export const Flow = /*#__PURE__*/ rowPart('Flow', 'span', (model) => model.getFlowProps)

/** Copies the entry as JSON. Renders a `<button>` element. */
export const Copy = /*#__PURE__*/ rowPart('Copy', 'button', (model) => model.getCopyProps)

export interface DetailProps extends Omit<PartProps<'aside', LogViewerModel>, 'children'> {
  children?: ReactNode | ((detail: LogDetail) => ReactNode)
}

/** The entry that is open. Renders an `<aside>` element, or nothing. */
export function Detail({ children, render, ...theirs }: DetailProps): ReactNode {
  const model = list.use('LogViewer.Detail')
  const { detail } = model
  if (!detail) return null
  const props = model.getEntryProps({
    ...(theirs as ElementProps<'aside'>),
    children: typeof children === 'function' ? children(detail) : children,
  })
  return elementOf('aside', props, model, render)
}
Detail.displayName = 'LogViewer.Detail'

export interface ExecutionsProps extends Omit<PartProps<'ul', LogViewerModel>, 'children'> {
  /** What is inside of each execution. */
  children?: ReactNode | ((execution: LogExecutionRow) => ReactNode)
  /** Another element for each execution. */
  renderItem?: Render<LogExecutionRow> | undefined
}

/** The executions. Renders a `<ul>` element with an `<li>` per execution, or nothing in another layout. */
export function Executions({
  children,
  render,
  renderItem,
  ...theirs
}: ExecutionsProps): ReactNode {
  const model = list.use('LogViewer.Executions')
  if (model.view.layout !== 'executions' || model.executions.length === 0) return null
  const items = model.executions.map((each) => {
    const content = typeof children === 'function' ? children(each) : children
    const props = model.getExecutionProps(each, { children: content })
    return (
      <execution.Provider key={each.key} value={each}>
        {elementOf('li', props, each, renderItem)}
      </execution.Provider>
    )
  })
  const props = model.getExecutionsProps({ ...(theirs as ElementProps<'ul'>), children: items })
  return elementOf('ul', props, model, render)
}
Executions.displayName = 'LogViewer.Executions'

/** The name of the execution, to show its entries. Renders a `<button>` element. */
export const ExecutionToggle = /*#__PURE__*/ innerPart(
  execution,
  'ExecutionToggle',
  'button',
  (model) => model.getExecutionToggleProps,
)

/** How the execution ended. Renders a `<span>` element with `data-status`. */
export const ExecutionStatus = /*#__PURE__*/ innerPart(
  execution,
  'ExecutionStatus',
  'span',
  (model) => model.getExecutionStatusProps,
)

/** How long the execution took. Renders a `<span>` element. */
export const Duration = /*#__PURE__*/ innerPart(
  execution,
  'Duration',
  'span',
  (model) => model.getDurationProps,
)

export interface ExecutionEntriesProps extends Omit<PartProps<'ul', LogExecutionRow>, 'children'> {
  /** What is inside of each entry. */
  children?: ReactNode | ((row: LogRow) => ReactNode)
}

/** The entries of the execution, each in an `Item`. Renders a `<ul>` element while they are shown. */
export function ExecutionEntries({
  children,
  render,
  ...theirs
}: ExecutionEntriesProps): ReactNode {
  const model = list.use('LogViewer.ExecutionEntries')
  const state = execution.use('LogViewer.ExecutionEntries')
  if (!state.isExpanded) return null
  const props = model.getItemsProps({
    ...(theirs as ElementProps<'ul'>),
    children: state.rows.map((each) => (
      <Item key={each.key} row={each}>
        {typeof children === 'function' ? children(each) : children}
      </Item>
    )),
  })
  return elementOf('ul', props, state, render)
}
ExecutionEntries.displayName = 'LogViewer.ExecutionEntries'

/** Writes all entries that match into a file. Renders a `<button>` element. */
export const Export = /*#__PURE__*/ valuePart<LogExportFormat, 'button'>(
  'Export',
  'button',
  (model) => model.getExportProps,
)

/** How far the export is. Renders a `<p>` element during one, or nothing. */
export const ExportStatus = /*#__PURE__*/ listPart(
  'ExportStatus',
  'p',
  (model) => model.getExportStatusProps,
  ({ exporting }) => exporting !== undefined,
)

/** Ends the export. Renders a `<button>` element during one, or nothing. */
export const ExportCancel = /*#__PURE__*/ listPart(
  'ExportCancel',
  'button',
  (model) => model.getExportCancelProps,
  ({ exporting }) => exporting !== undefined,
)

/** A part of a filter or an execution. */
/*#__NO_SIDE_EFFECTS__*/
function innerPart<State, Name extends Tag>(
  context: PartContext<State>,
  name: string,
  tag: Name,
  getterOf: (model: LogViewerModel) => RowGetter<State, Name>,
): Part<Name, State> {
  const full = `LogViewer.${name}`
  return createPart<Name, State>(full, tag, (theirs) => {
    const model = list.use(full)
    const state = context.use(full)
    return { state, props: getterOf(model)(state, theirs) }
  }) as Part<Name, State>
}
