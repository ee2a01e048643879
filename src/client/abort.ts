/** Something under way: `signal` aborts it, `close` says that it is over. */
export interface Task {
  signal: AbortSignal
  abort(reason?: unknown): void
  close(): void
}

/**
 * What is under way in one session, to abort all of it at once. It keeps a set instead of one signal that all of them
 * listen to: Node warns of a leak at the eleventh listener.
 */
export class Session {
  readonly #tasks = new Set<AbortController>()
  #isOver = false

  get isOver(): boolean {
    return this.#isOver
  }

  /** Aborts with the session, and with `caller` if that is first. */
  open(caller?: AbortSignal): Task {
    const controller = new AbortController()
    const abort = () => controller.abort(caller?.reason)
    if (this.#isOver) controller.abort()
    else if (caller?.aborted) abort()
    this.#tasks.add(controller)
    caller?.addEventListener('abort', abort)
    return {
      signal: controller.signal,
      abort: (reason) => controller.abort(reason),
      close: () => {
        this.#tasks.delete(controller)
        caller?.removeEventListener('abort', abort)
      },
    }
  }

  end(): void {
    this.#isOver = true
    for (const task of this.#tasks) task.abort()
  }
}

/** The result of `work`, or the signal's reason as soon as it aborts; an answer that comes all the same is dropped. */
export async function unlessAborted<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  signal.throwIfAborted()
  let stop = () => {}
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop)
  })
  try {
    const result = await Promise.race([work(), aborted])
    signal.throwIfAborted()
    return result
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
