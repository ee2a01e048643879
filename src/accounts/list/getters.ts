import type { ChangeEvent, KeyboardEvent } from 'react'
import type { Getter, RowGetter } from '../../headless/createPart.ts'
import {
  button,
  controlIn,
  flag,
  isComposing,
  propsOf,
  selectAll,
} from '../../headless/elements.ts'
import {
  listGetters,
  questionGetters,
  type ListGetters,
  type QuestionGetters,
} from '../../headless/getters.ts'
import type { Account } from '../types.ts'
import type { AccountListState, AccountRow } from './model.ts'

/** The getters of an account list: those of every list, and these. */
export interface AccountListGetters extends ListGetters<AccountRow>, QuestionGetters<'h2'> {
  /** `<img>`; without a `src` when there is no safe picture. */
  getIconProps: RowGetter<AccountRow, 'img'>
  /** `<span>` with the name of the app. */
  getServiceProps: RowGetter<AccountRow, 'span'>
  /** `<span>` */
  getStatusProps: RowGetter<AccountRow, 'span'>
  /** `<time>`: when it was tested last in this session. */
  getTestedProps: RowGetter<AccountRow, 'time'>
  /** `<button>`: how many flows use it; reads them when it is pressed. */
  getUsageProps: RowGetter<AccountRow, 'button'>
  /** `<button>` */
  getTestProps: RowGetter<AccountRow, 'button'>
  /** `<button>` */
  getReconnectProps: RowGetter<AccountRow, 'button'>
  /** `<button>` that begins to rename. */
  getRenameProps: RowGetter<AccountRow, 'button'>
  /** `<input>` in place of the name: Enter writes, Escape cancels; a click elsewhere loses nothing. */
  getNameInputProps: RowGetter<AccountRow, 'input'>
  /** `<button>` that writes the new name. */
  getSaveProps: RowGetter<AccountRow, 'button'>
  /** `<button>` that keeps the old name. */
  getCancelRenameProps: RowGetter<AccountRow, 'button'>
  /** `<button>` that asks whether to revoke. */
  getRevokeProps: RowGetter<AccountRow, 'button'>
  /** `<button>` that tests all, and stops the test while it runs. */
  getTestAllProps: Getter<'button'>
  /** `<span>`: how far a test of many is, and what it found. */
  getTestStatusProps: Getter<'span'>
  /** `<span>` with how many accounts are signed out. */
  getAttentionCountProps: Getter<'span'>
  /** `<p>`: what follows. */
  getConsequenceProps: Getter<'p'>
  /** `<ul>` with the flows that will stop, each in an `<li>`. */
  getAffectedProps: Getter<'ul'>
}

