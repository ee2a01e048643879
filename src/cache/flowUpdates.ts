import type { QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import type { Flow, FlowsCountQuery, FlowsQuery, FlowUpdate } from '../flows/types.ts'
import { findCached, patchCounts, patchLists, removeRow, type Patch, type Truth } from './effect.ts'
import { conditionsOn, countChange, fits } from './filter.ts'
import { patchFlow } from './flowPatches.ts'
import { keyOf } from './keys.ts'

/** Fields of a flow get other values: lists whose filter it no longer fits lose it. */
export function patchFlowFields(
  client: AppmixerClient,
  flowId: string,
  update: FlowUpdate | Flow,
): Patch[] {
  const isIt = (flow: Flow) => flow.flowId === flowId
  const names = Object.keys(update)
  return [
    ...patchFlow(client, flowId, (flow) => merge(flow, update)),
    patchLists<Flow, FlowsQuery>(client, 'getFlows', (rows, { filter }) => {
      const conditions = conditionsOn(names, filter)
      const isMisplaced = (flow: Flow) => isIt(flow) && fits(flow, conditions) === false
      return removeRow(rows, isMisplaced)
    }),
  ]
}

/** A flow that is deleted, and what is known of it alone. */
export function goneFlow(client: AppmixerClient, queryClient: QueryClient, flowId: string): Truth {
  const isIt = (flow: Flow) => flow.flowId === flowId
  const before = findCached(queryClient, client, 'getFlows', isIt) ?? { flowId }
  return {
    patches: [
      patchLists<Flow, unknown>(client, 'getFlows', (rows) => removeRow(rows, isIt)),
      patchCounts<FlowsCountQuery>(client, 'getFlowsCount', undefined, ({ pattern, filter }) =>
        pattern ? 0 : countChange(before, undefined, filter),
      ),
    ],
    removes: [
      keyOf(client, 'getFlow', { flowId }),
      keyOf(client, 'getFlowAuthentication', { flowId }),
      keyOf(client, 'validateFlow', { flowId }),
      keyOf(client, 'getCoordinatorStatus', { flowId }),
    ],
  }
}

/** The heavy fields are merged only where they are already shown: a list without them stays without them. */
export function merge(flow: Flow, update: FlowUpdate | Flow): Flow {
  const { flow: descriptor, thumbnail, ...light } = update
  return {
    ...flow,
    ...light,
    ...(descriptor && flow.flow && { flow: descriptor }),
    ...(thumbnail !== undefined && flow.thumbnail !== undefined && { thumbnail }),
  }
}
