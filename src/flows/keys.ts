import type { DataTag, InfiniteData, QueryKey } from '@tanstack/react-query'
import { keyOf, scopeKey } from '../cache/keys.ts'
import type { OffsetPosition } from '../cache/infiniteQuery.ts'
import type { AppmixerClient } from '../client/client.ts'
import type { AppmixerError } from '../client/errors.ts'
import type {
  CoordinatorStatus,
  Flow,
  FlowQuery,
  FlowsCountQuery,
  FlowsQuery,
  FlowValidation,
} from './types.ts'

type Key<Data> = DataTag<QueryKey, Data, AppmixerError>

/** The keys of all reads of flows; without its argument each is the start of all of its kind. */
export function flowKeys(client: AppmixerClient) {
  return {
    all: [...scopeKey(client), 'flows'] as QueryKey,
    list: (query?: FlowsQuery) => keyOf(client, 'getFlows', query) as Key<Flow[]>,
    infinite: (query: FlowsQuery) =>
      [...keyOf(client, 'getFlows', query), 'infinite'] as unknown as Key<
        InfiniteData<Flow[], OffsetPosition>
      >,
    count: (query?: FlowsCountQuery) => keyOf(client, 'getFlowsCount', query) as Key<number>,
    detail: (query?: FlowQuery) => keyOf(client, 'getFlow', query) as Key<Flow>,
    validation: (flowId?: string) =>
      keyOf(
        client,
        'validateFlow',
        flowId === undefined ? flowId : { flowId },
      ) as Key<FlowValidation>,
    status: (flowId?: string) =>
      keyOf(
        client,
        'getCoordinatorStatus',
        flowId === undefined ? flowId : { flowId },
      ) as Key<CoordinatorStatus>,
  }
}
