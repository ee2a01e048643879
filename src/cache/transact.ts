import type { QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { CallOptions } from '../client/endpoint.ts'
import { isAppmixerError, setCurrent } from '../client/errors.ts'
import type { Effect } from './effect.ts'
import type { Instead, Ledger } from './ledger.ts'
import { ledgerOf } from './scopes.ts'
import type { Write } from './write.ts'

/** A write that is shown, and waits until its holder releases or drops it. */
export interface HeldWrite {
  ledger: Ledger
  write: Write
  /** How it will be sent. */
  callOptions: CallOptions
}

/** Gets a write into its hands before it is sent. */
export type Hold = (held: HeldWrite) => void

/** Resolves when the server is done with what it took; `undefined` when nobody can tell, or it is. */
export type Arrival = () => Promise<void> | undefined

/** Where a write stops on its way. */
interface Stops {
  /** Before it is sent. */
  hold?: Hold | undefined
  /** After the server took it. */
  confirm?: Arrival | undefined
}

/**
 * Runs one mutation with its effect on the cache: show the patches, send, on failure take them back, at the end ask
 * again for what is outdated. What the server only took is shown on until `confirm` resolves. It runs inside
 * `mutationFn`, so no callback of the caller can replace it.
 *
 * @throws AppmixerError `superseded` when a newer write took its place before it was sent
 */
export function transact<T>(
  queryClient: QueryClient,
  client: AppmixerClient,
  effect: Effect,
  send: (options: CallOptions) => Promise<T>,
  { hold, confirm }: Stops = {},
): Promise<T> {
  const ledger = ledgerOf(client, queryClient)
  const { write, isNew } = ledger.open(effect, hold !== undefined)
  if (isNew) {
    const callOptions: CallOptions = {}
    write.result = carryOut(ledger, write, () => send(callOptions), confirm)
    hold?.({ ledger, write, callOptions })
  }
  return write.result as Promise<T>
}

/** Sends an open write when it is its turn, and ends it with what comes of it. */
export async function carryOut<T>(
  ledger: Ledger,
  write: Write,
  send: () => Promise<T>,
  confirm: Arrival | undefined,
): Promise<T> {
  await write.turn
  let instead: Instead | undefined
  try {
    const result = await send()
    if (confirm) {
      ledger.take(write)
      await confirm()
    }
    return result
  } catch (error) {
    instead = await insteadOf(write, error)
    throw error
  } finally {
    ledger.settle(write, instead)
  }
}

/**
 * What is true instead of a write that was not carried out. Where somebody was faster it is read anew, and handed to
 * the caller with the error; until it is known, the write's own patches are shown.
 */
async function insteadOf({ effect, isTaken }: Write, error: unknown): Promise<Instead | undefined> {
  if (!isAppmixerError(error)) return {}
  // What the server took and has not denied may yet come true; the reads that follow tell.
  if (isTaken && error.code === 'timeout') return undefined
  try {
    const truth = error.reason && (await effect.instead?.(error.reason))
    if (truth) setCurrent(error, truth.current)
    return truth ?? {}
  } catch {
    // Without it the outdated reads are asked for again, as after any failure.
    return {}
  }
}
