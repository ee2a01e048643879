import type { QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { CallOptions } from '../client/endpoint.ts'
import { isAppmixerError, setCurrent } from '../client/errors.ts'
import type { Effect } from './effect.ts'
import type { Instead, Ledger } from './ledger.ts'
import { ledgerOf } from './scopes.ts'
import type { Write } from './write.ts'

/** An optimistic write that is shown, and not sent before it is released. Undo and bulk hold them. */
export interface HeldWrite {
  ledger: Ledger
  write: Write
  /** Not when the same was on its way: then it shares its result. */
  isNew: boolean
  /** How its holder sends it. */
  through?: Through
}

export type Through = <T>(send: (options?: CallOptions) => Promise<T>) => Promise<T>

/** Resolves when the server is done with what it took, to the time at which that was known. */
export type Arrival<Variables> = (variables: Variables, queryClient: QueryClient) => Promise<number>

interface Steps {
  /** It is shown already. */
  held?: HeldWrite | undefined
  /** The server only takes it: who waits for the end asks then. */
  isFollowed?: boolean
}

/**
 * Runs one mutation with its effect on the cache: show the patches, send, on failure take them back, at the end ask
 * again for what is outdated. It runs inside
 * `mutationFn`, so no callback of the caller can replace it.
 *
 * @throws AppmixerError `superseded` when a newer write took its place before it was sent
 */
export function transact<T>(
  queryClient: QueryClient,
  client: AppmixerClient,
  effect: Effect,
  send: (options?: CallOptions) => Promise<T>,
  { held, isFollowed = false }: Steps = {},
): Promise<T> {
  const opened: HeldWrite = held ?? ledgerOf(client, queryClient).open(effect)
  const { ledger, write, isNew, through = (plain) => plain() } = opened
  if (!isNew) return write.result as Promise<T>
  const result = carryOut(ledger, write, () => through(send), isFollowed)
  write.result = result
  return result
}

/** Sends an open write when it is its turn, and ends it with what comes of it. */
async function carryOut<T>(
  ledger: Ledger,
  write: Write,
  send: () => Promise<T>,
  isFollowed: boolean,
): Promise<T> {
  await write.turn
  let instead: Instead | undefined
  try {
    const result = await send()
    if (isFollowed) write.effect = { ...write.effect, asks: [] }
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
async function insteadOf({ effect }: Write, error: unknown): Promise<Instead | undefined> {
  if (!isAppmixerError(error)) return {}
  try {
    const truth = error.reason && (await effect.conflict?.(error.reason))
    if (truth) setCurrent(error, truth.current)
    return truth ?? {}
  } catch {
    // Without it the outdated reads are asked for again, as after any failure.
    return {}
  }
}
