import { unlessAborted } from './abort.ts'

/** The milliseconds that a timer can take; with more, `Infinity` for one, it would end at once. */
export const longestTimer = 2 ** 31 - 1

/** Resolves after `ms` milliseconds; rejects with the signal's reason when that aborts first. */
export function wait(ms: number, signal = new AbortController().signal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const elapsed = () =>
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms)
    })
  return unlessAborted(signal, elapsed).finally(() => clearTimeout(timer))
}
