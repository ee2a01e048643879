'use client'

import { keepPreviousData, skipToken } from '@tanstack/react-query'
import { internalsOf } from '../../client/client.ts'
import {
  actionsOn,
  clampPage,
  latestUndo,
  reported,
  unlessPrevented,
  useListControls,
  useListState,
  withoutRepeats,
} from '../../headless/listModel.ts'
import { useAttempts, waitingIn, type Attempt } from '../../headless/useAttempts.ts'
import { useDrafts, useScopedState } from '../../headless/useControlled.ts'
import { useListBulk } from '../../headless/useListBulk.ts'
import { useFlowErrorCounts, type FlowErrorCounts } from '../../logs/hooks.ts'
import type { QueryHookResult } from '../../react/hooks.ts'
import { useMessages } from '../../react/messages.ts'
import { useAppmixerClient } from '../../react/context.ts'
import { useBulk } from '../../react/useBulk.ts'
import { useUndoable } from '../../react/useUndoable.ts'
import { useUser } from '../../users/hooks.ts'
import { can, type FlowAction, type FlowUser } from '../can.ts'
import {
  useCloneFlow,
  useCreateFlow,
  useFlows,
  useFlowsCount,
  useStartFlow,
  useStopFlow,
  useUpdateFlow,
} from '../hooks.ts'
import {
  deleteFlowMutationOptions,
  startFlowMutationOptions,
  stopFlowMutationOptions,
} from '../mutations.ts'
import { isMoving } from '../stages.ts'
import { whileInTransition } from '../transitions.ts'
import type { CloneFlowInput, Flow, FlowRef, FlowsCountQuery, UpdateFlowInput } from '../types.ts'
import { flowListGetters, type FlowListGetters } from './getters.ts'
import { flowListMessages } from './messages.ts'
import { useFlowDetails, useFlowSharing } from './useFlowDialogs.ts'
import type {
  FlowListOptions,
  FlowListState,
  FlowListView,
  FlowQuestion,
  FlowRow,
  SharingFilter,
} from './model.ts'

/** State and actions of a flow list, with a prop getter for each of its elements. */
export interface FlowListModel extends FlowListState, FlowListGetters {}

const actions = ['read', 'start', 'stop', 'update', 'delete', 'share'] as const
/** What a row does not need: the descriptor, the picture, which is read for the rows on screen, and the form. */
const heavyFields = '-flow,-thumbnail,-inspector'
const noFilter = { stage: 'all', sharing: 'anyone' } as const

/**
 * Everything a list of flows does, without a look: search, filters, sort, pages, selection, start, stop, rename, delete
 * with confirmation, bulk actions, pending and error of each row. `<FlowList.Root>` and its parts are thin elements
 * over it.
 *
 * @example
 * const list = useFlowList({ pageSize: 10 })
 * <section {...list.getRootProps()}>
 *   <ul {...list.getItemsProps()}>
 *     {list.rows.map((row) => (
 *       <li key={row.key} {...list.getItemProps(row)}>
 *         <span {...list.getNameProps(row)} /> <button {...list.getToggleProps(row)} />
 *       </li>
 *     ))}
 *   </ul>
 * </section>
 */
