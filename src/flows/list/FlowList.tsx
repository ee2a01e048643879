'use client'

import { skipToken } from '@tanstack/react-query'
import type { ForwardRefExoticComponent, ReactNode } from 'react'
import { createPart, partsOf, type Part, type PartProps } from '../../headless/createPart.ts'
import {
  createListParts,
  createListRoot,
  createQuestionParts,
  type ListRootProps,
} from '../../headless/listParts.tsx'
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
import type { FlowSharePermission, FlowShareRow } from './sharing.ts'
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
  errorRange: true,
  shareTypes: true,
  sharePermissions: true,
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

/** How many errors the flow wrote in `errorRange`. Renders a `<span>` element, or nothing without any. */
export const Errors = /*#__PURE__*/ rowPart(
  'Errors',
  'span',
  (model) => model.getErrorsProps,
  ({ errors = 0 }) => errors > 0,
)

/** How many flows need attention. Renders a `<span>` element, or nothing without any. */
export const AttentionCount = /*#__PURE__*/ listPart(
  'AttentionCount',
  'span',
  (model) => model.getAttentionCountProps,
  ({ attentionCount = 0 }) => attentionCount > 0,
)

/** Creates a flow, which the list shows once the server has it. Renders a `<button>` element. */
export const Create = /*#__PURE__*/ listPart('Create', 'button', (model) => model.getCreateProps)

/** Why no flow was created. Renders a `<p>` element, or nothing. */
export const CreateError = /*#__PURE__*/ listPart(
  'CreateError',
  'p',
  (model) => model.getCreateErrorProps,
  ({ createError }) => createError !== null,
)

/** Copies the flow with its accounts. Renders a `<button>` element. */
export const Clone = /*#__PURE__*/ rowPart('Clone', 'button', (model) => model.getCloneProps)

/** Opens the dialog for description and picture. Renders a `<button>` element. */
export const Edit = /*#__PURE__*/ rowPart(
  'Edit',
  'button',
  (model) => model.getEditProps,
  isOffered('update'),
)

/** For description and picture of a flow. Renders a modal `<dialog>` element while it is open. */
export const EditDialog = /*#__PURE__*/ listPart(
  'EditDialog',
  'dialog',
  (model) => model.getEditDialogProps,
  ({ editing }) => editing !== undefined,
)

/** The description of the flow. Renders a `<textarea>` element. */
export const DescriptionInput = /*#__PURE__*/ listPart(
  'DescriptionInput',
  'textarea',
  (model) => model.getDescriptionInputProps,
)

/** Another picture from a file. Renders an `<input type="file">` element. */
export const PictureInput = /*#__PURE__*/ listPart(
  'PictureInput',
  'input',
  (model) => model.getPictureInputProps,
)

/** The picture as it would be. Renders an `<img>` element, or nothing without one. */
export const PicturePreview = /*#__PURE__*/ listPart(
  'PicturePreview',
  'img',
  (model) => model.getPicturePreviewProps,
  ({ editing }) => Boolean(editing?.picture),
)

/** Takes the picture away. Renders a `<button>` element. */
export const PictureRemove = /*#__PURE__*/ listPart(
  'PictureRemove',
  'button',
  (model) => model.getPictureRemoveProps,
)

/** Why a file is not the picture. Renders a `<p>` element, or nothing. */
export const PictureProblem = /*#__PURE__*/ listPart(
  'PictureProblem',
  'p',
  (model) => model.getPictureProblemProps,
  ({ editing }) => editing?.problem !== undefined,
)

/** Writes description and picture. Renders a `<button>` element. */
export const EditSave = /*#__PURE__*/ listPart(
  'EditSave',
  'button',
  (model) => model.getEditSaveProps,
)

/** Closes the dialog without a change. Renders a `<button>` element. */
export const EditCancel = /*#__PURE__*/ listPart(
  'EditCancel',
  'button',
  (model) => model.getEditCancelProps,
)

/** Opens the dialog for who has access; read-only for those who may not share. Renders a `<button>` element. */
export const Share = /*#__PURE__*/ rowPart(
  'Share',
  'button',
  (model) => model.getShareProps,
  isOffered('share'),
)

/** Who has access to a flow. Renders a modal `<dialog>` element while it is open. */
export const ShareDialog = /*#__PURE__*/ listPart(
  'ShareDialog',
  'dialog',
  (model) => model.getShareDialogProps,
  ({ sharing }) => sharing !== undefined,
)

