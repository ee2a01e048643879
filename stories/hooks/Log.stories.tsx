import type { Meta, StoryObj } from '@storybook/react-vite'
import { skipToken } from '@tanstack/react-query'
import {
  lucene,
  useErrorMessage,
  useFlowErrorCounts,
  useFlows,
  useFormat,
  useInfiniteLogs,
  useLog,
  useLogAggregations,
  useLogHistogram,
  useLogs,
  useLogTail,
  useSuspenseLog,
  useSuspenseLogAggregations,
  useSuspenseLogs,
  type LogRef,
} from 'appmixer-react'
import { Suspense, useState } from 'react'
import { expect, waitFor } from 'storybook/test'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './Log.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Log',
  tags: ['autodocs'],
  parameters: pageOf(
    'What flows did: entries, pages, the live end, and numbers over all of them. Entries hold text of others: show it as text.',
  ),
}

export default meta

type Story = StoryObj

function Errors() {
  const [text, setText] = useState(lucene({ severity: 'error' }))
  const { data, error } = useLogs({ query: text, size: 5 })
  const [opened, setOpened] = useState<LogRef>()
  const { data: entry } = useLog(opened ?? skipToken)
  const errorMessage = useErrorMessage()
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setText(new FormData(event.currentTarget).get('query') as string)
        }}
      >
        <input name="query" aria-label="Lucene query" defaultValue={text} />
        <button>Search</button>
      </form>
      {error && <p role="alert">{errorMessage(error)}</p>}
      <ul>
        {data?.hits.map(({ _id, _index, gridTimestamp, componentType }) => (
          <li key={_id}>
            <span>{componentType ?? 'Flow'}</span>
            <button onClick={() => setOpened({ logId: _id, index: _index! })}>
              {gridTimestamp?.slice(11, 19)}
            </button>
          </li>
        ))}
      </ul>
      {entry && <p role="status">{String(entry.err ?? entry.msg).slice(0, 120)}</p>}
    </>
  )
}

/** One page, in Lucene’s words. The list leaves messages out; `useLog` reads one entry whole. */
export const Default: Story = {
  name: 'useLogs, useLog',
  ...shows({ Errors }, source, {
    hooks: ['useLogs', 'useSuspenseLogs', 'useLog', 'useSuspenseLog'],
  }),
  async play({ canvas, userEvent }) {
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(5))
    await userEvent.click(canvas.getAllByRole('button')[1]!)
    await expect(await canvas.findByRole('status')).toBeVisible()
  },
}

/** What is not Lucene is refused by the server, and the user is told. */
export const Refused: Story = {
  name: 'useLogs: not a query',
  tags: ['!autodocs'],
  ...shows({ Errors }, source),
  async play({ canvas, userEvent }) {
    const field = canvas.getByRole('textbox', { name: 'Lucene query' })
    await userEvent.clear(field)
    await userEvent.type(field, 'severity:(error')
    await userEvent.click(canvas.getByRole('button', { name: 'Search' }))
    await expect(await canvas.findByRole('alert')).toBeVisible()
  },
}

function AllEntries() {
  const { data, fetchNextPage, hasNextPage } = useInfiniteLogs({ size: 5, query: 'severity:error' })
  const entries = data?.pages.flatMap(({ hits }) => hits) ?? []
  return (
    <>
      <ul>
        {entries.map(({ _id, gridTimestamp, componentType }) => (
          <li key={_id}>
            <span>{componentType ?? 'Flow'}</span> <small>{gridTimestamp}</small>
          </li>
        ))}
      </ul>
      <button disabled={!hasNextPage} onClick={() => fetchNextPage()}>
        Older
      </button>
    </>
  )
}

/** Page after page. Entries that are written meanwhile shift nothing. */
export const InfiniteLogs: Story = {
  name: 'useInfiniteLogs',
  ...shows({ AllEntries }, source, { hooks: ['useInfiniteLogs'] }),
  async play({ canvas, userEvent }) {
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Older' })).toBeEnabled())
    await userEvent.click(canvas.getByRole('button', { name: 'Older' }))
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(10))
  },
}

function LiveLog() {
  const [isLive, setLive] = useState(true)
  const { data } = useLogTail({ size: 6 }, { interval: isLive && 1_000 })
  const [newest] = data?.pages ?? []
  return (
    <>
      <button aria-pressed={isLive} onClick={() => setLive(!isLive)}>
        Live
      </button>
      <ul>
        {newest?.hits.slice(0, 6).map(({ _id, gridTimestamp, componentType }) => (
          <li key={_id}>
            <span>{componentType ?? 'Flow'}</span> <small>{gridTimestamp}</small>
          </li>
        ))}
      </ul>
    </>
  )
}

