'use client'

import type { AppmixerError } from '../../client/errors.ts'
import {
  actionsOn,
  clampPage,
  reported,
  useListControls,
  useListState,
  withoutRepeats,
} from '../../headless/listModel.ts'
import { useAttempts, waitingIn } from '../../headless/useAttempts.ts'
import { useDrafts, useScopedState } from '../../headless/useControlled.ts'
import { useListBulk } from '../../headless/useListBulk.ts'
import { useMessages, type AccountListMessages } from '../../react/messages.ts'
import { useAccounts, useDeleteAccount, useSetAccountName } from '../hooks.ts'
import type { Account, AccountRef, SetAccountNameInput } from '../types.ts'
import { useAccountChecks, type AccountCheck } from '../useAccountChecks.ts'
import { useAccountUsage } from '../useAccountUsage.ts'
import { accountListGetters, type AccountListGetters } from './getters.ts'
import { accountListMessages } from './messages.ts'
import type { AccountListOptions, AccountListState, AccountListView, AccountRow } from './model.ts'

/** State and actions of an account list, with a prop getter for each of its elements. */
export interface AccountListModel extends AccountListState, AccountListGetters {}

/**
 * Everything a list of connected accounts does, without a look: search, status, test of one or all, rename, usage on
 * demand, revoke with the flows that will stop. It reads `GET /accounts` and nothing else until it is asked to.
 * `<AccountList.Root>` and its parts are thin elements over it.
 *
 * @example
 * const list = useAccountList({ onReconnect: (account) => connect(account.service) })
 * <section {...list.getRootProps()}>
 *   <ul {...list.getItemsProps()}>
 *     {list.rows.map((row) => (
 *       <li key={row.key} {...list.getItemProps(row)}>
 *         <span {...list.getNameProps(row)} /> <span {...list.getStatusProps(row)} />
 *       </li>
 *     ))}
 *   </ul>
 * </section>
 */
export function useAccountList(options: AccountListOptions = {}): AccountListModel {
  const messages = useMessages('accountList', accountListMessages, options)
  const controls = useListControls<Account, AccountListView>(
    {
      search: '',
      page: 0,
      pageSize: options.pageSize ?? 100,
      sort: options.sort ?? 'status:1',
      opened: undefined,
    },
    options,
  )
  const { view, pattern, announce } = controls
  const [revokingId, setRevoking] = useScopedState<string | undefined>(() => undefined)
  const [drafts, setDraft] = useDrafts()

  const query = useAccounts(options.filter === undefined ? {} : { filter: options.filter })
  const checks = useAccountChecks()
  const all = withoutRepeats(query.data ?? [], 'accountId')
  const matching = all.filter((account) => isMatch(account, pattern))
  const order = useOrder(matching, { view, pattern, statusOf: (id) => checks.checkOf(id).status })
  const total = query.data && matching.length
  const page = clampPage(controls.page, total, view.pageSize)
  const shown = order.accounts.slice(page * view.pageSize, (page + 1) * view.pageSize)
  const usage = useAccountUsage(shown.map(({ accountId }) => accountId))

  const nameOf = ({ accountId }: AccountRef) => {
    const account = all.find((other) => other.accountId === accountId)
    return account ? nameIn(account, messages) : messages.unnamed
  }
  const { onError } = options
  const keyOf = ({ accountId }: AccountRef) => accountId
  const reporter = { messages, announce, nameOf, keyOf, onError }
  const renaming = useSetAccountName(
    reported<AccountRef, SetAccountNameInput>(
      'setAccountName',
      { done: (_, { displayName }) => messages.renamed(displayName) },
      reporter,
    ),
  )
  const deletion = useDeleteAccount(
    reported('deleteAccount', { begun: messages.revoking, done: messages.revoked }, reporter),
  )
  const attempts = useAttempts<SetAccountNameInput>('accountId')

  const act = actionsOn(options, all, keyOf)

  async function test(accountIds: readonly string[]): Promise<void> {
    const { results } = await checks.run(accountIds.map((accountId) => ({ accountId })))
    const own = results.filter(({ item }) => accountIds.includes(item.accountId))
    for (const result of own) {
      if (result.status === 'failed') {
        onError?.(result.error, { action: 'testAccount', keys: [result.item.accountId] })
      }
    }
    const answers = own.flatMap((result) => (result.status === 'done' ? [result] : []))
    const valid = answers.filter(({ data }) => data.ok).length
    const [only] = answers
    if (accountIds.length > 1) announce(messages.tested(valid, answers.length - valid))
    else if (only) {
      announce(messages.testedOne(nameOf(only.item), only.data.ok ? 'valid' : 'invalid'))
    }
  }

  async function reconnect(account: Account): Promise<void> {
    const { accountId } = account
    try {
      await options.onReconnect?.(account)
    } catch {
      // The caller says why it did not work; the account is as it was.
      return
    }
    await query.refetch()
    await test([accountId])
  }

  function rowOf(account: Account): Omit<AccountRow, 'isSelected' | 'isOpen'> {
    const { accountId, service } = account
    const check = checks.checkOf(accountId)
    const attempt = attempts.get(accountId)
    const isTest = attempt?.action === 'testAccount'
    const name = nameIn(account, messages)
    const app = account.label || service || ''
    return {
      account,
      key: accountId,
      name,
      service: app,
      icon: account.icon?.startsWith('data:image/') ? account.icon : undefined,
      monogram: app.replace(/^.*:/, '').charAt(0).toUpperCase(),
      status: check.status,
      testedAt: check.testedAt,
      usage: usage.usageOf(accountId),
      isBusy: attempt?.isPending === true && !isTest,
      waiting: waitingIn(attempt),
      isRenaming: drafts[accountId] !== undefined,
      draft: drafts[accountId] ?? name,
      setDraft: (draft) => setDraft(accountId, draft),
      error: errorOf(check, isTest ? undefined : (attempt?.error ?? undefined)),
      test: () => act('testAccount', [accountId], () => void test([accountId])),
      loadUsage: () => void usage.load([accountId]),
      rename(typed) {
        const next = typed.trim()
        setDraft(accountId, undefined)
        if (next === '' || next === name) return
        act('setAccountName', [accountId], () => renaming.mutate({ accountId, displayName: next }))
      },
      revoke() {
        setRevoking(() => accountId)
        void usage.load([accountId])
      },
      reconnect: options.onReconnect && (() => void reconnect(account)),
      retry() {
        if (!attempt) return
        const { action, variables } = attempt
        attempt.dismiss()
        if (action === 'setAccountName') renaming.mutate(variables)
        else if (action === 'deleteAccount') deletion.mutate({ accountId })
        else void test([accountId])
      },
      dismiss: () => attempt?.dismiss(),
    }
  }

  const list = useListState<AccountRow, AccountListView>({
    controls,
    options,
    messages,
    query,
    total,
    page,
    rows: shown.map(rowOf),
    noFilter: {},
    undoable: undefined,
    refetch() {
      order.renew()
      void query.refetch()
    },
  })
  const bulk = useListBulk<AccountRef>({
    runs: { testAccount: checks },
    refOf: (accountId) => ({ accountId }),
    keyOf,
    messages,
    announce,
    selection: list.selection,
  })

  const asked = list.rows.find(({ key }) => key === revokingId)
  const found = checks.results.flatMap((result) => (result.status === 'done' ? [result.data] : []))
  const state: AccountListState = {
    ...list,
    messages,
    bulk,
    startRenaming: ({ key, name }) => setDraft(key, name),
    stopRenaming: ({ key }) => setDraft(key, undefined),
    testAll() {
      const keys = matching.map(keyOf)
      act('testAccount', keys, () => void test(keys).then(order.renew))
    },
    tests: {
      isRunning: checks.isRunning,
      total: checks.total,
      done: checks.done + checks.failed,
      valid: found.filter(({ ok }) => ok).length,
      invalid: found.filter(({ ok }) => !ok).length,
      cancel: checks.cancel,
    },
    attentionCount: all.filter((account) => checks.checkOf(keyOf(account)).status === 'invalid')
      .length,
    loadUsage: () => void usage.load(shown.map(keyOf)),
    revoking: asked && {
      row: asked,
      flows: asked.usage.status === 'ready' ? asked.usage.flows : undefined,
      isReady: asked.usage.status === 'ready' || asked.usage.status === 'failed',
    },
    confirm() {
      if (!asked) return
      setRevoking(() => undefined)
      const { key: accountId } = asked
      act('deleteAccount', [accountId], () => deletion.mutate({ accountId }))
    },
    cancel: () => setRevoking(() => undefined),
  }
  return { ...state, ...accountListGetters(state, options.onOpen) }
}

