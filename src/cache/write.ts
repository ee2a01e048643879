import { hashKey } from '@tanstack/react-query'
import { AppmixerError } from '../client/errors.ts'
import type { Effect } from './effect.ts'

/** A mutation under way. */
export interface Write {
  effect: Effect
  /** It is this write's turn: from now on the server may know. */
  isSent: boolean
  /** Resolves when it is this write's turn; rejects when a newer one has taken its place. */
  readonly turn: Promise<void>
  /** What comes of it, also for those who ask for the same again. */
  result?: Promise<unknown>
  begin(): void
  supersede(): void
}

export function createWrite(effect: Effect): Write {
  let begin = () => {}
  let supersede = () => {}
  const turn = new Promise<void>((resolve, reject) => {
    begin = resolve
    supersede = () => reject(superseded())
  })
  const write: Write = {
    effect,
    isSent: false,
    turn,
    begin() {
      write.isSent = true
      begin()
    },
    supersede,
  }
  return write
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

function superseded(): AppmixerError {
  return new AppmixerError({
    code: 'superseded',
    message:
      'A newer change took the place of this one while it waited behind an earlier one, so it was never sent. There is nothing to do.',
  })
}