export function accountListGetters(
  list: AccountListState,
  onOpen: ((account: Account) => void) | undefined,
): AccountListGetters {
  const { messages, dom, revoking, tests } = list
  const base = listGetters(list, {
    onOpen: ({ account }) => onOpen?.(account),
    bulkLabel: () => messages.test,
  })
  const asking = questionGetters<'h2'>(list, {
    text: revoking && messages.question(revoking.row.name),
    confirm: messages.confirm,
    cancel: messages.keep,
    // Not before it is known which flows will stop.
    isReady: revoking?.isReady === true,
  })

  return {
    ...base,
    getItemProps: (row, props) =>
      base.getItemProps(
        row,
        propsOf<'li'>({ 'data-status': row.status, 'data-editing': flag(row.isRenaming) }, props),
      ),
    getIconProps: (row, props) =>
      propsOf<'img'>({ 'data-part': 'app-icon', src: row.icon, alt: '' }, props),
    getServiceProps: (row, props) =>
      propsOf<'span'>({ 'data-part': 'service', children: row.service }, props),
    getStatusProps: (row, props) =>
      propsOf<'span'>(
        {
          'data-part': 'status',
          'data-status': row.status,
          'data-busy': flag(row.status === 'testing'),
          children: messages.status(row.status),
        },
        props,
      ),
    getTestedProps: ({ testedAt }, props) =>
      propsOf<'time'>(
        {
          'data-part': 'tested',
          ...(testedAt === undefined
            ? { children: messages.neverTested }
            : {
                dateTime: new Date(testedAt).toISOString(),
                children: messages.testedAt(testedAt, Date.now()),
              }),
        },
        props,
      ),
    getUsageProps: (row, props) =>
      button(
        {
          action: 'usage',
          onPress: row.usage.status === 'loading' ? undefined : dom.press(row.key, row.loadUsage),
        },
        {
          'data-kind': 'link',
          'data-busy': flag(row.usage.status === 'loading'),
          'aria-description': messages.usageOf(row.name),
          children: usageText(list, row),
        },
        props,
      ),
    getTestProps: (row, props) =>
      button(
        {
          action: 'test',
          onPress: row.status === 'testing' ? undefined : dom.press(row.key, row.test),
        },
        { 'aria-label': messages.testAccount(row.name), children: messages.test },
        props,
      ),
    getReconnectProps: (row, props) =>
      button(
        { action: 'reconnect', onPress: row.reconnect && dom.press(row.key, row.reconnect) },
        { 'aria-label': messages.reconnectAccount(row.name), children: messages.reconnect },
        props,
      ),
    getRenameProps: (row, props) =>
      button(
        { action: 'rename', onPress: dom.press(row.key, () => list.startRenaming(row)) },
        { 'aria-label': messages.renameAccount(row.name), children: messages.rename },
        props,
      ),
    getNameInputProps: (row, props) =>
      propsOf<'input'>(
        {
          'data-part': 'name-input',
          'aria-label': messages.newName(row.name),
          value: row.draft,
          autoFocus: true,
          onFocus: selectAll,
          onChange: ({ target }: ChangeEvent<HTMLInputElement>) => row.setDraft(target.value),
          onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
            if (isComposing(event)) return
            if (event.key === 'Enter') row.rename(event.currentTarget.value)
            else if (event.key === 'Escape') list.stopRenaming(row)
            else return
            // Without this, Enter would go on to press the button that gets the focus.
            event.preventDefault()
            controlIn(dom.rowOf(row.key), 'rename')?.focus()
          },
        },
        props,
      ),
    getSaveProps: (row, props) =>
      button(
        { action: 'save', onPress: dom.press(row.key, () => row.rename(row.draft)) },
        { 'data-kind': 'primary', children: messages.save },
        props,
      ),
    getCancelRenameProps: (row, props) =>
      button(
        { action: 'cancel-rename', onPress: dom.press(row.key, () => list.stopRenaming(row)) },
        { children: messages.cancel },
        props,
      ),
    getRevokeProps: (row, props) =>
      button(
        { action: 'revoke', onPress: dom.press(row.key, row.revoke) },
        {
          'data-kind': 'danger',
          'aria-haspopup': 'dialog',
          'aria-label': messages.revokeAccount(row.name),
          children: messages.revoke,
        },
        props,
      ),
    getTestAllProps: (props) =>
      button(
        {
          action: 'test-all',
          onPress: tests.isRunning ? tests.cancel : list.rows.length > 0 ? list.testAll : undefined,
        },
        { children: tests.isRunning ? messages.stopTesting : messages.testAll },
        props,
      ),
    getTestStatusProps: (props) =>
      propsOf<'span'>(
        {
          'data-part': 'test-status',
          children: tests.isRunning
            ? messages.testing(tests.done, tests.total)
            : messages.tested(tests.valid, tests.invalid),
        },
        props,
      ),
    getAttentionCountProps: (props) =>
      propsOf<'span'>(
        { 'data-part': 'count', children: messages.attentionCount(list.attentionCount) },
        props,
      ),
    ...asking,
    getDialogProps: (props) =>
      asking.getDialogProps(
        propsOf<'dialog'>({ 'aria-busy': revoking && !revoking.isReady }, props),
      ),
    getConsequenceProps: (props) =>
      propsOf<'p'>(
        { 'data-part': 'consequence', role: 'status', children: consequence(list) },
        props,
      ),
    getAffectedProps: (props) =>
      propsOf<'ul'>(
        {
          'data-part': 'affected',
          'aria-label': revoking && messages.usageOf(revoking.row.name),
        },
        props,
      ),
  }
}

function usageText({ messages }: AccountListState, { usage }: AccountRow): string {
  const { status, flows, error } = usage
  if (flows) return messages.usedBy(flows.length)
  if (status === 'loading') return messages.usageLoading
  return error ? messages.usageFailed(messages.reason(error)) : messages.usage
}

function consequence({ messages, revoking }: AccountListState): string | undefined {
  if (!revoking) return undefined
  return revoking.isReady ? messages.consequence(revoking.flows?.length) : messages.usageLoading
}
