'use client'

import { keepPreviousData, skipToken } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import type { AppmixerError } from '../../client/errors.ts'
import { clampPage, withoutRepeats } from '../../headless/listModel.ts'
import { useScopedState } from '../../headless/useControlled.ts'
import { useAppmixerQueries } from '../../react/hooks.ts'
import { useStoreRecords, useStoreRecordsCount } from '../hooks.ts'
import { storeRecordsQueryOptions } from '../queries.ts'
import type { StoreRecord, StoreRecordsQuery } from '../types.ts'

interface RecordsInput {
  /** Without position; `undefined` while there is no store. */
  query: Omit<StoreRecordsQuery, 'limit' | 'offset' | 'sort'> | undefined
  sort: string
  pageSize: number
  /** The page that is wanted in `pages` mode. */
  page: number
  paging: 'pages' | 'scroll'
}

/** What one page or one window of records has to show, in TanStack's words. */
export interface Records {
  query: {
    data: readonly unknown[] | undefined
    error: AppmixerError | null
    isError: boolean
    isPaused: boolean
    isPlaceholderData: boolean
    isFetching: boolean
  }
  records: readonly StoreRecord[]
  total: number | undefined
  page: number
  /** The place of the first of the records in the whole. */
  first: number
  recordAt(index: number): StoreRecord | undefined
  /** The rows on screen in `scroll` mode. */
  visible: { first: number; last: number }
  setVisible(first: number, last: number): void
  refetch(): void
}

/** Reads the records that are on screen, and how many there are: one list and one count for each view. */
export function useRecords({ query, sort, pageSize, page: wanted, paging }: RecordsInput): Records {
  const isScrolling = paging === 'scroll'
  const placeholderData = keepPreviousData
  const count = useStoreRecordsCount(query ?? skipToken, { placeholderData })
  const page = isScrolling ? 0 : clampPage(wanted, count.data, pageSize)
  const limits = { sort, limit: pageSize }
  const list = useStoreRecords(
    query && !isScrolling ? { ...query, ...limits, offset: page * pageSize } : skipToken,
    { placeholderData },
  )
  const window = useRecordWindow(isScrolling && query ? { ...query, ...limits } : undefined)

  const shown = isScrolling ? window.query : list
  const records = withoutRepeats(shown.data ?? [], 'key')
  const first = isScrolling ? window.first : page * pageSize

  // Page and count are of two moments. A page that is shorter than the count says is a reason to count again.
  const isShort =
    !isScrolling &&
    list.isSuccess &&
    !list.isPlaceholderData &&
    !list.isFetching &&
    !count.isFetching &&
    count.data !== undefined &&
    records.length < Math.min(pageSize, count.data - first)
  const { dataUpdatedAt } = list
  const { refetch: recount } = count
  const recountedFor = useRef(0)
  useEffect(() => {
    // Once for each page that was read: a server that sends short pages would be asked for ever.
    if (!isShort || recountedFor.current === dataUpdatedAt) return
    recountedFor.current = dataUpdatedAt
    void recount()
  }, [isShort, dataUpdatedAt, recount])

  return {
    query: shown,
    records,
    total: count.data,
    page,
    first,
    recordAt: window.recordAt,
    visible: window.visible,
    setVisible: window.setVisible,
    refetch: () => void Promise.all([isScrolling ? window.refetch() : list.refetch(), recount()]),
  }
}

interface Range {
  of: string
  first: number
  last: number
}

/** The pages around the rows on screen, read by their offset: a jump to the end reads the end, not all before it. */
function useRecordWindow(query: (StoreRecordsQuery & { limit: number }) | undefined) {
  const of = JSON.stringify(query ?? null)
  const [range, setRange] = useScopedState<Range>(() => ({ of, first: 0, last: 0 }))
  const current = range.of === of ? range : { of, first: 0, last: 0 }
  const limit = query?.limit ?? 1
  const firstPage = Math.floor(current.first / limit)
  const lastPage = Math.floor(current.last / limit)
  const pages = query
    ? Array.from({ length: lastPage - firstPage + 1 }, (_, index) => firstPage + index)
    : []
  const results = useAppmixerQueries((client) =>
    pages.map((page) => storeRecordsQueryOptions(client, { ...query!, offset: page * limit })),
  )
  const loaded = results.flatMap(({ data }) => (data ? [data] : []))
  const error = results.find((result) => result.error)?.error ?? null
  return {
    query: {
      data: loaded.length > 0 ? loaded.flat() : undefined,
      error,
      isError: error !== null,
      isPaused: results.some(({ isPaused }) => isPaused),
      isPlaceholderData: false,
      isFetching: results.some(({ isFetching }) => isFetching),
    },
    first: firstPage * limit,
    visible: { first: current.first, last: current.last },
    recordAt: (index: number) =>
      results[Math.floor(index / limit) - firstPage]?.data?.[index % limit],
    setVisible(first: number, last: number) {
      if (current.first === first && current.last === last) return
      setRange(() => ({ of, first, last }))
    },
    refetch: () => Promise.all(results.map((result) => result.refetch())),
  }
}
