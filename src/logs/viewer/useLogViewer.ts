'use client'

import { keepPreviousData, skipToken } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { isAppmixerError, type AppmixerError } from '../../client/errors.ts'
import { unlessPrevented, useListState, type ListControls } from '../../headless/listModel.ts'
import { useScopedState, useView } from '../../headless/useControlled.ts'
import { noBulk } from '../../headless/useListBulk.ts'
import { useMessages } from '../../react/messages.ts'
import { useAppmixerClient } from '../../react/context.ts'
import { executionsOf, messageOf, parsed, severityOf, timeOf } from '../executions.ts'
import { exportLogs } from '../exportLogs.ts'
import { useInfiniteLogs, useLog, useLogHistogram, useLogTail } from '../hooks.ts'
import {
  parseLucene,
  type LuceneCondition,
  type LuceneConditions,
  type LuceneRange,
  type LuceneValue,
} from '../lucene.ts'
import { newestFirst } from '../order.ts'
import { logQuery, textOfQuery, type LogSearch } from '../search.ts'
import { resolveTimeRange } from '../../time/range.ts'
import type { LogEntry } from '../types.ts'
import { logViewerGetters, type LogViewerGetters } from './getters.ts'
import { logViewerMessages } from './messages.ts'
import type {
  LogChip,
  LogDetail,
  LogExecutionRow,
  LogExport,
  LogExportFormat,
  LogHold,
  LogRow,
  LogViewerOptions,
  LogViewerState,
  LogViewerView,
} from './model.ts'

/** State and actions of a log viewer, with a prop getter for each of its elements. */
export interface LogViewerModel extends LogViewerState, LogViewerGetters {}

const noConditions: LuceneConditions = {}
const noFlows: readonly string[] = []

/**
 * Everything a log does on screen, without a look: ranges, search as text and as Lucene, filters, histogram, live
 * entries that wait while they would move what the pointer is on, older ones without a gap, executions, detail, copy and
 * export. `<LogViewer.Root>` and its parts are thin elements over it.
 *
 * @example
 * const log = useLogViewer({ flowId, range: 'lastHour', defaultView: { isLive: true } })
 * <section {...log.getRootProps()}>
 *   <input {...log.getSearchProps()} />
 *   <ul {...log.getItemsProps()}>
 *     {log.rows.map((row) => (
 *       <li key={row.key} {...log.getItemProps(row)}>
 *         <time {...log.getTimeProps(row)} /> <button {...log.getOpenProps(row)} />
 *       </li>
 *     ))}
 *   </ul>
 *   <button {...log.getOlderProps()} />
 * </section>
 */
