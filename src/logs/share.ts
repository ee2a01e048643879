import { replaceEqualDeep, type InfiniteData } from '@tanstack/react-query'
import { same, shareRow } from '../cache/share.ts'
import type { LogEntry, LogsPage } from './types.ts'

/** Structural sharing for the log: an entry stays the same object wherever it moves to, also to another page. */
export function shareLogs(previous: unknown, next: unknown): unknown {
  if (previous === next) return previous
  if (!isPage(previous) || !isPage(next)) return replaceEqualDeep(previous, next)
  return sharePage(previous, next, knownHits([previous]))
}

/** As {@link shareLogs}, for all pages of an infinite list. */
export function shareLogPages(previous: unknown, next: unknown): unknown {
  if (!isInfinite(previous) || !isInfinite(next)) return next
  const known = knownHits(previous.pages)
  const pages = next.pages.map((page, index) => sharePage(previous.pages[index], page, known))
  const pageParams = replaceEqualDeep(previous.pageParams, next.pageParams)
  const isSame = pageParams === previous.pageParams && same(previous.pages, pages) !== undefined
  return isSame ? previous : { pages, pageParams }
}

function knownHits(pages: LogsPage[]): Map<string, LogEntry> {
  return new Map(pages.flatMap((page) => page.hits.map((hit) => [hit._id, hit])))
}

function sharePage(
  previous: LogsPage | undefined,
  next: LogsPage,
  known: Map<string, LogEntry>,
): LogsPage {
  const shared = next.hits.map((hit) => {
    const before = known.get(hit._id)
    return before === undefined ? hit : shareRow(before, hit)
  })
  if (previous === undefined) return { ...next, hits: shared }
  const hits = same(previous.hits, shared) ?? shared
  const buckets = replaceEqualDeep(previous.buckets, next.buckets)
  return replaceEqualShallow(previous, { ...next, hits, buckets })
}

function replaceEqualShallow(previous: LogsPage, next: LogsPage): LogsPage {
  const names = Object.keys(next)
  const isSame =
    names.length === Object.keys(previous).length &&
    names.every((name) => previous[name] === next[name])
  return isSame ? previous : next
}

function isPage(data: unknown): data is LogsPage {
  return typeof data === 'object' && data !== null && 'hits' in data
}

function isInfinite(data: unknown): data is InfiniteData<LogsPage> {
  return typeof data === 'object' && data !== null && 'pages' in data
}
