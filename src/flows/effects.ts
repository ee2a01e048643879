import type { QueryClient, QueryKey } from '@tanstack/react-query'
import {
  changeRow, findCached, patchCounts, patchData, patchLists, removeRow,
  type EffectOf, type Instead, type Patch, type Truth,
} from '../cache/effect.ts'
import { deletion, fieldsOf, flowLists, given, logReads } from '../cache/effectParts.ts'
import { conditionsOn, countChange, fits } from '../cache/filter.ts'
import { keyOf } from '../cache/keys.ts'
import type { AppmixerClient } from '../client/client.ts'
import { getFlow } from './endpoints.ts'
import { onItsWay } from './stages.ts'
import type { CloneFlowInput, CreateFlowInput, Flow, FlowRef, FlowsCountQuery, FlowsQuery, FlowUpdate, UpdateFlowInput } from './types.ts'


/** Nothing is shown before the server has told: a row without its stage and owner would be a guess. */
export const createFlow: EffectOf<CreateFlowInput> = (client) => ({
  invalidates: flowLists(client),
})

export const cloneFlow: EffectOf<CloneFlowInput> = (client, { connectAccounts }) => ({
  invalidates: connectAccounts
    ? [...flowLists(client), keyOf(client, 'getAccountFlows')]
    : flowLists(client),
})

export const updateFlow: EffectOf<UpdateFlowInput> = (client, variables, queryClient) => {
  const { flowId, forceUpdate: _, ...update } = variables
  return {
    entity: flowId,
    sets: fieldsOf(given(variables)),
    patches: patchFlowFields(client, flowId, update),
    instead: flowInstead(client, queryClient, flowId),
    invalidates: [
      ...flowReads(client, flowId),
      ...flowAccounts(client, flowId),
      // Other components need other fields and accounts, and belong to other apps.
      ...(update.flow
        ? [keyOf(client, 'validateFlow', { flowId }), keyOf(client, 'getUsage')]
        : []),
    ],
  }
}

export const startFlow: EffectOf<FlowRef> = (client, { flowId }, queryClient) => ({
  entity: flowId,
  sets: { slot: 'stage', to: 'running' },
  patches: patchFlow(client, flowId, (flow) => onItsWay(flow, 'starting')),
  instead: flowInstead(client, queryClient, flowId),
  invalidates: [...flowReads(client, flowId), ...activity(client, flowId)],
})

export const stopFlow: EffectOf<FlowRef> = (client, { flowId }, queryClient) => ({
  entity: flowId,
  sets: { slot: 'stage', to: 'stopped' },
  patches: patchFlow(client, flowId, (flow) => onItsWay(flow, 'stopping')),
  instead: flowInstead(client, queryClient, flowId),
  invalidates: [...flowReads(client, flowId), ...activity(client, flowId)],
})

export const deleteFlow: EffectOf<FlowRef> = (client, { flowId }, queryClient) => ({
  entity: flowId,
  sets: deletion,
  ...goneFlow(client, queryClient, flowId),
  instead: flowInstead(client, queryClient, flowId),
  // Its log goes with it.
  invalidates: [
    ...flowLists(client),
    ...logReads(client),
    keyOf(client, 'getLog'),
    keyOf(client, 'getUsage'),
    keyOf(client, 'getAccountFlows'),
  ],
})

function flowReads(client: AppmixerClient, flowId: string): QueryKey[] {
  return [...flowLists(client), keyOf(client, 'getFlow', { flowId })]
}

/** A flow that starts or stops says so in the log, and counts as running or no longer. */
function activity(client: AppmixerClient, flowId: string): QueryKey[] {
  return [
    ...logReads(client),
    keyOf(client, 'getUsage'),
    keyOf(client, 'getCoordinatorStatus', { flowId }),
  ]
}

/** Where a change of the flow's name or components shows among the accounts. */
function flowAccounts(client: AppmixerClient, flowId: string): QueryKey[] {
  return [keyOf(client, 'getAccountFlows'), keyOf(client, 'getFlowAuthentication', { flowId })]
}

/** A flow that somebody else started, stopped, changed or deleted. */
function flowInstead(client: AppmixerClient, queryClient: QueryClient, flowId: string): Instead {
  return async (reason) => {
    if (reason === 'gone') return goneFlow(client, queryClient, flowId)
    if (reason !== 'flow-running') return undefined
    const current = await getFlow(client, { flowId })
    return { current, patches: patchFlowFields(client, flowId, current) }
  }
}

/** A flow changes, and stays in the lists that show it, whatever their filters say. */
export function patchFlow(
  client: AppmixerClient,
  flowId: string,
  change: (flow: Flow) => Flow,
): Patch[] {
  const isIt = (flow: Flow) => flow.flowId === flowId
  return [
    patchLists<Flow, unknown>(client, 'getFlows', (rows) => changeRow(rows, isIt, change)),
    patchData<Flow, unknown>(client, 'getFlow', { flowId }, change),
  ]
}

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
