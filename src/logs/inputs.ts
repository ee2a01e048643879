import * as z from 'zod/mini'

const portSchema = z.enum(['in', 'out'])

/** `LogsQuery`: which log entries, in which order. */
export const logsQuerySchema = z.object({
  from: z.optional(z.number()),
  size: z.optional(z.number()),
  sort: z.optional(z.union([z.string(), z.array(z.string())])),
  query: z.optional(z.string()),
  flowId: z.optional(z.union([z.string(), z.array(z.string())])),
  portType: z.optional(z.union([portSchema, z.array(portSchema)])),
  excludePluginLogs: z.optional(z.boolean()),
  searchAfter: z.optional(z.array(z.union([z.string(), z.number()]))),
  includes: z.optional(z.string()),
  excludes: z.optional(z.string()),
})

/** `InfiniteLogsQuery`: a `LogsQuery` without the position. */
export const infiniteLogsQuerySchema = z.omit(logsQuerySchema, { from: true, searchAfter: true })

/** `LogTailQuery`: an `InfiniteLogsQuery` without the order. */
export const logTailQuerySchema = z.omit(infiniteLogsQuerySchema, { sort: true })

/** `LogRef`: names one log entry by its `_id` and its `_index`. */
export const logRefSchema = z.object({ logId: z.string(), index: z.string() })

/** `LogAggregationsQuery`: what to calculate, over which log entries. */
export const logAggregationsQuerySchema = z.extend(logsQuerySchema, {
  aggs: z.record(z.string(), z.unknown()),
})
