import { QueryClient } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import type { ReactNode } from 'react'
import { expect, it } from 'vitest'
import {
  AppmixerProvider,
  rowsOf,
  useInfiniteFlows,
  useInfinitePeopleTasks,
  useStartFlow,
} from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl, createWorld } from '../support.tsx'

const sandbox = createSandbox()

it('a page that comes on screen after it was left out is asked for, with those around it', async () => {
  const { wrapper } = createWorld(sandbox)
  const query = { limit: 4, sort: 'name:1' }
  const { result, rerender } = renderHook(
    ({ shown }: { shown: readonly [number, number] }) => ({
      flows: useInfiniteFlows(query, { pagesOnScreen: shown }),
      start: useStartFlow(),
    }),
    { wrapper, initialProps: { shown: [3, 4] } },
  )
  await waitFor(() => expect(result.current.flows.data).toBeDefined())
  for (const pages of [2, 3, 4, 5]) {
    await act(() => result.current.flows.fetchNextPage())
    await waitFor(() => expect(result.current.flows.data!.pages).toHaveLength(pages))
  }
  const renamed = result.current.flows.data!.pages[0]![0]!
  sandbox.database.flows.find(({ flowId }) => flowId === renamed.flowId)!.description = 'New'
  const asked = () => sandbox.requests.of('GET /flows').map(({ search }) => search.get('offset'))

  sandbox.requests.clear()
  await act(() => result.current.flows.refetch())
  expect(asked()).toEqual(['11', '15'])
  expect(result.current.flows.data!.pages[0]![0]).toBe(renamed)

  sandbox.requests.clear()
  rerender({ shown: [0, 1] })
  await waitFor(() =>
    expect(result.current.flows.data!.pages[0]![0]).toMatchObject({ description: 'New' }),
  )
  expect(asked()).toEqual(['0', '3'])

  sandbox.requests.clear()
  rerender({ shown: [0, 1] })
  await act(async () => {})
  expect(asked()).toEqual([])
})

it('rowsOf finds every row by its place, and the page that it is on', async () => {
  const { wrapper } = createWorld(sandbox)
  const { result } = renderHook(() => useInfinitePeopleTasks({ limit: 3 }), { wrapper })
  await waitFor(() => expect(result.current.data).toBeDefined())
  await act(() => result.current.fetchNextPage())
  await waitFor(() => expect(result.current.data!.pages).toHaveLength(2))
  const rows = rowsOf(result.current.data)
  expect(Array.from({ length: rows.length }, (_, index) => rows.at(index))).toEqual(
    result.current.data!.pages.flat(),
  )
  expect([0, 2, 3, 5].map(rows.pageOf)).toEqual([0, 0, 1, 1])
  expect([rows.at(6), rows.at(-1), rowsOf(undefined).at(0)]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(rowsOf({ pages: [[], ['a'], [], ['b']], pageParams: [] }).at(1)).toBe('b')
})

it('whoever brings a secret reads their tasks page after page, signed in nowhere', async () => {
  const queryClient = new QueryClient()
  const wrapper = ({ children }: { children: ReactNode }) => (
    <AppmixerProvider baseUrl={baseUrl} fetch={sandbox.fetch} queryClient={queryClient}>
      {children}
    </AppmixerProvider>
  )
  const secret = sandbox.secretOf(ada)
  const { result } = renderHook(
    () => ({
      mine: useInfinitePeopleTasks({ secret, limit: 3 }),
      others: useInfinitePeopleTasks(),
    }),
    { wrapper },
  )
  await waitFor(() => expect(result.current.mine.data?.pages[0]).toHaveLength(3))
  expect(result.current.others.fetchStatus).toBe('idle')
})
