import { open, readFile, rename } from 'node:fs/promises'
import * as z from 'zod/mini'
import type { SavedSnapshot, Snapshot } from './database.ts'

const stateSchema = z.looseObject({
  version: z.literal(1),
  seed: z.number(),
  random: z.number(),
  tokenGeneration: z.number(),
  users: z.array(z.looseObject({ id: z.string(), username: z.string(), password: z.string() })),
  flows: z.array(z.looseObject({ flowId: z.string(), userId: z.string(), stage: z.string() })),
  tasks: z.array(z.looseObject({ taskId: z.string(), approver: z.string() })),
})

/**
 * The state of an earlier run; nothing when there was none.
 *
 * @throws when the file is something else; it is left as it is
 */
export async function readState(file: string): Promise<SavedSnapshot | undefined> {
  const text = await textOf(file)
  if (text === undefined) return undefined
  if (isState(text)) return JSON.parse(text) as SavedSnapshot
  throw new Error(
    `${file} is not the state of a sandbox. It was left as it is: name another file, or delete it to start anew.`,
  )
}

/** Writes beside the file, then renames: whatever happens in between, the file is whole. */
export async function writeState(file: string, state: Snapshot): Promise<void> {
  const aside = `${file}.tmp`
  const handle = await open(aside, 'w')
  try {
    await handle.writeFile(JSON.stringify(state))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(aside, file)
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

function isState(text: string): boolean {
  try {
    return stateSchema.safeParse(JSON.parse(text)).success
  } catch {
    return false
  }
}
