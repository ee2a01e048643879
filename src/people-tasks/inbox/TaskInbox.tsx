'use client'

import type { ReactNode } from 'react'
import { partsOf } from '../../headless/createPart.ts'
import {
  createListParts,
  createListRoot,
  createQuestionParts,
  type ListRootProps,
} from '../../headless/listParts.tsx'
import type { TaskInboxOptions, TaskRole, TaskRow, TaskTab } from './model.ts'
import { useTaskInbox, type TaskInboxModel } from './useTaskInbox.ts'

const parts = /*#__PURE__*/ partsOf<TaskInboxModel, TaskRow>('TaskInbox')
const { listPart, rowPart, valuePart } = parts

export type RootProps = ListRootProps<TaskInboxOptions, TaskInboxModel>

/** Reads the tasks and lets the parts inside of it show them. Renders a `<section>` element. */
export const Root: (props: RootProps) => ReactNode = /*#__PURE__*/ createListRoot<
  TaskInboxOptions,
  TaskInboxModel
>(parts, useTaskInbox, {
  role: true,
  tabs: true,
  pageSize: true,
  refetchInterval: true,
  undoWindow: true,
  confirm: true,
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
} = /*#__PURE__*/ createListParts<TaskInboxModel, TaskRow>(parts)

/** Repeats the decision that failed. Renders a `<button>` element, or nothing: also where another user was faster. */
export const Retry = /*#__PURE__*/ rowPart(
  'Retry',
  'button',
  (model) => model.getRetryProps,
  ({ error, outcome }) => error !== undefined && !outcome,
)

/** Around the roles. Renders a `<div>` element. */
export const Roles = /*#__PURE__*/ listPart('Roles', 'div', (model) => model.getRolesProps)

/** Shows the tasks to decide, or those that one asked for. Renders a `<button>` element. */
export const Role = /*#__PURE__*/ valuePart<TaskRole, 'button'>(
  'Role',
  'button',
  (model) => model.getRoleProps,
)

/** Around the tabs. Renders a `<div>` element. */
export const Tabs = /*#__PURE__*/ listPart('Tabs', 'div', (model) => model.getTabsProps)

/** Shows the tasks of one status only. Renders a `<button>` element. */
export const Tab = /*#__PURE__*/ valuePart<TaskTab, 'button'>(
  'Tab',
  'button',
  (model) => model.getTabProps,
)

/** How many tasks a tab has. Renders a `<span>` element, or nothing until that is known. */
export const Count = /*#__PURE__*/ valuePart<TaskTab, 'span'>(
  'Count',
  'span',
  (model) => model.getCountProps,
  ({ counts }, tab) => counts[tab] !== undefined,
)

/** The task's title. Renders a `<span>` element. */
export const Title = /*#__PURE__*/ rowPart('Title', 'span', (model) => model.getNameProps)

/** The task's title, to open it. Renders a `<button>` element. */
export const Open = /*#__PURE__*/ rowPart('Open', 'button', (model) => model.getOpenProps)

/** The task's description, always as text. Renders a `<p>` element, or nothing without one. */
export const Description = /*#__PURE__*/ rowPart(
  'Description',
  'p',
  (model) => model.getDescriptionProps,
  ({ task }) => Boolean(task.description),
)

/** Who asked. Renders a `<span>` element, or nothing for a task without a requester. */
export const Requester = /*#__PURE__*/ rowPart(
  'Requester',
  'span',
  (model) => model.getRequesterProps,
  ({ task }) => Boolean(task.requester),
)

/** Until when it must be, or when it was decided. Renders a `<time>` element. */
export const Due = /*#__PURE__*/ rowPart('Due', 'time', (model) => model.getDueProps)

/** The task's status in words. Renders a `<span>` element. */
export const Status = /*#__PURE__*/ rowPart('Status', 'span', (model) => model.getStatusProps)

/** Approves the task. Renders a `<button>` element, or nothing where there is nothing to decide. */
export const Approve = /*#__PURE__*/ rowPart(
  'Approve',
  'button',
  (model) => model.getApproveProps,
  ({ canDecide }) => canDecide,
)

/** Rejects the task. Renders a `<button>` element, or nothing where there is nothing to decide. */
export const Reject = /*#__PURE__*/ rowPart(
  'Reject',
  'button',
  (model) => model.getRejectProps,
  ({ canDecide }) => canDecide,
)

/** What was decided just now, in place of the buttons. Renders a `<span>` element, or nothing. */
export const Outcome = /*#__PURE__*/ rowPart(
  'Outcome',
  'span',
  (model) => model.getOutcomeProps,
  ({ outcome }) => outcome !== undefined,
)

/** Undoes the decision of this row, within `undoWindow`. Renders a `<button>` element, or nothing. */
export const UndoDecision = /*#__PURE__*/ rowPart(
  'UndoDecision',
  'button',
  (model) => model.getUndoDecisionProps,
  ({ outcome }) => outcome?.undo !== undefined,
)

export const { Dialog, Question, Confirm, Cancel } =
  /*#__PURE__*/ createQuestionParts<TaskInboxModel>(
    parts,
    ({ confirming }) => confirming !== undefined,
  )
