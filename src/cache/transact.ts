import type { QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { CallOptions } from '../client/endpoint.ts'
import type { Effect } from './effect.ts'
import type { Ledger, Outcome } from './ledger.ts'
import { outcomeOf } from './outcome.ts'
import { ledgerOf } from './scopes.ts'
import { takenBack, type Write } from './write.ts'

/** A write that is shown, and waits until somebody sends it or takes it back. */
export interface HeldWrite {
  send(options?: CallOptions): void
  takeBack(): void
}

/** Gets a write into its hands before it is sent. */
export type Hold = (write: HeldWrite) => void

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
    let callOptions: CallOptions = {}
    write.result = carryOut(ledger, write, () => send(callOptions), confirm)
    hold?.({
      send(options = {}) {
        callOptions = options
        write.release()
      },
      takeBack: () => ledger.drop([write], takenBack()),
    })
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
  let outcome: Outcome = 'refused'
  try {
    const result = await send()
    if (confirm) {
      ledger.take(write)
      await confirm()
    }
    outcome = 'done'
    return result
  } catch (error) {
    outcome = await outcomeOf(error, write)
    throw error
  } finally {
    ledger.settle(write, outcome)
  }
}
