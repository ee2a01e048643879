import { onAbort, reasonOf, throwIfAborted } from './abort.ts'
import { sessionEnded } from './failures.ts'

/** Something under way: `abort` ends it, `close` says that it is over. */
export interface Job extends AbortController {
  close(): void
}

/**
 * What is under way in one session, to abort all of it at once. They are a set and do not listen to one signal of the
 * session: Node warns at the eleventh listener, and before Node 22 `AbortSignal.any` keeps an entry per call for as
 * long as that signal lives.
 */
export class Jobs {
  readonly #open = new Set<Job>()
  #isOver = false

  /** Whether the session has ended. */
  get isOver(): boolean {
    return this.#isOver
  }

  /** Runs `work`, which is aborted with the session and with the caller's signal, and says which of them it was. */
  async run<T>(
    { endpoint, signal }: { endpoint: string; signal?: AbortSignal | null | undefined },
    work: (job: Job) => Promise<T>,
  ): Promise<T> {
    const caller = signal ?? undefined
    const job = this.open(caller)
    try {
      throwIfAborted(job.signal)
      return await work(job)
    } catch (error) {
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
