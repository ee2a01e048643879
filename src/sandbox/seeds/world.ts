import type { StoredUser } from '../database.ts'
import type { Random } from '../random.ts'

/** What all made-up data is made from. */
export interface World {
  random: Random
  /** Milliseconds since 1970. */
  now: number
  ada: StoredUser
  ben: StoredUser
}

const day = 24 * 3600 * 1000

/** ISO 8601 UTC, so many days from now; negative is the past. */
export function daysFromNow({ now }: Pick<World, 'now'>, days: number): string {
  return new Date(now + Math.round(days * day)).toISOString()
}
