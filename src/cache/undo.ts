import type { MutationOptions, QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { CallOptions } from '../client/endpoint.ts'
import type { AppmixerError } from '../client/errors.ts'
import { createObservable, type Observable } from '../client/observable.ts'
import { longestTimer } from '../client/abort.ts'
import type { AppmixerMutation } from './mutation.ts'
import { partOf } from './scopes.ts'
import type { HeldWrite } from './transact.ts'
import { superseded } from './write.ts'

/** A change that is shown, and can still be taken back: nothing of it was sent. */
export interface Undoable<Variables = unknown> {
  /** `approveTask`, `deleteFlow` … */
  action: string
  variables: Variables
  /** What the caller's `onMutate` returned. */
  context: unknown
  /** When it is sent, in milliseconds since 1970. */
  closesAt: number
  /** Takes it back: what it showed goes, nothing is sent, and no callback is called. */
  undo(): void
  /** Sends it now. */
  send(options?: CallOptions): void
}

/** What came of a change that could be taken back. */
export type UndoableOutcome<Data> =
  | { status: 'done'; data: Data }
  | { status: 'failed'; error: AppmixerError }
  /** It was never sent: somebody took it back, or the session ended first. */
  | { status: 'undone' }

export interface UndoableSpec<Variables, Data> {
  mutation: Pick<AppmixerMutation<Variables, Data>, 'mutationKey' | 'mutationFn'> &
    Omit<MutationOptions<Data, AppmixerError, Variables, any>, 'mutationFn' | 'mutationKey'>
  variables: Variables
  /** Milliseconds in which it can be taken back; 0 sends it at once. */
  window: number
}

/** The changes of one session that can still be taken back, oldest first. */
export interface UndoWindows extends Observable<readonly Undoable[]> {
  /** Shows a change at once, and sends it when its window closes, whether anybody still watches or not. */
  run<Variables, Data>(spec: UndoableSpec<Variables, Data>): Promise<UndoableOutcome<Data>>
  /** Sends all of them now. */
  flush(options?: CallOptions): void
  /** Drops all of them with the session: what one has decided is not sent once one has signed out. */
  end(): void
}

function createUndoWindows(queryClient: QueryClient): UndoWindows {
  const { get, set, subscribe } = createObservable<readonly Undoable[]>([])

  function run<Variables, Data>({
    mutation: ours,
    variables,
    window: ms,
  }: UndoableSpec<Variables, Data>): Promise<UndoableOutcome<Data>> {
    const cache = queryClient.getMutationCache()
    return new Promise((resolve) => {
      let close = () => false
      let isUndone = false
      const mutation = cache.build<Data, AppmixerError, Variables, any>(queryClient, {
        // Offline it is shown, and can be taken back, all the same.
        networkMode: 'always',
        ...ours,
        mutationFn: (input, context) =>
          ours.mutationFn(input, ms > 0 ? { ...context, hold } : context).catch((error) => {
            close()
            if (!isUndone) throw error
            // It never happened, so nobody shall hear that it failed.
            return new Promise<never>(() => {})
          }),
      })
      function hold({ ledger, write, callOptions }: HeldWrite): void {
        const undoable: Undoable<Variables> = {
          action: String(ours.mutationKey.at(-1)),
          variables,
          context: mutation.state.context,
          closesAt: Date.now() + ms,
          undo() {
            if (!close()) return
            isUndone = true
            ledger.drop([write], superseded())
            cache.remove(mutation)
            resolve({ status: 'undone' })
          },
          send(options) {
            if (!close()) return
            Object.assign(callOptions, options)
            ledger.release(write)
          },
        }
        const timer = setTimeout(undoable.send, Math.min(ms, longestTimer))
        close = () => {
          const isOpen = get().includes(undoable)
          clearTimeout(timer)
          show(get().filter((other) => other !== undoable))
          return isOpen
        }
        show([...get(), undoable])
      }
      mutation.execute(variables).then(
        (data) => resolve({ status: 'done', data }),
        (error: AppmixerError) => resolve({ status: 'failed', error }),
      )
    })
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

  /** The page goes: what was decided is decided, and is sent by requests that outlive it. */
  function leave(): void {
    flush({ keepalive: true })
  }

  function end(): void {
    for (const { undo } of get()) undo()
  }

  return { get, subscribe, run, flush, end }
}

/** The changes of this session that can still be taken back. */
export function undoWindowsOf(client: AppmixerClient, queryClient: QueryClient): UndoWindows {
  const create = () => createUndoWindows(queryClient)
  return partOf(client, queryClient, { name: 'undo', create })
}
