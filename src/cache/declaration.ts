import type { AppmixerClient } from '../client/client.ts'
import type { Endpoint } from '../client/endpoint.ts'
import type { EffectOf, EffectOptions } from './effect.ts'
import { confidential, mutationOptions, type AppmixerMutation, type Arrival } from './mutation.ts'

/** Makes the options of one mutation for `useMutation`, `useUndoable` and `MutationObserver`. */
export interface AppmixerMutationOptions<Variables, Data> {
  (client: AppmixerClient, options?: EffectOptions): AppmixerMutation<Variables, Data>
}

interface MutationDeclaration<Variables, Data> {
  /** The name of the endpoint; the last segment of the mutation key. */
  name: string
  endpoint: Endpoint<Variables, Data, any>
  effect: EffectOf<Variables>
  /** Waits for the end of what the server has accepted. @default the answer is the end */
  arrival?: (client: AppmixerClient) => Arrival<Variables>
  /**
   * Its input or answer holds a secret, so nothing of it stays in the cache once it has no observer. These fields of
   * the answer can be read, but are not enumerable: devtools, logs and persisters do not see them.
   */
  conceals?: (keyof Data)[]
}

/**
 * Declares one mutation: what it calls, what it does to the cache, what it waits for.
 *
 * @example
 * export const deleteFlowMutationOptions = mutation<FlowRef, void>({
 *   name: 'deleteFlow',
 *   endpoint: deleteFlow,
 *   effect: deleteFlowEffect,
 * })
 */
/*#__NO_SIDE_EFFECTS__*/
export function mutation<Variables, Data>({
  conceals,
  arrival,
  ...declared
}: MutationDeclaration<Variables, Data>): AppmixerMutationOptions<Variables, Data> {
  return (client, options) => {
    const ours = mutationOptions(client, {
      ...declared,
      ...(arrival && { arrival: arrival(client) }),
      options,
    })
    return conceals ? confidential(ours, conceals) : ours
  }
}
