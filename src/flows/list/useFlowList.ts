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
import { useAttempts, type Attempt } from '../../headless/useAttempts.ts'
import { useDrafts, useScopedState } from '../../headless/useControlled.ts'
import { useListBulk } from '../../headless/useListBulk.ts'
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
import type { Flow, FlowRef, UpdateFlowInput } from '../types.ts'
import { flowListGetters, type FlowListGetters } from './getters.ts'
import { flowListMessages } from './messages.ts'
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
  const account = useUser({ enabled: !named && (needsUser || view.sharing !== 'anyone') })
  const user: FlowUser | undefined = account.data ?? named
  const conditions = [
    options.filter ?? [],
    view.stage === 'all' ? [] : `stage:${view.stage}`,
    sharingConditions(view.sharing, user?.id),
  ].flat()
  const criteria = {
    sharedWithPermissions,
    ...(pattern !== '' && { pattern, escapePattern: true }),
    ...(conditions.length > 0 && { filter: conditions }),
  }
  const isReady = view.sharing === 'anyone' || user !== undefined
  const count = useFlowsCount(isReady ? criteria : skipToken, {
    placeholderData: keepPreviousData,
    ...(refetchInterval !== undefined && { refetchInterval }),
  })
  const { pageSize, sort } = view
  const page = clampPage(controls.page, count.data, pageSize)
  const slice = { sort, limit: pageSize, offset: page * pageSize, projection: heavyFields }
  const flows = useFlows(isReady ? { ...criteria, ...slice } : skipToken, {
    placeholderData: keepPreviousData,
    ...(refetchInterval !== undefined && {
      // A flow in transition is read sooner.
      refetchInterval: (query) =>
        Math.min(whileInTransition(client)(query) || Infinity, refetchInterval),
    }),
  })

  const shown = withoutRepeats(flows.data ?? [], 'flowId')
  // Only a flow that is shared can be another user's.
  if (!needsUser && shown.some(({ sharedWith }) => sharedWith?.length)) setNeedsUser(() => true)
  const nameOf = ({ flowId }: FlowRef) =>
    shown.find((flow) => flow.flowId === flowId)?.name || messages.unnamed
  const commands = useFlowCommands({ options, messages, announce, nameOf, undoWindow })
  const attempts = useAttempts<UpdateFlowInput>('flowId')

  const act = actionsOn(options, shown, ({ flowId }) => flowId)

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
      isRenaming: drafts[flowId] !== undefined,
      draft: drafts[flowId] ?? name,
      setDraft: (draft: string) => setDraft(flowId, draft),
      error: attempt?.error ?? undefined,
      start: () => act('startFlow', [flowId], () => commands.startFlow({ flowId })),
      stop: () => act('stopFlow', [flowId], () => commands.stopFlow({ flowId })),
      update: (update: Omit<UpdateFlowInput, 'flowId'>) => write({ ...update, flowId }),
      clone: () => act('cloneFlow', [flowId], () => commands.cloneFlow({ flowId })),
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
    query: flows,
    total: count.data,
    page,
    rows: shown.map((flow) => rowOf(flow, attempts.get(flow.flowId))),
    canSelect: ({ can: rights }) => rights.start || rights.stop || rights.delete,
    noFilter,
    undoable: commands.undoable,
    refetch: () => void Promise.all([flows.refetch(), count.refetch()]),
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
    create: (name) =>
      unlessPrevented(options, { action: 'createFlow', keys: [], items: [] }, () =>
        commands.create.mutate({ name }),
      ),
    isCreating: commands.create.isPending,
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
        { done: (_, { name }) => (name === undefined ? '' : messages.renamed(name)) },
        reporter,
      ),
    ).mutate,
    cloneFlow: useCloneFlow(reported('cloneFlow', {}, reporter)).mutate,
  }
  return {
    ...retryable,
    retryable,
    create: useCreateFlow(),
    undoable: latestUndo(deletion.pending, 'flowId', (name) => announce(messages.undone(name))),
  }
}
