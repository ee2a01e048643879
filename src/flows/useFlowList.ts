'use client'

import { keepPreviousData } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { withDefaults } from '../client/errorMessage.ts'
import {
  emptyReasonOf,
  isStale,
  statusOf,
  type ListModel,
  type ListRow,
} from '../headless/listModel.ts'
import { clampPage, pagingOf } from '../headless/paging.ts'
import { useAnnouncements } from '../headless/useAnnouncements.ts'
import { useAttempts, type Attempt } from '../headless/useAttempts.ts'
import { useListControls } from '../headless/useListControls.ts'
import { withoutRepeats } from '../headless/withoutRepeats.ts'
import { useAppmixerMessages, useErrorMessage, type FlowListMessages } from '../react/messages.ts'
import { useUndoable } from '../react/useUndoable.ts'
import { flowListGetters, type FlowListGetters } from './flowListGetters.ts'
import { flowListMessages } from './flowListMessages.ts'
import { useFlows, useFlowsCount, useStartFlow, useStopFlow, useUpdateFlow } from './hooks.ts'
import { deleteFlowMutationOptions } from './mutations.ts'
import { isMoving } from './stages.ts'
import type { Flow, FlowRef, UpdateFlowInput } from './types.ts'

/** The stages that one can filter by; `all` is no filter. */
export type StageFilter = 'all' | 'running' | 'stopped'

export interface FlowListOptions {
  /** Rows on a page. Default 20. */
  pageSize?: number | undefined
  /** `field:1` or `field:-1`. Default `mtime:-1`, the latest change first. */
  sort?: string | undefined
  /** Conditions that always hold, for example `customFields.team:sales`. */
  filter?: string | string[] | undefined
  /** Also flows that others shared with at least these permissions. Default `read`. */
  sharedWithPermissions?: string | undefined
  /** Milliseconds that typing must pause before the search is sent. Default 300. */
  searchDelay?: number | undefined
  /**
   * Milliseconds in which a deletion can be taken back; nothing is sent before. It takes the place of the question.
   * Default 0: it asks.
   */
  undoWindow?: number | undefined
  /** Called when somebody opens a flow. */
  onOpen?: ((flow: Flow) => void) | undefined
  /** Sentences of this list only. Default: the provider's `messages.flowList`, then English. */
  messages?: Partial<FlowListMessages> | undefined
}

/** One flow on screen, and what can be done with it. */
export interface FlowRow extends ListRow {
  flow: Flow
  stage: string
  /** Runs, or is about to. */
  isOn: boolean
  isRenaming: boolean
  start(): void
  stop(): void
  rename(name: string): void
  /** Asks for confirmation first, unless there is an `undoWindow`; see {@link FlowListModel.confirming}. */
  remove(): void
}

export interface FlowListState extends ListModel<FlowRow> {
  messages: FlowListMessages
  stage: StageFilter
  setStage(stage: StageFilter): void
  /** Whether a removal waits for a yes, rather than for an undo. */
  asksBeforeRemoval: boolean
  /** The row whose removal waits for a yes. */
  confirming: FlowRow | undefined
  confirm(): void
  cancel(): void
  /** Begins to rename this row, or ends it. */
  setRenaming(row: FlowRow | undefined): void
}

/** State and actions of a flow list, with a prop getter for each of its elements. */
export interface FlowListModel extends FlowListState, FlowListGetters {}

/**
 * Everything a list of flows does, without a look: search, stage filter, pages, start, stop, rename, delete with
 * confirmation, pending and error of each row. `<FlowList.Root>` and its parts are thin elements over it.
 *
 * @example
 * const list = useFlowList({ pageSize: 10 })
 * <ul {...list.getItemsProps()}>
 *   {list.rows.map((row) => (
 *     <li key={row.key} {...list.getItemProps(row)}>
 *       <span {...list.getNameProps(row)} /> <button {...list.getToggleProps(row)} />
 *     </li>
 *   ))}
 * </ul>
 */
