import type { MutationFunctionContext, MutationKey, QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { Endpoint } from '../client/endpoint.ts'
import { adjusted, type EffectOf, type EffectOptions } from './effect.ts'
import { scopeKey } from './keys.ts'
import { transact, type Arrival, type Hold } from './transact.ts'

/** TanStack's own; with `hold` the write is shown, but sent only when its holder says so. */
export interface WriteContext extends MutationFunctionContext {
  hold?: Hold
}

/** Options for `useMutation`: TanStack's own, no React. All four callbacks are free for the caller. */
export interface AppmixerMutation<Variables, Data> {
  mutationKey: MutationKey
  mutationFn: (variables: Variables, context: WriteContext) => Promise<Data>
  /** A write is never repeated by itself. */
  retry: false
  /** 0 where input or answer hold a secret: nothing of it stays in the cache once nobody waits for it. */
  gcTime?: number
}

export interface MutationSpec<Variables, Data> {
  /** The name of the endpoint; the last segment of the mutation key. */
  name: string
  endpoint: Endpoint<Variables, Data, any>
  effect: EffectOf<Variables>
  /** What waits until the server is done with what it took. Default: it is done when it answers. */
  confirm?: (variables: Variables, queryClient: QueryClient) => Promise<Arrival | undefined>
  /** What the call site says about it. */
  options: EffectOptions | undefined
}

/** The options of one mutation. */
export function mutationOptions<Variables, Data>(
  client: AppmixerClient,
  { name, endpoint, effect, confirm, options }: MutationSpec<Variables, Data>,
): AppmixerMutation<Variables, Data> {
  return {
    mutationKey: [...scopeKey(client), name],
    mutationFn: async (variables, { client: queryClient, hold }) => {
      const ours = effect(client, variables, queryClient)
      const arrival = confirm?.(variables, queryClient)
      return transact(
        queryClient,
        client,
        adjusted(ours, options ?? {}),
        (callOptions) => endpoint(client, variables, callOptions),
        { hold, confirm: arrival && (async () => (await arrival)?.()) },
      )
    },
    retry: false,
  }
}
