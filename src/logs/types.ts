import type { Open } from '../client/checks.ts'

/** Something that a flow did: a message in or out, an error, a start or a stop. See {@link Flow} for fields that are not listed. */
export interface LogEntry {
  /** Its id; unique within its index. */
  _id: string
  /** The index that holds it: `appmixer-201804`. Together with `_id` it names the entry. */
  _index?: string | null | undefined
  flowId?: string | null | undefined
  severity?: Open<'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'> | null | undefined
  /** When it happened, ISO 8601 UTC. Older servers say `@timestamp`; an entry always has both. */
  gridTimestamp?: string | null | undefined
  '@timestamp'?: string | null | undefined
  /** Absent on entries about the flow as a whole: `Flow started.` */
  componentId?: string | null | undefined
  componentType?: string | null | undefined
  portType?: Open<'in' | 'out'> | null | undefined
  port?: string | null | undefined
  /** The component that the message came from. */
  senderId?: string | null | undefined
  senderType?: string | null | undefined
  senderPort?: string | null | undefined
  /** Shared by all entries of one execution. */
  correlationId?: string | null | undefined
  /** `data` on messages between components. */
  type?: string | null | undefined
  /** What kind of flow wrote it: `automation`, `integration-instance`, `integration-test` … */
  flowType?: string | null | undefined
  /** On entries of a test run. */
  testRunId?: string | null | undefined
  /** A text, or the JSON text of a message; older servers send the message itself. Untrusted: show it as text. */
  msg?: unknown
  /** The JSON text of an error, or the error itself. Untrusted: show it as text. */
  err?: unknown
}

/** How many entries there are in one period; periods without any may be missing. */
export interface LogBucket {
  /** Start of the period, milliseconds since 1970. */
  key: number
  /** The same, ISO 8601 UTC. */
  key_as_string?: string | null | undefined
  doc_count: number
}

/** One page of log entries, with the histogram of all that match. */
export interface LogsPage {
  /** Over all matching entries, not only those of the page. Their sum is the total. */
  buckets: LogBucket[]
  hits: LogEntry[]
}

/** Which log entries, in which order. */
export interface LogsQuery {
  /** Default 0. With `size` not above 10,000; further down use `searchAfter`. */
  from?: number | undefined
  /** Default 50. */
  size?: number | undefined
  /** `field:asc` or `field:desc`, not `field:-1` as elsewhere: `gridTimestamp:desc`. */
  sort?: string | string[] | undefined
  /** Lucene syntax: `severity:error AND gridTimestamp:>now-7d`. Build it with {@link lucene}. */
  query?: string | undefined
  /** Default all flows that the user may see, shared ones included. */
  flowId?: string | string[] | undefined
  /** Default both. */
  portType?: 'in' | 'out' | ('in' | 'out')[] | undefined
  /** Leaves out what plugins of the server wrote. Servers before 6.5 may not know it. Default `false`. */
  excludePluginLogs?: boolean | undefined
  /** The values of the `sort` fields in the last entry that one has, one per field. Excludes `from`. */
  searchAfter?: (string | number)[] | undefined
  /** Fields to send, comma separated. */
  includes?: string | undefined
  /** Fields to leave out, comma separated. */
  excludes?: string | undefined
}

/**
 * {@link LogsQuery} without the position: an infinite list keeps that itself, in the fields of `sort`. Sort by what
 * every entry has; behind an entry without such a field nothing more can be asked for.
 */
export interface InfiniteLogsQuery extends Omit<LogsQuery, 'from' | 'searchAfter'> {}

/** {@link InfiniteLogsQuery} without the order: a tail has the newest entries first. */
export interface LogTailQuery extends Omit<InfiniteLogsQuery, 'sort'> {}

/** Names one log entry: its `_id` and its `_index`. */
export interface LogRef {
  logId: string
  index: string
}

/** The result of one aggregation, in Elasticsearch's own shape. Results of nested ones are in its buckets, by name. */
export interface LogAggregation {
  /** Of `sum`, `min`, `max`, `avg`, `cardinality`; `null` when there was nothing to calculate with. */
  value?: number | null | undefined
  /** Of `terms`, `date_histogram` and the like; a `filters` aggregation answers an object of them. */
  buckets?:
    | {
        doc_count: number
      }[]
    | Record<
        string,
        {
          doc_count: number
        }
      >
    | null
    | undefined
}

export interface LogAggregations {
  aggregations: Record<string, LogAggregation>
  hits: LogEntry[]
}

/** What to calculate, over which log entries. */
export interface LogAggregationsQuery extends LogsQuery {
  /** Elasticsearch aggregations by a name of your own: `{ days: { date_histogram: { … } } }`. */
  aggs: Record<string, unknown>
}
