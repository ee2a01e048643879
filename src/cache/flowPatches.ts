import type { QueryClient } from '@tanstack/react-query'
import type { AppmixerClient } from '../client/client.ts'
import { getFlow } from '../flows/endpoints.ts'
import type { Flow, FlowsCountQuery, FlowsQuery, FlowUpdate } from '../flows/types.ts'
import {
  changeRow,
  findCached,
  patchCounts,
  patchData,
  patchLists,
  removeRow,
  type Instead,
  type Patch,
  type Truth,
} from './effect.ts'
import { conditionsOn, countChange, fits } from './filter.ts'
import { keyOf } from './keys.ts'

/** `changed` are the fields that may take it out of a list: one whose filter it no longer fits loses it. */
export function patchFlow(
  client: AppmixerClient,
  flowId: string,
  change: (flow: Flow) => Flow,
  changed: string[] = [],
): Patch[] {
  const isIt = (flow: Flow) => flow.flowId === flowId
  return [
    patchLists<Flow, FlowsQuery>(client, 'getFlows', (rows, { filter }) => {
      const conditions = conditionsOn(changed, filter)
      const fitting = changeRow(rows, isIt, change)
      return fitting.some((flow) => isIt(flow) && fits(flow, conditions) === false)
        ? removeRow(rows, isIt)
        : fitting
    }),
    patchData<Flow, unknown>(client, 'getFlow', { flowId }, change),
  ]
}

/** A flow that somebody else started, stopped, changed or deleted. */
export function flowInstead(
  client: AppmixerClient,
  queryClient: QueryClient,
  flowId: string,
): Instead {
  return async (reason) => {
    if (reason === 'gone') return goneFlow(client, queryClient, flowId)
    if (reason !== 'flow-running') return undefined
    const current = await getFlow(client, { flowId })
    const patches = patchFlow(client, flowId, (flow) => merge(flow, current), Object.keys(current))
    return { current, patches }
  }
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
