import { unlessAborted } from './abort.ts'

/** Resolves after `ms` milliseconds; rejects with the signal's reason when that aborts first. */
export function wait(ms: number, signal = new AbortController().signal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const elapsed = () =>
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms)
    })
  return unlessAborted(signal, elapsed).finally(() => clearTimeout(timer))
}
