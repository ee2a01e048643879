import { isHTTPError } from 'ky'
import { serverMessageOf } from './errors.ts'

const current = '/plugins/appmixer/utils/tasks/'
const older = '/people-task/'

/** Where a server has its people tasks: in a plugin, or in its core, as before 6.1. */
export type PeopleTasksPlace = 'plugin' | 'core'

/**
 * Sends to the place where this server has its people tasks. Unless it is told, the first answer tells: a server
 * that does not know the plugin's path is asked at the older one, and from then on only there.
 */
export function createPlaces(
  told: PeopleTasksPlace | undefined,
): <T>(path: string, send: (path: string) => Promise<T>) => Promise<T> {
  let place = told

  return async function sendTo(path, send) {
    if (!path.startsWith(current)) return send(path)
    const olderPath = path.replace(current, older)
    if (place !== undefined) return send(place === 'plugin' ? path : olderPath)
    try {
      const answer = await send(path)
      place ??= 'plugin'
      return answer
    } catch (error) {
      if (!isUnknownPath(error)) throw error
    }
    const answer = await send(olderPath)
    place ??= 'core'
    return answer
  }
}

/** A path that the server does not have, as opposed to a task that it does not have: `Task not found.` */
function isUnknownPath(error: unknown): boolean {
  if (!isHTTPError(error) || error.response.status !== 404) return false
  return !/task/i.test(serverMessageOf(error.data) ?? '')
}
