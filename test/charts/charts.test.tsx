import { act, renderHook, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import {
  createChart,
  deleteChart,
  getChart,
  getCharts,
  updateChart,
  useChart,
  useCharts,
  useCreateChart,
  useDeleteChart,
  useUpdateChart,
} from '../../src/index.ts'
import { createManualClock, createSandbox } from '../../src/sandbox/index.ts'
import { answering } from '../answering.ts'
import { ben, clientOf, createWorld } from '../support.tsx'

const chart = {
  chartId: '5defa30cbd1ca06288202346',
  name: 'Chart 1',
  index: 0,
  type: 'bar',
  traces: {},
}

describe('the charts on the wire', () => {
  it('lists', async () => {
    const { client, sent } = answering([{ ...chart, type: 'heatmap' }])
    const query = { pattern: 'a', limit: 10, offset: 0, sort: 'mtime:-1', projection: '-traces' }
    await expect(getCharts(client, query)).resolves.toEqual([{ ...chart, type: 'heatmap' }])
    expect(sent).toMatchObject([
      {
        method: 'GET',
        url: '/charts?pattern=a&limit=10&offset=0&sort=mtime%3A-1&projection=-traces',
      },
    ])
  })

  it('reads one', async () => {
    const { client, sent } = answering(chart)
    await expect(getChart(client, { chartId: 'a/b', projection: 'name' })).resolves.toEqual(chart)
    expect(sent).toMatchObject([
      { method: 'GET', url: '/charts/a%2Fb?projection=name', body: undefined },
    ])
  })

  it('creates one, whichever way the id comes', async () => {
    const { client, sent } = answering({ chartId: 'c1' }, { id: 'c2' }, Response.json('c3'))
    const fields = { name: 'New', type: 'line', index: 3, traces: {}, query: {}, options: {} }
    await expect(createChart(client, fields)).resolves.toMatchObject({ chartId: 'c1' })
    await expect(createChart(client, { name: 'New' })).resolves.toMatchObject({ chartId: 'c2' })
    await expect(createChart(client, { name: 'New' })).resolves.toMatchObject({ chartId: 'c3' })
    expect(sent[0]).toMatchObject({ method: 'POST', url: '/charts', body: fields })
  })

  it('updates one: the id in the path, the fields in the body', async () => {
    const { client, sent } = answering({ ...chart, name: 'New' })
    const { chartId } = chart
    await expect(updateChart(client, { chartId, name: 'New' })).resolves.toMatchObject({
      name: 'New',
    })
    expect(sent).toMatchObject([
      { method: 'PUT', url: `/charts/${chartId}`, body: { name: 'New' } },
    ])
  })

  it('deletes one, which is answered with nothing', async () => {
    const { client, sent } = answering()
    await expect(deleteChart(client, chart)).resolves.toBeUndefined()
    expect(sent).toMatchObject([
      { method: 'DELETE', url: `/charts/${chart.chartId}`, body: undefined },
    ])
  })
})

describe('the charts of the sandbox', () => {
  it('belong to one user each', async () => {
    const sandbox = createSandbox()
    const [mine, theirs] = [clientOf(sandbox), clientOf(sandbox, ben)]
    const [first] = await getCharts(mine, { sort: 'index:1' })
    expect(await getCharts(mine, {})).toHaveLength(6)
    const flowIds = sandbox.database.flows.map(({ flowId }) => flowId)
    const targets = Object.values(first!.traces!).flatMap(({ source }) =>
      Object.keys(source!.targets!),
    )
    expect(flowIds).toEqual(expect.arrayContaining(targets))
    await expect(getChart(theirs, { chartId: first!.chartId })).rejects.toMatchObject({
      status: 404,
    })
    await expect(deleteChart(theirs, first!)).rejects.toMatchObject({ status: 404 })
  })

  it('keep what an update does not name', async () => {
    const client = clientOf(createSandbox())
    const [before] = await getCharts(client, {})
    await updateChart(client, { chartId: before!.chartId, index: 9 })
    const { mtime: _, ...after } = await getChart(client, { chartId: before!.chartId })
    const { mtime: __, ...rest } = before!
    expect(after).toEqual({ ...rest, index: 9 })
  })

  it('need a name', async () => {
    const client = clientOf(createSandbox())
    await expect(createChart(client, {} as never)).rejects.toMatchObject({ status: 400 })
  })
})

describe('the chart hooks', () => {
  function gallery() {
    const clock = createManualClock()
    const world = createWorld(createSandbox({ clock }))
    const { result } = renderHook(
      () => ({
        charts: useCharts({ sort: 'index:1', projection: '-traces' }),
        create: useCreateChart(),
        update: useUpdateChart(),
        remove: useDeleteChart(),
      }),
      { wrapper: world.wrapper },
    )
    const names = () => result.current.charts.data?.map(({ name }) => name)
    const first = () => result.current.charts.data![0]!
    return { ...world, clock, result, names, first }
  }

  it('show a new chart', async () => {
    const { result, names } = gallery()
    await waitFor(() => expect(names()).toHaveLength(6))
    act(() => result.current.create.mutate({ name: 'Mine', index: 9 }))
    await waitFor(() => expect(names()?.at(-1)).toBe('Mine'))
  })

  it('rename at once, without traces where there were none, and take it back when refused', async () => {
    const { sandbox, clock, result, names, first, wrapper } = gallery()
    await waitFor(() => expect(names()).toHaveLength(6))
    const { chartId, name } = first()
    const { result: one } = renderHook(() => useChart(chartId), { wrapper })
    await waitFor(() => expect(one.current.data?.name).toBe(name))
    sandbox.faults.add({ on: 'PUT /charts/:chartId', status: 500, delay: 1_000, times: 1 })
    const traces = { t: { name: 'T' } }
    act(() => result.current.update.mutate({ chartId, name: 'Renamed', type: undefined, traces }))
    await waitFor(() => expect(first()).toMatchObject({ name: 'Renamed', type: 'bar' }))
    expect(first()).not.toHaveProperty('traces')
    await waitFor(() =>
      expect(one.current.data).toMatchObject({ name: 'Renamed', traces: { t: { name: 'T' } } }),
    )
    clock.advance(1_000)
    await waitFor(() => expect(result.current.update.isError).toBe(true))
    await waitFor(() => expect(first().name).toBe(name))
    await waitFor(() => expect(one.current.data?.name).toBe(name))
  })

  it('remove at once, and bring it back when refused', async () => {
    const { sandbox, clock, result, names, first } = gallery()
    await waitFor(() => expect(names()).toHaveLength(6))
    const { chartId } = first()
    sandbox.faults.add({ on: 'DELETE /charts/:chartId', status: 500, delay: 1_000, times: 1 })
    act(() => result.current.remove.mutate({ chartId }))
    await waitFor(() => expect(names()).toHaveLength(5))
    clock.advance(1_000)
    await waitFor(() => expect(result.current.remove.isError).toBe(true))
    await waitFor(() => expect(names()).toHaveLength(6))
    act(() => result.current.remove.mutate({ chartId }))
    await waitFor(() => expect(result.current.remove.isSuccess).toBe(true))
    expect(names()).toHaveLength(5)
    expect(sandbox.database.charts.some((chart) => chart.chartId === chartId)).toBe(false)
  })
})
