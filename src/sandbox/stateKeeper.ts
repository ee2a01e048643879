import type { Snapshot } from './database.ts'
import { writeState } from './stateFile.ts'

/** Keeps a file up to date with a state that changes. */
export interface StateKeeper {
  /** Writes a moment from now, once for many changes. */
  soon(): void
  /** Writes the last time. */
  close(): Promise<void>
}

/** Milliseconds from a change to its file. */
const moment = 100

/**
 * Writes the state now, and again when it changes: one write at a time, always of the latest state.
 *
 * @throws when the file cannot be written now; later failures are printed on the console
 */
export async function keepState(file: string, snapshot: () => Snapshot): Promise<StateKeeper> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isClosed = false
  let last = writeState(file, snapshot())
  await last

  function write(): Promise<void> {
    timer = undefined
    last = last.then(() => writeState(file, snapshot())).catch(tell)
    return last
  }

  return {
    soon() {
      if (!isClosed) timer ??= setTimeout(() => void write(), moment)
    },
    close() {
      isClosed = true
      clearTimeout(timer)
      return write()
    },
  }
}

function tell(error: Error): void {
  console.error(`The state was not saved: ${error.message}`)
}
