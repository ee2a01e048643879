import type { InfiniteData, QueryKey } from '@tanstack/react-query'
import { keyOf, resourceKey, type AppmixerKey } from '../cache/keys.ts'
import type { AppmixerClient } from '../client/client.ts'
import type {
  InfiniteLogsQuery,
  LogAggregations,
  LogAggregationsQuery,
  LogEntry,
  LogRef,
  LogsPage,
  LogsQuery,
  LogTailQuery,
} from './types.ts'

/** The values of the sort fields in the last entry before a page; `undefined` at the start. */
export type LogPosition = (string | number)[] | undefined

/** The keys of all reads of logs. Without its argument each is the start of all keys of its kind. */
export interface LogKeys {
  all: QueryKey
  /** `useLogs(query)` */
  list(query?: LogsQuery): AppmixerKey<LogsPage>
  /** `useInfiniteLogs(query)` */
  infinite(query?: InfiniteLogsQuery): AppmixerKey<InfiniteData<LogsPage, LogPosition>>
  /** `useLogTail(query)` */
  tail(query?: LogTailQuery): AppmixerKey<InfiniteData<LogsPage, LogPosition>>
  /** `useLog(ref)` */
  detail(ref?: LogRef): AppmixerKey<LogEntry>
  /** `useLogAggregations(query)` */
  aggregations(query?: LogAggregationsQuery): AppmixerKey<LogAggregations>
}

const resource = 'logs'

/** @see {@link LogKeys} */
export function logKeys(client: AppmixerClient): LogKeys {
  return {
    all: resourceKey(client, resource),
    list: (query) => keyOf(client, resource, 'list', query),
    infinite: (query) => keyOf(client, resource, 'infinite', query),
    tail: (query) => keyOf(client, resource, 'tail', query),
    detail: (ref) => keyOf(client, resource, 'detail', ref),
    aggregations: (query) => keyOf(client, resource, 'aggregations', query),
  }
}

/** The reads that new entries show in. An entry never changes, so `detail` stays. */
export function logLists(client: AppmixerClient): QueryKey[] {
  const { list, infinite, tail, aggregations } = logKeys(client)
  return [list(), infinite(), tail(), aggregations()]
}