export function useFlowList(options: FlowListOptions = {}): FlowListModel {
  const { sharedWithPermissions = 'read', undoWindow = 0, refetchInterval } = options
  const client = useAppmixerClient()
  const messages = useMessages('flowList', flowListMessages, options)
  const controls = useListControls<Flow, FlowListView>(
    {
      search: '',
      page: 0,
      pageSize: options.pageSize ?? 20,
      sort: options.sort ?? 'mtime:-1',
      opened: undefined,
      layout: 'list',
      ...noFilter,
    },
    options,
  )
  const { view, setView, pattern, announce } = controls
  const [asked, setAsked] = useScopedState<Asked | undefined>(() => undefined)
  const [drafts, setDraft] = useDrafts()

  const [needsUser, setNeedsUser] = useScopedState(() => false)
  const named = internalsOf(client).user
  const live = refetchInterval === undefined ? {} : { refetchInterval }
  const account = useUser({ enabled: !named && (needsUser || view.sharing !== 'anyone') })
  const user: FlowUser | undefined = account.data ?? named
  const isAttention = view.stage === 'attention'
  const errors = useFlowErrorCounts(
    isAttention || options.errorRange !== undefined ? undefined : skipToken,
    { range: options.errorRange, ...live },
  )
  const faulty = errors.data && mostFaulty(errors.data)
  const criteriaOf = (...conditions: string[]): FlowsCountQuery => {
    const always = typeConditions(options.filter)
    return {
      sharedWithPermissions,
      ...(pattern !== '' && { pattern, escapePattern: true }),
      filter: [...always, ...sharingConditions(view.sharing, user?.id), ...conditions],
    }
  }
  const hasUser = view.sharing === 'anyone' || user !== undefined
  const attention = faulty?.length ? criteriaOf(...faulty) : undefined
  const attentionCount = useFlowsCount(hasUser && attention ? attention : skipToken, {
    placeholderData: keepPreviousData,
    ...live,
  })
  const criteria = isAttention
    ? attention
    : criteriaOf(...(view.stage === 'all' ? [] : [`stage:${view.stage}`]))
  const wanted = hasUser ? criteria : undefined
  const count = useFlowsCount(wanted ?? skipToken, { placeholderData: keepPreviousData, ...live })
  const { pageSize, sort } = view
  const page = clampPage(
    controls.page,
    isAttention && !attention ? undefined : count.data,
    pageSize,
  )
  const slice = { sort, limit: pageSize, offset: page * pageSize, projection: heavyFields }
  const flows = useFlows(wanted ? { ...wanted, ...slice } : skipToken, {
    placeholderData: keepPreviousData,
    ...(refetchInterval !== undefined && {
      // A flow in transition is read sooner.
      refetchInterval: (query) =>
        Math.min(whileInTransition(client)(query) || Infinity, refetchInterval),
    }),
  })

  // Without an error there is nothing to ask the server for.
  const isWaiting = isAttention && !attention
  const isCalm = isWaiting && faulty !== undefined
  const shown = withoutRepeats((isWaiting ? undefined : flows.data) ?? [], 'flowId')
  // Only a flow that is shared can be another user's.
  if (!needsUser && shown.some(({ sharedWith }) => sharedWith?.length)) setNeedsUser(() => true)
  const nameOf = ({ flowId }: FlowRef) =>
    shown.find((flow) => flow.flowId === flowId)?.name || messages.unnamed
  const commands = useFlowCommands({ options, messages, announce, nameOf, undoWindow })
  const attempts = useAttempts<UpdateFlowInput>('flowId')

  const act = actionsOn(options, shown, ({ flowId }) => flowId)

  const details = useFlowDetails(messages)
  const access = useFlowSharing({ options, messages })

  function rowOf(flow: Flow, attempt: Attempt<UpdateFlowInput> | undefined) {
    const { flowId } = flow
    const now = flow.stage ?? 'stopped'
    const isOn = now === 'running' || now === 'starting'
    const name = flow.name || messages.unnamed
    const write = (input: UpdateFlowInput) =>
      act('updateFlow', [flowId], () => commands.updateFlow(input))
    return {
      flow,
      key: flowId,
      name,
      stage: now,
      isOn,
      can: rightsOn(flow, user, account.isError),
      sharing: sharingOf(flow, user),
      isBusy: attempt?.isPending === true || (isMoving(now) && !attempt?.error),
      waiting: waitingIn(attempt),
      errors: errors.data && (errors.data[flowId] ?? 0),
      isRenaming: drafts[flowId] !== undefined,
      draft: drafts[flowId] ?? name,
      setDraft: (draft: string) => setDraft(flowId, draft),
      error: attempt?.error ?? undefined,
      start: () => act('startFlow', [flowId], () => commands.startFlow({ flowId })),
      stop: () => act('stopFlow', [flowId], () => commands.stopFlow({ flowId })),
      update: (update: Omit<UpdateFlowInput, 'flowId'>) =>
        // Nothing that runs is changed by it, and the server refuses it otherwise.
        write({ ...update, flowId, ...(isOn && !update.flow && { forceUpdate: true }) }),
      edit: () => details.edit(flowId),
      share: () => access.share(flow),
      clone: () =>
        act('cloneFlow', [flowId], () =>
          commands.cloneFlow({ flowId, prefix: messages.copyPrefix, connectAccounts: true }),
        ),
      rename(typed: string) {
        const next = typed.trim()
        if (next === '' || next === flow.name) return setDraft(flowId, undefined)
        if (isOn) return setAsked(() => ({ kind: 'rename', key: flowId, name: next }))
        setDraft(flowId, undefined)
        write({ flowId, name: next })
      },
      remove() {
        if (undoWindow > 0) act('deleteFlow', [flowId], () => void commands.deleteFlow({ flowId }))
        else setAsked(() => ({ kind: 'remove', key: flowId }))
      },
      retry() {
        if (!attempt) return
        attempt.dismiss()
        void commands[attempt.action as keyof typeof commands.retryable](attempt.variables)
      },
      dismiss: () => attempt?.dismiss(),
    }
  }

  const list = useListState<FlowRow, FlowListView>({
    controls,
    options,
    messages,
    query: isWaiting ? { ...stateOf(errors), data: isCalm ? [] : undefined } : flows,
    total: isCalm ? 0 : count.data,
    page,
    rows: shown.map((flow) => rowOf(flow, attempts.get(flow.flowId))),
    canSelect: ({ can: rights }) => rights.start || rights.stop || rights.delete,
    noFilter,
    undoable: commands.undoable,
    refetch() {
      if (isAttention || options.errorRange !== undefined) void errors.refetch()
      if (wanted) void Promise.all([flows.refetch(), count.refetch()])
    },
  })
  const bulk = useListBulk<FlowRef>({
    runs: {
      startFlow: useBulk(startFlowMutationOptions),
      stopFlow: useBulk(stopFlowMutationOptions),
      deleteFlow: useBulk(deleteFlowMutationOptions),
    },
    refOf: (flowId) => ({ flowId }),
    keyOf: ({ flowId }) => flowId,
    messages,
    announce,
    selection: list.selection,
  })

  const askedRow = asked && list.rows.find(({ key }) => key === asked.key)
  const confirming = questionOf(asked, askedRow, { messages, selected: list.selection.keys.length })
  const state: FlowListState = {
    ...list,
    messages,
    bulk,
    stage: view.stage,
    setStage: (stage) => setView({ stage }),
    setSharing: (sharing) => setView({ sharing }),
    forbidden: options.forbidden ?? 'disable',
    asksBeforeRemoval: undoWindow === 0,
    confirming,
    confirm() {
      setAsked(() => undefined)
      if (asked?.kind === 'removeSelected') {
        act('deleteFlow', list.selection.keys, () => bulk.run('deleteFlow'))
      } else if (asked?.kind === 'rename') {
        const { key: flowId, name } = asked
        setDraft(flowId, undefined)
        act('updateFlow', [flowId], () => commands.updateFlow({ flowId, name, forceUpdate: true }))
      } else if (asked) {
        const { key: flowId } = asked
        act('deleteFlow', [flowId], () => void commands.deleteFlow({ flowId }))
      }
    },
    cancel: () => setAsked(() => undefined),
    startRenaming: ({ key, name }) => setDraft(key, name),
    stopRenaming: ({ key }) => setDraft(key, undefined),
    attentionCount: faulty && (attention ? attentionCount.data : 0),
    create: (name = messages.newFlow) =>
      unlessPrevented(options, { action: 'createFlow', keys: [], items: [] }, () =>
        commands.create.mutate({ name }),
      ),
    isCreating: commands.create.isPending,
    createError: commands.create.error,
    editing: details.of(list.rows),
    sharing: access.of(list.rows),
    runBulk(action) {
      if (action === 'deleteFlow') setAsked(() => ({ kind: 'removeSelected' }))
      else act(action, list.selection.keys, () => bulk.run(action))
    },
  }
  return { ...state, ...flowListGetters(state, options.onOpen) }
}

