import { createElement, type SVGProps } from 'react'
import type { Getter, RowGetter, ValueGetter } from '../../headless/createPart.ts'
import { button, flag, propsOf } from '../../headless/elements.ts'
import { listGetters, type ListGetters } from '../../headless/getters.ts'
import type { ElementProps } from '../../headless/mergeProps.ts'
import type { LogHistogramBucket } from '../histogram.ts'
import type { TimeRangeName } from '../../time/range.ts'
import type { LogEntry } from '../types.ts'
import type {
  LogChip,
  LogExecutionRow,
  LogExportFormat,
  LogRow,
  LogViewerState,
  LogViewerView,
} from './model.ts'

/** The getters of a log viewer: those of every list, and these. */
export interface LogViewerGetters extends ListGetters<LogRow> {
  /** `<button>`: the search as one Lucene text, or as text and filters. */
  getModeProps: Getter<'button'>
  /** `<ul>` around the filters that are set. */
  getChipsProps: Getter<'ul'>
  /** `<li>` per filter. */
  getChipProps: RowGetter<LogChip, 'li'>
  /** `<button>` that removes the filter. */
  getRemoveChipProps: RowGetter<LogChip, 'button'>
  /** `<div>` around the ranges. */
  getRangesProps: Getter<'div'>
  /** `<button>` per range. */
  getRangeOptionProps: ValueGetter<TimeRangeName, 'button'>
  /** `<div>` around the layouts. */
  getLayoutsProps: Getter<'div'>
  /** `<button>` per layout. */
  getLayoutOptionProps: ValueGetter<LogViewerView['layout'], 'button'>
  /** `<button>` that reads new entries as they are written: a switch. */
  getLiveProps: Getter<'button'>
  /** `<svg>` with a bar per bucket; `children` of yours replace the bars. */
  getHistogramProps: Getter<'svg'>
  /** `<div>` around the button for new entries, for screen readers. */
  getNewerBarProps: Getter<'div'>
  /** `<button>` that shows the new entries. */
  getNewerProps: Getter<'button'>
  /** `<button>` */
  getOlderProps: Getter<'button'>
  /** `<time>` */
  getTimeProps: RowGetter<LogRow, 'time'>
  /** `<span>` with the severity in words. */
  getSeverityProps: RowGetter<LogRow, 'span'>
  /** `<span>` on an entry of a test run. */
  getTestRunProps: RowGetter<LogRow, 'span'>
  /** `<button>` that hides and shows what plugins wrote. */
  getPluginLogsProps: Getter<'button'>
  /** `<span>` with the name of the flow. */
  getFlowProps: RowGetter<LogRow, 'span'>
  /** `<button>` that copies the entry. */
  getCopyProps: RowGetter<LogRow, 'button'>
  /** `<aside>` with the entry that is open. */
  getEntryProps: Getter<'aside'>
  /** `<ul>` around the executions. */
  getExecutionsProps: Getter<'ul'>
  /** `<li>` per execution. */
  getExecutionProps: RowGetter<LogExecutionRow, 'li'>
  /** `<button>` with the name of the execution, that shows its entries. */
  getExecutionToggleProps: RowGetter<LogExecutionRow, 'button'>
  /** `<span>` */
  getExecutionStatusProps: RowGetter<LogExecutionRow, 'span'>
  /** `<span>` */
  getDurationProps: RowGetter<LogExecutionRow, 'span'>
  /** `<button>` per format. */
  getExportProps: ValueGetter<LogExportFormat, 'button'>
  /** `<p>`: how far the export is. */
  getExportStatusProps: Getter<'p'>
  /** `<button>` */
  getExportCancelProps: Getter<'button'>
}

