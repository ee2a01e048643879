import { wholePath } from '../harness/path.mjs'

/** @type {import('../row.mjs').Scenario} */
export const run = ({ targets, full }) =>
  wholePath({ count: 1_000, rounds: full ? 101 : 25, targets })