export function useLogViewer(options: LogViewerOptions = {}): LogViewerModel {
  const { timeZone, interval = 3_000, histogram: hasHistogram = true } = options
  const messages = useMessages('logViewer', logViewerMessages, options)
  const controls = useLogControls(options)
  const { view, setView, announce, text } = controls
  const { query, problem } = queryOf(view, text, options)
  const flowId = flowsOf(view, options)
  const canBeLive = view.sort === newestFirst && isOpen(view, timeZone)
  const isLive = view.isLive && canBeLive

  const plugins = view.excludePluginLogs ? { excludePluginLogs: true } : {}
  const input = {
    ...(flowId && { flowId }),
    ...(query && { query }),
    ...plugins,
    size: view.pageSize,
  }
  const isNewestFirst = view.sort === newestFirst
  const tail = useLogTail(isNewestFirst && !problem ? input : skipToken, {
    interval: isLive && interval,
  })
  const sorted = useInfiniteLogs(
    isNewestFirst || problem ? skipToken : { ...input, sort: view.sort },
  )
  const log = isNewestFirst ? tail : sorted
  const histogram = useLogHistogram(
    hasHistogram && !problem ? { ...searchOf(view, text, options), ...plugins, flowId } : skipToken,
    {
      timeZone,
      placeholderData: keepPreviousData,
      refetchInterval: isLive && Math.max(interval, 10_000),
    },
  )

  // While another search is on its way, the entries of the one before stay.
  const [kept, setKept] = useScopedState<typeof log.data>(() => undefined)
  if (log.data && log.data !== kept) setKept(() => log.data)
  const isPlaceholderData = !log.data && !log.isError && kept !== undefined
  const data = log.data ?? (isPlaceholderData ? kept : undefined)
  const all = data?.pages.flatMap(({ hits }) => hits)
  const { entries, newer, showNewer, clearEntries, hold } = useHeldEntries(
    all ?? [],
    JSON.stringify([input, view.sort, isPlaceholderData]),
  )
  const rowOf = (entry: LogEntry): Omit<LogRow, 'isSelected' | 'isOpen'> => {
    const message = messageOf(entry)
    return {
      key: keyOf(entry),
      name: message || messages.unnamed,
      isBusy: false,
      waiting: undefined,
      error: undefined,
      retry() {},
      dismiss() {},
      entry,
      at: timeOf(entry),
      severity: severityOf(entry),
      isTestRun: Boolean(entry.testRunId) || entry.flowType === 'integration-test',
      message,
      flowName: entry.flowId ? (options.flowName?.(entry.flowId) ?? entry.flowId) : undefined,
      from: entry.senderType ?? undefined,
      to: entry.componentType ?? undefined,
    }
  }

  const error = problem ?? log.error
  const counted = data?.pages[0]?.buckets.reduce((sum, bucket) => sum + bucket.doc_count, 0)
  const list = useListState<LogRow, LogViewerView>({
    controls,
    options,
    messages,
    query: {
      data: problem ? undefined : all && entries,
      error,
      isError: error !== null,
      isPaused: log.isPaused,
      isPlaceholderData,
      isFetching: log.isFetching,
    },
    total: counted,
    page: 0,
    rows: entries.map(rowOf),
    noFilter: {
      conditions: isEmpty(view.conditions) ? view.conditions : noConditions,
      raw: '',
      excludePluginLogs: view.excludePluginLogs ? false : view.excludePluginLogs,
      flowIds: view.flowIds.length === 0 ? view.flowIds : noFlows,
      // It is no filter to clear, but another one is announced.
      range: view.range,
    },
    undoable: undefined,
    refetch() {
      if (log.isFetchNextPageError) void log.fetchNextPage()
      else void log.refetch()
      if (hasHistogram) void histogram.refetch()
    },
  })

  const exported = useExport(options, { messages, announce, query: { ...input, sort: view.sort } })
  const executions = useExecutions(list.rows, messages)
  const detail = useDetail(view.opened, list.opened?.entry)
  const state: LogViewerState = {
    ...list,
    bulk: noBulk,
    messages,
    query,
    timeZone,
    isInvalid: problem !== null || (log.error?.status === 400 && view.mode === 'lucene'),
    toggleMode: () => setView(view.mode === 'text' ? asLucene(view) : asText(view)),
    chips: chipsOf(view, setView, messages),
    setRange: (range) => setView({ range }),
    rangeName: rangeNameOf(view, messages, timeZone),
    zoom: ({ from, to }) => setView({ range: { from: isoOf(from), to: isoOf(to) } }),
    histogram: problem ? undefined : histogram.data,
    canBeLive,
    isLive,
    setLive: (next) => setView({ isLive: next }),
    newer,
    showNewer,
    hasOlder: log.hasNextPage,
    isLoadingOlder: log.isFetchingNextPage,
    loadOlder: () => void log.fetchNextPage(),
    clearEntries,
    executions,
    detail,
    close: () => setView({ opened: undefined }),
    copy({ entry }) {
      void copyText(JSON.stringify(entry, null, 2)).then((isCopied) =>
        announce(isCopied ? messages.copied : messages.notCopied),
      )
    },
    ...exported,
    hold,
  }
  return { ...state, ...logViewerGetters(state, options.onOpen) }
}

interface LogControls extends ListControls<LogViewerView> {
  /** Search and mode as they go together to the server. */
  text: SearchText
}

type SearchText = Pick<LogViewerView, 'mode' | 'search'>