export function useFlowList(options: FlowListOptions = {}): FlowListModel {
  const { pageSize = 20, sort = 'mtime:-1', sharedWithPermissions = 'read' } = options
  const { undoWindow = 0 } = options
  const id = useId()
  const reason = useErrorMessage()
  const { flowList } = useAppmixerMessages()
  const messages = withDefaults({ ...flowListMessages, reason }, flowList, options.messages)
  const controls = useListControls<StageFilter>('all', options.searchDelay)
  const { pattern, filter: stage } = controls
  const [confirmingKey, setConfirmingKey] = useState<string>()
  const [renamingKey, setRenamingKey] = useState<string>()

  const conditions = [options.filter ?? [], stage === 'all' ? [] : `stage:${stage}`].flat()
  const criteria = {
    sharedWithPermissions,
    ...(pattern !== '' && { pattern }),
    ...(conditions.length > 0 && { filter: conditions }),
  }
  const count = useFlowsCount(criteria, { placeholderData: keepPreviousData })
  const page = clampPage(controls.page, count.data, pageSize)
  const flows = useFlows(
    { ...criteria, sort, limit: pageSize, offset: page * pageSize, projection: '-flow' },
    { placeholderData: keepPreviousData },
  )

  const attempts = useAttempts<UpdateFlowInput>('flowId')
  const { announcement, undoable, ...commands } = useFlowCommands({
    messages,
    undoWindow,
    nameOf({ flowId }) {
      const flow = flows.data?.find((candidate) => candidate.flowId === flowId)
      return flow?.name || messages.unnamed
    },
  })

  function rowOf(flow: Flow, attempt: Attempt<UpdateFlowInput> | undefined): FlowRow {
    const { flowId } = flow
    const now = flow.stage ?? 'stopped'
    return {
      flow,
      key: flowId,
      name: flow.name || messages.unnamed,
      stage: now,
      isOn: now === 'running' || now === 'starting',
      isBusy: attempt?.isPending === true || (isMoving(now) && !attempt?.error),
      isRenaming: renamingKey === flowId,
      error: attempt?.error ?? undefined,
      start: () => commands.startFlow({ flowId }),
      stop: () => commands.stopFlow({ flowId }),
      rename(name) {
        setRenamingKey(undefined)
        const next = name.trim()
        if (next !== '' && next !== flow.name) commands.updateFlow({ flowId, name: next })
      },
      remove() {
        if (undoWindow > 0) void commands.deleteFlow({ flowId })
        else setConfirmingKey(flowId)
      },
      retry() {
        if (!attempt) return
        attempt.dismiss()
        void commands[attempt.action as keyof typeof commands](attempt.variables)
      },
      dismiss: () => attempt?.dismiss(),
    }
  }

  const rows = withoutRepeats(flows.data ?? [], 'flowId').map((flow) =>
    rowOf(flow, attempts.get(flow.flowId)),
  )
  const confirming = rows.find(({ key }) => key === confirmingKey)
  const state: FlowListState = {
    id,
    messages,
    rows,
    status: statusOf(flows),
    emptyReason: emptyReasonOf(pattern, stage !== 'all'),
    error: flows.error,
    isStale: isStale(flows),
    isFetching: flows.isFetching,
    refetch: () => void Promise.all([flows.refetch(), count.refetch()]),
    search: controls.search,
    setSearch: controls.setSearch,
    stage,
    setStage: controls.setFilter,
    clear: controls.clear,
    paging: pagingOf({
      page,
      setPage: controls.setPage,
      total: count.data,
      pageSize,
      shown: rows.length,
    }),
    undoable,
    announcement,
    asksBeforeRemoval: undoWindow === 0,
    confirming,
    confirm() {
      setConfirmingKey(undefined)
      if (confirming) void commands.deleteFlow({ flowId: confirming.key })
    },
    cancel: () => setConfirmingKey(undefined),
    setRenaming: (row) => setRenamingKey(row?.key),
  }
  return { ...state, ...flowListGetters(state, options.onOpen) }
}

interface FlowCommandsOptions {
  messages: FlowListMessages
  undoWindow: number
  nameOf(ref: FlowRef): string
}

/** The four commands; each says what happens, and what went wrong. */
function useFlowCommands({ messages, undoWindow, nameOf }: FlowCommandsOptions) {
  const { announcement, telling, undoableOf } = useAnnouncements(messages, nameOf)
  const removed = (name: string) => {
    const sentence = messages.removed(name)
    return undoWindow > 0 ? messages.undoable(sentence) : sentence
  }
  const deletion = useUndoable(deleteFlowMutationOptions, {
    window: undoWindow,
    ...telling(removed),
  })
  return {
    announcement,
    undoable: undoableOf(deletion.pending),
    startFlow: useStartFlow(telling(messages.starting)).mutate,
    stopFlow: useStopFlow(telling(messages.stopping)).mutate,
    deleteFlow: deletion.mutate,
    updateFlow: useUpdateFlow(
      telling((_, { name = '' }: UpdateFlowInput) => messages.renamed(name)),
    ).mutate,
  }
}
