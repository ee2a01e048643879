import { act, renderHook, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useChartData, useCharts, type ChartOptions } from '../../src/index.ts'
import { useChartsData } from '../../src/charts/data.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { createWorld } from '../support.tsx'

function show(sandbox = createSandbox({ clock: createManualClock() }), options: ChartOptions = {}) {
  const { wrapper } = createWorld(sandbox)
  const now = sandbox.database.clock.now()
  const rendered = renderHook(
    (more: ChartOptions) => {
      const charts = useCharts({ sort: 'index:1' })
      return useChartsData(charts.data ?? [], { now, timeZone: 'UTC', ...more })
    },
    { wrapper, initialProps: options },
  )
  const results = () => rendered.result.current
  return { sandbox, results, rerender: rendered.rerender }
}

const reads = ({ requests }: ReturnType<typeof createSandbox>) =>
  requests.entries.filter(({ route }) => route === 'POST /logs')

it('reads the data of all charts, three at a time', async () => {
  const clock = createManualClock()
  const sandbox = createSandbox({ clock })
  sandbox.faults.add({ on: 'POST /logs', delay: 1_000 })
  const { results } = show(sandbox)
  const read = () => results().filter(({ data }) => data).length
  await waitFor(() => expect(reads(sandbox)).toHaveLength(3))
  await act(async () => clock.advance(1_000))
  await waitFor(() => expect(reads(sandbox)).toHaveLength(6))
  expect(read()).toBe(3)
  await act(async () => clock.advance(1_000))
  await waitFor(() => expect(read()).toBe(6))
  expect(reads(sandbox)).toHaveLength(6)
  expect(results()[0]!.data!.series[0]!.points.length).toBeGreaterThan(6)
})

it('leaves the other charts alone when one fails, and reads that one again', async () => {
  const sandbox = createSandbox({ clock: createManualClock() })
  const heal = sandbox.faults.add({
    on: 'POST /logs',
    status: 400,
    message: 'Too many buckets.',
    times: 1,
  })
  const { results } = show(sandbox)
  await waitFor(() => expect(results().filter(({ data }) => data)).toHaveLength(5))
  const failed = results().find(({ isError }) => isError)!
  expect(failed).toMatchObject({ data: undefined, error: { status: 400 } })
  heal()
  act(() => failed.refetch())
  await waitFor(() => expect(results().filter(({ data }) => data)).toHaveLength(6))
  expect(reads(sandbox)).toHaveLength(7)
})

it('reads every chart again for another range, and shows nothing of the one before', async () => {
  const { sandbox, results, rerender } = show()
  await waitFor(() => expect(results().filter(({ data }) => data)).toHaveLength(6))
  rerender({ range: 'last24Hours' })
  expect(results().filter(({ data }) => data)).toEqual([])
  await waitFor(() => expect(results().filter(({ data }) => data)).toHaveLength(6))
  expect(reads(sandbox)).toHaveLength(12)
})

it('reads one chart', async () => {
  const sandbox = createSandbox({ clock: createManualClock() })
  const { wrapper } = createWorld(sandbox)
  const { result } = renderHook(() => useChartData(useCharts({ sort: 'index:1' }).data?.[0]), {
    wrapper,
  })
  expect(result.current).toMatchObject({ data: undefined, isFetching: false })
  await waitFor(() => expect(result.current.data?.series).toHaveLength(1))
  expect(result.current.dataUpdatedAt).toBeGreaterThan(0)
})
