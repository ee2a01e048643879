/** The milliseconds that a timer can take; with more, `Infinity` for one, it would end at once. */
export const longestTimer = 2 ** 31 - 1

/** Why a signal aborted. Older browsers keep no reason. */
export function reasonOf({ reason }: AbortSignal): unknown {
  return reason ?? new DOMException('The request was aborted.', 'AbortError')
}

/** The signal's own `throwIfAborted`, which older browsers do not have. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw reasonOf(signal)
}

const listeners = Symbol('appmixer abort listeners')

/** They are kept at the signal, so that no module has a state. */
interface Signal extends AbortSignal {
  [listeners]?: Set<() => void>
}

/**
 * Calls `listener` when the signal aborts; call the result to stop listening. However many listen to one signal, the
 * signal has one listener: Node warns of a leak at the eleventh.
 */
export function onAbort(signal: Signal, listener: () => void): () => void {
  const all = (signal[listeners] ??= new Set())
  all.add(listener)
  // The same function is added once only.
  signal.addEventListener('abort', callAll)
  return () => {
    all.delete(listener)
    if (all.size === 0) signal.removeEventListener('abort', callAll)
  }
}

function callAll(this: Signal): void {
  this[listeners]?.forEach((listener) => listener())
}

/** The result of `work`, or the signal's reason as soon as it aborts; a later result is dropped. */
export async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  throwIfAborted(signal)
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = onAbort(signal, () => reject(reasonOf(signal)))
  })
  try {
    const result = await Promise.race([work(), aborted])
    throwIfAborted(signal)
    return result
  } finally {
    stop()
  }
}

/** Resolves after `ms` milliseconds; rejects with the signal's reason when that aborts first. */
export function wait(ms: number, signal = new AbortController().signal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const elapsed = () =>
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms)
    })
  return unlessAborted(signal, elapsed).finally(() => clearTimeout(timer))
}

/** Callers share the work that is under way; when one of them aborts, it goes on for the others. */
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
