import { suite } from '../harness/suite.mjs'

/** @type {import('../row.mjs').Scenario} */
export const run = async () => suite({ id: 'P10', project: 'node', file: 'test/effects.test.ts' })
