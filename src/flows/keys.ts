import type { InfiniteData, QueryKey } from '@tanstack/react-query'
import { keyOf, resourceKey, type AppmixerKey } from '../cache/keys.ts'
import type { OffsetPosition } from '../cache/infiniteQuery.ts'
import type { AppmixerClient } from '../client/client.ts'
import type {
  CoordinatorStatus,
  Flow,
  FlowQuery,
  FlowsCountQuery,
  FlowsQuery,
  FlowValidation,
  InfiniteFlowsQuery,
} from './types.ts'

/** The keys of all reads of flows. Without its argument each is the start of all keys of its kind. */
export interface FlowKeys {
  all: QueryKey
  /** `useFlows(query)` */
  list(query?: FlowsQuery): AppmixerKey<Flow[]>
  /** `useInfiniteFlows(query)` */
  infinite(query?: InfiniteFlowsQuery): AppmixerKey<InfiniteData<Flow[], OffsetPosition>>
  /** `useFlowsCount(query)` */
  count(query?: FlowsCountQuery): AppmixerKey<number>
  /** `useFlow(flowId, query)` */
  detail(flowId?: string, query?: Omit<FlowQuery, 'flowId'>): AppmixerKey<Flow>
  /** `useFlowThumbnail(flowId)` */
  thumbnail(flowId?: string): AppmixerKey<Flow>
  /** `useValidateFlow(flowId)` */
  validation(flowId?: string): AppmixerKey<FlowValidation>
  /** `useCoordinatorStatus(flowId)` */
  status(flowId?: string): AppmixerKey<CoordinatorStatus>
}

const resource = 'flows'

/** @see {@link FlowKeys} */
export function flowKeys(client: AppmixerClient): FlowKeys {
  return {
    all: resourceKey(client, resource),
    list: (query) => keyOf(client, resource, 'list', query),
    infinite: (query) => keyOf(client, resource, 'infinite', query),
    count: (query) => keyOf(client, resource, 'count', query),
    detail: (flowId, query) => keyOf(client, resource, 'detail', { flowId, ...query }),
    thumbnail: (flowId) => keyOf(client, resource, 'thumbnail', { flowId }),
    validation: (flowId) => keyOf(client, resource, 'validation', { flowId }),
    status: (flowId) => keyOf(client, resource, 'status', { flowId }),
  }
}

/** All lists and counts of flows. */
export function flowLists(client: AppmixerClient): QueryKey[] {
  const { list, infinite, count } = flowKeys(client)
  return [list(), infinite(), count()]
}
