import type { AppmixerClient } from '../client/client.ts'
import type { AppmixerInfiniteQuery } from '../cache/infiniteQuery.ts'
import { offsetQueryOptions, type OffsetPosition } from '../cache/infiniteQuery.ts'
import { queryOptions, type AppmixerQuery } from '../cache/query.ts'
import { partOf } from '../cache/scopes.ts'
import { shareBy } from '../cache/sharing.ts'
import { createLimit } from '../client/limit.ts'
import {
  getCoordinatorStatus,
  getFlow,
  getFlows,
  getFlowsCount,
  validateFlow,
} from './endpoints.ts'
import { flowKeys } from './keys.ts'
import { whileInTransition } from './transitions.ts'
import type {
  CoordinatorStatus,
  Flow,
  FlowQuery,
  FlowRef,
  FlowValidation,
  FlowsCountQuery,
  FlowsQuery,
  InfiniteFlowsQuery,
} from './types.ts'

/**
 * One page of the flows that the user may see: `GET /flows`.
 * While flows of the page are `starting` or `stopping`, it is read again until they have arrived.
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
      key: flowKeys(client).list(query),
      endpoint: getFlows,
      input: query,
      share: shareBy('flowId'),
    }),
    refetchInterval: whileInTransition(client),
  }
}

/** How many flows match, on all pages: `GET /flows/count`. */
export function flowsCountQueryOptions(
  client: AppmixerClient,
  query: FlowsCountQuery = {},
): AppmixerQuery<number> {
  return queryOptions(client, {
    key: flowKeys(client).count(query),
    endpoint: getFlowsCount,
    input: query,
  })
}

/**
 * One flow: `GET /flows/:flowId`. While it is `starting` or `stopping`, it is read
 * again until it has arrived.
 *
 * @example
 * useSuspenseQuery(flowQueryOptions(client, { flowId, projection: '-thumbnail' }))
 */
export function flowQueryOptions(client: AppmixerClient, query: FlowQuery): AppmixerQuery<Flow> {
  const { flowId, ...rest } = query
  return {
    ...queryOptions(client, {
      key: flowKeys(client).detail(flowId, rest),
      endpoint: getFlow,
      input: query,
    }),
    refetchInterval: whileInTransition(client),
  }
}

/** Thumbnails that are read at a time: the lists of a page need the other connections. */
const thumbnailsAtOnce = 4

/**
 * The picture of one flow: `GET /flows/:flowId` with `projection=flowId,thumbnail`, four at a time. Fresh for five
 * minutes unless you say otherwise: it is heavy, and changes seldom.
 *
 * @example
 * const { thumbnail } = await queryClient.ensureQueryData(flowThumbnailQueryOptions(client, { flowId }))
 */
export function flowThumbnailQueryOptions(
  client: AppmixerClient,
  { flowId }: FlowRef,
): AppmixerQuery<Flow> & { staleTime: number } {
  const { queryFn, ...options } = queryOptions(client, {
    key: flowKeys(client).thumbnail(flowId),
    endpoint: getFlow,
    input: { flowId, projection: 'flowId,thumbnail' },
  })
  return {
    ...options,
    staleTime: 300_000,
    queryFn(context) {
      const { run } = partOf(client, context.client, {
        name: 'thumbnails',
        create: () => ({ run: createLimit(thumbnailsAtOnce), end() {} }),
      })
      return run(async () => queryFn(context), context.signal)
    },
  }
}

/** What keeps a flow from starting: `GET /flows/:flowId/validate`. */
export function validateFlowQueryOptions(
  client: AppmixerClient,
  { flowId }: FlowRef,
): AppmixerQuery<FlowValidation> {
  return queryOptions(client, {
    key: flowKeys(client).validation(flowId),
    endpoint: validateFlow,
    input: { flowId },
  })
}

/**
 * How far the last start or stop of a flow has come: `GET /flows/:flowId/coordinator/status`. While it is
 * `in-progress`, it is read again, less and less often.
 */
export function coordinatorStatusQueryOptions(
  client: AppmixerClient,
  { flowId }: FlowRef,
): AppmixerQuery<CoordinatorStatus> {
  return {
    ...queryOptions(client, {
      key: flowKeys(client).status(flowId),
      endpoint: getCoordinatorStatus,
      input: { flowId },
    }),
    refetchInterval: whileInTransition(client),
  }
}

/**
 * The flows page after page, 20 in each unless `limit` says otherwise: `GET /flows`. While one of them is
 * `starting` or `stopping`, the pages on screen are read again until it has arrived.
 *
 * @example
 * await queryClient.prefetchInfiniteQuery(flowsInfiniteQueryOptions(client, { limit: 50 }))
 */
export function flowsInfiniteQueryOptions(
  client: AppmixerClient,
  query: InfiniteFlowsQuery = {},
): AppmixerInfiniteQuery<Flow[], OffsetPosition> {
  return {
    ...offsetQueryOptions<FlowsQuery, Flow>(client, {
      key: flowKeys(client).infinite(query),
      endpoint: getFlows,
      input: query,
      id: 'flowId',
    }),
    refetchInterval: whileInTransition(client),
  }
}
