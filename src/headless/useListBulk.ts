'use client'

import type { BulkHook } from '../react/useBulk.ts'
import type { ListMessages } from '../react/messages.ts'
import { useScopedState } from './useControlled.ts'

/** What is done to the selected rows, and how far it is. */
export interface ListBulk {
  /** The action that runs or ran last; `undefined` once its result is dismissed. */
  action: string | undefined
  isRunning: boolean
  total: number
  done: number
  failed: number
  cancelled: number
  /** Does it to the selected rows. Those that fail stay selected, and say why. */
  run(action: string): void
  /** Rolls back what is not sent. */
  cancel(): void
  retryFailed(): void
  /** Forgets the result. */
  reset(): void
}

/** For a list that has no bulk actions. */
export const noBulk: ListBulk = {
  action: undefined,
  isRunning: false,
  total: 0,
  done: 0,
  failed: 0,
  cancelled: 0,
  run() {},
  cancel() {},
  retryFailed() {},
  reset() {},
}

interface BulkInput<Ref> {
  /** One `useBulk` for each action. */
  runs: Record<string, BulkHook<Ref, any>>
  refOf(key: string): Ref
  keyOf(ref: Ref): string
  messages: ListMessages
  announce(sentence: string): void
  /** The selected keys, and how to select others. */
  selection: { keys: readonly string[]; set(keys: readonly string[]): void }
  /** Called before anything is shown. */
  onRun?: (action: string, keys: readonly string[]) => void
  /** Called with the keys that were not done. */
  onEnd?: (keys: readonly string[]) => void
}

/** Bulk actions over the selection. A run that another component began is shown as well. */
export function useListBulk<Ref>(input: BulkInput<Ref>): ListBulk {
  const { runs, refOf, keyOf, messages, announce, selection, onRun, onEnd } = input
  const [begun, setBegun] = useScopedState<string | undefined>(() => undefined)
  const action = begun ?? Object.keys(runs).find((name) => runs[name]!.isRunning)
  const current = action === undefined ? undefined : runs[action]

  async function follow(result: ReturnType<BulkHook<Ref, any>['run']>): Promise<void> {
    const { results, done, failed } = await result
    const left = results.filter(({ status }) => status !== 'done').map(({ item }) => keyOf(item))
    selection.set(left)
    onEnd?.(left)
    announce(messages.bulkDone(done, failed))
  }

  return {
    action: current && current.total > 0 ? action : undefined,
    isRunning: current?.isRunning ?? false,
    total: current?.total ?? 0,
    done: current?.done ?? 0,
    failed: current?.failed ?? 0,
    cancelled: current?.cancelled ?? 0,
    run(name) {
      const run = runs[name]
      if (!run || selection.keys.length === 0) return
      setBegun(() => name)
      onRun?.(name, selection.keys)
      void follow(run.run(selection.keys.map(refOf)))
    },
    cancel: () => current?.cancel(),
    retryFailed: () => {
      if (current) void follow(current.retryFailed())
    },
    reset() {
      current?.reset()
      setBegun(() => undefined)
    },
  }
}
