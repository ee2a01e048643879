import { focusManager, QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { flowsQueryOptions } from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { clientOf } from '../support.tsx'

test('on a server, a flow in transition leaves nothing that outlives the answer', async () => {
  const sandbox = createSandbox()
  sandbox.database.flows[0]!.stage = 'starting'
  const listen = vi.spyOn(focusManager, 'subscribe')
  const timers = vi.spyOn(globalThis, 'setInterval')
  const queryClient = new QueryClient()
  await queryClient.fetchQuery(flowsQueryOptions(clientOf(sandbox)))
  expect(queryClient.getQueryCache().hasListeners()).toBe(false)
  expect(listen).not.toHaveBeenCalled()
  expect(timers).not.toHaveBeenCalled()
  listen.mockRestore()
  timers.mockRestore()
})