const canShare = ({ sharing }: FlowListModel) => sharing?.isReadOnly === false

/** Whether the field names a person, a domain or a scope. Renders a `<select>` element, or nothing with one of these only. */
export const ShareType = /*#__PURE__*/ listPart(
  'ShareType',
  'select',
  (model) => model.getShareTypeProps,
  (model) => canShare(model) && model.sharing!.types.length > 1,
)

/** Whom to share with; Enter adds. Renders an `<input>` element, or nothing when it is read-only. */
export const ShareInput = /*#__PURE__*/ listPart(
  'ShareInput',
  'input',
  (model) => model.getShareInputProps,
  canShare,
)

/** Adds what was typed. Renders a `<button>` element, or nothing when it is read-only. */
export const ShareAdd = /*#__PURE__*/ listPart(
  'ShareAdd',
  'button',
  (model) => model.getShareAddProps,
  canShare,
)

/** Why what was typed cannot be added. Renders a `<p>` element, or nothing. */
export const ShareProblem = /*#__PURE__*/ listPart(
  'ShareProblem',
  'p',
  (model) => model.getShareProblemProps,
  ({ sharing }) => sharing?.problem !== undefined,
)

/** Who it is. Renders a `<span>` element. */
export const ShareName = /*#__PURE__*/ valuePart<FlowShareRow, 'span'>(
  'ShareName',
  'span',
  (model) => model.getShareNameProps,
)

/** Gives a permission, or takes it. Renders an `<input type="checkbox">` element. */
export const Permission = /*#__PURE__*/ valuePart<FlowSharePermission, 'input'>(
  'Permission',
  'input',
  (model) => model.getPermissionProps,
)

/** Removes a person, domain or scope from the list. Renders a `<button>` element. */
export const ShareRemove = /*#__PURE__*/ valuePart<FlowShareRow, 'button'>(
  'ShareRemove',
  'button',
  (model) => model.getShareRemoveProps,
)

interface SharesProps extends Omit<PartProps<'ul', FlowListModel>, 'children'> {
  /** What is inside of each item. @default name, permissions with their words, and the button that removes */
  children?: (share: FlowShareRow) => ReactNode
}

/** Who has access, each in an `<li>`. Renders a `<ul>` element, or nothing for a flow that is not shared. */
export const Shares: ForwardRefExoticComponent<SharesProps> = /*#__PURE__*/ createPart<
  'ul',
  FlowListModel,
  Pick<SharesProps, 'children'>
>('FlowList.Shares', 'ul', ({ children, ...theirs }) => {
  const model = list.use('FlowList.Shares')
  const shares = model.sharing?.shares ?? []
  if (shares.length === 0) return undefined
  const items = shares.map((share) => (
    <li key={share.key}>
      {children ? children(share) : <ShareItem share={share} model={model} />}
    </li>
  ))
  return { state: model, props: model.getSharesProps({ ...theirs, children: items }) }
})

function ShareItem({ share, model }: { share: FlowShareRow; model: FlowListModel }): ReactNode {
  return (
    <>
      <ShareName value={share} />
      {share.permissions.map((each) => (
        <label key={each.permission}>
          <Permission value={each} /> {model.messages.permission(each.permission)}
        </label>
      ))}
      {share.remove && <ShareRemove value={share} />}
    </>
  )
}

/** Says that the flow is not shared. Renders a `<p>` element, or nothing. */
export const NotShared = /*#__PURE__*/ listPart(
  'NotShared',
  'p',
  (model) => model.getNotSharedProps,
  ({ sharing }) => sharing?.shares.length === 0,
)

/** Writes who has access, with what was typed. Renders a `<button>` element, or nothing when it is read-only. */
export const ShareSave = /*#__PURE__*/ listPart(
  'ShareSave',
  'button',
  (model) => model.getShareSaveProps,
  canShare,
)

/** Closes the dialog without a change. Renders a `<button>` element. */
export const ShareCancel = /*#__PURE__*/ listPart(
  'ShareCancel',
  'button',
  (model) => model.getShareCancelProps,
)

export const { Dialog, Question, Confirm, Cancel } =
  /*#__PURE__*/ createQuestionParts<FlowListModel>(
    parts,
    ({ confirming }) => confirming !== undefined,
  )

function isOffered(action: FlowAction): (row: FlowRow, model: FlowListModel) => boolean {
  return ({ can }, { forbidden }) => can[action] || forbidden === 'disable'
}
