import { throwIfAborted } from './abort.ts'

/** Runs a task when it is its turn. */
export type Limited = <T>(task: () => Promise<T>, signal: AbortSignal) => Promise<T>

/** Runs so many tasks at once. One that is aborted while it waits leaves the line; the others keep their turn. */
export function createLimit(most: number): Limited {
  let running = 0
  const waiting: (() => void)[] = []

  function turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      waiting.push(resolve)
      const leave = () => {
        const index = waiting.indexOf(resolve)
        if (index < 0) return
        waiting.splice(index, 1)
        reject(signal.reason as Error)
      }
      signal.addEventListener('abort', leave, { once: true })
    })
  }

  return async (task, signal) => {
    if (running < most) running += 1
    else await turn(signal)
    try {
      throwIfAborted(signal)
      return await task()
    } finally {
      // The place goes on to the next in line.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
