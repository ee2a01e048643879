import type { MutationOptions, QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { CallOptions } from '../client/endpoint.ts'
import type { AppmixerError } from '../client/errors.ts'
import { createStore, type Store } from '../client/store.ts'
import { longestTimer } from '../client/wait.ts'
import type { AppmixerMutation } from './mutation.ts'
import type { Ledger } from './ledger.ts'
import { ledgerOf, partOf } from './scopes.ts'
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
  mutation: Pick<AppmixerMutation<Variables, Data>, 'mutationKey' | 'mutationFn' | 'hold'> &
    Omit<MutationOptions<Data, AppmixerError, Variables, any>, 'mutationFn' | 'mutationKey'>
  variables: Variables
  /** Milliseconds in which it can be taken back; 0 sends it at once. */
  window: number
}

/** The changes of one session that can still be taken back, oldest first. */
export interface UndoWindows extends Store<readonly Undoable[]> {
  /** Shows a change at once, and sends it when its window closes, whether anybody still watches or not. */
  run<Variables, Data>(spec: UndoableSpec<Variables, Data>): Promise<UndoableOutcome<Data>>
  /** Sends all of them now. */
  flush(options?: CallOptions): void
  /** Drops all of them with the session: what one has decided is not sent once one has signed out. */
  end(): void
}

function createUndoWindows(ledger: Ledger, queryClient: QueryClient): UndoWindows {
  const { get, set, subscribe } = createStore<readonly Undoable[]>([])

  function run<Variables, Data>({
    mutation: ours,
    variables,
    window: ms,
  }: UndoableSpec<Variables, Data>): Promise<UndoableOutcome<Data>> {
    const cache = queryClient.getMutationCache()
    const [held] = ms > 0 ? ours.hold(queryClient, [variables]) : []
    return new Promise((resolve) => {
      let isUndone = false
      const callOptions: CallOptions = {}
      const context = held && { held: { ...held, through: (send: any) => send(callOptions) } }
      const mutation = cache.build<Data, AppmixerError, Variables, any>(queryClient, {
        // Offline it is shown, and can be taken back, all the same.
        networkMode: 'always',
        ...ours,
        mutationFn: (input, given) => {
          // By now there is what the caller's `onMutate` returned.
          if (get().includes(undoable)) set([...get()])
          return ours.mutationFn(input, { ...given, ...context }).catch((error) => {
            close()
            if (!isUndone) throw error
            // It never happened, so nobody shall hear that it failed.
            return new Promise<never>(() => {})
          })
        },
      })
      const undoable: Undoable<Variables> = {
        action: String(ours.mutationKey.at(-1)),
        variables,
        get context() {
          return mutation.state.context
        },
        closesAt: Date.now() + ms,
        undo() {
          if (!close()) return
          isUndone = true
          ledger.drop([held!.write], superseded())
          cache.remove(mutation)
          resolve({ status: 'undone' })
        },
        send(options) {
          if (!close()) return
          Object.assign(callOptions, options)
          ledger.release(held!.write)
        },
      }
      const timer = held && setTimeout(undoable.send, Math.min(ms, longestTimer))
      function close(): boolean {
        const isOpen = get().includes(undoable)
        clearTimeout(timer)
        show(get().filter((other) => other !== undoable))
        return isOpen
      }
      if (held?.isNew) show([...get(), undoable])
      mutation.execute(variables).then(
        (data) => resolve({ status: 'done', data }),
        (error: AppmixerError) => {
          // It failed before it came to be sent: nothing of it stays shown.
          if (close()) ledger.drop([held!.write], superseded())
          resolve({ status: 'failed', error })
        },
      )
    })
  }

  function show(undoables: readonly Undoable[]): void {
    set(undoables)
    const listen = undoables.length > 0 ? 'addEventListener' : 'removeEventListener'
    if (typeof window !== 'undefined') window[listen]('pagehide', leave)
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
  const create = () => createUndoWindows(ledgerOf(client, queryClient), queryClient)
  return partOf(client, queryClient, { name: 'undo', create })
}
