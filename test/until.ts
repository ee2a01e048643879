import { expect, vi } from 'vitest'

/** Milliseconds. A test that passes never waits for them; a machine that is busy with other things may need them. */
const patience = 10_000

/** Asks again and again until it does not throw, like Testing Library's, for tests without a document. */
export function waitFor<T>(check: () => T, { interval }: { interval?: number } = {}): Promise<T> {
  return vi.waitFor(check, { timeout: patience, ...(interval && { interval }) })
}

/** Lets everything run until it is so. Of timers it uses none, so that they may be faked. */
export async function until(condition: () => boolean): Promise<void> {
  const end = performance.now() + patience
  while (!condition() && performance.now() < end) await new Promise(setImmediate)
  expect(condition()).toBe(true)
}
