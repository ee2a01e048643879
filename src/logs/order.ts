import type { InfiniteLogsQuery, LogsPage, LogsQuery } from './types.ts'

export const newestFirst = 'gridTimestamp:desc'
const defaultSize = 50

/** How the log is read on behind a page: by the values that the last entry has in the fields of `sort`. */
export interface LogOrder {
  /** The query that all pages have in common. */
  input: LogsQuery & { size: number }
  /** Where the page behind this one begins. */
  endOf(page: LogsPage): (string | number)[] | undefined
}

export function logOrder(query: InfiniteLogsQuery): LogOrder {
  const { size = defaultSize } = query
  const sort = unambiguous(query.sort ?? newestFirst)
  return {
    input: { ...query, ...withFields(query, sort), size, sort },
    endOf({ hits }) {
      const last = hits.at(-1)
      const fields = (last ?? {}) as Record<string, string | number | null | undefined>
      const values = sort.map((field) => fields[fieldOf(field)] ?? undefined)
      return values.includes(undefined) ? undefined : (values as (string | number)[])
    },
  }
}

function fieldOf(sort: string): string {
  return sort.split(':')[0]!
}

/** Many entries share one millisecond, so the id is always the last word. */
function unambiguous(sort: string | string[]): string[] {
  const fields = [sort].flat()
  if (fields.some((field) => fieldOf(field) === '_id')) return fields
  const direction = fields[0]?.endsWith(':desc') ? 'desc' : 'asc'
  return [...fields, `_id:${direction}`]
}

/** The position is read from the sort fields, so they are sent whatever the caller leaves out. */
function withFields({ includes, excludes }: InfiniteLogsQuery, sort: string[]): LogsQuery {
  const needed = sort.map(fieldOf)
  const list = (names: string) => names.split(',').map((name) => name.trim())
  return {
    ...(includes && { includes: [...new Set([...list(includes), ...needed])].join() }),
    ...(excludes && {
      excludes: list(excludes)
        .filter((name) => !needed.includes(name))
        .join(),
    }),
  }
}
