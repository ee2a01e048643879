/** Something under way: `signal` aborts it, `close` says that it is over. */
export interface Job {
  signal: AbortSignal
  abort(reason?: unknown): void
  close(): void
}

/**
 * What is under way in one session, to abort all of it at once. It keeps a set instead of one signal that all of them
 * listen to: Node warns of a leak at the eleventh listener.
 */
export class Jobs {
  readonly #open = new Set<AbortController>()
  #isOver = false

  get isOver(): boolean {
    return this.#isOver
  }

  /** Aborts with the session, and with `caller` if that is first. */
  open(caller?: AbortSignal): Job {
    const controller = new AbortController()
    const abort = () => controller.abort(caller?.reason)
    if (this.#isOver) controller.abort()
    else if (caller?.aborted) abort()
    this.#open.add(controller)
    caller?.addEventListener('abort', abort)
    return {
      signal: controller.signal,
      abort: (reason) => controller.abort(reason),
      close: () => {
        this.#open.delete(controller)
        caller?.removeEventListener('abort', abort)
      },
    }
  }

  end(): void {
    this.#isOver = true
    for (const job of this.#open) job.abort()
  }
}
