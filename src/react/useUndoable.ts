'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import type { EffectOptions } from '../cache/effect.ts'
import type { AppmixerMutation } from '../cache/mutation.ts'
import {
  undoWindowsOf,
  type Undoable,
  type UndoableOutcome,
  type UndoWindows,
} from '../cache/undo.ts'
import type { AppmixerClient } from '../client/client.ts'
import { useAppmixerContext } from './context.ts'
import type { MutationHookOptions } from './hooks.ts'

export interface UndoableHookOptions<
  Variables,
  Data,
  Context = unknown,
> extends MutationHookOptions<Variables, Data, Context> {
  /** Milliseconds in which the change can be undone; 0 sends it at once. @default 5000 */
  window?: number | undefined
}

export interface UndoableHook<Variables, Data> {
  /** Shows the change at once, and sends it when the window closes. Never rejects. */
  mutate(variables: Variables): Promise<UndoableOutcome<Data>>
  /** What can still be undone, oldest first. */
  pending: readonly Undoable<Variables>[]
  /** Rolls back the latest. */
  undo(): void
  /** Sends all of them now. */
  flush(): void
}

/**
 * A mutation that can be undone for a while: the change is shown at once, and sent when its window closes. It outlives
 * the component, and several have a window each. When the page is closed they are sent at once, by requests that outlive
 * it. Signing out drops them: call `flush()` before to send them. An undone one sends nothing and calls no callback.
 *
 * @param optionsFor Which mutation: `approveTaskMutationOptions`, `deleteFlowMutationOptions`, or another.
 * @example
 * const approve = useUndoable(approveTaskMutationOptions, { window: 5_000 })
 * <button onClick={() => approve.mutate({ taskId })}>Approve</button>
 * {approve.pending.map(({ variables, undo }) => <button key={variables.taskId} onClick={undo}>Undo</button>)}
 */
export function useUndoable<Variables, Data, Context = unknown>(
  optionsFor: (client: AppmixerClient, options: EffectOptions) => AppmixerMutation<Variables, Data>,
  {
    window = 5_000,
    invalidate,
    invalidates,
    ...options
  }: UndoableHookOptions<Variables, Data, Context> = {},
): UndoableHook<Variables, Data> {
  const { client } = useAppmixerContext()
  const windows = useUndoWindows()
  const all = useSyncExternalStore(windows.subscribe, windows.get, windows.get)
  const ours = optionsFor(client, { invalidate, invalidates })
  const pending = all.filter(
    (undoable): undoable is Undoable<Variables> => undoable.action === ours.mutationKey.at(-1),
  )
  return {
    mutate: (variables) => windows.run({ mutation: { ...ours, ...options }, variables, window }),
    pending,
    undo: () => pending.at(-1)?.undo(),
    flush: () => pending.forEach((undoable) => undoable.send()),
  }
}

/**
 * Everything that can still be undone, of all kinds, oldest first; for the one place that offers it.
 *
 * @example
 * const latest = useUndoables().at(-1)
 * {latest && <button onClick={latest.undo}>Undo</button>}
 */
export function useUndoables(): readonly Undoable[] {
  const windows = useUndoWindows()
  return useSyncExternalStore(windows.subscribe, windows.get, windows.get)
}

function useUndoWindows(): UndoWindows {
  const { client, queryClient } = useAppmixerContext()
  return undoWindowsOf(client, useQueryClient(queryClient))
}
