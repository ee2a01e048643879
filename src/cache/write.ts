import { hashKey } from '@tanstack/react-query'
import { AppmixerError } from '../client/errors.ts'
import type { Effect } from './effect.ts'

/** A mutation under way. */
export interface Write {
  effect: Effect
  /** It is shown, and waits to be released. */
  isHeld: boolean
  /** It was its turn: from now on the server may know. */
  isSent: boolean
  /** Resolves when it is this write's turn; rejects when it will never be sent. */
  readonly turn: Promise<void>
  /** Resolves `turn`. */
  send(): void
  /** Rejects `turn`. */
  refuse(reason: AppmixerError): void
  /** What comes of it, also for those who ask for the same again; until somebody carries it out, its turn. */
  result: Promise<unknown>
}

export function createWrite(effect: Effect, isHeld: boolean): Write {
  let send = () => {}
  let refuse = (_: AppmixerError) => {}
  const turn = new Promise<void>((resolve, reject) => {
    send = resolve
    refuse = reject
  })
  // Whoever is not there yet, or no longer, shall not make it an unhandled rejection.
  turn.catch(() => {})
  return { effect, isHeld, isSent: false, turn, send, refuse, result: turn }
}

export function isOnSameEntity(a: Effect, b: Effect): boolean {
  return a.entity !== undefined && a.entity === b.entity
}

/** Whether both set the same of one entity, so that of the two only the later one matters. */
export function setsTheSame(a: Effect, b: Effect): boolean {
  return isOnSameEntity(a, b) && a.sets !== undefined && a.sets.slot === b.sets?.slot
}

/** Whether both even set it to the same. */
export function isRepetition(a: Effect, b: Effect): boolean {
  return setsTheSame(a, b) && hashKey([a.sets?.to]) === hashKey([b.sets?.to])
}

export function superseded(): AppmixerError {
  return new AppmixerError({
    code: 'superseded',
    message:
      'It was never sent: a newer change took its place, or it was taken back. There is nothing to do.',
  })
}
