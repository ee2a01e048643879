import { mutation } from '../cache/mutation.ts'
import {
  cloneFlowEffect,
  createFlowEffect,
  deleteFlowEffect,
  startFlowEffect,
  stopFlowEffect,
  updateFlowEffect,
} from './effects.ts'
import { cloneFlow, createFlow, deleteFlow, startFlow, stopFlow, updateFlow } from './endpoints.ts'
import { untilLeft } from './transitions.ts'
import type {
  CloneFlowInput,
  CreateFlowInput,
  FlowRef,
  FlowTicket,
  UpdateFlowInput,
} from './types.ts'

/** Creates a stopped flow: `POST /flows`. Resolves to its id. */
export const createFlowMutationOptions = mutation<CreateFlowInput, FlowRef>({
  name: 'createFlow',
  endpoint: createFlow,
  effect: createFlowEffect,
})

/** Replaces the given fields of a flow, shown at once: `PUT /flows/:flowId`. */
export const updateFlowMutationOptions = mutation<UpdateFlowInput, FlowRef>({
  name: 'updateFlow',
  endpoint: updateFlow,
  effect: updateFlowEffect,
})

/** Deletes a flow, which leaves every list at once: `DELETE /flows/:flowId`. */
export const deleteFlowMutationOptions = mutation<FlowRef, void>({
  name: 'deleteFlow',
  endpoint: deleteFlow,
  effect: deleteFlowEffect,
})

/**
 * Starts a flow, which is `starting` at once: `POST /flows/:flowId/coordinator` with `{ command: 'start' }`. Resolves
 * when the flow runs.
 */
export const startFlowMutationOptions = mutation<FlowRef, FlowTicket>({
  name: 'startFlow',
  endpoint: startFlow,
  effect: startFlowEffect,
  waitUntilDone: untilLeft('starting'),
})

/**
 * Stops a flow, which is `stopping` at once: `POST /flows/:flowId/coordinator` with `{ command: 'stop' }`. Resolves
 * when the flow has stopped.
 */
export const stopFlowMutationOptions = mutation<FlowRef, FlowTicket>({
  name: 'stopFlow',
  endpoint: stopFlow,
  effect: stopFlowEffect,
  waitUntilDone: untilLeft('stopping'),
})

/** Copies a flow: `POST /flows/:flowId/clone`. Resolves to the id of the copy. */
export const cloneFlowMutationOptions = mutation<CloneFlowInput, FlowRef>({
  name: 'cloneFlow',
  endpoint: cloneFlow,
  effect: cloneFlowEffect,
})
