import { sessionEnded } from './failures.ts'

/** The longest delay that a timer accepts, in milliseconds. With a longer one, `Infinity` too, it fires at once. */
export const longestTimer = 2 ** 31 - 1

/** One piece of work: `abort` cancels it, `close` forgets it. */
export interface Job extends AbortController {
  close(): void
}

/**
 * The work of one session, so that all of it can be aborted at once. It is a set of controllers and not one signal of
 * the session: Node warns at the eleventh listener of a signal, and before Node 22 `AbortSignal.any` keeps an entry per
 * call for as long as that signal lives.
 */
export class Jobs {
  readonly #open = new Set<Job>()
  #isOver = false

  /** Whether the session has ended. */
  get isOver(): boolean {
    return this.#isOver
  }

  /**
   * Runs `work` with a signal that aborts with the session and with the caller's signal. Rejects with code `session`
   * after the first, and with the caller's reason after the second, even if `work` goes on.
   */
  async run<T>(
    { endpoint, signal }: { endpoint: string; signal?: AbortSignal | null | undefined },
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const caller = signal ?? undefined
    const job = this.open(caller)
    try {
      return await unlessAborted(job.signal, () => work(job.signal))
    } catch (error) {
      // Without AbortSignal.any ky does not abort an attempt that took too long.
      job.abort()
      if (this.#isOver) throw sessionEnded(endpoint)
      throwIfAborted(caller)
      throw error
    } finally {
      job.close()
    }
  }

  /** A job that aborts with the session, and with `caller` if that is first. */
  open(caller?: AbortSignal): Job {
    let stop: (() => void) | undefined
    const job: Job = Object.assign(new AbortController(), {
      close: () => {
        this.#open.delete(job)
        stop?.()
      },
    })
    this.#open.add(job)
    if (this.#isOver) job.abort()
    else if (caller?.aborted) job.abort(reasonOf(caller))
    else if (caller) stop = onAbort(caller, () => job.abort(reasonOf(caller)))
    return job
  }

  end(): void {
    this.#isOver = true
    for (const job of this.#open) job.abort()
  }
}

/** `signal.throwIfAborted()`, which older browsers do not have. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw reasonOf(signal)
}

/** The result of `work`, or the signal's reason as soon as it aborts. A later result is dropped. */
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

/** Resolves after `ms` milliseconds. Rejects with the signal's reason when that aborts first. */
export function wait(ms: number, signal = new AbortController().signal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const elapsed = () =>
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms)
    })
  return unlessAborted(signal, elapsed).finally(() => clearTimeout(timer))
}

/** Runs `work` once for all callers of the same time. When one of them aborts, it goes on for the others. */
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

/** Older browsers keep no reason. */
function reasonOf({ reason }: AbortSignal): unknown {
  return reason ?? new DOMException('The request was aborted.', 'AbortError')
}

const listeners = Symbol('appmixer abort listeners')

/** The listeners are kept on the signal, so that this module has no state. */
interface Signal extends AbortSignal {
  [listeners]?: Set<() => void>
}

/**
 * Calls `listener` when the signal aborts; call the result to stop listening. All calls for one signal share one
 * listener of it: Node warns of a leak at the eleventh.
 */
function onAbort(signal: Signal, listener: () => void): () => void {
  const all = (signal[listeners] ??= new Set())
  all.add(listener)
  // Adding the same function again has no effect.
  signal.addEventListener('abort', callAll)
  return () => {
    all.delete(listener)
    if (all.size === 0) signal.removeEventListener('abort', callAll)
  }
}

function callAll(this: Signal): void {
  this[listeners]?.forEach((listener) => listener())
}
