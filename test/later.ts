import { beforeAll } from 'vitest'

// Time that a test makes pass waits for no file, so what an application loads later is there from the start.
beforeAll(() =>
  Promise.all([
    import('../src/flows/follower.ts'),
    import('../src/cache/poller.ts'),
    import('../src/cache/bulkRun.ts'),
  ]),
)
