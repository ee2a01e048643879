import {
  dehydrate,
  hydrate,
  QueryObserver,
  type DehydratedState,
  type QueryClient,
} from '@tanstack/react-query'
import { expect } from 'vitest'
import {
  flowQueryOptions,
  flowsCountQueryOptions,
  flowsQueryOptions,
  type AppmixerClient,
  type AppmixerQuery,
  type Flow,
} from '../../src/index.ts'

/** What somebody wants of a flow and has no answer to yet. */
export interface Intent {
  verb: string
  flowId: string
}

/** A list, a filtered one, a count and a detail, loaded and on screen. */
export function openScreen(queryClient: QueryClient, client: AppmixerClient, flows: Flow[]) {
  const { flowId } = flows[0]!
  const list = flowsQueryOptions(client)
  const stopped = flowsQueryOptions(client, { filter: 'stage:stopped' })
  const count = flowsCountQueryOptions(client)
  const detail = flowQueryOptions(client, { flowId })
  const options: AppmixerQuery<any>[] = [list, stopped, count, detail]
  const loaded = (of: Flow[]) => [
    of,
    of.filter(({ stage }) => stage === 'stopped'),
    of.length,
    of.find((flow) => flow.flowId === flowId),
  ]
  for (const [index, data] of loaded(flows).entries()) {
    queryClient.setQueryData(options[index]!.queryKey, data)
  }
  const held = { refetchInterval: false, staleTime: Infinity } as const
  const observers = options.map((each) => new QueryObserver(queryClient, { ...each, ...held }))
  const close = observers.map((observer) => observer.subscribe(() => {}))
  const shown = (id: string) =>
    queryClient.getQueryData(list.queryKey)!.find((flow) => flow.flowId === id)

  return {
    refetch: () => Promise.allSettled(observers.map((observer) => observer.refetch())),
    /** As an app may write: equal to what is shown, and new objects. */
    setCopies() {
      for (const { queryKey } of options) {
        // What is deleted would be there again.
        if (queryClient.getQueryState(queryKey)?.status === 'error') continue
        queryClient.setQueryData(queryKey, (data: unknown) =>
          Array.isArray(data) ? [...(data as unknown[])] : data,
        )
      }
    },
    /** As another tab would bring it: the same, and newer. */
    hydrateCopies() {
      const copy = JSON.parse(JSON.stringify(dehydrate(queryClient))) as DehydratedState
      for (const { state } of copy.queries) state.dataUpdatedAt++
      hydrate(queryClient, copy)
    },
    close() {
      for (const unsubscribe of close) unsubscribe()
      queryClient.clear()
    },
    /** The last intent of each kind shows, where the flow does; a deleted one does not. */
    expectToShow(intents: Intent[]) {
      // A flow that is there already need not go there.
      const expected = { start: /^starting|^running/, stop: /^stop/ } as Record<string, RegExp>
      for (const { verb, flowId: id } of intents) {
        const isLast = (kinds: string[]) =>
          intents.findLast((it) => it.flowId === id && kinds.includes(it.verb))?.verb === verb
        const flow = shown(id)
        if (verb === 'delete') expect(flow).toBeUndefined()
        else if (flow && verb === 'rename') expect(flow.name).toBe('Renamed')
        else if (flow && isLast(['start', 'stop'])) expect(flow.stage).toMatch(expected[verb]!)
      }
      expect(queryClient.getQueryData(count.queryKey)).toBeGreaterThanOrEqual(0)
    },
    expectToBe(truth: Flow[]) {
      // What is gone says so, beside what it was when it was last read.
      const data = options
        .map(({ queryKey }) => queryClient.getQueryState(queryKey)!)
        .map((state) => (state.status === 'error' ? undefined : state.data))
      expect(data).toEqual(loaded(truth))
    },
  }
}

/** Whether anything is under way. */
export function isBusy(queryClient: QueryClient): boolean {
  return queryClient.isFetching() + queryClient.isMutating() > 0
}
