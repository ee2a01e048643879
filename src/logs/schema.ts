import * as z from 'zod/mini'
import { open } from '../client/shapes.ts'

export const logEntrySchema = z.looseObject({
  /** Its id; unique within its index. */
  _id: z.string(),
  /** The index that holds it: `appmixer-201804`. Together with `_id` it names the entry. */
  _index: z.optional(z.string()),
  flowId: z.optional(z.string()),
  severity: z.optional(open<'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'>()),
  /** When it happened, ISO 8601 UTC. Older servers say `@timestamp`; an entry always has both. */
  gridTimestamp: z.optional(z.string()),
  '@timestamp': z.optional(z.string()),
  /** Absent on entries about the flow as a whole: `Flow started.` */
  componentId: z.optional(z.string()),
  componentType: z.optional(z.string()),
  portType: z.optional(open<'in' | 'out'>()),
  port: z.optional(z.string()),
  /** The component that the message came from. */
  senderId: z.optional(z.string()),
  senderType: z.optional(z.string()),
  senderPort: z.optional(z.string()),
  /** Shared by all entries of one execution. */
  correlationId: z.optional(z.string()),
  /** `data` on messages between components. */
  type: z.optional(z.string()),
  /** A text, or the JSON text of a message; older servers send the message itself. Untrusted: show it as text. */
  msg: z.optional(z.unknown()),
  /** The JSON text of an error, or the error itself. Untrusted: show it as text. */
  err: z.optional(z.unknown()),
})

/** Something that a flow did: a message in or out, an error, a start or a stop. */
export interface LogEntry extends z.infer<typeof logEntrySchema> {}

export const logBucketSchema = z.looseObject({
  /** Start of the period, milliseconds since 1970. */
  key: z.number(),
  /** The same, ISO 8601 UTC. */
  key_as_string: z.optional(z.string()),
  doc_count: z.number(),
})

/** How many entries there are in one period; periods without any may be missing. */
export interface LogBucket extends z.infer<typeof logBucketSchema> {}

export const logsPageSchema = z.looseObject({
  /** Over all matching entries, not only those of the page. Their sum is the total. */
  buckets: z.array(logBucketSchema),
  hits: z.array(logEntrySchema),
})

/** One page of log entries, with the histogram of all that match. */
export interface LogsPage extends z.infer<typeof logsPageSchema> {}

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

/** Names one log entry: its `_id` and its `_index`. */
export interface LogRef {
  logId: string
  index: string
}

export const logAggregationSchema = z.looseObject({
  /** Of `sum`, `min`, `max`, `avg`, `cardinality`; `null` when there was nothing to calculate with. */
  value: z.optional(z.nullable(z.number())),
  /** Of `terms`, `date_histogram` and the like; a `filters` aggregation answers an object of them. */
  buckets: z.optional(
    z.union([
      z.array(z.looseObject({ doc_count: z.number() })),
      z.record(z.string(), z.looseObject({ doc_count: z.number() })),
    ]),
  ),
})

/** The result of one aggregation, in Elasticsearch's own shape. Results of nested ones are in its buckets, by name. */
export interface LogAggregation extends z.infer<typeof logAggregationSchema> {}

export const logAggregationsSchema = z.looseObject({
  aggregations: z.record(z.string(), logAggregationSchema),
  hits: z.array(logEntrySchema),
})

export interface LogAggregations extends z.infer<typeof logAggregationsSchema> {}

/** What to calculate, over which log entries. */
export interface LogAggregationsQuery extends LogsQuery {
  /** Elasticsearch aggregations by a name of your own: `{ days: { date_histogram: { … } } }`. */
  aggs: Record<string, unknown>
}
