import type { QueryKey } from '@tanstack/react-query'
import { askedBy, outdatedBy, type Effect } from './effect.ts'
import { distinctKeys } from './keys.ts'
import type { Ledger, Outcome } from './ledger.ts'
import { outcomeOf } from './outcome.ts'
import type { Write } from './write.ts'

/** Many writes that the server took and is not done with: they are shown on, and the last one to arrive asks for all. */
export class Arrivals {
  #awaited = 0
  #asks: QueryKey[] = []

  readonly #ledger: Ledger

  constructor(ledger: Ledger) {
    this.#ledger = ledger
  }

  /** Rejects when the server was not able to do what it took. `effect` tells what to ask for then. */
  async follow(write: Write, effect: Effect, arrival: Promise<void>): Promise<void> {
    this.#awaited++
    this.#asks.push(...askedBy(effect))
    this.#ledger.take(write)
    let outcome: Outcome = 'done'
    try {
      await arrival
    } catch (error) {
      outcome = await outcomeOf(error, write)
      throw error
    } finally {
      this.#awaited--
      const isLast = this.#awaited === 0
      const own = outcome === 'done' ? [] : outdatedBy(effect)
      const invalidates = isLast ? distinctKeys(this.#asks.splice(0)) : own
      write.effect = { ...write.effect, invalidates }
      this.#ledger.settle(write, outcome)
    }
  }
}