/** As `useListControls`, but that another mode counts at once, and with the search that belongs to it. */
function useLogControls(options: LogViewerOptions): LogControls {
  const [view, setView] = useView<LogViewerView>(
    {
      search: '',
      page: 0,
      pageSize: options.pageSize ?? 30,
      sort: newestFirst,
      opened: undefined,
      mode: 'text',
      conditions: noConditions,
      raw: '',
      range: options.range ?? 'last30Days',
      flowIds: noFlows,
      layout: 'entries',
      isLive: false,
    },
    options,
  )
  const [isComposing, setComposing] = useState(false)
  const [announcement, setAnnouncement] = useScopedState(() => '')
  const text = useSettledText(view, options.searchDelay ?? 600, isComposing)
  return {
    view,
    setView,
    text,
    pattern: text.search,
    page: 0,
    setSearch(search, composing = false) {
      setComposing(composing)
      if (search !== view.search) setView({ search })
    },
    announcement,
    announce(sentence) {
      setAnnouncement(() => sentence)
      options.onAnnounce?.(sentence)
    },
  }
}

function useSettledText(view: SearchText, delay: number, isComposing: boolean): SearchText {
  const { mode } = view
  const search = view.search.trim()
  const [settled, setSettled] = useState<SearchText>({ mode, search })
  if (mode !== settled.mode) setSettled({ mode, search })
  const isTyping = mode === settled.mode && search !== settled.search
  useEffect(() => {
    if (!isTyping || isComposing) return undefined
    const settle = () => setSettled({ mode, search })
    const timer = setTimeout(settle, search === '' ? 0 : delay)
    return () => clearTimeout(timer)
  }, [mode, search, delay, isComposing, isTyping])
  return isTyping ? settled : { mode, search }
}

function searchOf(
  view: LogViewerView,
  { mode, search }: SearchText,
  options: LogViewerOptions,
): LogSearch {
  const raws = [view.raw, mode === 'lucene' ? search : ''].filter((raw) => raw !== '')
  return {
    text: mode === 'text' ? search : '',
    conditions: { ...view.conditions, ...options.conditions },
    raw: raws.length > 1 ? raws.map((raw) => `(${raw})`).join(' AND ') : raws[0],
    range: view.range,
  }
}

interface Query {
  query: string
  /** What is wrong with a condition or a range, one from the address of the page for example. */
  problem: AppmixerError | null
}

function queryOf(view: LogViewerView, text: SearchText, options: LogViewerOptions): Query {
  try {
    const { timeZone } = options
    return { query: logQuery(searchOf(view, text, options), { timeZone }), problem: null }
  } catch (error) {
    if (!isAppmixerError(error)) throw error
    return { query: '', problem: error }
  }
}

/** What the user picked, of what there is to pick from. */
function flowsOf({ flowIds }: LogViewerView, { flowId }: LogViewerOptions): string[] | undefined {
  const given = flowId === undefined ? undefined : [flowId].flat()
  if (flowIds.length === 0) return given
  const both = given ? flowIds.filter((id) => given.includes(id)) : [...flowIds]
  return both.length > 0 ? both : given
}

function isOpen({ range }: LogViewerView, timeZone: string | undefined): boolean {
  try {
    const { to = Infinity } = resolveTimeRange(range, { timeZone })
    return to >= Date.now()
  } catch {
    return false
  }
}

function isoOf(time: number): string {
  return new Date(time).toISOString()
}

function isEmpty(conditions: LuceneConditions): boolean {
  return Object.values(conditions).every((condition) => condition === undefined)
}

/** Search and filters as one text. */
function asLucene({ search, conditions, raw }: LogViewerView): Partial<LogViewerView> {
  try {
    const text = logQuery({ text: search.trim(), conditions, raw })
    return { mode: 'lucene', search: text, conditions: noConditions, raw: '' }
  } catch {
    // A condition that has no text stays a filter, and says what is wrong.
    return { mode: 'lucene', search: logQuery({ text: search.trim() }) }
  }
}

/** The text as filters. What is no filter is plain words, or stays Lucene beside them. */
function asText({ search, conditions, raw }: LogViewerView): Partial<LogViewerView> {
  const parts = parseLucene(search)
  const text = textOfQuery(parts.raw)
  const rest = [raw, text === undefined ? parts.raw : ''].filter((each) => each !== '')
  return {
    mode: 'text',
    search: text ?? '',
    conditions: { ...conditions, ...parts.conditions },
    raw: rest.length > 1 ? rest.map((each) => `(${each})`).join(' AND ') : (rest[0] ?? ''),
  }
}

