import type { AppmixerClient } from '../client/client.ts'
import { queryOptions, type AppmixerQuery } from '../cache/query.ts'
import { shareBy } from '../cache/share.ts'
import {
  getCoordinatorStatus,
  getFlow,
  getFlows,
  getFlowsCount,
  validateFlow,
} from './endpoints.ts'
import type {
  CoordinatorStatus,
  Flow,
  FlowQuery,
  FlowRef,
  FlowsCountQuery,
  FlowsQuery,
  FlowValidation,
} from './types.ts'

/** How often a flow on its way to another stage is asked for, in milliseconds. */
const watchInterval = 1_000

/**
 * One page of the flows that the user may see: `GET /flows`.
 * While a flow of the page is `starting` or `stopping`, the page is asked for every second.
 *
 * @example
 * const flows = await queryClient.ensureQueryData(flowsQueryOptions(client, { limit: 20 }))
 */
export function flowsQueryOptions(
  client: AppmixerClient,
  query: FlowsQuery = {},
): AppmixerQuery<Flow[]> {
  return {
    ...queryOptions(client, {
      name: 'getFlows',
      endpoint: getFlows,
      input: query,
      share: shareBy('flowId'),
    }),
    refetchInterval: ({ state }) => (state.data?.some(isMoving) ? watchInterval : false),
  }
}

/** How many flows match, on all pages: `GET /flows/count`. */
export function flowsCountQueryOptions(
  client: AppmixerClient,
  query: FlowsCountQuery = {},
): AppmixerQuery<number> {
  return queryOptions(client, { name: 'getFlowsCount', endpoint: getFlowsCount, input: query })
}

/**
 * One flow: `GET /flows/:flowId`. While it is `starting` or `stopping` it is asked for every second.
 *
 * @example
 * useSuspenseQuery(flowQueryOptions(client, { flowId, projection: '-thumbnail' }))
 */
export function flowQueryOptions(client: AppmixerClient, query: FlowQuery): AppmixerQuery<Flow> {
  return {
    ...queryOptions(client, { name: 'getFlow', endpoint: getFlow, input: query }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? watchInterval : false),
  }
}

/** What keeps a flow from starting: `GET /flows/:flowId/validate`. */
export function validateFlowQueryOptions(
  client: AppmixerClient,
  { flowId }: FlowRef,
): AppmixerQuery<FlowValidation> {
  return queryOptions(client, { name: 'validateFlow', endpoint: validateFlow, input: { flowId } })
}

/**
 * How far the last start or stop of a flow has come: `GET /flows/:flowId/coordinator/status`. While it is
 * `in-progress` it is asked for every second.
 */
export function coordinatorStatusQueryOptions(
  client: AppmixerClient,
  { flowId }: FlowRef,
): AppmixerQuery<CoordinatorStatus> {
  return {
    ...queryOptions(client, {
      name: 'getCoordinatorStatus',
      endpoint: getCoordinatorStatus,
      input: { flowId },
    }),
    refetchInterval: ({ state }) => (state.data?.status === 'in-progress' ? watchInterval : false),
  }
}

function isMoving({ stage }: Flow): boolean {
  return stage === 'starting' || stage === 'stopping'
}
