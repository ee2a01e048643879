'use client'

import { skipToken } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { createPart, partsOf, type Part } from '../../headless/createPart.ts'
import { createListParts, createListRoot, type ListRootProps } from '../../headless/listParts.tsx'
import { mergeProps } from '../../headless/mergeProps.ts'
import { useSeen } from '../../headless/useSeen.ts'
import type { FlowAction } from '../can.ts'
import { useFlowThumbnail } from '../hooks.ts'
import type {
  FlowListOptions,
  FlowRow,
  SharingFilter as Sharing,
  StageFilter as Stage,
} from './model.ts'
import { useFlowList, type FlowListModel } from './useFlowList.ts'

const parts = /*#__PURE__*/ partsOf<FlowListModel, FlowRow>('FlowList')
const { list, row: rowContext, listPart, rowPart, valuePart } = parts

export type RootProps = ListRootProps<FlowListOptions, FlowListModel>

/** Reads the flows and lets the parts inside of it show them. Renders a `<section>` element. */
export const Root: (props: RootProps) => ReactNode = /*#__PURE__*/ createListRoot<
  FlowListOptions,
  FlowListModel
>(parts, useFlowList, {
  pageSize: true,
  sort: true,
  filter: true,
  sharedWithPermissions: true,
  refetchInterval: true,
  undoWindow: true,
  forbidden: true,
  onOpen: true,
  messages: true,
})

export const {
  Search,
  Items,
  Item,
  Detail,
  Close,
  Checkbox,
  SelectPage,
  Notice,
  ItemError,
  Retry,
  Dismiss,
  Loading,
  Empty,
  Clear,
  Failure,
  Reload,
  Sort,
  PageSize,
  Previous,
  Next,
  Range,
  BulkBar,
  BulkStatus,
  BulkAction,
  BulkCancel,
  BulkRetry,
  BulkClear,
  Undo,
  Announcer,
} = /*#__PURE__*/ createListParts<FlowListModel, FlowRow>(parts)

/** Around the stage options. Renders a `<div>` element. */
export const StageFilter = /*#__PURE__*/ listPart(
  'StageFilter',
  'div',
  (model) => model.getStageFilterProps,
)

/** Shows the flows of one stage only. Renders a `<button>` element. */
export const StageOption = /*#__PURE__*/ valuePart<Stage, 'button'>(
  'StageOption',
  'button',
  (model) => model.getStageOptionProps,
)

/** Around the sharing options. Renders a `<div>` element. */
export const SharingFilter = /*#__PURE__*/ listPart(
  'SharingFilter',
  'div',
  (model) => model.getSharingFilterProps,
)

/** Shows one's own flows only, or those that are shared. Renders a `<button>` element. */
export const SharingOption = /*#__PURE__*/ valuePart<Sharing, 'button'>(
  'SharingOption',
  'button',
  (model) => model.getSharingOptionProps,
)

/**
 * The flow's picture, read when the row comes on screen. With a `src` of your own nothing is read. Renders an `<img>`
 * element with `data-state` `loading`, `ready` or `failed`, or nothing for a flow without a picture.
 */
export const Thumbnail: Part<'img', FlowRow> = /*#__PURE__*/ createPart(
  'FlowList.Thumbnail',
  'img',
  (theirs) => {
    const model = list.use('FlowList.Thumbnail')
    const row = rowContext.use('FlowList.Thumbnail')
    const [isSeen, ref] = useSeen<HTMLImageElement>()
    const isOurs = theirs.src === undefined
    const { data, isError } = useFlowThumbnail(isOurs && isSeen ? row.key : skipToken)
    if (isOurs && data === null) return undefined
    const ours = {
      ref,
      'data-state': isOurs && !data ? (isError ? 'failed' : 'loading') : 'ready',
      ...(data && { src: data }),
    }
    return { state: row, props: model.getThumbnailProps(row, mergeProps(ours, theirs)) }
  },
)