export function logViewerGetters(
  log: LogViewerState,
  onOpen: ((entry: LogEntry) => void) | undefined,
): LogViewerGetters {
  const { messages, view, dom, hold, detail } = log
  const base = listGetters(log, {
    onOpen: ({ entry }) => onOpen?.(entry),
    bulkLabel: (action) => action,
  })
  const isLucene = view.mode === 'lucene'

  /** One of several buttons of which one is pressed. */
  function option(action: string, isPressed: boolean, label: string, onPress: () => void) {
    return (theirs: ElementProps<'button'> | undefined) =>
      button(
        { action, part: 'segment', onPress },
        { 'aria-pressed': isPressed, children: label },
        theirs,
      )
  }

  return {
    ...base,
    getSearchProps: (props) =>
      base.getSearchProps(
        propsOf<'input'>(
          {
            'data-mode': view.mode,
            'aria-label': isLucene ? messages.query : messages.search,
            'aria-invalid': log.isInvalid || undefined,
            placeholder: isLucene ? messages.query : messages.search,
            spellCheck: isLucene ? false : undefined,
          },
          props,
        ),
      ),
    getItemsProps: (props) => {
      const { ref, onPointerEnter, onPointerLeave, onFocus, onBlur } = hold
      return base.getItemsProps(
        propsOf<'ul'>({ ref, onPointerEnter, onPointerLeave, onFocus, onBlur }, props),
      )
    },
    getItemProps: (row, props) =>
      base.getItemProps(row, propsOf<'li'>({ 'data-severity': row.severity }, props)),
    getModeProps: (props) =>
      button(
        { action: 'mode', onPress: log.toggleMode },
        {
          'data-kind': 'quiet',
          children: isLucene ? messages.editAsFilters : messages.editAsText,
        },
        props,
      ),
    getChipsProps: (props) => propsOf<'ul'>({ 'data-part': 'chips' }, props),
    getChipProps: (chip, props) =>
      propsOf<'li'>({ 'data-part': 'chip', 'data-filter': chip.key, children: chip.text }, props),
    getRemoveChipProps: (chip, props) =>
      button(
        { action: 'remove-filter', part: 'icon-button', onPress: chip.remove },
        { 'aria-label': messages.removeFilter(chip.text), children: '×' },
        props,
      ),
    getRangesProps: (props) =>
      propsOf<'div'>(
        { 'data-part': 'segments', role: 'group', 'aria-label': messages.rangeLabel },
        props,
      ),
    getRangeOptionProps: (range, props) =>
      option('range', view.range === range, messages.ranges[range], () => log.setRange(range))(
        props,
      ),
    getLayoutsProps: (props) =>
      propsOf<'div'>(
        { 'data-part': 'segments', role: 'group', 'aria-label': messages.layoutLabel },
        props,
      ),
    getLayoutOptionProps: (layout, props) =>
      option('layout', view.layout === layout, messages[layout], () => log.setView({ layout }))(
        props,
      ),
    getLiveProps: (props) =>
      button(
        {
          action: 'live',
          part: 'toggle',
          onPress: log.canBeLive ? () => log.setLive(!log.isLive) : undefined,
        },
        { role: 'switch', 'aria-checked': log.isLive, 'aria-label': messages.live },
        props,
      ),
    getHistogramProps: (props) => {
      const { buckets = [], total = 0 } = log.histogram ?? {}
      const { error } = bySeverity(log.histogram?.severities)
      return propsOf<'svg'>(
        {
          'data-part': 'histogram',
          role: 'img',
          'aria-label': messages.histogram(total, error),
          viewBox: `0 0 ${Math.max(1, buckets.length) * 12} 88`,
          preserveAspectRatio: 'none',
          children: barsOf(buckets),
        },
        props,
      )
    },
    getNewerBarProps: (props) => propsOf<'div'>({ 'data-part': 'newer', role: 'status' }, props),
    getNewerProps: (props) =>
      button(
        { action: 'newer', onPress: log.newer > 0 ? log.showNewer : undefined },
        { 'data-kind': 'quiet', children: messages.newer(log.newer) },
        props,
      ),
    getOlderProps: (props) =>
      button(
        {
          action: 'older',
          onPress: log.hasOlder && !log.isLoadingOlder ? log.loadOlder : undefined,
        },
        { 'data-busy': flag(log.isLoadingOlder), children: messages.older },
        props,
      ),
    getTimeProps: ({ at }, props) => {
      const isKnown = !Number.isNaN(at)
      return propsOf<'time'>(
        {
          'data-part': 'time',
          dateTime: isKnown ? new Date(at).toISOString() : undefined,
          title: isKnown ? messages.dateTime(at, log.timeZone) : undefined,
          children: isKnown ? messages.time(at, log.timeZone) : undefined,
        },
        props,
      )
    },
    getTestRunProps: (_, props) =>
      propsOf<'span'>({ 'data-part': 'test-run', children: messages.testRun }, props),
    getPluginLogsProps: (props) =>
      button(
        {
          action: 'plugin-logs',
          onPress: () => log.setView({ excludePluginLogs: !log.view.excludePluginLogs }),
        },
        { 'aria-pressed': !log.view.excludePluginLogs, children: messages.pluginLogs },
        props,
      ),
    getSeverityProps: ({ severity }, props) =>
      propsOf<'span'>(
        {
          'data-part': 'severity',
          'data-severity': severity,
          children: messages.severity(severity),
        },
        props,
      ),
    getFlowProps: ({ flowName }, props) =>
      propsOf<'span'>({ 'data-part': 'flow', children: flowName }, props),
    getCopyProps: (row, props) =>
      button(
        { action: 'copy', onPress: dom.press(row.key, () => log.copy(row)) },
        { children: messages.copy },
        props,
      ),
    getEntryProps: (props) =>
      propsOf<'aside'>(
        {
          'data-part': 'detail',
          'aria-label': messages.detail(log.opened?.name ?? messages.unnamed),
          'aria-busy': detail?.isLoading || undefined,
          tabIndex: -1,
        },
        props,
      ),
    getExecutionsProps: (props) =>
      propsOf<'ul'>({ 'data-part': 'executions', 'aria-label': messages.executions }, props),
    getExecutionProps: ({ status }, props) =>
      propsOf<'li'>({ 'data-part': 'run', 'data-status': status }, props),
    getExecutionToggleProps: (execution, props) =>
      button(
        { action: 'expand', part: 'name', onPress: execution.toggle },
        {
          'aria-expanded': execution.isExpanded,
          children: messages.execution(execution.name, execution.rows.length),
        },
        props,
      ),
    getExecutionStatusProps: ({ status }, props) =>
      propsOf<'span'>(
        {
          'data-part': 'status',
          'data-status': status,
          children: messages.executionStatus(status),
        },
        props,
      ),
    getDurationProps: ({ duration }, props) =>
      propsOf<'span'>({ 'data-part': 'duration', children: messages.duration(duration) }, props),
    getExportProps: (format, props) =>
      button(
        { action: 'export', onPress: log.exporting ? undefined : () => log.exportAs(format) },
        { children: messages.export(format) },
        props,
      ),
    getExportStatusProps: (props) =>
      propsOf<'p'>(
        {
          'data-part': 'export',
          role: 'status',
          children: log.exporting && messages.exporting(log.exporting.count),
        },
        props,
      ),
    getExportCancelProps: (props) =>
      button(
        { action: 'cancel-export', onPress: log.exporting ? log.cancelExport : undefined },
        { 'data-kind': 'quiet', children: messages.exportCancel },
        props,
      ),
  }
}

