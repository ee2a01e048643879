'use client'

import type { ReactNode } from 'react'
import { elementOf, partsOf, type PartProps } from '../../headless/createPart.ts'
import {
  createListParts,
  createListRoot,
  createQuestionParts,
  type ListRootProps,
} from '../../headless/listParts.tsx'
import type { ElementProps } from '../../headless/mergeProps.ts'
import type { TimeRangeName } from '../../time/range.ts'
import type { ChartGalleryOptions, ChartRow } from './model.ts'
import { useChartGallery, type ChartGalleryModel } from './useChartGallery.ts'

const parts = /*#__PURE__*/ partsOf<ChartGalleryModel, ChartRow>('ChartGallery')
const { list, row, listPart, rowPart, valuePart } = parts

export type RootProps = ListRootProps<ChartGalleryOptions, ChartGalleryModel>

/** Reads the charts and their data, and lets the parts inside of it show them. Renders a `<section>` element. */
export const Root: (props: RootProps) => ReactNode = /*#__PURE__*/ createListRoot<
  ChartGalleryOptions,
  ChartGalleryModel
>(parts, useChartGallery, {
  range: true,
  timeZone: true,
  refetchInterval: true,
  concurrency: true,
  onOpen: true,
  messages: true,
})

export const {
  Search,
  Items,
  Item,
  ItemError,
  Retry,
  Dismiss,
  Loading,
  Empty,
  Clear,
  Failure,
  Reload,
  Range,
  Detail,
  Close,
  Announcer,
} = /*#__PURE__*/ createListParts<ChartGalleryModel, ChartRow>(parts)

/** Around the ranges. Renders a `<div>` element. */
export const Ranges = /*#__PURE__*/ listPart('Ranges', 'div', (model) => model.getRangesProps)

/** Shows all charts over this range; `own` over what each was made with. Renders a `<button>` element. */
export const RangeOption = /*#__PURE__*/ valuePart<'own' | TimeRangeName, 'button'>(
  'RangeOption',
  'button',
  (model) => model.getRangeOptionProps,
)

/** Reads all charts again. Renders a `<button>` element. */
export const RefreshAll = /*#__PURE__*/ listPart(
  'RefreshAll',
  'button',
  (model) => model.getRefreshAllProps,
)

/** How old the data is. Renders a `<span>` element. */
export const Updated = /*#__PURE__*/ listPart('Updated', 'span', (model) => model.getUpdatedProps)

/** The chart's name. Renders a `<span>` element. */
export const Name = /*#__PURE__*/ rowPart('Name', 'span', (model) => model.getNameProps)

/** The chart's name, to open it. Renders a `<button>` element. */
export const Open = /*#__PURE__*/ rowPart('Open', 'button', (model) => model.getOpenProps)

export interface FigureProps extends Omit<PartProps<'figure', ChartRow>, 'children'> {
  /** Your drawing: a function gets the series. */
  children?: ReactNode | ((row: ChartRow) => ReactNode)
}

/** Around your drawing of the chart. Renders a `<figure>` element, or nothing without data. */
export function Figure({ children, render, ...theirs }: FigureProps): ReactNode {
  const model = list.use('ChartGallery.Figure')
  const state = row.use('ChartGallery.Figure')
  if (state.dataStatus !== 'ready' || state.series.length === 0) return null
  const props = model.getFigureProps(state, {
    ...(theirs as ElementProps<'figure'>),
    children: typeof children === 'function' ? children(state) : children,
  })
  return elementOf('figure', props, state, render)
}
Figure.displayName = 'ChartGallery.Figure'

/** While the data is on its way for the first time. Renders a `<p>` element, or nothing. */
export const ChartLoading = /*#__PURE__*/ rowPart(
  'ChartLoading',
  'p',
  (model) => model.getChartLoadingProps,
  ({ dataStatus }) => dataStatus === 'loading' || dataStatus === 'paused',
)

/** That the chart has no value in this range. Renders a `<p>` element, or nothing. */
export const NoData = /*#__PURE__*/ rowPart(
  'NoData',
  'p',
  (model) => model.getNoDataProps,
  ({ dataStatus }) => dataStatus === 'empty',
)

/** That the data could not be read. Renders a `<p>` element, or nothing. */
export const Unread = /*#__PURE__*/ rowPart(
  'Unread',
  'p',
  (model) => model.getUnreadProps,
  ({ dataError }) => dataError !== null,
)

/** Which traces cannot be shown. Renders a `<p>` element, or nothing. */
export const Problem = /*#__PURE__*/ rowPart(
  'Problem',
  'p',
  (model) => model.getProblemProps,
  ({ problems }) => problems.length > 0,
)

/** Reads the data again. Renders a `<button>` element. */
export const Refresh = /*#__PURE__*/ rowPart('Refresh', 'button', (model) => model.getRefreshProps)

/** Adds a copy of the chart. Renders a `<button>` element. */
export const Clone = /*#__PURE__*/ rowPart('Clone', 'button', (model) => model.getCloneProps)

/** Moves the chart one place back. Renders a `<button>` element. */
export const MoveBack = /*#__PURE__*/ rowPart(
  'MoveBack',
  'button',
  (model) => model.getMoveBackProps,
)

/** Moves the chart one place on. Renders a `<button>` element. */
export const MoveOn = /*#__PURE__*/ rowPart('MoveOn', 'button', (model) => model.getMoveOnProps)

/** Asks whether to delete the chart. Renders a `<button>` element. */
export const Remove = /*#__PURE__*/ rowPart('Remove', 'button', (model) => model.getRemoveProps)

export const { Dialog, Question, Confirm, Cancel } =
  /*#__PURE__*/ createQuestionParts<ChartGalleryModel>(
    parts,
    ({ confirming }) => confirming !== undefined,
  )
