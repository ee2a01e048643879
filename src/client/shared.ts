import { unlessAborted } from './abort.ts'

/** Whoever asks while the work is under way shares it; one who aborts leaves it to the others. */
export function shared<T>(work: () => Promise<T>): (signal: AbortSignal) => Promise<T> {
  let running: Promise<T> | undefined
  return (signal) =>
    unlessAborted(signal, () => {
      running ??= work().finally(() => {
        running = undefined
      })
      return running
    })
}
