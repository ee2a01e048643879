'use client'

import { createElement, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import { createPartContext } from '../headless/context.ts'
import { listPart, rowPart } from '../headless/createParts.ts'
import { createListParts } from '../headless/listParts.tsx'
import type { Props } from '../headless/mergeProps.ts'
import {
  useFlowList,
  type FlowListModel,
  type FlowListOptions,
  type FlowRow,
  type StageFilter as Stage,
} from './useFlowList.ts'

const list = /*#__PURE__*/ createPartContext<FlowListModel>('<FlowList.Root>')
const row = /*#__PURE__*/ createPartContext<FlowRow>('<FlowList.Items>')

export interface RootProps
  extends FlowListOptions, Omit<ComponentPropsWithoutRef<'section'>, 'children'> {
  children?: ReactNode | ((model: FlowListModel) => ReactNode)
}

/** Reads the flows and lets the parts inside of it show them. Renders a `<section>` element. */
export function Root({ children, ...props }: RootProps): ReactNode {
  const [options, attributes] = splitOptions(props)
  const model = useFlowList(options)
  return (
    <list.Provider value={model}>
      {createElement(
        'section',
        model.getRootProps(attributes),
        typeof children === 'function' ? children(model) : children,
      )}
    </list.Provider>
  )
}

export const {
  Search,
  Items,
  ItemError,
  Retry,
  Dismiss,
  Loading,
  Empty,
  Clear,
  Failure,
  Reload,
  Previous,
  Next,
  Range,
  Undo,
  Announcer,
} = /*#__PURE__*/ createListParts<FlowListModel, FlowRow>(list, row)

/** Around the stage options. Renders a `<div>` element. */
export const StageFilter = listPart('div', list, (model) => model.getStageFilterProps)

export interface StageOptionProps extends Omit<ComponentPropsWithoutRef<'button'>, 'value'> {
  value: Stage
}

/** Shows the flows of one stage only. Renders a `<button>` element. */
export function StageOption({ value, ...props }: StageOptionProps): ReactNode {
  return createElement('button', list.use().getStageOptionProps(value, props as Props))
}

/** The flow's picture. Renders an `<img>` element, or nothing without a picture. */
export const Thumbnail = rowPart(
  'img',
  list,
  row,
  (model) => model.getThumbnailProps,
  ({ flow }) => Boolean(flow.thumbnail),
)

/** The flow's name. Renders a `<span>` element, or nothing while it is being renamed. */
export const Name = rowPart(
  'span',
  list,
  row,
  (model) => model.getNameProps,
  ({ isRenaming }) => !isRenaming,
)

/** The flow's name, to open it. Renders a `<button>` element, or nothing while it is being renamed. */
export const Open = rowPart(
  'button',
  list,
  row,
  (model) => model.getOpenProps,
  ({ isRenaming }) => !isRenaming,
)

/** The field for the new name. Renders an `<input>` element while the flow is being renamed. */
export const NameInput = rowPart(
  'input',
  list,
  row,
  (model) => model.getNameInputProps,
  ({ isRenaming }) => isRenaming,
)

/** The flow's stage in words. Renders a `<span>` element with `data-stage`. */
export const StageLabel = rowPart('span', list, row, (model) => model.getStageProps)

/** Starts and stops the flow. Renders a `<button>` element, a switch. */
export const Toggle = rowPart('button', list, row, (model) => model.getToggleProps)

/** Starts the flow. Renders a `<button>` element. */
export const Start = rowPart('button', list, row, (model) => model.getStartProps)

/** Stops the flow. Renders a `<button>` element. */
export const Stop = rowPart('button', list, row, (model) => model.getStopProps)

/** Begins to rename the flow. Renders a `<button>` element. */
export const Rename = rowPart('button', list, row, (model) => model.getRenameProps)

/** Asks whether to delete the flow, or with an `undoWindow` deletes it. Renders a `<button>` element. */
export const Remove = rowPart('button', list, row, (model) => model.getRemoveProps)

/** Asks whether to delete. Renders a modal `<dialog>` element while there is a question. */
export const Dialog = listPart(
  'dialog',
  list,
  (model) => model.getDialogProps,
  ({ confirming }) => confirming !== undefined,
)

/** The question in the dialog. Renders a `<p>` element. */
export const Question = listPart('p', list, (model) => model.getQuestionProps)

/** Deletes. Renders a `<button>` element. */
export const Confirm = listPart('button', list, (model) => model.getConfirmProps)

/** Does not delete. Renders a `<button>` element. */
export const Cancel = listPart('button', list, (model) => model.getCancelProps)

function splitOptions(props: Omit<RootProps, 'children'>): [FlowListOptions, Props] {
  const {
    pageSize,
    sort,
    filter,
    sharedWithPermissions,
    searchDelay,
    undoWindow,
    onOpen,
    messages,
    ...rest
  } = props
  return [
    { pageSize, sort, filter, sharedWithPermissions, searchDelay, undoWindow, onOpen, messages },
    rest,
  ]
}
