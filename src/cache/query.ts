import {
  hashKey,
  type Query,
  type QueryClient,
  type QueryFunction,
  type QueryKey,
} from '@tanstack/react-query'
import { internalsOf, type AppmixerClient } from '../client/client.ts'
import type { ReadOptions } from '../client/endpoint.ts'
import type { AppmixerKey } from './keys.ts'
import { writesOf } from './scopes.ts'
import { shareEqual } from './sharing.ts'

/** Options for `useQuery`, `useSuspenseQuery`, `prefetchQuery`, `ensureQueryData`: TanStack's own, no React. */
export interface AppmixerQuery<Data> {
  queryKey: AppmixerKey<Data>
  queryFn: QueryFunction<Data, any>
  /** The client repeats failed reads itself, once for every layer. */
  retry: false
  structuralSharing?: (previous: unknown, next: unknown) => unknown
  refetchInterval?: (query: Query<Data, any, any, any>) => number | false
}

export interface QuerySpec<Input extends object | void, Data> {
  key: AppmixerKey<Data>
  /** An endpoint, or a function that makes one answer of several. */
  endpoint: (client: AppmixerClient, input: Input, options: ReadOptions) => Promise<Data>
  input: Input
  /** Makes the parts of the next answer that did not change the same objects. Default: TanStack's own way, by index. */
  share?: (previous: unknown, next: unknown) => unknown
}

/** The options of one read. */
export function queryOptions<Input extends object | void, Data>(
  client: AppmixerClient,
  { key, endpoint, input, share = shareEqual }: QuerySpec<Input, Data>,
): AppmixerQuery<Data> {
  return {
    queryKey: key,
    queryFn: ({ client: queryClient, queryKey, signal }) => {
      const query = queryAt(queryClient, queryKey)
      return writesOf(client, queryClient).read({ queryKey, query }, () =>
        endpoint(client, input, { signal, previous: query?.state.data }),
      )
    },
    retry: false,
    structuralSharing: (previous, next) =>
      internalsOf(client).memory.carry(next, share(previous, next)),
  }
}

/** The cached query of this key, whatever the app hashes keys with. */
export function queryAt(queryClient: QueryClient, queryKey: QueryKey): Query<any, any> | undefined {
  const cache = queryClient.getQueryCache()
  const query = cache.get(hashKey(queryKey)) ?? cache.find({ queryKey, exact: true })
  return query as Query<any, any> | undefined
}
