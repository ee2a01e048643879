import type { KnownPlaces } from '../client/call.ts'
import { isAppmixerError } from '../client/errors.ts'

/**
 * Sends to where this server has its people tasks: in a plugin, or in its core, as before 6.1. Unless it is told, the
 * first answer tells: a server that does not know the plugin's path is asked at the older one, and from then on only
 * there.
 */
export async function inPlace<T>(
  known: KnownPlaces,
  path: string,
  send: (path: string) => Promise<T>,
): Promise<T> {
  if (known.peopleTasks !== 'core') {
    try {
      const answer = await send(path)
      known.peopleTasks ??= 'plugin'
      return answer
    } catch (error) {
      if (known.peopleTasks === 'plugin' || !isUnknownPath(error)) throw error
    }
  }
  const answer = await send(path.replace('/plugins/appmixer/utils/tasks/', '/people-task/'))
  known.peopleTasks ??= 'core'
  return answer
}

/** `Task not found.` does not mean that they are elsewhere. */
function isUnknownPath(error: unknown): boolean {
  return isAppmixerError(error) && error.status === 404 && !/task/i.test(error.serverMessage ?? '')
}
