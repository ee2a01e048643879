'use client'

import { useState } from 'react'
import { useDebounced } from './useDebounced.ts'

export interface ListControls<Filter> {
  search: string
  setSearch(search: string, isComposing?: boolean): void
  /** The search once typing has paused, without spaces around it. */
  pattern: string
  filter: Filter
  setFilter(filter: Filter): void
  clear(): void
  page: number
  setPage(page: number): void
}

/** Search, filter and page of a list. Another search or filter starts on the first page again. */
export function useListControls<Filter>(noFilter: Filter, searchDelay = 300): ListControls<Filter> {
  const [search, setSearch] = useState('')
  const [isComposing, setComposing] = useState(false)
  const [filter, setFilter] = useState(noFilter)
  const [page, setPage] = useState(0)
  const pattern = useDebounced(search.trim(), searchDelay, isComposing)
  return {
    search,
    pattern,
    filter,
    page,
    setPage,
    setSearch(next, composing = false) {
      setSearch(next)
      setComposing(composing)
      setPage(0)
    },
    setFilter(next) {
      setFilter(() => next)
      setPage(0)
    },
    clear() {
      setSearch('')
      setComposing(false)
      setFilter(() => noFilter)
      setPage(0)
    },
  }
}
