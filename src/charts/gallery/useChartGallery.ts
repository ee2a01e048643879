'use client'

import { useState } from 'react'
import { isAppmixerError, type AppmixerError } from '../../client/errors.ts'
import {
  reported,
  statusOf,
  unlessPrevented,
  useListControls,
  useListState,
  withoutRepeats,
} from '../../headless/listModel.ts'
import { useAttempts, waitingIn } from '../../headless/useAttempts.ts'
import { useScopedState } from '../../headless/useControlled.ts'
import { noBulk } from '../../headless/useListBulk.ts'
import { useMessages } from '../../react/messages.ts'
import { resolveTimeRange } from '../../time/range.ts'
import { useChartsData, type ChartDataResult } from '../data.ts'
import { useCharts, useCreateChart, useDeleteChart, useUpdateChart } from '../hooks.ts'
import type { ChartOptions } from '../series.ts'
import type { Chart, ChartRef, UpdateChartInput } from '../types.ts'
import { chartGalleryGetters, type ChartGalleryGetters } from './getters.ts'
import { chartGalleryMessages } from './messages.ts'
import type { ChartGalleryOptions, ChartGalleryState, ChartGalleryView, ChartRow } from './model.ts'

/** State and actions of a chart gallery, with a prop getter for each of its elements. */
export interface ChartGalleryModel extends ChartGalleryState, ChartGalleryGetters {}

/**
 * Everything a gallery of charts does, without a look and without a chart library: reads the charts and their data,
 * three at a time, as plain series; one range for all, refresh, duplicate, order, delete with confirmation. A chart that
 * fails leaves the others alone. `<ChartGallery.Root>` and its parts are thin elements over it.
 *
 * @example
 * const gallery = useChartGallery({ range: 'last7Days' })
 * <section {...gallery.getRootProps()}>
 *   <ul {...gallery.getItemsProps()}>
 *     {gallery.rows.map((row) => (
 *       <li key={row.key} {...gallery.getItemProps(row)}>
 *         <figure {...gallery.getFigureProps(row)}>
 *           <MyChart series={row.series} />
 *         </figure>
 *       </li>
 *     ))}
 *   </ul>
 * </section>
 */
export function useChartGallery(options: ChartGalleryOptions = {}): ChartGalleryModel {
  const messages = useMessages('chartGallery', chartGalleryMessages, options)
  const controls = useListControls<Chart, ChartGalleryView>(
    {
      search: '',
      page: 0,
      pageSize: 100,
      sort: 'index:1',
      opened: undefined,
      range: options.range ?? 'own',
    },
    options,
  )
  const { view, setView, announce, pattern } = controls
  const [askedKey, setAsked] = useScopedState<string | undefined>(() => undefined)
  const charts = useCharts({ sort: view.sort, limit: view.pageSize })
  const { range, problem } = rangeOf(view, options.timeZone)
  const all = inOrder(withoutRepeats(charts.data ?? [], 'chartId'))
  const shown = all.filter(({ name }) => isMatch(name ?? '', pattern))
  const data = useChartsData(problem ? [] : shown, {
    ...range,
    timeZone: options.timeZone,
    refetchInterval: options.refetchInterval ?? false,
    concurrency: options.concurrency,
  })
  const nameOf = ({ chartId }: ChartRef) =>
    all.find((chart) => chart.chartId === chartId)?.name || messages.unnamed
  const commands = useChartCommands({ options, messages, announce, nameOf, all })
  const attempts = useAttempts<UpdateChartInput>('chartId')

  function act(action: string, chart: Chart, carryOut: () => void): void {
    unlessPrevented(options, { action, keys: [chart.chartId], items: [chart] }, carryOut)
  }

  function rowOf(chart: Chart, index: number): Omit<ChartRow, 'isSelected' | 'isOpen'> {
    const { chartId: key } = chart
    const attempt = attempts.get(key)
    const place = all.indexOf(chart)
    const moveTo = (to: number) => {
      if (pattern !== '' || !all[to]) return undefined
      return () => act('updateChart', chart, () => void commands.move(place, to))
    }
    return {
      chart,
      key,
      name: chart.name || messages.unnamed,
      place: place + 1,
      isBusy: attempt?.isPending === true,
      waiting: waitingIn(attempt),
      error: attempt?.error ?? undefined,
      ...dataOf(data[index]),
      clone: () => act('createChart', chart, () => commands.clone(chart)),
      remove: () => setAsked(() => key),
      moveBack: moveTo(place - 1),
      moveOn: moveTo(place + 1),
      retry() {
        if (!attempt) return
        attempt.dismiss()
        if (attempt.action === 'deleteChart') commands.remove({ chartId: key })
        else if (attempt.action === 'updateChart') commands.update(attempt.variables)
      },
      dismiss: () => attempt?.dismiss(),
    }
  }

  const error = problem ?? charts.error
  const list = useListState<ChartRow, ChartGalleryView>({
    controls,
    options,
    messages,
    query: {
      data: problem ? undefined : charts.data && shown,
      error,
      isError: error !== null,
      isPaused: charts.isPaused,
      isPlaceholderData: charts.isPlaceholderData,
      isFetching: charts.isFetching,
    },
    total: charts.data && shown.length,
    page: 0,
    rows: problem ? [] : shown.map(rowOf),
    // It is no filter to clear, but another one is announced.
    noFilter: { range: view.range },
    undoable: undefined,
    refetch: () => void charts.refetch(),
  })

  const { rows } = list
  const times = rows.flatMap(({ updatedAt }) => updatedAt || [])
  const confirming = rows.find(({ key }) => key === askedKey)
  const state: ChartGalleryState = {
    ...list,
    bulk: noBulk,
    messages,
    setRange: (next) => setView({ range: next }),
    refreshAll() {
      void charts.refetch()
      for (const row of rows) row.refresh()
    },
    updatedAt: times.length > 0 ? Math.min(...times) : 0,
    unread: rows.filter(({ dataError }) => dataError !== null).length,
    confirming,
    confirm() {
      setAsked(() => undefined)
      if (!confirming) return
      const { chart, key } = confirming
      act('deleteChart', chart, () => commands.remove({ chartId: key }))
    },
    cancel: () => setAsked(() => undefined),
  }
  return { ...state, ...chartGalleryGetters(state, options.onOpen) }
}

