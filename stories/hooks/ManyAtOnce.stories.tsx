import type { Meta, StoryObj } from '@storybook/react-vite'
import {
  cloneFlowMutationOptions,
  useBulk,
  useDeleteFlows,
  useFlows,
  useFormat,
  useStartFlows,
  useStopFlows,
} from 'appmixer-react'
import { expect, waitFor } from 'storybook/test'
import { pageOf, shows } from '../house/hooks.tsx'
import source from './ManyAtOnce.stories.tsx?raw'

const meta: Meta = {
  title: 'Hooks/Many at once',
  tags: ['autodocs'],
  parameters: pageOf(
    'A run is a queue of ordinary mutations: all are shown at once, four are sent at a time, one that is refused is rolled back alone. Every component that uses the hook sees the same run.',
  ),
}

export default meta

type Story = StoryObj

function StartAndStopAll() {
  const { data: flows = [] } = useFlows({ limit: 6, sort: 'name:1' })
  const startFlows = useStartFlows()
  const stopFlows = useStopFlows({ concurrency: 2 })
  const stopped = flows.filter(({ stage }) => stage === 'stopped')
  const running = flows.filter(({ stage }) => stage === 'running')
  const run = stopFlows.total > 0 ? stopFlows : startFlows
  return (
    <>
      <div className="row">
        <button disabled={run.isRunning} onClick={() => startFlows.run(stopped)}>
          Start {stopped.length}
        </button>
        <button disabled={run.isRunning} onClick={() => stopFlows.run(running)}>
          Stop {running.length}
        </button>
        {run.isRunning && <button onClick={run.cancel}>Cancel</button>}
        {run.failed > 0 && <button onClick={run.retryFailed}>Try {run.failed} again</button>}
      </div>
      {run.total > 0 && (
        <p role="status">
          {run.done} done, {run.failed} refused
        </p>
      )}
      <progress aria-label="Progress" max={run.total || 1} value={run.done + run.failed} />
      <ul>
        {flows.map(({ flowId, name, stage }) => (
          <li key={flowId}>
            <span>{name}</span> <em>{stage}</em>
          </li>
        ))}
      </ul>
    </>
  )
}

/** All are shown as stopping at once. */
export const Default: Story = {
  name: 'useStartFlows, useStopFlows',
  ...shows({ StartAndStopAll }, source, { hooks: ['useStartFlows', 'useStopFlows'] }),
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: /^Stop [1-9]/ }))
    await expect(await canvas.findByText(/^[1-9] done, 0 refused/)).toBeVisible()
  },
}

/** One of them is refused. The others go on; it can be tried again alone. */
export const PartlyRefused: Story = {
  name: 'useStopFlows: one is refused',
  ...shows({ StartAndStopAll }, source, {
    appmixer: {
      sandbox: {
        faults: [
          { on: 'POST /flows/:flowId/coordinator', times: 1, status: 403, message: 'Forbidden' },
        ],
      },
    },
  }),
  async play({ canvas, userEvent }) {
    await userEvent.click(await canvas.findByRole('button', { name: /^Stop [1-9]/ }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Try 1 again' }))
    await expect(await canvas.findByText(/ done, 0 refused/)).toBeVisible()
  },
}

function DeleteStopped() {
  const query = { filter: 'stage:stopped', limit: 5, sort: 'name:1' }
  const { data: flows = [] } = useFlows(query)
  const { run, isRunning, resumesAt, results } = useDeleteFlows({ concurrency: 2 })
  const format = useFormat()
  const refused = results.filter(({ status }) => status === 'failed')
  return (
    <>
      <button disabled={isRunning || flows.length === 0} onClick={() => run(flows)}>
        Delete these {flows.length} flows
      </button>
      {resumesAt && (
        <p role="status">The server asks to wait until {format.dateTime(resumesAt)}.</p>
      )}
      {refused.length > 0 && <p role="alert">{refused.length} could not be deleted.</p>}
      <ul>
        {flows.map(({ flowId, name }) => (
          <li key={flowId}>{name}</li>
        ))}
      </ul>
    </>
  )
}

/** They leave every list at once; then the page is read once, with the next five. */
export const DeleteFlows: Story = {
  name: 'useDeleteFlows',
  ...shows({ DeleteStopped }, source, { hooks: ['useDeleteFlows'] }),
  async play({ canvas, userEvent }) {
    const first = (await canvas.findAllByRole('listitem'))[0]!.textContent
    await userEvent.click(canvas.getByRole('button'))
    await waitFor(() => expect(canvas.queryByText(first)).toBeNull())
  },
}

function CloneAll() {
  const { data: flows = [] } = useFlows({ limit: 3, sort: 'btime:-1' })
  const clones = useBulk(cloneFlowMutationOptions, { concurrency: 2 })
  return (
    <>
      <button
        disabled={clones.isRunning}
        onClick={() => clones.run(flows.map(({ flowId }) => ({ flowId, prefix: 'Copy of ' })))}
      >
        Copy all
      </button>
      <p role="status">{clones.done} copied</p>
      <ul>
        {flows.map(({ flowId, name }) => (
          <li key={flowId}>{name}</li>
        ))}
      </ul>
    </>
  )
}

/** Any mutation of the package, or one of your own, over many items. */
export const Bulk: Story = {
  name: 'useBulk',
  ...shows({ CloneAll }, source, { hooks: ['useBulk'] }),
  async play({ canvas, userEvent }) {
    await waitFor(() => expect(canvas.getAllByRole('listitem')).toHaveLength(3))
    await userEvent.click(canvas.getByRole('button', { name: 'Copy all' }))
    await expect(await canvas.findByText('3 copied')).toBeVisible()
  },
}
