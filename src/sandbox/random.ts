/**
 * A repeatable source of randomness: the same seed gives the same sequence (mulberry32). Every run of every flow has one
 * of its own, from neighbouring seeds. Of pure-rand's generators, those that are quick to make begin alike for such
 * seeds, and the Mersenne Twister takes 50 µs to make and keeps 7 kB of state.
 */
export interface Random {
  /** From 0 up to but not including 1. */
  next(): number
  /** A whole number from `min` to `max`, both included. */
  between(min: number, max: number): number
  pick<T>(items: readonly T[]): T
  hex(length: number): string
  uuid(): string
  /** Where the sequence stands; {@link createRandom} goes on from it. */
  state(): number
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0

  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  const between = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))

  function hex(length: number): string {
    let text = ''
    while (text.length < length) text += ((next() * 2 ** 32) >>> 0).toString(16).padStart(8, '0')
    return text.slice(0, length)
  }

  return {
    next,
    between,
    hex,
    pick: (items) => items[between(0, items.length - 1)]!,
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    state: () => state,
  }
}

export function isUuid(text: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)
}
