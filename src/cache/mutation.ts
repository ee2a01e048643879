import type { MutationFunctionContext, MutationKey, QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { Endpoint } from '../client/endpoint.ts'
import { adjusted, askedBy, type Effect, type EffectOf, type EffectOptions } from './effect.ts'
import { scopeKey } from './keys.ts'
import { ledgerOf } from './scopes.ts'
import { transact, type Arrival, type HeldWrite } from './transact.ts'

/** TanStack's own; with `held` the write is shown already, and sent when its holder says so. */
export interface WriteContext extends MutationFunctionContext {
  held?: HeldWrite
}

/** Options for `useMutation`: TanStack's own, no React. All four callbacks are free for the caller. */
export interface AppmixerMutation<Variables, Data> {
  mutationKey: MutationKey
  mutationFn: (variables: Variables, context: WriteContext) => Promise<Data>
  /** Shows these changes at once, and sends nothing yet. */
  hold: (queryClient: QueryClient, all: readonly Variables[]) => HeldWrite[]
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
  arrival?: Arrival<Variables>
  /** What the call site says about it. */
  options: EffectOptions | undefined
}

/** The options of one mutation. */
export function mutationOptions<Variables, Data>(
  client: AppmixerClient,
  { name, endpoint, effect, arrival, options }: MutationSpec<Variables, Data>,
): AppmixerMutation<Variables, Data> {
  const effectOf = (variables: Variables, queryClient: QueryClient) =>
    adjusted(effect(client, variables, queryClient), options ?? {})
  return {
    mutationKey: [...scopeKey(client), name],
    hold: (queryClient, all) =>
      ledgerOf(client, queryClient).openAll(
        all.map((variables) => effectOf(variables, queryClient)),
        true,
      ),
    mutationFn: async (variables, { client: queryClient, held }) => {
      const ours = effectOf(variables, queryClient)
      const isFollowed = arrival !== undefined && client.flowTimeout > 0
      const data = await transact(
        queryClient,
        client,
        ours,
        (callOptions) => endpoint(client, variables, callOptions),
        { held, isFollowed },
      )
      if (isFollowed) await arrived(client, queryClient, ours, arrival(variables, queryClient))
      return data
    },
    retry: false,
  }
}

/** Waits for what the server took and is not done with, then asks for what is older. */
export async function arrived(
  client: AppmixerClient,
  queryClient: QueryClient,
  effect: Effect,
  arrival: Promise<number>,
): Promise<void> {
  let since: number | undefined
  try {
    since = await arrival
  } finally {
    ledgerOf(client, queryClient).ask(askedBy(effect), since)
  }
}
