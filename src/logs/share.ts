import { replaceEqualDeep } from '@tanstack/react-query'
import { same, shareBy, type Row } from '../cache/sharing.ts'
import type { LogsPage } from './types.ts'

const shareHits = shareBy('_id')

/** Structural sharing for the log: an entry stays the same object wherever it moves to. */
export function shareLogs(previous: unknown, next: unknown): unknown {
  if (previous === next) return previous
  if (!isPage(previous) || !isPage(next)) return replaceEqualDeep(previous, next)
  return withHits(previous, next, shareHits(previous.hits, next.hits) as Row[])
}

/** The page with these entries; the one before, when nothing in it changed. */
export function withHits(before: LogsPage | undefined, page: LogsPage, rows: Row[]): LogsPage {
  const hits = same(before?.hits, rows as LogsPage['hits']) ?? (rows as LogsPage['hits'])
  const without = { ...before, hits: undefined }
  const rest = replaceEqualDeep(without, { ...page, hits: undefined })
  return before && rest === without && hits === before.hits ? before : { ...rest, hits }
}

function isPage(data: unknown): data is LogsPage {
  return typeof data === 'object' && data !== null && 'hits' in data
}
