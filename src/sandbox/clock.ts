import { wait } from '../client/abort.ts'

/** Where a sandbox takes the time from. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /** Resolves after `ms`; rejects with the signal's reason when that aborts first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** The real time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: wait,
}

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves the time on by `ms` and ends the sleeps that last until then. */
  advance(ms: number): void
}

/**
 * A clock for tests that do not want to wait.
 *
 * @param start Milliseconds since 1970. Default: 2026-01-15, 09:00 UTC.
 * @example
 * const clock = createManualClock()
 * const sandbox = createSandbox({ clock })
 * clock.advance(2_000) // a flow that was starting runs now
 */
export function createManualClock(start: number = Date.UTC(2026, 0, 15, 9)): ManualClock {
  let now = start
  const sleepers = new Map<() => void, number>()
  return {
    now: () => now,
    advance(ms) {
      now += ms
      for (const [wake, time] of sleepers) {
        if (time <= now) wake()
      }
    },
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        signal?.throwIfAborted()
        const wake = () => {
          signal?.removeEventListener('abort', stop)
          sleepers.delete(wake)
          resolve()
        }
        const stop = () => {
          sleepers.delete(wake)
          reject(signal?.reason)
        }
        sleepers.set(wake, now + ms)
        signal?.addEventListener('abort', stop, { once: true })
      }),
  }
}