type Asked =
  | { kind: 'remove'; key: string }
  | { kind: 'rename'; key: string; name: string }
  | { kind: 'removeSelected'; key?: undefined }

function questionOf(
  asked: Asked | undefined,
  row: FlowRow | undefined,
  { messages, selected }: { messages: FlowListState['messages']; selected: number },
): FlowQuestion | undefined {
  if (!asked) return undefined
  const { kind } = asked
  if (kind === 'removeSelected') {
    return { kind, row, text: messages.questionMany(selected), verb: messages.confirm }
  }
  // It left the list while it was asked about.
  if (!row) return undefined
  return kind === 'rename'
    ? { kind, row, text: messages.renameQuestion(row.name), verb: messages.confirmRename }
    : { kind, row, text: messages.question(row.name), verb: messages.confirm }
}

/** Without its data. */
function stateOf({ error, isError, isPaused, isFetching }: QueryHookResult<FlowErrorCounts>) {
  return { error, isError, isPaused, isFetching, isPlaceholderData: false }
}

/** As many ids as fit into the address of a request. */
const mostIds = 100

/** Conditions for the flows with the most errors, in an order that is the same for the same flows. */
function mostFaulty(counts: FlowErrorCounts): string[] {
  return Object.entries(counts)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, mostIds)
    .map(([flowId]) => `flowId:${flowId}`)
    .toSorted()
}

