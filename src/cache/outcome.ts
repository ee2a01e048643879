import { isAppmixerError, setCurrent } from '../client/errors.ts'
import type { Outcome } from './ledger.ts'
import type { Write } from './write.ts'

/**
 * How a write ended that was not carried out. Where somebody was faster, it reads what is true instead and hands it to
 * the caller with the error; until that is known, the write's own patches are shown.
 */
export async function outcomeOf(error: unknown, { effect, isTaken }: Write): Promise<Outcome> {
  if (!isAppmixerError(error)) return 'refused'
  // What the server took and has not denied may yet come true; the reads that follow tell.
  if (isTaken && error.code === 'timeout') return 'done'
  if (error.reason === undefined) return 'refused'
  try {
    const truth = await effect.instead?.(error.reason)
    if (truth) setCurrent(error, truth.current)
    return truth ?? 'refused'
  } catch {
    // Without it the outdated reads are asked for again, as after any failure.
    return 'refused'
  }
}
