import { hashKey } from '@tanstack/react-query'
import { AppmixerError } from '../client/errors.ts'
import type { Effect } from './effect.ts'

/** A mutation under way. */
export interface Write {
  effect: Effect
  /** It is this write's turn: from now on the server may know. */
  isSent: boolean
  /** The server took it, and is not done with it yet: it is shown on, and no other write waits for it. */
  isTaken?: boolean
  /** Resolves when it is this write's turn; rejects when it will never be sent. */
  readonly turn: Promise<void>
  /** What comes of it, also for those who ask for the same again. */
  result?: Promise<unknown>
  /** Resolves when it has ended, one way or the other. */
  readonly over: Promise<void>
  close(): void
  begin(): void
  /** Ends its being held: it is sent as soon as it is its turn. */
  release(): void
  /** It will never be sent; `turn` rejects. */
  drop(reason: AppmixerError): void
}

/** A held write does not begin before it is released, and gives way until then. */
export function createWrite(effect: Effect, isHeld = false): Write {
  let send = () => {}
  let drop = (_: AppmixerError) => {}
  let close = () => {}
  let hasTurn = false
  const turn = new Promise<void>((resolve, reject) => {
    send = resolve
    drop = reject
  })
  const over = new Promise<void>((resolve) => {
    close = resolve
  })
  // Whoever is not there yet, or no longer, shall not make it an unhandled rejection.
  turn.catch(() => {})
  const sendWhenDue = () => {
    if (!hasTurn || isHeld) return
    write.isSent = true
    send()
  }
  const write: Write = {
    effect,
    isSent: false,
    turn,
    begin() {
      hasTurn = true
      sendWhenDue()
    },
    release() {
      isHeld = false
      sendWhenDue()
    },
    drop(reason) {
      drop(reason)
      close()
    },
    over,
    close,
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

export function superseded(): AppmixerError {
  return new AppmixerError({
    code: 'superseded',
    message:
      'A newer change took the place of this one while it waited, so it was never sent. There is nothing to do.',
  })
}

export function takenBack(): AppmixerError {
  return new AppmixerError({
    code: 'superseded',
    message: 'This change was taken back before it was sent. There is nothing to do.',
  })
}
