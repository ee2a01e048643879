import type { KeyboardEvent } from 'react'
import type { Getter, RowGetter, ValueGetter } from '../../headless/createPart.ts'
import { button, flag, propsOf } from '../../headless/elements.ts'
import {
  listGetters,
  questionGetters,
  type ListGetters,
  type QuestionGetters,
} from '../../headless/getters.ts'
import type { TimeRangeName } from '../../time/range.ts'
import type { Chart } from '../types.ts'
import type { ChartGalleryState, ChartRow } from './model.ts'

/** The getters of a chart gallery: those of every list, and these. */
export interface ChartGalleryGetters extends ListGetters<ChartRow>, QuestionGetters {
  /** `<div>` around the ranges. */
  getRangesProps: Getter<'div'>
  /** `<button>` per range. */
  getRangeOptionProps: ValueGetter<'own' | TimeRangeName, 'button'>
  /** `<button>` that reads everything again. */
  getRefreshAllProps: Getter<'button'>
  /** `<span>`: how old the data is. */
  getUpdatedProps: Getter<'span'>
  /** `<figure>` around your drawing: an image with its name for screen readers. */
  getFigureProps: RowGetter<ChartRow, 'figure'>
  /** `<p>` in place of a chart that is on its way. */
  getChartLoadingProps: RowGetter<ChartRow, 'p'>
  /** `<p>` in place of a chart without a value. */
  getNoDataProps: RowGetter<ChartRow, 'p'>
  /** `<p>` in place of a chart that could not be read. */
  getUnreadProps: RowGetter<ChartRow, 'p'>
  /** `<p>`: which traces cannot be shown. */
  getProblemProps: RowGetter<ChartRow, 'p'>
  /** `<button>` that reads the data again. */
  getRefreshProps: RowGetter<ChartRow, 'button'>
  /** `<button>` */
  getCloneProps: RowGetter<ChartRow, 'button'>
  /** `<button>` */
  getMoveBackProps: RowGetter<ChartRow, 'button'>
  /** `<button>` */
  getMoveOnProps: RowGetter<ChartRow, 'button'>
  /** `<button>` that asks whether to delete. */
  getRemoveProps: RowGetter<ChartRow, 'button'>
}

/** With Alt the arrows move the chart itself. */
const moves: Record<string, (row: ChartRow) => (() => void) | undefined> = {
  ArrowUp: (row) => row.moveBack,
  ArrowDown: (row) => row.moveOn,
}

export function chartGalleryGetters(
  gallery: ChartGalleryState,
  onOpen: ((chart: Chart) => void) | undefined,
): ChartGalleryGetters {
  const { messages, dom, view, confirming } = gallery
  const base = listGetters(gallery, {
    onOpen: ({ chart }) => onOpen?.(chart),
    bulkLabel: (action) => action,
  })
  const question = confirming && messages.question(confirming.name)

  return {
    ...base,
    getItemProps: (row, props) =>
      base.getItemProps(
        row,
        propsOf<'li'>(
          {
            'data-data': row.dataStatus,
            onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
              const move = event.altKey ? moves[event.key]?.(row) : undefined
              const isField = (event.target as HTMLElement).matches('input, textarea, select')
              if (!move || isField) return
              // Without this, the arrow would go on to the next chart.
              event.preventDefault()
              if (!event.repeat) move()
            },
          },
          props,
        ),
      ),
    getRangesProps: (props) =>
      propsOf<'div'>(
        { 'data-part': 'segments', role: 'group', 'aria-label': messages.rangeLabel },
        props,
      ),
    getRangeOptionProps: (range, props) =>
      button(
        { action: 'range', part: 'segment', onPress: () => gallery.setRange(range) },
        {
          'aria-pressed': view.range === range,
          children: range === 'own' ? messages.ownRange : messages.ranges[range],
        },
        props,
      ),
    getRefreshAllProps: (props) =>
      button(
        { action: 'refresh-all', onPress: gallery.refreshAll },
        {
          'data-busy': flag(gallery.isFetching || gallery.rows.some((row) => row.isFetching)),
          children: messages.refreshAll,
        },
        props,
      ),
    getUpdatedProps: (props) =>
      propsOf<'span'>(
        {
          'data-part': 'updated',
          children: gallery.updatedAt > 0 ? messages.updated(gallery.updatedAt, Date.now()) : '',
        },
        props,
      ),
    getFigureProps: (row, props) => {
      const points = row.series.reduce((sum, series) => sum + series.points.length, 0)
      return propsOf<'figure'>(
        {
          'data-part': 'figure',
          role: 'img',
          'aria-label': messages.chart(row.name, points),
          'data-stale': flag(row.dataError !== null || row.isFetching),
        },
        props,
      )
    },
    getChartLoadingProps: ({ dataStatus }, props) =>
      propsOf<'p'>(
        dataStatus === 'paused'
          ? { 'data-part': 'empty', children: messages.offline }
          : { 'data-part': 'skeleton', children: messages.loading },
        props,
      ),
    getNoDataProps: (_, props) =>
      propsOf<'p'>({ 'data-part': 'empty', children: messages.noData }, props),
    getUnreadProps: (row, props) =>
      propsOf<'p'>(
        {
          'data-part': 'failure',
          role: 'alert',
          children: row.dataError && messages.unread(messages.reason(row.dataError)),
        },
        props,
      ),
    getProblemProps: (row, props) =>
      propsOf<'p'>(
        {
          'data-part': 'notice',
          'data-tone': 'warn',
          children: messages.problem(row.problems.map(({ name }) => name || row.name)),
        },
        props,
      ),
    getRefreshProps: (row, props) =>
      button(
        { action: 'refresh', onPress: dom.press(row.key, row.refresh) },
        {
          'data-busy': flag(row.isFetching),
          'aria-label': row.dataError
            ? messages.retryFor(row.name)
            : messages.refreshChart(row.name),
          children: row.dataError ? messages.retry : messages.refresh,
        },
        props,
      ),
    getCloneProps: (row, props) =>
      button(
        { action: 'clone', onPress: dom.press(row.key, row.clone) },
        { 'aria-label': messages.cloneChart(row.name), children: messages.clone },
        props,
      ),
    getMoveBackProps: (row, props) =>
      button(
        { action: 'move-back', onPress: row.moveBack && dom.press(row.key, row.moveBack) },
        {
          'aria-label': messages.moveChartBack(row.name),
          'aria-keyshortcuts': 'Alt+ArrowUp',
          children: messages.moveBack,
        },
        props,
      ),
    getMoveOnProps: (row, props) =>
      button(
        { action: 'move-on', onPress: row.moveOn && dom.press(row.key, row.moveOn) },
        {
          'aria-label': messages.moveChartOn(row.name),
          'aria-keyshortcuts': 'Alt+ArrowDown',
          children: messages.moveOn,
        },
        props,
      ),
    getRemoveProps: (row, props) =>
      button(
        { action: 'remove', onPress: dom.press(row.key, row.remove) },
        {
          'data-kind': 'danger',
          'aria-haspopup': 'dialog',
          'aria-label': messages.removeChart(row.name),
          children: messages.remove,
        },
        props,
      ),
    ...questionGetters(gallery, {
      text: question,
      confirm: messages.confirm,
      cancel: messages.cancel,
    }),
  }
}
