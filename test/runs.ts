/**
 * How often `fc.assert` tries, and with which cases: the same in every run, so that a failure here is a failure
 * everywhere. `SEED=7 npm test` tries others; `RUNS=10 npm test` ten times as many.
 */
export function runs(numRuns: number): { numRuns: number; seed: number } {
  const { SEED = '2200', RUNS = '1' } = process.env
  return { numRuns: numRuns * Number(RUNS), seed: Number(SEED) }
}
