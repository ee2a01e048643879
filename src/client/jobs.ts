import { onAbort } from './abort.ts'

/** One request or token renewal: `abort` ends it, `close` says that it is over. */
export interface Job extends AbortController {
  close(): void
}

/**
 * What is under way in one session, to abort all of it at once. It keeps a set instead of one signal that all of them
 * listen to: Node warns of a leak at the eleventh listener.
 */
export class Jobs {
  readonly #open = new Set<Job>()
  readonly #over = new AbortController()
  /** Aborts with the session. */
  readonly signal = this.#over.signal

  get isOver(): boolean {
    return this.signal.aborted
  }

  /** Aborts with the session, and with `caller` if that is first. */
  open(caller?: AbortSignal): Job {
    const controller = new AbortController()
    const abort = () => controller.abort(caller?.reason)
    const stopListening = caller && onAbort(caller, abort)
    const job = Object.assign(controller, {
      close: () => {
        this.#open.delete(job)
        stopListening?.()
      },
    })
    this.#open.add(job)
    if (this.isOver || caller?.aborted) abort()
    return job
  }

  end(): void {
    this.#over.abort()
    for (const job of this.#open) job.abort()
  }
}
