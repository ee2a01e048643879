import { open, readFile, rename, stat } from 'node:fs/promises'
import type { SavedSnapshot, Snapshot } from './database.ts'
import { refuseTooDeep } from './depth.ts'
import { snapshotSchema } from './snapshotSchema.ts'

/** A record of a store may be nested 100 levels deep, and the state has three levels around it. */
const mostLevels = 110

/**
 * The state of an earlier run; `undefined` when there is no file.
 *
 * @throws when the file is not a state, naming the first place that is wrong; the file stays as it is
 */
export async function readState(file: string): Promise<SavedSnapshot | undefined> {
  const text = await textOf(file)
  if (text === undefined) return undefined
  try {
    return parsed(text)
  } catch (error) {
    throw new Error(
      `${file} is not the state of a sandbox: ${(error as Error).message} It was left as it is: name another file, or rename or delete it to start anew.`,
      { cause: error },
    )
  }
}

/**
 * Writes beside the file, then renames: whatever happens in between, the file is whole, and it keeps its permissions.
 *
 * write-file-atomic does the same beside a file with another name for each process, so each killed sandbox would leave
 * one; and it wraps how the process handles signals.
 */
export async function writeState(file: string, state: Snapshot): Promise<void> {
  const aside = `${file}.tmp`
  const mode = await modeOf(file)
  const handle = await open(aside, 'w')
  try {
    if (mode !== undefined) await handle.chmod(mode)
    await handle.writeFile(JSON.stringify(state))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(aside, file)
}

async function modeOf(file: string): Promise<number | undefined> {
  try {
    return (await stat(file)).mode
  } catch {
    // It does not exist yet.
    return undefined
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function parsed(text: string): SavedSnapshot {
  const value = jsonOf(text)
  refuseTooDeep(value, mostLevels)
  const { success, error } = snapshotSchema.safeParse(value)
  if (success) return value as SavedSnapshot
  const [place] = error.issues
  throw new Error(`Its "${place?.path.join('.')}" is wrong.`)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Error('It is not JSON.')
  }
}
