import { bulkOptions, single, type AppmixerBulk } from '../cache/bulkOptions.ts'
import * as effects from '../cache/effects.ts'
import type { AppmixerClient } from '../client/client.ts'
import { deleteFlow, startFlow, stopFlow } from './endpoints.ts'
import { arriving } from './following.ts'
import type { FlowRef, FlowTicket } from './types.ts'

/** Starts many flows: `POST /flows/:flowId/coordinator` for each. */
export function startFlowsBulkOptions(client: AppmixerClient): AppmixerBulk<FlowRef, FlowTicket> {
  return bulkOptions(client, {
    name: 'startFlows',
    endpoint: startFlow,
    effect: effects.startFlow,
    inputOf: single<FlowRef>,
    itemName: 'startFlow',
    confirm: arriving(client, 'starting'),
  })
}

/** Stops many flows: `POST /flows/:flowId/coordinator` for each. */
export function stopFlowsBulkOptions(client: AppmixerClient): AppmixerBulk<FlowRef, FlowTicket> {
  return bulkOptions(client, {
    name: 'stopFlows',
    endpoint: stopFlow,
    effect: effects.stopFlow,
    inputOf: single<FlowRef>,
    itemName: 'stopFlow',
    confirm: arriving(client, 'stopping'),
  })
}

/** Deletes many flows for good: `DELETE /flows/:flowId` for each. */
export function deleteFlowsBulkOptions(client: AppmixerClient): AppmixerBulk<FlowRef, void> {
  return bulkOptions(client, {
    name: 'deleteFlows',
    endpoint: deleteFlow,
    effect: effects.deleteFlow,
    inputOf: single<FlowRef>,
    itemName: 'deleteFlow',
  })
}
