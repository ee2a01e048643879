import { expect } from 'vitest'

/**
 * That the work is done within 50 ms, or else grows no faster than its size: eight times as much takes about eight
 * times as long, and not 64 times. A busy machine gets three tries.
 */
export async function expectLinear(work: (size: number) => unknown, size: number): Promise<void> {
  const ratios: number[] = []
  if ((await timeOf(() => work(size))) < 50) return
  while (ratios.length < 3 && !ratios.some((ratio) => ratio < 32)) {
    const small = await timeOf(() => work(size / 8))
    ratios.push((await timeOf(() => work(size))) / Math.max(5, small))
  }
  expect(Math.min(...ratios)).toBeLessThan(32)
}

async function timeOf(work: () => unknown): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}
