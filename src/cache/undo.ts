import type { QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { CallOptions } from '../client/endpoint.ts'
import type { AppmixerError } from '../client/errors.ts'
import { createObservable, type Observable } from '../client/observable.ts'
import { longestTimer } from '../client/abort.ts'
import { queueMutations, type CallerMutation } from './mutation.ts'
import { superseded } from './optimistic.ts'
import { partOf, writesOf } from './scopes.ts'

/** A change that is shown, and can still be undone: nothing of it was sent. */
export interface Undoable<Variables = unknown> {
  /** `approveTask`, `deleteFlow` … */
  action: string
  variables: Variables
  /** What the caller's `onMutate` returned. */
  context: unknown
  /** When it is sent, in milliseconds since 1970; `Infinity` while it is paused. */
  closesAt: number
  /** Rolls it back. Nothing is sent, and no callback is called. */
  undo(): void
  /** Stops its clock: for an offer that is pointed at, or has the focus. */
  pause(): void
  /** Goes on with the time that was left. */
  resume(): void
  /** Sends it now. */
  send(options?: CallOptions): void
}

/** How a change ended that could be undone. */
export type UndoableOutcome<Data> =
  | { status: 'done'; data: Data }
  | { status: 'failed'; error: AppmixerError }
  /** It was never sent: it was undone, or the session ended first. */
  | { status: 'undone' }

export interface UndoableSpec<Variables, Data> {
  mutation: CallerMutation<Variables, Data>
  variables: Variables
  /** Milliseconds in which it can be undone; 0 sends it at once. */
  window: number
}

/** The changes of one session that can still be undone, oldest first. */
export interface UndoWindows extends Observable<readonly Undoable[]> {
  /** Shows a change at once, and sends it when its window closes, whether its component is still mounted or not. */
  run<Variables, Data>(spec: UndoableSpec<Variables, Data>): Promise<UndoableOutcome<Data>>
  /** Sends all of them now. */
  flush(options?: CallOptions): void
  /** Undoes all of them with the session: after signing out nothing is sent. */
  end(): void
}

function createUndoWindows(client: AppmixerClient, queryClient: QueryClient): UndoWindows {
  const writes = writesOf(client, queryClient)
  const { get, set, subscribe } = createObservable<readonly Undoable[]>([])

  function run<Variables, Data>({
    mutation: options,
    variables,
    window: ms,
  }: UndoableSpec<Variables, Data>): Promise<UndoableOutcome<Data>> {
    let isUndone = false
    let callOptions: CallOptions | undefined
    let ending: (outcome: UndoableOutcome<Data>) => void
    const outcome = new Promise<UndoableOutcome<Data>>((resolve) => (ending = resolve))
    const mutationFn: typeof options.mutationFn = async (input, context) => {
      // By now there is what the caller's `onMutate` returned.
      if (get().includes(undoable)) set([...get()])
      try {
        const data = await options.mutationFn(input, context)
        if (!isUndone) return data
      } catch (error) {
        if (!isUndone) throw error
      }
      // What was undone never happened, so no callback hears of it.
      return new Promise<never>(() => {})
    }
    const [queued] = queueMutations<Variables, Data>(
      {
        writes,
        queryClient,
        options: { ...options, mutationFn },
        sendBy: (send) => send(callOptions),
      },
      [variables],
    )
    const { write, isNew, mutation, result } = queued!

    const undoable: Undoable<Variables> = {
      action: String(options.mutationKey.at(-1)),
      variables,
      get context() {
        return mutation.state.context
      },
      closesAt: Date.now() + ms,
      undo() {
        if (!close()) return
        isUndone = true
        // The same was asked for without a window: that stays, and is sent now.
        if (write.isAskedForGood) writes.release(write)
        else writes.drop([write], superseded())
        queryClient.getMutationCache().remove(mutation)
        ending({ status: 'undone' })
      },
      pause() {
        if (left !== undefined || !isNew || !get().includes(undoable)) return
        clearTimeout(timer)
        left = Math.max(0, undoable.closesAt - Date.now())
        undoable.closesAt = Infinity
        set([...get()])
      },
      resume() {
        if (left === undefined || !get().includes(undoable)) return
        timer = setTimeout(undoable.send, Math.min(left, longestTimer))
        undoable.closesAt = Date.now() + left
        left = undefined
        set([...get()])
      },
      send(given) {
        if (!close()) return
        callOptions = given
        writes.release(write)
      },
    }
    function close(): boolean {
      const isOpen = get().includes(undoable)
      clearTimeout(timer)
      if (isOpen) show(get().filter((other) => other !== undoable))
      return isOpen
    }

    // What repeats a change under way shares its request, and its window.
    let timer = isNew ? setTimeout(undoable.send, Math.min(ms, longestTimer)) : undefined
    // What is left of the window while it is paused.
    let left: number | undefined
    if (isNew) show([...get(), undoable])
    if (ms <= 0) undoable.send()
    // Superseded, or failed before it was sent.
    write.turn.promise.catch(close)
    result.then(
      (data) => ending({ status: 'done', data }),
      (error: AppmixerError) => ending({ status: 'failed', error }),
    )
    return outcome
  }

  function show(undoables: readonly Undoable[]): void {
    set(undoables)
    const listen = undoables.length > 0 ? 'addEventListener' : 'removeEventListener'
    // A server has no window, and the one of React Native has no events.
    globalThis.window?.[listen]?.('pagehide', leave)
  }

  function flush(options?: CallOptions): void {
    for (const { send } of get()) send(options)
  }

  /** When the page is closed, what was decided is sent by requests that outlive it. */
  function leave(): void {
    flush({ keepalive: true })
  }

  function end(): void {
    for (const { undo } of get()) undo()
  }

  return { get, subscribe, run, flush, end }
}

/** The changes of this session that can still be undone. */
export function undoWindowsOf(client: AppmixerClient, queryClient: QueryClient): UndoWindows {
  const create = () => createUndoWindows(client, queryClient)
  return partOf(client, queryClient, { name: 'undo', create })
}
