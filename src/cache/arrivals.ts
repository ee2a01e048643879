import type { QueryKey } from '@tanstack/react-query'
import { askedBy, outdatedBy, type Effect } from './effect.ts'
import { distinctKeys } from './keys.ts'
import type { Write } from './write.ts'

/** Many writes that the server took and is not done with. */
export interface Arrivals {
  /** Waits for one of them. The last one asks for what all made outdated, one that fails for its own. */
  follow(write: Write, effect: Effect, arrival: Promise<void>): Promise<void>
}

export function createArrivals(): Arrivals {
  let awaited = 0
  let asks: QueryKey[] = []
  return {
    async follow(write, effect, arrival) {
      let invalidates: QueryKey[] = []
      awaited++
      asks.push(...askedBy(effect))
      try {
        await arrival
      } catch (error) {
        invalidates = outdatedBy(effect)
        throw error
      } finally {
        awaited--
        if (awaited === 0) invalidates = distinctKeys(asks.splice(0))
        write.effect = { ...write.effect, invalidates }
      }
    },
  }
}