function chipsOf(
  view: LogViewerView,
  setView: (change: Partial<LogViewerView>) => void,
  messages: LogViewerState['messages'],
): LogChip[] {
  const { conditions, raw, flowIds } = view
  const chips = Object.entries(conditions).flatMap(([key, condition]): LogChip[] => {
    if (condition === undefined) return []
    const { [key]: _, ...others } = conditions
    const remove = () => setView({ conditions: others })
    return [{ key, text: filterText(key, condition, messages), remove }]
  })
  if (flowIds.length > 0) {
    const remove = () => setView({ flowIds: noFlows })
    chips.push({ key: 'flowIds', text: messages.filterFlows(flowIds.length), remove })
  }
  if (raw !== '') {
    chips.push({
      key: 'raw',
      text: raw,
      remove: () => setView({ raw: '' }),
    })
  }
  return chips
}

/** `severity: warn, error`, `not portType: in`, `System entries hidden`. */
function filterText(
  field: string,
  condition: LuceneCondition,
  messages: LogViewerState['messages'],
): string {
  if (typeof condition !== 'object' || condition instanceof Date || Array.isArray(condition)) {
    const values = [condition].flat() as LuceneValue[]
    return messages.filter(field, values.map(valueText).join(', '))
  }
  if ('exists' in condition) {
    if (field === 'componentId' && condition.exists) return messages.systemHidden
    return messages.filterExists(field, condition.exists)
  }
  if ('not' in condition) return messages.filterNot(filterText(field, condition.not, messages))
  if ('like' in condition) return messages.filter(field, condition.like)
  const { from, after, to, before } = condition as LuceneRange
  return messages.filter(
    field,
    `${valueText(from ?? after ?? '')}–${valueText(to ?? before ?? '')}`,
  )
}

function valueText(value: LuceneValue): string {
  return value instanceof Date ? value.toISOString() : String(value)
}

function rangeNameOf(
  { range }: LogViewerView,
  messages: LogViewerState['messages'],
  timeZone: string | undefined,
): string {
  if (typeof range === 'string') return messages.ranges[range]
  try {
    const { from, to } = resolveTimeRange(range, { timeZone })
    return messages.custom(from, to, timeZone)
  } catch {
    return ''
  }
}

/** The row of an entry; with its index, so that the address of the page alone leads to it. */
function keyOf({ _index, _id }: LogEntry): string {
  return `${_index ?? ''}/${_id}`
}

interface Held {
  entries: LogEntry[]
  newer: number
  showNewer(): void
  clearEntries(): void
  hold: LogHold
}

/** The entries that are shown: while pointer or focus is on them, or they are scrolled, new ones wait. */
function useHeldEntries(all: LogEntry[], query: string): Held {
  const [hovered, setHovered] = useState(false)
  const [focused, setFocused] = useState(false)
  const [scrolled, setScrolled] = useState(false)
  const ref = useRef<HTMLUListElement>(null)
  const first = all[0]?._id
  const [top, setTop] = useState<{ query: string; id: string | undefined }>({ query, id: first })
  const [cleared, setCleared] = useState<{ query: string; id: string }>()
  const isHeld = hovered || focused || scrolled
  const found = top.query === query ? all.findIndex(({ _id }) => _id === top.id) : 0
  const newer = isHeld ? Math.max(0, found) : 0
  if (top.query !== query || (newer === 0 && top.id !== first)) setTop({ query, id: first })

  useEffect(() => {
    const check = () => {
      const { current } = ref
      setScrolled(!!current && (current.scrollTop > 0 || current.getBoundingClientRect().top < 0))
    }
    // Capturing hears every element around that scrolls, too.
    document.addEventListener('scroll', check, { capture: true, passive: true })
    return () => document.removeEventListener('scroll', check, { capture: true })
  }, [])

  const end = cleared?.query === query ? all.findIndex(({ _id }) => _id === cleared.id) : -1
  return {
    entries: all.slice(newer, end < 0 ? undefined : end),
    newer,
    showNewer: () => setTop({ query, id: first }),
    clearEntries: () => first !== undefined && setCleared({ query, id: first }),
    hold: {
      onPointerEnter: () => setHovered(true),
      onPointerLeave: () => setHovered(false),
      onFocus: () => setFocused(true),
      onBlur: () => setFocused(false),
      ref,
    },
  }
}

