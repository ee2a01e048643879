const listeners = Symbol('appmixer abort listeners')

/** They are kept at the signal itself, so that no module has a state. */
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

/** `signal.throwIfAborted()`, which React Native does not have. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortReasonOf(signal)
}

/** Why a signal aborted; React Native does not keep it. */
export function abortReasonOf(signal: AbortSignal): unknown {
  if (signal.reason !== undefined) return signal.reason
  return Object.assign(new Error('This operation was aborted.'), { name: 'AbortError' })
}

/** The result of `work`, or the signal's reason as soon as it aborts; a result that comes later is dropped. */
export async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  throwIfAborted(signal)
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = onAbort(signal, () => reject(abortReasonOf(signal)))
  })
  try {
    const result = await Promise.race([work(), aborted])
    throwIfAborted(signal)
    return result
  } finally {
    stop()
  }
}