/** A range from the address of the page may be none. */
function rangeOf(
  { range }: ChartGalleryView,
  timeZone: string | undefined,
): { range: Pick<ChartOptions, 'range'>; problem: AppmixerError | null } {
  if (range === 'own') return { range: {}, problem: null }
  try {
    resolveTimeRange(range, { timeZone })
    return { range: { range }, problem: null }
  } catch (error) {
    if (!isAppmixerError(error)) throw error
    return { range: {}, problem: error }
  }
}

/** By place, also while a change of it is on its way. */
function inOrder(charts: readonly Chart[]): Chart[] {
  return charts.toSorted((a, b) => (a.index ?? 0) - (b.index ?? 0))
}

function isMatch(name: string, pattern: string): boolean {
  return name.toLocaleLowerCase().includes(pattern.toLocaleLowerCase())
}

type RowData = Pick<
  ChartRow,
  | 'dataStatus'
  | 'series'
  | 'problems'
  | 'rest'
  | 'dataError'
  | 'isFetching'
  | 'updatedAt'
  | 'refresh'
>

function dataOf(result: ChartDataResult | undefined): RowData {
  const { data, error = null, isError = false, isPaused = false } = result ?? {}
  const hasValue = data?.series.some(({ points }) => points.some(({ y }) => y !== null))
  return {
    dataStatus: statusOf({ data, isError, isPaused }, !hasValue && data?.problems.length === 0),
    series: data?.series ?? [],
    problems: data?.problems ?? [],
    rest: data?.rest ?? 0,
    dataError: error,
    isFetching: result?.isFetching ?? false,
    updatedAt: result && Number.isFinite(result.dataUpdatedAt) ? result.dataUpdatedAt : 0,
    refresh: () => result?.refetch(),
  }
}

interface ChartCommandsInput {
  options: ChartGalleryOptions
  messages: ChartGalleryState['messages']
  announce(sentence: string): void
  nameOf(ref: ChartRef): string
  all: readonly Chart[]
}

function useChartCommands({ options, messages, announce, nameOf, all }: ChartCommandsInput) {
  const { onError } = options
  const keyOf = ({ chartId }: ChartRef) => chartId
  const reporter = { messages, announce, nameOf, keyOf, onError }
  const remove = useDeleteChart(
    reported('deleteChart', { begun: messages.removing, done: messages.removed }, reporter),
  )
  const update = useUpdateChart(reported<ChartRef, UpdateChartInput>('updateChart', {}, reporter))
  const create = useCreateChart()
  const [isMoving, setMoving] = useState(false)

  return {
    remove: remove.mutate,
    update: update.mutate,
    clone({ name, chartId, type, query, options: look, traces }: Chart) {
      const index = Math.max(-1, ...all.map((chart) => chart.index ?? 0)) + 1
      create.mutate(
        {
          name: messages.copyOf(name || messages.unnamed),
          index,
          ...(type && { type }),
          ...(query && { query }),
          ...(look && { options: look }),
          ...(traces && { traces }),
        },
        {
          onSuccess: () => announce(messages.cloned(nameOf({ chartId }))),
          onError(error) {
            announce(messages.refused(nameOf({ chartId }), messages.reason(error)))
            onError?.(error, { action: 'createChart', keys: [chartId] })
          },
        },
      )
    },
    /** Writes the new places. When one of them is refused, the others go back: half a move is none. */
    async move(from: number, to: number): Promise<void> {
      if (isMoving) return
      setMoving(true)
      const moved = all[from]!
      const order = all.filter((chart) => chart !== moved)
      order.splice(to, 0, moved)
      const changed = order.flatMap((chart, index) =>
        chart.index === index ? [] : { chartId: chart.chartId, index, before: chart.index ?? 0 },
      )
      const results = await Promise.allSettled(
        changed.map(({ chartId, index }) => update.mutateAsync({ chartId, index })),
      )
      if (results.every(({ status }) => status === 'fulfilled')) {
        announce(messages.moved(nameOf(moved), to + 1, all.length))
      } else {
        const back = changed.filter((_, index) => results[index]!.status === 'fulfilled')
        await Promise.allSettled(
          back.map(({ chartId, before }) => update.mutateAsync({ chartId, index: before })),
        )
      }
      setMoving(false)
    },
  }
}
