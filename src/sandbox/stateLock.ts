import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { wait } from '../client/abort.ts'

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

/** Milliseconds between two looks at a lock that another process is about to write or to remove. */
const pause = 20
const tries = 150

/** Milliseconds after which a lock without content is one that its process did not finish before it was killed. */
const unfinished = 2_000

/**
 * Locks a state file for this process, and resolves to what unlocks it. The lock is a file beside it; one that a killed
 * process has left is replaced.
 *
 * proper-lockfile tells a killed process by the age of its lock: it refuses the next start for ten seconds, gives a stale
 * lock to two processes that want it at the same moment, and cannot say who has it.
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
  for (let count = 0; count < tries; count++) {
    if (await isCreated(lock, me)) return () => rm(lock, { force: true })
    const owner = await ownerOf(lock)
    if (owner && isAlive(owner, me)) throw new StateLocked(file, owner)
    if (!(await isRemoved(lock, me))) await wait(pause)
  }
  throw new Error(`${lock} could not be replaced. If no sandbox uses ${file}, delete ${lock}*.`)
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

/**
 * Removes a lock whose process is not alive. One process at a time may do so, and looks again when it is its turn:
 * otherwise it could remove the lock of another that has replaced it meanwhile.
 */
async function isRemoved(lock: string, me: Owner): Promise<boolean> {
  const turn = `${lock}.removal`
  if (!(await isCreated(turn, me))) return false
  try {
    const owner = await ownerOf(lock)
    const isStale = owner ? !isAlive(owner, me) : await isOlderThan(unfinished, lock)
    if (isStale) await rm(lock, { force: true })
    return isStale
  } finally {
    await rm(turn, { force: true })
  }
}

async function isOlderThan(ms: number, lock: string): Promise<boolean> {
  try {
    return Date.now() - (await stat(lock)).mtimeMs > ms
  } catch {
    // It was removed meanwhile.
    return false
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
