import { suite } from '../harness/suite.mjs'

/**
 * 300 generated payloads per schema in the suite, 100,000 in `bench:full`.
 *
 * @type {import('../row.mjs').Scenario}
 */
export const run = async ({ full }) =>
  suite({ id: 'P8', project: 'node', file: 'test/checks.test.ts', runs: full ? 334 : 1 })
