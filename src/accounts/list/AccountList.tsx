'use client'

import { Fragment, type ReactNode } from 'react'
import { createPart, partsOf, type Part } from '../../headless/createPart.ts'
import {
  createListParts,
  createListRoot,
  createQuestionParts,
  type ListRootProps,
} from '../../headless/listParts.tsx'
import type { AccountListOptions, AccountRow } from './model.ts'
import { useAccountList, type AccountListModel } from './useAccountList.ts'

const parts = /*#__PURE__*/ partsOf<AccountListModel, AccountRow>('AccountList')
const { list, listPart, rowPart } = parts

export type RootProps = ListRootProps<AccountListOptions, AccountListModel>

/** Reads the accounts and lets the parts inside of it show them. Renders a `<section>` element. */
export const Root: (props: RootProps) => ReactNode = /*#__PURE__*/ createListRoot<
  AccountListOptions,
  AccountListModel
>(parts, useAccountList, {
  filter: true,
  pageSize: true,
  sort: true,
  onReconnect: true,
  onOpen: true,
  messages: true,
})

export const {
  Search,
  Items,
  Item,
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
  Detail,
  Announcer,
} = /*#__PURE__*/ createListParts<AccountListModel, AccountRow>(parts)

/** The icon of the app. Renders an `<img>` element, or nothing without an icon: show `row.monogram`. */
export const Icon = /*#__PURE__*/ rowPart(
  'Icon',
  'img',
  (model) => model.getIconProps,
  ({ icon }) => icon !== undefined,
)

const isNamed = ({ isRenaming }: AccountRow) => !isRenaming
const isNaming = ({ isRenaming }: AccountRow) => isRenaming

/** The name of the account. Renders a `<span>` element, or nothing while it is being renamed. */
export const Name = /*#__PURE__*/ rowPart('Name', 'span', (model) => model.getNameProps, isNamed)

/** The name of the account, to open it. Renders a `<button>` element, or nothing while it is being renamed. */
export const Open = /*#__PURE__*/ rowPart('Open', 'button', (model) => model.getOpenProps, isNamed)

/** The field for the new name. Renders an `<input>` element while the account is being renamed. */
export const NameInput = /*#__PURE__*/ rowPart(
  'NameInput',
  'input',
  (model) => model.getNameInputProps,
  isNaming,
)

/** Writes the new name. Renders a `<button>` element while the account is being renamed. */
export const Save = /*#__PURE__*/ rowPart('Save', 'button', (model) => model.getSaveProps, isNaming)

/** Keeps the old name. Renders a `<button>` element while the account is being renamed. */
export const CancelRename = /*#__PURE__*/ rowPart(
  'CancelRename',
  'button',
  (model) => model.getCancelRenameProps,
  isNaming,
)

/** The name of the app. Renders a `<span>` element. */
export const Service = /*#__PURE__*/ rowPart('Service', 'span', (model) => model.getServiceProps)

/** Whether the account works. Renders a `<span>` element with `data-status`. */
export const Status = /*#__PURE__*/ rowPart('Status', 'span', (model) => model.getStatusProps)

/** When it was tested last in this session. Renders a `<time>` element. */
export const Tested = /*#__PURE__*/ rowPart('Tested', 'time', (model) => model.getTestedProps)

/** How many flows use the account; reads them when it is pressed. Renders a `<button>` element. */
export const Usage = /*#__PURE__*/ rowPart('Usage', 'button', (model) => model.getUsageProps)

/** Tests the account. Renders a `<button>` element. */
export const Test = /*#__PURE__*/ rowPart('Test', 'button', (model) => model.getTestProps)

/** Connects the account again. Renders a `<button>` element, or nothing without `onReconnect`. */
export const Reconnect = /*#__PURE__*/ rowPart(
  'Reconnect',
  'button',
  (model) => model.getReconnectProps,
  ({ reconnect }) => reconnect !== undefined,
)

/** Begins to rename the account. Renders a `<button>` element. */
export const Rename = /*#__PURE__*/ rowPart('Rename', 'button', (model) => model.getRenameProps)

/** Asks whether to revoke the account. Renders a `<button>` element. */
export const Revoke = /*#__PURE__*/ rowPart('Revoke', 'button', (model) => model.getRevokeProps)

/** Tests all accounts, and stops the test while it runs. Renders a `<button>` element. */
export const TestAll = /*#__PURE__*/ listPart('TestAll', 'button', (model) => model.getTestAllProps)

/** How far a test is, and what it found. Renders a `<span>` element, or nothing before one. */
export const TestStatus = /*#__PURE__*/ listPart(
  'TestStatus',
  'span',
  (model) => model.getTestStatusProps,
  ({ tests }) => tests.total > 0,
)

/** How many accounts are signed out, as far as they were tested. Renders a `<span>` element, or nothing without any. */
export const AttentionCount = /*#__PURE__*/ listPart(
  'AttentionCount',
  'span',
  (model) => model.getAttentionCountProps,
  ({ attentionCount }) => attentionCount > 0,
)

export const { Dialog, Confirm, Cancel } = /*#__PURE__*/ createQuestionParts<AccountListModel>(
  parts,
  ({ revoking }) => revoking !== undefined,
)

/** The question in the dialog. Renders an `<h2>` element. */
export const Question = /*#__PURE__*/ listPart('Question', 'h2', (model) => model.getQuestionProps)

/** What follows. Renders a `<p>` element. */
export const Consequence = /*#__PURE__*/ listPart(
  'Consequence',
  'p',
  (model) => model.getConsequenceProps,
)

/** Flows that the dialog names; the others are counted. */
const mostNamed = 4

/** The flows that will stop, the first four by name. Renders a `<ul>` element, or nothing without any. */
export const Affected: Part<'ul', AccountListModel> = /*#__PURE__*/ createPart(
  'AccountList.Affected',
  'ul',
  (theirs) => {
    const model = list.use('AccountList.Affected')
    const { messages, revoking } = model
    const flows = revoking?.flows ?? []
    if (flows.length === 0) return undefined
    // One more takes no more room than the words that it is there.
    const named = flows.length <= mostNamed + 1 ? flows : flows.slice(0, mostNamed)
    const children = (
      <Fragment>
        {named.map(({ flowId, name }) => (
          <li key={flowId}>{name || messages.unnamedFlow}</li>
        ))}
        {named.length < flows.length && <li>{messages.more(flows.length - named.length)}</li>}
      </Fragment>
    )
    return { state: model, props: model.getAffectedProps({ children, ...theirs }) }
  },
)