/** Asks for what is new only. A hidden tab sends nothing. */
export const LogTail: Story = {
  name: 'useLogTail',
  ...shows({ LiveLog }, source, { hooks: ['useLogTail'] }),
  async play({ canvas, userEvent }) {
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(6))
    await userEvent.click(canvas.getByRole('button', { name: 'Live' }))
  },
}

const aggs = { apps: { terms: { field: 'componentType', size: 4 } } }

function BusiestComponents() {
  const { data } = useLogAggregations({ aggs, query: 'portType:in', size: 0 })
  const buckets = data?.aggregations['apps']?.buckets
  if (!Array.isArray(buckets)) return <p role="status">Counting …</p>
  return (
    <ul>
      {(buckets as { key: string; doc_count: number }[]).map(({ key, doc_count: count }) => (
        <li key={key}>
          <span>{key}</span> <em>{count}</em>
        </li>
      ))}
    </ul>
  )
}

/** Elasticsearch’s aggregations, as the server takes them. */
export const LogAggregations: Story = {
  name: 'useLogAggregations',
  ...shows({ BusiestComponents }, source, {
    hooks: ['useLogAggregations', 'useSuspenseLogAggregations'],
  }),
  async play({ canvas }) {
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(4))
  },
}

function LastDay() {
  const { data } = useLogHistogram({ range: 'last24Hours' }, { buckets: 24 })
  const format = useFormat()
  if (!data) return <p role="status">Counting …</p>
  const most = Math.max(...data.buckets.map(({ count }) => count), 1)
  const width = 100 / data.buckets.length
  return (
    <figure>
      <svg viewBox="0 0 100 30" role="img" aria-label="Entries of the last 24 hours">
        {data.buckets.map(({ from, count }, index) => (
          <rect
            key={from}
            x={index * width}
            width={width * 0.8}
            y={30 - (30 * count) / most}
            height={(30 * count) / most}
            fill="currentColor"
          />
        ))}
      </svg>
      <figcaption>
        {format.number(data.buckets.reduce((sum, { count }) => sum + count, 0))} entries
      </figcaption>
    </figure>
  )
}

/** Numbers over time without gaps, by severity. The drawing is yours. */
export const LogHistogram: Story = {
  name: 'useLogHistogram',
  ...shows({ LastDay }, source, { hooks: ['useLogHistogram'] }),
  async play({ canvas }) {
    await expect(await canvas.findByText(/entries$/)).toBeVisible()
  },
}

function FlowsWithErrors() {
  const { data: flows = [] } = useFlows({ filter: 'stage:running', sort: 'name:1', limit: 6 })
  const { data: errors } = useFlowErrorCounts(
    flows.map(({ flowId }) => flowId),
    { range: 'last7Days' },
  )
  const format = useFormat()
  return (
    <ul>
      {flows.map(({ flowId, name }) => (
        <li key={flowId}>
          <span>{name}</span>
          {errors && (
            <em>
              {format.plural(errors[flowId] ?? 0, {
                one: '1 error',
                other: `${errors[flowId] ?? 0} errors`,
              })}
            </em>
          )}
        </li>
      ))}
    </ul>
  )
}

/** How many errors each flow of a page wrote, by one request. */
export const FlowErrorCounts: Story = {
  name: 'useFlowErrorCounts',
  ...shows({ FlowsWithErrors }, source, { hooks: ['useFlowErrorCounts'] }),
  async play({ canvas }) {
    await waitFor(() => expect(canvas.getAllByText(/errors?$/)).toHaveLength(6))
  },
}

function SuspendedLog() {
  return (
    <Suspense fallback={<p role="status">Loading …</p>}>
      <NewestEntry />
    </Suspense>
  )
}

function NewestEntry() {
  const { data } = useSuspenseLogs({ size: 1 })
  const { data: counted } = useSuspenseLogAggregations({ aggs, size: 0 })
  const [hit] = data.hits
  return (
    <>
      <p>{Object.keys(counted.aggregations).length} aggregation</p>
      {hit && <Entry logId={hit._id} index={hit._index!} />}
    </>
  )
}

function Entry(ref: LogRef) {
  const { data: entry } = useSuspenseLog(ref)
  return <p>The newest is of {entry.gridTimestamp}.</p>
}

/** `data` is always there. */
export const Suspending: Story = {
  name: 'The same with Suspense',
  ...shows({ SuspendedLog }, source),
  async play({ canvas }) {
    await expect(await canvas.findByText(/^The newest is of/)).toBeVisible()
  },
}
