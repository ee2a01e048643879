import { isRecord, isText } from '../../client/checks.ts'
import { internalsOf, type AppmixerClient } from '../../client/client.ts'
import { isAppmixerError } from '../../client/errors.ts'
import { randomName } from '../../client/identity.ts'
import { deleteFlow, getFlow, getFlows } from '../../flows/endpoints.ts'
import { deleteIntegration } from '../endpoints.ts'

/**
 * A copy that a setup has made, or is about to make. It is noted in `sessionStorage`, so that the same tab removes what
 * a reload left behind.
 */
export interface Leftover {
  /** What the name of the copy begins with until the setup has written the real one. It finds a copy without an id. */
  prefix: string
  flowId?: string
  /** When the copy was asked for. */
  at: number
}

/** Milliseconds that a server may take to make a copy. */
const longestCopy = 60_000

/** Milliseconds until a removal that did not work is tried again. */
const pause = 5_000

/** Notes that a copy is about to be made. */
export function noteLeftover(client: AppmixerClient): Leftover {
  const leftover = { prefix: `Setup ${randomName().slice(-8)}: `, at: Date.now() }
  write(client, [...leftoversOf(client), leftover])
  return leftover
}

/** The copy is there, and has this id. */
export function identify(client: AppmixerClient, leftover: Leftover, flowId: string): void {
  leftover.flowId = flowId
  write(
    client,
    leftoversOf(client).map((each) => (each.prefix === leftover.prefix ? leftover : each)),
  )
}

/** The copy is the user's from now on, or is removed. */
export function forget(client: AppmixerClient, { prefix }: Leftover): void {
  write(
    client,
    leftoversOf(client).filter((each) => each.prefix !== prefix),
  )
}

/** The id of a copy whose making was not answered, if the server made it. */
export async function findCopy(
  client: AppmixerClient,
  { prefix }: Leftover,
): Promise<string | undefined> {
  const flows = await getFlows(client, {
    pattern: prefix.trim(),
    escapePattern: true,
    projection: 'flowId,name',
  })
  return flows.find(({ name }) => name?.startsWith(prefix))?.flowId
}

/**
 * Removes the copy from the server, and the note of it. Where it is not known whether there is one, the note stays until
 * the server must have made it.
 *
 * @returns whether nothing is left
 */
export async function removeLeftover(client: AppmixerClient, leftover: Leftover): Promise<boolean> {
  const flowId = leftover.flowId ?? (await findCopy(client, leftover))
  if (flowId !== undefined) {
    try {
      await deleteIntegration(client, { flowId })
    } catch (error) {
      if (!isGone(error)) throw error
      // A save that arrived after a deletion makes a flow of the same id, which is no integration.
      await deleteFlow(client, { flowId }).catch((again: unknown) => {
        if (!isGone(again)) throw again
      })
    }
  } else if (Date.now() - leftover.at < longestCopy) return false
  forget(client, leftover)
  return true
}

/**
 * Removes what setups of this user left behind in this tab, except those in `inUse`. Tries again until nothing is left,
 * or the session ends.
 */
export async function removeLeftovers(
  client: AppmixerClient,
  isInUse: (leftover: Leftover) => boolean,
): Promise<void> {
  const left = leftoversOf(client).filter((each) => !isInUse(each))
  if (left.length === 0) return
  const own = internalsOf(client).detach()
  const removals = left.map((each) => removeUnlessStarted(own, each).catch(() => false))
  const isDone = (await Promise.all(removals)).every(Boolean)
  const { status } = client.session.get()
  if (isDone || status === 'unauthenticated') return
  setTimeout(() => void removeLeftovers(client, isInUse), pause)
}

/** Whether the last thing that the page did was to start it, only the server knows. */
async function removeUnlessStarted(client: AppmixerClient, leftover: Leftover): Promise<boolean> {
  const { flowId } = leftover
  if (flowId !== undefined) {
    const flow = await getFlow(client, { flowId, projection: 'flowId,stage' }).catch(
      (error: unknown) => {
        if (!isGone(error)) throw error
      },
    )
    if (flow?.stage === 'running' || flow?.stage === 'starting') {
      forget(client, leftover)
      return true
    }
  }
  return removeLeftover(client, leftover)
}

function isGone(error: unknown): boolean {
  return isAppmixerError(error) && error.status === 404
}

/** Absent without a window, and where the browser forbids it. Without it a reload is covered by `pagehide` alone. */
function storage(): Storage | undefined {
  try {
    return globalThis.sessionStorage
  } catch {
    return undefined
  }
}

function nameFor({ scope }: AppmixerClient): string {
  return `appmixer.setups.${scope}`
}

export function leftoversOf(client: AppmixerClient): Leftover[] {
  try {
    const known: unknown = JSON.parse(storage()?.getItem(nameFor(client)) ?? '[]')
    return Array.isArray(known) ? known.filter(isLeftover) : []
  } catch {
    return []
  }
}

function isLeftover(value: unknown): value is Leftover {
  return isRecord(value) && isText(value['prefix']) && typeof value['at'] === 'number'
}

function write(client: AppmixerClient, leftovers: Leftover[]): void {
  try {
    if (leftovers.length > 0) storage()?.setItem(nameFor(client), JSON.stringify(leftovers))
    else storage()?.removeItem(nameFor(client))
  } catch {
    // A full storage: `pagehide` has to do.
  }
}
