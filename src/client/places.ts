import { isAppmixerError } from './errors.ts'

/** Where a server has its people tasks: in a plugin, or in its core, as before 6.1. */
export type PeopleTasksPlace = 'plugin' | 'core'

/** The start of a path that differs between servers. */
export interface Places {
  plugin: string
  core: string
  /** What the 404 of a server says that knows the path, and only has no such entity. */
  entity: RegExp
}

type SendTo = <T>(
  call: { path: string; places: Places | undefined },
  send: (path: string) => Promise<T>,
) => Promise<T>

/**
 * Sends to the place that this server has. Unless it is told, the first answer tells: a server that does not know the
 * plugin's path is asked at the older one, and from then on only there.
 */
export function createPlaces(told: PeopleTasksPlace | undefined): SendTo {
  let place = told

  return async function sendTo({ path, places }, send) {
    if (!places) return send(path)
    const olderPath = path.replace(places.plugin, places.core)
    if (place !== undefined) return send(place === 'plugin' ? path : olderPath)
    try {
      const answer = await send(path)
      place ??= 'plugin'
      return answer
    } catch (error) {
      if (!isUnknownPath(error, places)) throw error
    }
    const answer = await send(olderPath)
    place ??= 'core'
    return answer
  }
}

function isUnknownPath(error: unknown, { entity }: Places): boolean {
  return isAppmixerError(error) && error.status === 404 && !entity.test(error.serverMessage ?? '')
}
