import type { MutationOptions, QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { CallOptions } from '../client/endpoint.ts'
import type { AppmixerError } from '../client/errors.ts'
import { createStore, type Store } from '../client/store.ts'
import type { AppmixerMutation } from './mutation.ts'
import { partOf } from './scopes.ts'
import { takenBack } from './takenBack.ts'
import type { HeldWrite } from './transact.ts'

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
export class UndoWindows implements Store<readonly Undoable[]> {
  readonly #queryClient: QueryClient
  readonly #open = createStore<readonly Undoable[]>([])

  constructor(queryClient: QueryClient) {
    this.#queryClient = queryClient
  }

  readonly get = this.#open.get
  readonly subscribe = this.#open.subscribe

  /** Shows a change at once, and sends it when its window closes, whether anybody still watches or not. */
  run<Variables, Data>(spec: UndoableSpec<Variables, Data>): Promise<UndoableOutcome<Data>> {
    const { mutation: ours, variables, window } = spec
    const cache = this.#queryClient.getMutationCache()
    return new Promise((resolve) => {
      let close = () => {}
      let isUndone = false
      const mutation = cache.build<Data, AppmixerError, Variables, any>(this.#queryClient, {
        // Offline it is shown, and can be taken back, all the same.
        networkMode: 'always',
        ...ours,
        mutationFn: (input, context) =>
          ours.mutationFn(input, window > 0 ? { ...context, hold } : context).catch((error) => {
            close()
            if (!isUndone) throw error
            // It never happened, so nobody shall hear that it failed.
            return new Promise<never>(() => {})
          }),
      })
      const hold = ({ ledger, write, callOptions }: HeldWrite): void => {
        close = this.#add(spec, mutation.state.context, {
          send(options) {
            Object.assign(callOptions, options)
            ledger.release(write)
          },
          undo() {
            isUndone = true
            ledger.drop([write], takenBack())
            cache.remove(mutation)
            resolve({ status: 'undone' })
          },
        })
      }
      mutation.execute(variables).then(
        (data) => resolve({ status: 'done', data }),
        (error: AppmixerError) => resolve({ status: 'failed', error }),
      )
    })
  }

  /** Sends all of them now. */
  flush(options?: CallOptions): void {
    for (const undoable of this.get()) undoable.send(options)
  }

  /** Drops all of them with the session: what one has decided is not sent once one has signed out. */
  end(): void {
    for (const undoable of this.get()) undoable.undo()
  }

  /** Opens a window; the result closes it. */
  #add<Variables>(
    { mutation, variables, window }: UndoableSpec<Variables, any>,
    context: unknown,
    ends: Pick<Undoable, 'send' | 'undo'>,
  ): () => void {
    const close = () => {
      clearTimeout(timer)
      this.#set(this.get().filter((other) => other !== undoable))
    }
    /** Each of them once, and only one. */
    const closing = (work: () => void) => {
      if (!this.get().includes(undoable)) return
      close()
      work()
    }
    const undoable: Undoable<Variables> = {
      action: String(mutation.mutationKey.at(-1)),
      variables,
      context,
      closesAt: Date.now() + window,
      undo: () => closing(ends.undo),
      send: (options) => closing(() => ends.send(options)),
    }
    const timer = setTimeout(() => undoable.send(), window)
    this.#set([...this.get(), undoable])
    return close
  }

  #set(undoables: readonly Undoable[]): void {
    this.#open.set(undoables)
    if (typeof window === 'undefined') return
    if (undoables.length > 0) window.addEventListener('pagehide', this.#leave)
    else window.removeEventListener('pagehide', this.#leave)
  }

  /** The page goes: what was decided is decided, and is sent by requests that outlive it. */
  readonly #leave = (): void => this.flush({ keepalive: true })
}

/** The changes of this session that can still be taken back. */
export function undoWindowsOf(client: AppmixerClient, queryClient: QueryClient): UndoWindows {
  return partOf(client, queryClient, {
    name: 'undo',
    create: () => new UndoWindows(queryClient),
  })
}
