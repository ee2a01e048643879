/** What the app sets for all of its queries shows nobody another user's data. */
import {
  keepPreviousData,
  QueryClient,
  QueryClientProvider,
  type InfiniteData,
} from '@tanstack/react-query'
import { cleanup, render, waitFor } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, expect, test } from 'vitest'
import {
  AppmixerProvider,
  createAppmixerClient,
  flowsCountQueryOptions,
  flowsInfiniteQueryOptions,
  flowsQueryOptions,
  useAccountUsage,
  useAppmixerInfiniteQuery,
  useAppmixerQuery,
  useAppmixerSuspenseQuery,
  useFlows,
  useFlowsCount,
  useInfiniteFlows,
  useSuspenseFlows,
} from '../../src/index.ts'
import { hourly } from '../jwt.ts'
import { baseUrl } from '../support.tsx'

afterEach(cleanup)

/** Keeps what there was before, as a careless merge does. */
const merge = (previous: unknown, next: unknown) =>
  Array.isArray(previous) && Array.isArray(next)
    ? [...(previous as unknown[]), ...(next as unknown[])]
    : typeof previous === 'number'
      ? previous
      : next

const stored = new Map<string, unknown>()

const defaults: Record<string, object> = {
  keepPreviousData: { placeholderData: keepPreviousData },
  'a placeholder of one’s own': { placeholderData: (previous: unknown) => previous },
  'a careless structuralSharing': { structuralSharing: merge, placeholderData: keepPreviousData },
  'structuralSharing of what is selected': {
    structuralSharing: merge,
    select: (data: unknown) => (Array.isArray(data) ? [...(data as unknown[])] : data),
  },
  'a select that throws for some': {
    select(data: unknown) {
      if (JSON.stringify(data).includes('ben')) throw new Error('A mistake of the app')
      return data
    },
  },
  'initialData of everywhere': { initialData: [{ flowId: 'of-ada', name: 'Stale, of-ada' }] },
  'a persister and a meta': {
    meta: { anything: true },
    persister: async (fetch: any, context: any, query: { queryHash: string }) => {
      const known = stored.get(query.queryHash) ?? (await fetch(context))
      stored.set(query.queryHash, known)
      return known as unknown
    },
  },
}

test.each(
  Object.entries(defaults).flatMap(([name, options]) => [
    [name, 'defaultOptions', options] as const,
    [name, 'setQueryDefaults', options] as const,
    [name, 'options of the hook', options] as const,
  ]),
)('%s, as %s: no frame has data of the user before', async (name, place, options) => {
  const queryClient = new QueryClient(
    place === 'defaultOptions' ? { defaultOptions: { queries: options } } : {},
  )
  if (place === 'setQueryDefaults') queryClient.setQueryDefaults(['appmixer'], options)
  const given =
    place === 'options of the hook' && name !== 'initialData of everywhere' ? options : {}
  const frames: [user: string, shown: string][] = []
  function Screen({ user }: { user: string }) {
    const all = [
      useFlows({}, given).data,
      useFlowsCount({}, given).data,
      useInfiniteFlows({}, given).data,
      useAppmixerQuery(flowsQueryOptions, { limit: 7 }, given).data,
      useAppmixerQuery(flowsCountQueryOptions, { filter: 'stage:running' }, given).data,
      (
        useAppmixerInfiniteQuery(flowsInfiniteQueryOptions, { limit: 7 }, given).data as
          | InfiniteData<unknown>
          | undefined
      )?.pages,
      useAccountUsage(['a']).usageOf('a').flows,
    ]
    frames.push([user, JSON.stringify(all)])
    return null
  }
  function Suspending({ user }: { user: string }) {
    const all = [
      useSuspenseFlows({ limit: 8 }).data,
      useAppmixerSuspenseQuery(flowsQueryOptions, { limit: 9 }).data,
    ]
    frames.push([user, JSON.stringify(all)])
    return null
  }
  const counts: Record<string, number> = { ada: 1111, ben: 2222 }
  const tokens: Record<string, string> = { ada: hourly('ada'), ben: hourly('ben') }
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { headers, url } = new Request(input, init)
    const user = headers.get('authorization') === `Bearer ${tokens.ada}` ? 'ada' : 'ben'
    if (url.includes('/count')) return Response.json({ count: counts[user] })
    return Response.json([{ flowId: `of-${user}`, name: `Flow, of-${user}` }])
  }
  const throws = name === 'a select that throws for some'
  const app = (user: string) => (
    <QueryClientProvider client={queryClient}>
      <AppmixerProvider baseUrl={baseUrl} token={tokens[user]} fetch={fetch} retries={0}>
        <Screen user={user} />
        <Suspense>{!throws && <Suspending user={user} />}</Suspense>
      </AppmixerProvider>
    </QueryClientProvider>
  )
  const { rerender } = render(app('ada'))
  const isShown = (user: string) =>
    frames.some(([of, shown]) => of === user && shown.includes(`of-${user}`))
  await waitFor(() => expect(isShown('ada')).toBe(true))
  await waitFor(() => expect(frames.at(-1)![1]).not.toBe('[null,null,null,null,null,null,null]'))
  const ofNext = flowsQueryOptions(createAppmixerClient({ baseUrl, token: tokens.ben }))
  queryClient.setQueryData(ofNext.queryKey, [{ flowId: 'of-ben', name: 'Prefetched, of-ben' }])
  rerender(app('ben'))
  await waitFor(() => expect(queryClient.isFetching()).toBe(0))
  if (!throws) await waitFor(() => expect(isShown('ben')).toBe(true))
  const ofBen = frames.filter(([user]) => user === 'ben').map(([, shown]) => shown)
  expect(ofBen.filter((shown) => /of-ada|1111/.test(shown))).toEqual([])
})
