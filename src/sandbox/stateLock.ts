import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { wait } from '../client/wait.ts'

/** The process that has a lock. */
interface Owner {
  pid: number
  host: string
  /** Milliseconds since 1970. It tells this process from an earlier one with the same id. */
  startedAt: number
}

/** Another sandbox keeps its state in the file. */
export class StateLocked extends Error {
  constructor(file: string, { pid, host }: Owner) {
    super(
      `${file} is in use by another sandbox (process ${pid} on ${host}). Stop that one or name another file. If it no longer runs, delete ${lockOf(file)}.`,
    )
  }
}

const tries = 10

/**
 * Locks a state file for this process, and resolves to what unlocks it. The lock is a file beside it; one that a killed
 * process has left is replaced.
 *
 * @throws StateLocked when another sandbox has it, in this process or in another one
 */
export async function lockState(file: string): Promise<() => Promise<void>> {
  const lock = lockOf(file)
  const me: Owner = {
    pid: process.pid,
    host: hostname(),
    startedAt: Math.round(performance.timeOrigin),
  }
  for (let count = 1; count <= tries; count++) {
    if (await isCreated(lock, me)) return () => rm(lock, { force: true })
    const owner = await ownerOf(lock)
    if (owner && isAlive(owner, me)) throw new StateLocked(file, owner)
    // A lock without an owner is one that its process is writing now, or did not finish before it was killed.
    if (owner || count === tries - 1) await removeStale(lock, me)
    else await wait(20)
  }
  throw new Error(`${lock} could not be written. Delete it when no sandbox uses ${file}.`)
}

function lockOf(file: string): string {
  return `${file}.lock`
}

/** `wx` creates the file for one process only. */
async function isCreated(lock: string, me: Owner): Promise<boolean> {
  try {
    await writeFile(lock, JSON.stringify(me), { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

async function ownerOf(lock: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(lock, 'utf8')) as Owner
  } catch {
    return undefined
  }
}

/** Moves the lock away before it looks again: another process may have replaced it since, and gets it back. */
async function removeStale(lock: string, me: Owner): Promise<void> {
  const aside = `${lock}.${me.pid}`
  try {
    await rename(lock, aside)
    const owner = await ownerOf(aside)
    await (owner && isAlive(owner, me) ? rename(aside, lock) : rm(aside))
  } catch (error) {
    // Another process was quicker.
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}

/** Another machine's process cannot be asked; it counts as alive. */
function isAlive({ pid, host, startedAt }: Owner, me: Owner): boolean {
  if (host !== me.host) return true
  if (pid === me.pid) return startedAt === me.startedAt
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: the process is there, and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
