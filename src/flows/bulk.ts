import type { AppmixerBulk } from '../cache/bulk.ts'
import type { AppmixerClient } from '../client/client.ts'
import { deleteFlowMutationOptions, startFlowMutationOptions, stopFlowMutationOptions } from './mutations.ts'
import type { FlowRef, FlowTicket } from './types.ts'

/** Starts many flows: `POST /flows/:flowId/coordinator` for each. */
export function startFlowsBulkOptions(client: AppmixerClient): AppmixerBulk<FlowRef, FlowTicket> {
  return { client, name: 'startFlows', mutation: startFlowMutationOptions(client) }
}

/** Stops many flows: `POST /flows/:flowId/coordinator` for each. */
export function stopFlowsBulkOptions(client: AppmixerClient): AppmixerBulk<FlowRef, FlowTicket> {
  return { client, name: 'stopFlows', mutation: stopFlowMutationOptions(client) }
}

/** Deletes many flows for good: `DELETE /flows/:flowId` for each. */
export function deleteFlowsBulkOptions(client: AppmixerClient): AppmixerBulk<FlowRef, void> {
  return { client, name: 'deleteFlows', mutation: deleteFlowMutationOptions(client) }
}
