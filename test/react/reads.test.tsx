import { QueryClient, QueryClientProvider, skipToken } from '@tanstack/react-query'
import { act, renderHook, waitFor } from '@testing-library/react'
import { Suspense, type ReactNode } from 'react'
import { beforeEach, describe, expect, it } from 'vitest'
import * as main from '../../src/index.ts'
import { createSandbox } from '../../src/sandbox/index.ts'
import { ada, baseUrl } from '../support.tsx'
import { readsOf } from './reads.tsx'

const { AppmixerProvider } = main
const sandbox = createSandbox({ collectDuration: 0 })
const token = sandbox.tokenFor(ada)
const reads = readsOf(sandbox)
let queryClient: QueryClient

beforeEach(() => {
  sandbox.requests.clear()
  queryClient = new QueryClient()
})

/** Without StrictMode, so that renders can be counted. */
function App({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <AppmixerProvider baseUrl={baseUrl} token={token} fetch={sandbox.fetch}>
        <Suspense fallback={null}>{children}</Suspense>
      </AppmixerProvider>
    </QueryClientProvider>
  )
}

it('every read is in the table', () => {
  const readable = Object.keys(main)
    .filter((name) => name.endsWith('QueryOptions') && !name.endsWith('InfiniteQueryOptions'))
    .map((name) => name.replace('QueryOptions', ''))
    // It is the read of a flow, and selects by itself.
    .filter((name) => name !== 'flowThumbnail')
  const table = Object.keys(reads).map((name) => name[0]!.toLowerCase() + name.slice(1))
  expect(table.toSorted()).toEqual(readable.toSorted())
})

describe.each(Object.entries(reads))('%s', (name, { plain, suspended, skipped, requests = 1 }) => {
  const knownKeys = () =>
    queryClient
      .getQueryCache()
      .findAll()
      .map(({ queryKey }) => queryKey[2])

  it('inline inputs and callbacks cause one request, and one render when the answer is there', async () => {
    let renders = 0
    const use = () => {
      renders++
      return plain({ select: (data) => ({ data, list: [] }) }).data
    }
    const { result, rerender } = renderHook(use, { wrapper: App })
    await waitFor(() => expect(result.current).toBeDefined())
    expect(renders).toBe(2)
    const first = result.current
    rerender()
    rerender()
    await act(async () => {})
    expect(renders).toBe(4)
    expect(result.current).toBe(first)
    expect(sandbox.requests.count()).toBe(requests)
  })

  it('suspended, it has its data when it is first seen', async () => {
    const seen: unknown[] = []
    const { result } = renderHook(
      () => {
        const { data } = suspended({ select: (data) => ({ data }) })
        seen.push(data)
        return data
      },
      { wrapper: App },
    )
    await waitFor(() => expect(result.current).toBeDefined())
    expect(seen).not.toContain(undefined)
    expect(sandbox.requests.count()).toBe(requests)
    expect(knownKeys()).toHaveLength(1)
    expect(typeof (main as Record<string, unknown>)[`useSuspense${name}`]).toBe('function')
  })

  it.skipIf(!skipped)('skipped, it asks for nothing and makes no key of its own', async () => {
    const { result, rerender } = renderHook(() => skipped!(skipToken), { wrapper: App })
    rerender()
    await act(() => queryClient.invalidateQueries())
    expect(result.current).toMatchObject({ status: 'pending', fetchStatus: 'idle' })
    expect(result.current.data).toBeUndefined()
    expect(sandbox.requests.count()).toBe(0)
    expect(knownKeys()).toEqual(['skipped'])
  })
})
