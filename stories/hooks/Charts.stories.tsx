import type { Meta, StoryObj } from '@storybook/react-vite'
import { skipToken } from '@tanstack/react-query'
import {
  useChart,
  useChartData,
  useCharts,
  useCreateChart,
  useDeleteChart,
  useErrorMessage,
  useSuspenseChart,
  useSuspenseCharts,
  useUpdateChart,
  type Chart,
} from 'appmixer-react'
import { Suspense, useState } from 'react'
import { expect, waitFor } from 'storybook/test'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './Charts.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Charts',
  tags: ['autodocs'],
  parameters: pageOf(
    'Saved charts, and the numbers behind them as plain series: any chart library draws them.',
  ),
}

export default meta

type Story = StoryObj

function Charts() {
  const { data: charts = [] } = useCharts({ sort: 'index:1', projection: '-traces' })
  const [opened, setOpened] = useState<string>()
  const { data: chart } = useChart(opened ?? skipToken)
  return (
    <>
      <ul>
        {charts.map(({ chartId, name, type }) => (
          <li key={chartId}>
            <span>{name}</span> <em>{type}</em>
            <button aria-label={`Open ${name}`} onClick={() => setOpened(chartId)}>
              Open
            </button>
          </li>
        ))}
      </ul>
      {chart && (
        <p role="status">
          {chart.name} shows{' '}
          {Object.values(chart.traces ?? {})
            .map(({ name }) => name)
            .join(', ')}
          .
        </p>
      )}
    </>
  )
}

/** What they count, `traces`, is most of the bytes: the list leaves it out. */
export const Default: Story = {
  name: 'useCharts, useChart',
  ...shows({ Charts }, source, {
    hooks: ['useCharts', 'useSuspenseCharts', 'useChart', 'useSuspenseChart'],
  }),
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Open Errors by day' }))
    await expect(await canvas.findByRole('status')).toBeVisible()
  },
}

function MessagesByDay() {
  const { data: charts = [] } = useCharts({ pattern: 'Messages by day', limit: 1 })
  return charts[0] ? <Bars chart={charts[0]} /> : <p role="status">Loading …</p>
}

function Bars({ chart }: { chart: Chart }) {
  const { data, error, isFetching } = useChartData(chart, { range: 'last7Days' })
  const errorMessage = useErrorMessage()
  if (error) return <p role="alert">{errorMessage(error)}</p>
  const points = data?.series[0]?.points ?? []
  const most = Math.max(...points.map(({ y }) => y ?? 0), 1)
  return (
    <figure aria-busy={isFetching}>
      <figcaption>{chart.name}</figcaption>
      <ul>
        {points.map(({ x, y }) => (
          <li key={String(x)}>
            <progress aria-label={new Date(Number(x)).toDateString()} max={most} value={y ?? 0} />
            <small>{y}</small>
          </li>
        ))}
      </ul>
    </figure>
  )
}

/** One request for all traces with the same source. */
export const ChartData: Story = {
  name: 'useChartData',
  ...shows({ MessagesByDay }, source, { hooks: ['useChartData'] }),
  async play({ canvas }) {
    await expect((await canvas.findAllByRole('progressbar'))[0]).toBeVisible()
  },
}

function EditableCharts() {
  const { data: charts = [] } = useCharts({ sort: 'index:1' })
  const createChart = useCreateChart()
  const updateChart = useUpdateChart()
  const deleteChart = useDeleteChart()
  const errorMessage = useErrorMessage()
  const error = createChart.error ?? updateChart.error ?? deleteChart.error
  return (
    <>
      {error && <p role="alert">{errorMessage(error)}</p>}
      <ul>
        {charts.map(({ chartId, name, type, traces }) => (
          <li key={chartId}>
            <span>{name}</span> <em>{type}</em>
            <button
              aria-label={`Copy ${name}`}
              onClick={() =>
                createChart.mutate({
                  name: `Copy of ${name}`,
                  ...(traces && { traces }),
                  type: 'bar',
                })
              }
            >
              Copy
            </button>
            <button
              aria-label={`Show ${name} as a line`}
              onClick={() => updateChart.mutate({ chartId, type: 'line' })}
            >
              Line
            </button>
            <button aria-label={`Delete ${name}`} onClick={() => deleteChart.mutate({ chartId })}>
              Delete
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Each given field replaces the stored one whole, and shows at once. */
export const Writing: Story = {
  name: 'useCreateChart, useUpdateChart, useDeleteChart',
  ...shows({ EditableCharts }, source, {
    hooks: ['useCreateChart', 'useUpdateChart', 'useDeleteChart'],
  }),
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: 'Copy Severities' }))
    await expect(await canvas.findByText('Copy of Severities')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Delete Executions' }))
    await waitFor(() => expect(canvas.queryByText('Executions')).toBeNull())
  },
}

function SuspendedCharts() {
  return (
    <Suspense fallback={<p role="status">Loading …</p>}>
      <FirstChart />
    </Suspense>
  )
}

function FirstChart() {
  const { data: charts } = useSuspenseCharts({ sort: 'index:1', projection: 'name' })
  return charts[0] ? <ChartFacts chartId={charts[0].chartId} /> : <p>None yet.</p>
}

function ChartFacts({ chartId }: { chartId: string }) {
  const { data: chart } = useSuspenseChart(chartId)
  return (
    <h2>
      {chart.name}, {chart.type}
    </h2>
  )
}

/** `data` is always there. */
export const Suspending: Story = {
  name: 'The same with Suspense',
  ...shows({ SuspendedCharts }, source),
  async play({ canvas }) {
    await expect(await canvas.findByRole('heading')).toBeVisible()
  },
}
