import {
  hashKey,
  type DataTag,
  type Query,
  type QueryFunction,
  type QueryKey,
} from '@tanstack/react-query'
import { internalsOf, type AppmixerClient } from '../client/client.ts'
import type { ReadOptions } from '../client/endpoint.ts'
import type { AppmixerError } from '../client/errors.ts'
import { keyOf, type ReadName } from './keys.ts'
import { ledgerOf } from './scopes.ts'

/** Options for `useQuery`, `useSuspenseQuery`, `prefetchQuery`, `ensureQueryData`: TanStack's own, no React. */
export interface AppmixerQuery<Data> {
  queryKey: DataTag<QueryKey, Data, AppmixerError>
  queryFn: QueryFunction<Data, any>
  /** The client repeats failed reads itself, once for every layer. */
  retry: false
  structuralSharing?: (previous: unknown, next: unknown) => unknown
  refetchInterval?: (query: Query<Data, any, any, any>) => number | false
}

export interface QuerySpec<Input extends object | void, Data> {
  name: ReadName
  /** An endpoint, or a function that makes one answer of several. */
  endpoint: (client: AppmixerClient, input: Input, options: ReadOptions) => Promise<Data>
  input: Input
  /** Makes the parts of the next answer that did not change the same objects. Default: TanStack's own way, by index. */
  share?: (previous: unknown, next: unknown) => unknown
}

/** The options of one read. */
export function queryOptions<Input extends object | void, Data>(
  client: AppmixerClient,
  { name, endpoint, input, share }: QuerySpec<Input, Data>,
): AppmixerQuery<Data> {
  return {
    queryKey: keyOf(client, name, input ?? undefined) as DataTag<QueryKey, Data, AppmixerError>,
    queryFn: ({ client: queryClient, queryKey, signal }) =>
      ledgerOf(client, queryClient).read(queryKey, hashKey(queryKey), () =>
        endpoint(client, input, { signal, previous: queryClient.getQueryData(queryKey) }),
      ),
    retry: false,
    ...(share && {
      structuralSharing: (previous, next) =>
        internalsOf(client).memory.carry(next, share(previous, next)),
    }),
  }
}