function useExecutions(
  rows: readonly LogRow[],
  messages: LogViewerState['messages'],
): LogExecutionRow[] {
  const [expanded, setExpanded] = useScopedState<ReadonlySet<string>>(() => new Set())
  const byEntry = new Map(rows.map((row) => [row.entry, row]))
  return executionsOf(rows.map(({ entry }) => entry)).map(({ entries, ...execution }) => {
    const { key, correlationId, from, to } = execution
    const own = entries.map((entry) => byEntry.get(entry)!)
    const name = own.find(({ flowName }) => flowName)?.flowName ?? messages.unnamed
    const types = entries.toReversed().flatMap(({ componentType }) => componentType ?? [])
    return {
      ...execution,
      name: correlationId === undefined ? own[0]!.name : name,
      rows: own,
      duration: to - from,
      components: [...new Set(types)],
      isExpanded: expanded.has(key),
      toggle: () =>
        setExpanded((before) => {
          const next = new Set(before)
          if (!next.delete(key)) next.add(key)
          return next
        }),
    }
  })
}

const mainFields = [
  'gridTimestamp',
  'severity',
  'flowId',
  'componentType',
  'componentId',
  'senderType',
  'senderId',
  'port',
  'correlationId',
]

function useDetail(key: string | undefined, shown: LogEntry | undefined): LogDetail | undefined {
  const [, index, logId] = /^([^/]*)\/(.+)$/s.exec(key ?? '') ?? []
  const whole = useLog(index && logId ? { index, logId } : skipToken)
  if (key === undefined) return undefined
  const entry = whole.data ?? shown
  const { msg, err, inputMessages, ...fields } = (entry ?? {}) as Record<string, unknown>
  const names = [...mainFields, ...Object.keys(fields).filter((name) => !mainFields.includes(name))]
  return {
    key,
    entry,
    isLoading: whole.isLoading,
    error: whole.error,
    refetch: () => void whole.refetch(),
    fields: names.flatMap((name) => {
      const value = fields[name]
      const isPlain = typeof value === 'string' || typeof value === 'number'
      return isPlain ? { name, value: String(value) } : []
    }),
    message: parsed(msg),
    failure: parsed(err),
    input: parsed(inputMessages),
  }
}

interface ExportInput {
  messages: LogViewerState['messages']
  announce(sentence: string): void
  query: Parameters<typeof exportLogs>[1]
}

function useExport(
  options: LogViewerOptions,
  { messages, announce, query }: ExportInput,
): Pick<LogViewerState, 'exportAs' | 'exporting' | 'cancelExport'> {
  const client = useAppmixerClient()
  const [running, setRunning] = useScopedState<(LogExport & { end: AbortController }) | undefined>(
    () => undefined,
  )

  async function write(format: LogExportFormat): Promise<void> {
    const end = new AbortController()
    const { signal } = end
    setRunning(() => ({ format, count: 0, end }))
    let total = 0
    const onProgress = (count: number) => {
      total = count
      setRunning((before) => before && { ...before, count })
    }
    try {
      const file = await exportLogs(client, { ...query, size: 500 }, { format, signal, onProgress })
      const name = `log-${new Date().toISOString().slice(0, 10)}.${format}`
      ;(options.onExport ?? download)(file, name)
      announce(messages.exported(total))
    } catch (error) {
      if (signal.aborted) announce(messages.exportCancelled)
      else if (isAppmixerError(error)) {
        announce(messages.exportFailed(messages.reason(error)))
        options.onError?.(error, { action: 'exportLogs', keys: [] })
      } else throw error
    } finally {
      setRunning(() => undefined)
    }
  }

  return {
    exporting: running && { format: running.format, count: running.count },
    exportAs(format) {
      if (running) return
      const action = { action: 'exportLogs', keys: [], items: [] }
      unlessPrevented(options, action, () => void write(format))
    },
    cancelExport: () => running?.end.abort(),
  }
}

/** Without a secure context there is no clipboard, and the user may have refused it. */
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return false
  }
}

function download(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