/** Without a condition on the type, automations only. */
function typeConditions(filter: string | string[] = []): string[] {
  const conditions = [filter].flat()
  const hasType = conditions.some((condition) => /^type(:|$)/.test(condition))
  return hasType ? conditions : ['type:automation', ...conditions]
}

function sharingConditions(sharing: SharingFilter, userId = ''): string[] {
  if (sharing === 'mine') return [`userId:${userId}`]
  if (sharing === 'sharedWithMe') return [`userId:!${userId}`]
  return sharing === 'sharedWithOthers' ? [`userId:${userId}`, 'sharedWith:![]'] : []
}

function sharingOf({ userId, sharedWith }: Flow, user: FlowUser | undefined): FlowRow['sharing'] {
  if (!sharedWith?.length) return 'private'
  return user && userId && userId !== user.id ? 'withMe' : 'withOthers'
}

/** Where the user could not be read, the server decides. */
function rightsOn(
  flow: Flow,
  user: FlowUser | undefined,
  isUnknown: boolean,
): Record<FlowAction, boolean> {
  const rights = actions.map((action) => [action, isUnknown || can(flow, action, user)])
  return Object.fromEntries(rights) as Record<FlowAction, boolean>
}

interface FlowCommandsInput {
  options: FlowListOptions
  messages: FlowListState['messages']
  announce(sentence: string): void
  nameOf(ref: FlowRef): string
  undoWindow: number
}

/** The commands; each announces its beginning, its end, and why it failed. */
function useFlowCommands({ options, messages, announce, nameOf, undoWindow }: FlowCommandsInput) {
  const { onError } = options
  const reporter = { messages, announce, nameOf, keyOf: ({ flowId }: FlowRef) => flowId, onError }
  const deletion = useUndoable(deleteFlowMutationOptions, {
    window: undoWindow,
    ...reported(
      'deleteFlow',
      {
        begun: (name) =>
          undoWindow > 0 ? messages.undoable(messages.removed(name)) : messages.removing(name),
        done: messages.removed,
      },
      reporter,
    ),
  })
  const retryable = {
    startFlow: useStartFlow(
      reported('startFlow', { begun: messages.starting, done: messages.started }, reporter),
    ).mutate,
    stopFlow: useStopFlow(
      reported('stopFlow', { begun: messages.stopping, done: messages.stoppedFlow }, reporter),
    ).mutate,
    deleteFlow: deletion.mutate,
    updateFlow: useUpdateFlow(
      reported<FlowRef, UpdateFlowInput>(
        'updateFlow',
        {
          done: (before, { name }) =>
            name === undefined ? messages.saved(before) : messages.renamed(name),
        },
        reporter,
      ),
    ).mutate,
    cloneFlow: useCloneFlow(
      reported<FlowRef, CloneFlowInput>('cloneFlow', { done: messages.cloned }, reporter),
    ).mutate,
  }
  const create = useCreateFlow({
    onSuccess: (_, { name }) => announce(messages.createdFlow(name)),
    onError(error, { name }) {
      announce(messages.refused(name, messages.reason(error)))
      onError?.(error, { action: 'createFlow', keys: [] })
    },
  })
  return {
    ...retryable,
    retryable,
    create,
    undoable: latestUndo(deletion.pending, 'flowId', (name) => announce(messages.undone(name))),
  }
}
