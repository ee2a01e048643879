import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import {
  AppmixerProvider,
  useAppmixerClient,
  useAppmixerSession,
  useFlows,
} from '../../src/index.ts'
import { json, token } from '../client/wire.ts'

test('the ky of the provider is in use from the next request on, and is no new session', async () => {
  const sent: Request[] = []
  let trace = 'first'
  const queryClient = new QueryClient()
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init)
    sent.push(request)
    return json(request.url.endsWith('/apps') ? { apps: [] } : [])
  }
  const { result, rerender } = renderHook(
    () => {
      const client = useAppmixerClient()
      const apps = useQuery({
        queryKey: ['apps', client.scope],
        queryFn: ({ signal }) => client.ky.get('apps', { signal }).json(),
      })
      return { client, apps, flows: useFlows(), session: useAppmixerSession() }
    },
    {
      wrapper: ({ children }) => (
        <QueryClientProvider client={queryClient}>
          <AppmixerProvider
            baseUrl="http://api.test"
            token={token}
            fetch={fetch}
            ky={{ headers: { 'x-trace': trace } }}
          >
            {children}
          </AppmixerProvider>
        </QueryClientProvider>
      ),
    },
  )
  await waitFor(() => expect(result.current.apps.data).toEqual({ apps: [] }))
  await waitFor(() => expect(result.current.flows.data).toEqual([]))
  const { client } = result.current
  trace = 'second'
  rerender()
  await act(() => result.current.apps.refetch())
  expect(result.current.client).toBe(client)
  const traces = sent.map(
    ({ url, headers }) => `${new URL(url).pathname} ${headers.get('x-trace')}`,
  )
  expect(traces.toSorted()).toEqual(['/apps first', '/apps second', '/flows first', '/user first'])
  expect(sent.map(({ headers }) => headers.get('authorization'))).toEqual(
    sent.map(() => `Bearer ${token}`),
  )
  queryClient.clear()
})
