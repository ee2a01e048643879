import type { LogEntry } from './types.ts'

/** How grave an entry is, as people see it: `info` is a success. */
export type LogSeverity = 'error' | 'warning' | 'info' | 'debug'

/** One run of a flow: the entries that share a `correlationId`. */
export interface LogExecution {
  /** The `correlationId`; of an entry without one, its own id. */
  key: string
  /** `undefined` for an entry about the flow as a whole. */
  correlationId: string | undefined
  flowId: string | undefined
  /** The newest first, as they came. */
  entries: LogEntry[]
  /** When the first and the last of these entries were written, milliseconds since 1970. */
  from: number
  to: number
  /**
   * `failed` as soon as one of its entries is an error. The log does not say when a run ends: one that wrote something a
   * moment ago is `running`, any other `finished`.
   */
  status: 'running' | 'finished' | 'failed'
}

export interface ExecutionsOptions {
  /** Milliseconds since 1970. @default `Date.now()` */
  now?: number | undefined
  /** Milliseconds without an entry after which a run counts as finished. @default 30,000 */
  quietAfter?: number | undefined
}

/**
 * Entries by execution, the one with the newest entry first. Of the oldest, only what was read so far is there.
 *
 * @example
 * const { data } = useInfiniteLogs({ flowId, size: 100 })
 * const runs = executionsOf(data?.pages.flatMap((page) => page.hits) ?? [])
 */
export function executionsOf(
  entries: readonly LogEntry[],
  { now = Date.now(), quietAfter = 30_000 }: ExecutionsOptions = {},
): LogExecution[] {
  const groups = new Map<string, LogEntry[]>()
  for (const entry of entries) {
    const key = entry.correlationId || entry._id
    const group = groups.get(key)
    if (group) group.push(entry)
    else groups.set(key, [entry])
  }
  const executions = [...groups].map(([key, group]): LogExecution => {
    const times = group.map(timeOf).filter((time) => !Number.isNaN(time))
    const to = Math.max(...times)
    const isRecent = now - to < quietAfter && Boolean(group[0]!.correlationId)
    const isFailed = group.some((entry) => severityOf(entry) === 'error')
    return {
      key,
      correlationId: group[0]!.correlationId || undefined,
      flowId: group.find(({ flowId }) => flowId)?.flowId ?? undefined,
      entries: group,
      from: Math.min(...times),
      to,
      status: isFailed ? 'failed' : isRecent ? 'running' : 'finished',
    }
  })
  return executions.toSorted((a, b) => b.to - a.to || 0)
}

/** When an entry was written, milliseconds since 1970; `NaN` without a time. */
export function timeOf(entry: LogEntry): number {
  return Date.parse(entry.gridTimestamp ?? entry['@timestamp'] ?? '')
}

/** How grave an entry is; a severity that is not known is a plain note. */
export function severityOf({ severity }: LogEntry): LogSeverity {
  if (severity === 'error' || severity === 'fatal') return 'error'
  if (severity === 'warn' || severity === 'warning') return 'warning'
  return severity === 'info' ? 'info' : 'debug'
}

/**
 * What an entry says, as one text: the message of its error, or its message. JSON that has a `message` or a `text` says
 * that. Untrusted: show it as text.
 */
export function messageOf({ err, msg }: LogEntry): string {
  return textOf(parsed(err)) || textOf(parsed(msg))
}

/** A text that is JSON, as its value; any other value as it is. */
export function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value
  if (typeof value !== 'object') return JSON.stringify(value)
  const { message, text } = value as { message?: unknown; text?: unknown }
  if (typeof message === 'string' && message) return message
  return typeof text === 'string' && text ? text : JSON.stringify(value)
}