interface Severities {
  error: number
  warning: number
  other: number
}

/** The three kinds of which a bar is made. */
function bySeverity(severities: Record<string, number> = {}): Severities {
  const { error = 0, fatal = 0, warn = 0, warning = 0 } = severities
  const all = Object.values(severities).reduce((sum, count) => sum + count, 0)
  const [errors, warnings] = [error + fatal, warn + warning]
  return { error: errors, warning: warnings, other: all - errors - warnings }
}

/** Bars of 9 on a grid of 12, up to 88 high: errors below, then warnings, then the rest. */
function barsOf(buckets: readonly LogHistogramBucket[]) {
  const most = Math.max(1, ...buckets.map(({ count }) => count))
  return buckets.flatMap(({ from, count, severities }, index) => {
    const { error, warning } = bySeverity(severities)
    const parts = { error, warning, info: count - error - warning }
    let y = 88
    return Object.entries(parts).flatMap(([severity, part]) => {
      if (part === 0) return []
      const height = (part / most) * 88
      y -= height
      const props: SVGProps<SVGRectElement> & { 'data-severity': string } = {
        'data-severity': severity,
        x: index * 12,
        y: round(y),
        width: 9,
        height: round(height),
      }
      return createElement('rect', { key: `${from}/${severity}`, ...props })
    })
  })
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
