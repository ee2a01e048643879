import type { QueryClient, QueryKey } from '@tanstack/react-query'
import { accountKeys } from '../accounts/keys.ts'
import {
  deletion,
  fieldsOf,
  findCached,
  given,
  patchCounts,
  patchData,
  patchRow,
  type Conflict,
  type EffectOf,
  type ListKeys,
  type Patch,
  type Truth,
} from '../cache/effect.ts'
import { conditionsOn, countChange, fits } from '../cache/filter.ts'
import type { AppmixerClient } from '../client/client.ts'
import { logKeys, logLists } from '../logs/keys.ts'
import { usageKeys } from '../usage/keys.ts'
import { getFlow } from './endpoints.ts'
import { flowKeys, flowLists } from './keys.ts'
import { onItsWay, type MovingStage } from './stages.ts'
import type {
  CloneFlowInput,
  CreateFlowInput,
  Flow,
  FlowRef,
  FlowsCountQuery,
  FlowsQuery,
  FlowUpdate,
  UpdateFlowInput,
} from './types.ts'

/** Nothing is shown before the server has answered: a row without its stage and owner would be a guess. */
export const createFlowEffect: EffectOf<CreateFlowInput> = (client) => ({
  invalidates: flowLists(client),
})

export const cloneFlowEffect: EffectOf<CloneFlowInput> = (client, options) => ({
  invalidates: [
    ...flowLists(client),
    ...(options.connectAccounts || options.connectSharedAccounts
      ? [accountKeys(client).flows()]
      : []),
  ],
})

export const updateFlowEffect: EffectOf<UpdateFlowInput> = (client, variables, queryClient) => {
  const { flowId, forceUpdate: _, ...update } = variables
  const flows = flowKeys(client)
  const accounts = accountKeys(client)
  return {
    entity: flowId,
    sets: fieldsOf(given(variables)),
    patches: patchFlowFields(client, flowId, update),
    conflict: flowConflict(client, queryClient, flowId),
    invalidates: [
      ...flowLists(client),
      flows.detail(flowId),
      ...(update.thumbnail === undefined ? [] : [flows.thumbnail(flowId)]),
      accounts.flows(),
      accounts.flowAuthentication(flowId),
      // Other components need other fields and accounts, and belong to other apps.
      ...(update.flow ? [flows.validation(flowId), usageKeys(client).all] : []),
    ],
  }
}

export const startFlowEffect: EffectOf<FlowRef> = (client, { flowId }, queryClient) => ({
  sets: { slot: 'stage', to: 'running' },
  ...transition(client, queryClient, flowId, 'starting'),
})

export const stopFlowEffect: EffectOf<FlowRef> = (client, { flowId }, queryClient) => ({
  sets: { slot: 'stage', to: 'stopped' },
  ...transition(client, queryClient, flowId, 'stopping'),
})

export const deleteFlowEffect: EffectOf<FlowRef> = (client, { flowId }, queryClient) => ({
  entity: flowId,
  sets: deletion,
  ...deletedFlow(client, queryClient, flowId),
  conflict: flowConflict(client, queryClient, flowId),
  // Its log is deleted with it.
  invalidates: [
    ...flowLists(client),
    logKeys(client).all,
    usageKeys(client).all,
    accountKeys(client).flows(),
  ],
})

/** A flow that starts or stops writes to the log, and the usage counts it as running or not. */
function transition(
  client: AppmixerClient,
  queryClient: QueryClient,
  flowId: string,
  stage: MovingStage,
) {
  const flows = flowKeys(client)
  return {
    entity: flowId,
    patches: patchFlow(client, flowId, (flow) => onItsWay(flow, stage)),
    conflict: flowConflict(client, queryClient, flowId),
    invalidates: [
      ...flowLists(client),
      flows.detail(flowId),
      flows.status(flowId),
      ...logLists(client),
      usageKeys(client).all,
    ] as QueryKey[],
  }
}

/** Another user has started, stopped, changed or deleted the flow. */
function flowConflict(client: AppmixerClient, queryClient: QueryClient, flowId: string): Conflict {
  return async (reason) => {
    if (reason === 'not-found') return deletedFlow(client, queryClient, flowId)
    if (reason !== 'flow-running') return undefined
    const current = await getFlow(client, { flowId })
    return { current, patches: patchFlowFields(client, flowId, current) }
  }
}

function rowsOfFlows(client: AppmixerClient): ListKeys<Flow> {
  const { list, infinite } = flowKeys(client)
  return [list(), infinite()]
}

function patchRowOfFlow(
  client: AppmixerClient,
  flowId: string,
  change: (flow: Flow, query: FlowsQuery) => Flow | undefined,
): Patch[] {
  return patchRow(rowsOfFlows(client), { field: 'flowId', value: flowId }, change)
}

/** The flow changes, and stays in the lists that show it, whatever their filters say. */
function patchFlow(client: AppmixerClient, flowId: string, change: (flow: Flow) => Flow): Patch[] {
  return [
    ...patchRowOfFlow(client, flowId, change),
    patchData(flowKeys(client).detail(flowId), change),
  ]
}

/** Fields of the flow get other values. A list whose filter the flow no longer fits loses it. */
function patchFlowFields(
  client: AppmixerClient,
  flowId: string,
  update: FlowUpdate | Flow,
): Patch[] {
  const names = Object.keys(update)
  const { thumbnail } = update
  return [
    ...patchFlow(client, flowId, (flow) => merge(flow, update)),
    ...(thumbnail === undefined
      ? []
      : [patchData(flowKeys(client).thumbnail(flowId), (flow: Flow) => ({ ...flow, thumbnail }))]),
    ...patchRowOfFlow(client, flowId, (flow, { filter }) =>
      fits(flow, conditionsOn(names, filter)) === false ? undefined : flow,
    ),
  ]
}

/** A flow that is deleted, and the reads that are about it alone. */
function deletedFlow(client: AppmixerClient, queryClient: QueryClient, flowId: string): Truth {
  const { count, detail, thumbnail, validation, status } = flowKeys(client)
  const isIt = (flow: Flow) => flow.flowId === flowId
  const before = findCached(queryClient, rowsOfFlows(client), isIt) ?? { flowId }
  return {
    patches: [
      ...patchRowOfFlow(client, flowId, () => undefined),
      patchCounts(count(), ({ pattern, filter }: FlowsCountQuery) =>
        pattern ? 0 : countChange(before, undefined, filter),
      ),
    ],
    removes: [
      detail(flowId),
      thumbnail(flowId),
      validation(flowId),
      status(flowId),
      accountKeys(client).flowAuthentication(flowId),
    ],
  }
}

/** The heavy fields are merged only where they are already shown: a list without them stays without them. */
function merge(flow: Flow, update: FlowUpdate | Flow): Flow {
  const { flow: descriptor, thumbnail, ...light } = update
  return {
    ...flow,
    ...light,
    ...(descriptor && flow.flow && { flow: descriptor }),
    ...(thumbnail !== undefined && flow.thumbnail !== undefined && { thumbnail }),
  }
}