/** The flow's name. Renders a `<span>` element, or nothing while it is being renamed. */
export const Name = /*#__PURE__*/ rowPart(
  'Name',
  'span',
  (model) => model.getNameProps,
  ({ isRenaming }) => !isRenaming,
)

/** The flow's name, to open it. Renders a `<button>` element, or nothing while it is being renamed. */
export const Open = /*#__PURE__*/ rowPart(
  'Open',
  'button',
  (model) => model.getOpenProps,
  ({ isRenaming }) => !isRenaming,
)

/** The field for the new name. Renders an `<input>` element while the flow is being renamed. */
export const NameInput = /*#__PURE__*/ rowPart(
  'NameInput',
  'input',
  (model) => model.getNameInputProps,
  ({ isRenaming }) => isRenaming,
)

/** Writes the new name. Renders a `<button>` element while the flow is being renamed. */
export const Save = /*#__PURE__*/ rowPart(
  'Save',
  'button',
  (model) => model.getSaveProps,
  ({ isRenaming }) => isRenaming,
)

/** The flow's stage in words. Renders a `<span>` element with `data-stage`. */
export const StageLabel = /*#__PURE__*/ rowPart(
  'StageLabel',
  'span',
  (model) => model.getStageProps,
)

/** When the flow was changed. Renders a `<time>` element. */
export const Changed = /*#__PURE__*/ rowPart('Changed', 'time', (model) => model.getChangedProps)

/** Says that the user may neither start, stop nor change the flow. Renders a `<span>` element, or nothing. */
export const ViewOnly = /*#__PURE__*/ rowPart(
  'ViewOnly',
  'span',
  (model) => model.getViewOnlyProps,
  ({ can }) => !can.start && !can.stop && !can.update && !can.delete,
)

/** Starts and stops the flow. Renders a `<button>` element, a switch. */
export const Toggle = /*#__PURE__*/ rowPart(
  'Toggle',
  'button',
  (model) => model.getToggleProps,
  (row, model) => isOffered(row.isOn ? 'stop' : 'start')(row, model),
)

/** Starts the flow. Renders a `<button>` element. */
export const Start = /*#__PURE__*/ rowPart(
  'Start',
  'button',
  (model) => model.getStartProps,
  isOffered('start'),
)

/** Stops the flow. Renders a `<button>` element. */
export const Stop = /*#__PURE__*/ rowPart(
  'Stop',
  'button',
  (model) => model.getStopProps,
  isOffered('stop'),
)

/** Begins to rename the flow. Renders a `<button>` element. */
export const Rename = /*#__PURE__*/ rowPart(
  'Rename',
  'button',
  (model) => model.getRenameProps,
  isOffered('update'),
)

/** Asks whether to delete the flow, or with an `undoWindow` deletes it. Renders a `<button>` element. */
export const Remove = /*#__PURE__*/ rowPart(
  'Remove',
  'button',
  (model) => model.getRemoveProps,
  isOffered('delete'),
)

/** Asks whether to delete, or to rename what runs. Renders a modal `<dialog>` element while there is a question. */
export const Dialog = /*#__PURE__*/ listPart(
  'Dialog',
  'dialog',
  (model) => model.getDialogProps,
  ({ confirming }) => confirming !== undefined,
)

/** The question in the dialog. Renders a `<p>` element. */
export const Question = /*#__PURE__*/ listPart('Question', 'p', (model) => model.getQuestionProps)

/** Yes. Renders a `<button>` element. */
export const Confirm = /*#__PURE__*/ listPart('Confirm', 'button', (model) => model.getConfirmProps)

/** No. Renders a `<button>` element. */
export const Cancel = /*#__PURE__*/ listPart('Cancel', 'button', (model) => model.getCancelProps)

function isOffered(action: FlowAction): (row: FlowRow, model: FlowListModel) => boolean {
  return ({ can }, { forbidden }) => can[action] || forbidden === 'disable'
}
