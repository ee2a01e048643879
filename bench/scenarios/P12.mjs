import { suite } from '../harness/suite.mjs'

/** @type {import('../row.mjs').Scenario} */
export const run = async () =>
  suite({ id: 'P12', project: 'browser', file: 'test/renders/rows.browser.test.tsx' })
