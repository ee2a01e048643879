import { focusManager, QueryClient, type QueryFunctionContext } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { endSession, flowsQueryOptions } from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { clientOf } from '../support.tsx'

const sandbox = createSandbox()
sandbox.database.flows[0]!.stage = 'starting'

test.each([
  ['is watched', false],
  ['of a session that ended while the code for it was loaded is not', true],
])('a flow on its way %s', async (_, ends) => {
  const client = clientOf(sandbox)
  const queryClient = new QueryClient()
  const { queryKey, queryFn } = flowsQueryOptions(client)
  const { signal } = new AbortController()
  const context = { client: queryClient, queryKey, signal, meta: undefined } as QueryFunctionContext
  queryClient.setQueryData(queryKey, await (queryFn as (context: unknown) => Promise<any>)(context))
  if (ends) endSession(client, queryClient)
  await vi.dynamicImportSettled()
  await new Promise((resolve) => setTimeout(resolve))
  expect(queryClient.getQueryCache().hasListeners()).toBe(!ends)
})

test('on a server, nothing that outlives the answer holds on to a cache with a flow on its way', async () => {
  const listen = vi.spyOn(focusManager, 'subscribe')
  const queryClient = new QueryClient()
  await queryClient.fetchQuery(flowsQueryOptions(clientOf(sandbox)))
  await vi.waitFor(() => expect(queryClient.getQueryCache().hasListeners()).toBe(true))
  expect(listen).not.toHaveBeenCalled()
  listen.mockRestore()
})
