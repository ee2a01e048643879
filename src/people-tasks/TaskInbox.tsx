'use client'

import { createElement, type ComponentPropsWithoutRef, type ReactNode } from 'react'
import { createPartContext } from '../headless/context.ts'
import { listPart, rowPart } from '../headless/createParts.ts'
import { createListParts } from '../headless/listParts.tsx'
import type { Props } from '../headless/mergeProps.ts'
import {
  useTaskInbox,
  type TaskInboxModel,
  type TaskInboxOptions,
  type TaskRow,
  type TaskTab,
} from './useTaskInbox.ts'

const inbox = /*#__PURE__*/ createPartContext<TaskInboxModel>('<TaskInbox.Root>')
const row = /*#__PURE__*/ createPartContext<TaskRow>('<TaskInbox.Items>')

export interface RootProps
  extends TaskInboxOptions, Omit<ComponentPropsWithoutRef<'section'>, 'children' | 'role'> {
  children?: ReactNode | ((model: TaskInboxModel) => ReactNode)
}

/** Reads the tasks and lets the parts inside of it show them. Renders a `<section>` element. */
export function Root({ children, ...props }: RootProps): ReactNode {
  const { role, pageSize, searchDelay, undoWindow, messages, ...attributes } = props
  const model = useTaskInbox({ role, pageSize, searchDelay, undoWindow, messages })
  return (
    <inbox.Provider value={model}>
      {createElement(
        'section',
        model.getRootProps(attributes as Props),
        typeof children === 'function' ? children(model) : children,
      )}
    </inbox.Provider>
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
} = /*#__PURE__*/ createListParts<TaskInboxModel, TaskRow>(inbox, row)

/** Around the tabs. Renders a `<div>` element. */
export const Tabs = listPart('div', inbox, (model) => model.getTabsProps)

export interface TabProps extends Omit<ComponentPropsWithoutRef<'button'>, 'value'> {
  value: TaskTab
}

/** Shows the tasks of one status only. Renders a `<button>` element. */
export function Tab({ value, ...props }: TabProps): ReactNode {
  return createElement('button', inbox.use().getTabProps(value, props as Props))
}

export interface CountProps extends ComponentPropsWithoutRef<'span'> {
  value: TaskTab
}

/** How many tasks a tab has. Renders a `<span>` element, or nothing until that is known. */
export function Count({ value, ...props }: CountProps): ReactNode {
  const model = inbox.use()
  if (model.counts[value] === undefined) return null
  return createElement('span', model.getCountProps(value, props as Props))
}

/** The task's title. Renders a `<span>` element. */
export const Title = rowPart('span', inbox, row, (model) => model.getNameProps)

/** The task's description, always as text. Renders a `<p>` element, or nothing without one. */
export const Description = rowPart(
  'p',
  inbox,
  row,
  (model) => model.getDescriptionProps,
  ({ task }) => Boolean(task.description),
)

/** Who asked. Renders a `<span>` element, or nothing when nobody is named. */
export const Requester = rowPart(
  'span',
  inbox,
  row,
  (model) => model.getRequesterProps,
  ({ task }) => Boolean(task.requester),
)

/** Until when it must be, or when it was decided. Renders a `<time>` element. */
export const Due = rowPart('time', inbox, row, (model) => model.getDueProps)

/** The task's status in words. Renders a `<span>` element. */
export const Status = rowPart('span', inbox, row, (model) => model.getStatusProps)

/** Approves the task. Renders a `<button>` element, or nothing where there is nothing to decide. */
export const Approve = rowPart(
  'button',
  inbox,
  row,
  (model) => model.getApproveProps,
  ({ canDecide }) => canDecide,
)

/** Rejects the task. Renders a `<button>` element, or nothing where there is nothing to decide. */
export const Reject = rowPart(
  'button',
  inbox,
  row,
  (model) => model.getRejectProps,
  ({ canDecide }) => canDecide,
)