interface OrderInput {
  view: AccountListView
  pattern: string
  statusOf(accountId: string): AccountCheck['status']
}

/**
 * The accounts in the order that the user wants. Those that need attention come first by what was known at the last
 * search, sort, reload or test of all: a row does not move because its own test has an answer.
 */
function useOrder(accounts: readonly Account[], { view, pattern, statusOf }: OrderInput) {
  const cause = JSON.stringify([view.sort, pattern])
  const [known, setKnown] = useScopedState<{ cause: string; invalid: ReadonlySet<string> }>(() => ({
    cause: '',
    invalid: new Set(),
  }))
  const [turn, setTurn] = useScopedState(() => 0)
  const now = `${cause} ${turn}`
  const invalidNow = () =>
    new Set(
      accounts
        .filter(({ accountId }) => statusOf(accountId) === 'invalid')
        .map(({ accountId }) => accountId),
    )
  const isNew = known.cause !== now && accounts.length > 0
  const invalid = isNew ? invalidNow() : known.invalid
  if (isNew) setKnown(() => ({ cause: now, invalid }))

  const [field, direction] = view.sort.split(':')
  const sign = direction === '-1' ? -1 : 1
  const rank = ({ accountId }: Account) => (invalid.has(accountId) ? 0 : 1)
  const title = ({ displayName, name }: Account) => displayName || name || ''
  const compare =
    field === 'name'
      ? (one: Account, other: Account) => sign * title(one).localeCompare(title(other))
      : (one: Account, other: Account) => sign * (rank(one) - rank(other))
  return {
    accounts: accounts.toSorted(compare),
    renew: () => setTurn((before) => before + 1),
  }
}

function nameIn({ displayName, name }: Account, messages: AccountListMessages): string {
  return displayName || name || messages.unnamed
}

/** By the names of account and app; `GET /accounts` has no search. */
function isMatch({ displayName, name, label, service }: Account, pattern: string): boolean {
  const wanted = pattern.toLowerCase()
  return [displayName, name, label, service].some((text) => text?.toLowerCase().includes(wanted))
}

function errorOf(
  { error }: AccountCheck,
  other: AppmixerError | undefined,
): AppmixerError | undefined {
  return other ?? error
}
