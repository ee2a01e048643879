import type { EffectOptions } from '../cache/effect.ts'
import * as effects from './effects.ts'
import { mutationOptions, type AppmixerMutation } from '../cache/mutation.ts'
import type { AppmixerClient } from '../client/client.ts'
import { cloneFlow, createFlow, deleteFlow, startFlow, stopFlow, updateFlow } from './endpoints.ts'
import { arrival } from './transitions.ts'
import type {
  CloneFlowInput,
  CreateFlowInput,
  FlowRef,
  FlowTicket,
  UpdateFlowInput,
} from './types.ts'

/** Creates a stopped flow: `POST /flows`. Resolves to its id. */
export function createFlowMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<CreateFlowInput, FlowRef> {
  return mutationOptions(client, {
    name: 'createFlow',
    endpoint: createFlow,
    effect: effects.createFlow,
    options,
  })
}

/** Replaces the given fields of a flow, shown at once: `PUT /flows/:flowId`. */
export function updateFlowMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<UpdateFlowInput, FlowRef> {
  return mutationOptions(client, {
    name: 'updateFlow',
    endpoint: updateFlow,
    effect: effects.updateFlow,
    options,
  })
}

/** Deletes a flow; it leaves every list at once: `DELETE /flows/:flowId`. */
export function deleteFlowMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<FlowRef, void> {
  return mutationOptions(client, {
    name: 'deleteFlow',
    endpoint: deleteFlow,
    effect: effects.deleteFlow,
    options,
  })
}

/** Starts a flow, which is `starting` at once: `POST /flows/:flowId/coordinator` with `{ command: 'start' }`. */
export function startFlowMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<FlowRef, FlowTicket> {
  return mutationOptions(client, {
    name: 'startFlow',
    endpoint: startFlow,
    effect: effects.startFlow,
    arrival: arrival(client, 'starting'),
    options,
  })
}

/** Stops a flow, which is `stopping` at once: `POST /flows/:flowId/coordinator` with `{ command: 'stop' }`. */
export function stopFlowMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<FlowRef, FlowTicket> {
  return mutationOptions(client, {
    name: 'stopFlow',
    endpoint: stopFlow,
    effect: effects.stopFlow,
    arrival: arrival(client, 'stopping'),
    options,
  })
}

/** Copies a flow: `POST /flows/:flowId/clone`. Resolves to the id of the copy. */
export function cloneFlowMutationOptions(
  client: AppmixerClient,
  options?: EffectOptions,
): AppmixerMutation<CloneFlowInput, FlowRef> {
  return mutationOptions(client, {
    name: 'cloneFlow',
    endpoint: cloneFlow,
    effect: effects.cloneFlow,
    options,
  })
}
